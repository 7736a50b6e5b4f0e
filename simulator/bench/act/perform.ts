/** One action, by whoever knows how. */
import type { BenchAction } from '../actions.ts';
import type { BenchParts } from '../engine/parts.ts';
import { refuseUnless } from '../refusal.ts';
import { CARD_ACTS } from './card-acts.ts';
import { ENROL_ACTS } from './enrol-acts.ts';
import type { Handlers } from './handlers.ts';
import { KIOSK_ACTS } from './kiosk-acts.ts';
import { NOTE_ACTS } from './note-acts.ts';
import { SCREEN_ACTS } from './screen-acts.ts';
import { SERVER_ACTS } from './server-acts.ts';

const ACTS: Handlers<BenchAction['do']> = {
  ...SCREEN_ACTS,
  ...CARD_ACTS,
  ...NOTE_ACTS,
  ...KIOSK_ACTS,
  ...SERVER_ACTS,
  ...ENROL_ACTS,
};

/** Throws a `Refusal` when it cannot be done. */
export async function perform(parts: BenchParts, action: BenchAction): Promise<void> {
  const { world } = parts;
  refuseUnless(
    world.upToDate || world.save(),
    'BENCH_STATE_NOT_SAVED',
    '状态无法写入磁盘 / the state cannot be written to the disk',
  );
  const act = ACTS[action.do] as (parts: BenchParts, action: BenchAction) => void | Promise<void>;
  await act(parts, action);
}
