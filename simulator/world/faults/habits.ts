/** Makes of acceptors: what the sheet leaves open is tried both ways (ccnet.md §15). */
import { CCNET_COMMANDS } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import type { CcnetDeviceSettings } from '../../devices/banknote-acceptor/ccnet-device.ts';

/** `plain` is the device of all scenarios; with the others the cash visit is cut and killed once more. */
export const HABITS = {
  plain: {},
  /** Shows 12 after a cut for a note that lies flat and was not acknowledged. */
  remembers: { remembersUnreported: true },
  /** Reports each event once, heard or not. */
  once: { repeatsEvents: false },
  strict: { ackWindow: 'strict' },
  /** Hands a note back at power-up without saying so. */
  hidden: { showsPowerUpReturn: false },
  /** Its counter does not survive a cut. */
  forgetful: { counterSurvives: false },
  uncounted: { unsupported: [CCNET_COMMANDS.stackedCount.code] },
  /** Reports 81 before the note lies flat. */
  early: { remembersUnreported: true, timings: { stackFlatMs: 1_400 } },
} as const satisfies Readonly<Record<string, CcnetDeviceSettings>>;

export type HabitName = keyof typeof HABITS;

export const HABIT_NAMES = Object.keys(HABITS) as readonly HabitName[];

export function isHabit(text: string): text is HabitName {
  return Object.hasOwn(HABITS, text);
}
