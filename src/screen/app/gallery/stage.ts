/** What the gallery offers to whoever drives it from outside. */
import type { Display, Language } from '../../contract/screen-model.ts';

export interface Gallery {
  readonly names: readonly string[];
  /** Draws a story at once. Throws for a name that no story has. */
  readonly show: (name: string, language: Language, display: Display) => void;
  readonly role: (role: 'actor' | 'watcher') => void;
  readonly wait: () => void;
  /** What is wrong with the layout of what is on show. */
  readonly faults: () => string[];
  /** What the page wanted to tell the terminal since the last story, as JSON. */
  readonly sent: () => readonly string[];
}
