/** What every part of the page needs: the newest state, a way to act, the language, and which terminal the hand is at. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BenchAction, KioskName } from '../../actions.ts';
import type { BenchEvent, BenchState, KioskState } from '../../state.ts';
import type { Language, Words } from '../words/words.ts';
import type { Observable } from './observable.ts';

export interface Bench {
  readonly state: BenchState;
  readonly events: Observable<readonly BenchEvent[]>;
  readonly language: Language;
  /** The terminal at which a click lays cards and feeds notes. */
  readonly active: KioskName;
  /** Refusals show as a toast. */
  readonly act: (action: BenchAction) => void;
  /** Says a sentence in a toast, e.g. why something is not possible. */
  readonly say: (text: string) => void;
  readonly setActive: (kiosk: KioskName) => void;
}

export const BenchContext = createContext<Bench | undefined>(undefined);

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (bench === undefined) throw new Error('a part of the bench outside of it');
  return bench;
}

export function useKiosk(name: KioskName): KioskState {
  return useBench().state.kiosks[name];
}

/** Puts a text into the language of the page. */
export function useText(): (text: Words) => string {
  const { language } = useBench();
  return (text) => text[language];
}
