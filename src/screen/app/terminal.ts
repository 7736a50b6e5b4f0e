/** What every part of the page knows: the model it draws, the language, the terminal's clocks, and how to act. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from '../catalogue/words.ts';
import type { ButtonId, Display, Language, ScreenModel } from '../contract/screen-model.ts';
import { unbroken } from './parts/unbroken.ts';

export interface Terminal {
  readonly model: ScreenModel;
  /** Only one page acts; the others look on. */
  readonly acts: boolean;
  readonly press: (button: ButtonId) => void;
  readonly speak: (language: Language) => void;
  readonly draw: (display: Display) => void;
  /** The terminal's monotonic clock now, as the page can tell it: countdowns are on it. */
  readonly nowMs: () => number;
  readonly wallMs: () => number;
}

const Context = createContext<Terminal | undefined>(undefined);

export const TerminalProvider = Context.Provider;

export function useTerminal(): Terminal {
  const terminal = useContext(Context);
  if (terminal === undefined) throw new Error('a part of the page outside the terminal');
  return terminal;
}

/** Words in the language of the model. */
export function useText(): (words: Words) => string {
  const { language } = useTerminal().model;
  return (words) => unbroken(words[language]);
}
