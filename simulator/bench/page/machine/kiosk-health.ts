/** How a terminal is, in one word and one colour, from its state. */
import type { KioskState } from '../../state.ts';
import { SCREEN_NAMES } from '../words/device-names.ts';
import { PROGRAM_NAMES } from '../words/names.ts';
import { UI } from '../words/interface.ts';
import type { Words } from '../words/words.ts';

export interface KioskHealth {
  readonly tone: 'good' | 'busy' | 'care' | 'off';
  readonly words: Words;
}

/** Screens on which the holder's money is under way. */
const BUSY = new Set<string>(['checking-note', 'stacking-note', 'writing', 'please-wait', 'reading-card']);
const CARE = new Set<string>(['torn-card', 'failure', 'out-of-service', 'take-note-back', 'rewrite-offer']);

export function kioskHealth(kiosk: KioskState): KioskHealth {
  if (!kiosk.mains) return { tone: 'off', words: UI.noMains };
  if (kiosk.program !== 'running') return { tone: 'off', words: PROGRAM_NAMES[kiosk.program] };
  if (kiosk.screen === undefined) return { tone: 'busy', words: SCREEN_NAMES.starting };
  const { id } = kiosk.screen;
  const words = SCREEN_NAMES[id] ?? { zh: id, en: id };
  if (CARE.has(id) || kiosk.troubles.length > 0) return { tone: 'care', words };
  return { tone: BUSY.has(id) ? 'busy' : 'good', words };
}
