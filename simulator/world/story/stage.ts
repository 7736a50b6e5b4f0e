/** What the story plays on: a campus and two kiosks, with everything written to one folder as on real disks. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { Campus } from '../../campus/campus-server.ts';
import { openFileLedger } from '../../campus/file-ledger.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import { openSchool } from '../../kiosk/school.ts';

export interface Stage {
  readonly clock: VirtualClock;
  readonly campus: Campus;
  /** The cash machine at which the visits begin. */
  readonly first: Kiosk;
  /** Another terminal of the same school. */
  readonly second: Kiosk;
  readonly random: Random;
}

export interface StageOptions {
  /** Virtual seconds per real second; 0 as fast as possible. */
  readonly pace: number;
  /** Erased first, then filled. */
  readonly state: string;
  readonly seed: number;
}

const TERMINALS = ['100000000042', '100000000043'] as const;

export async function setStage(options: StageOptions): Promise<Stage> {
  rmSync(options.state, { recursive: true, force: true });
  mkdirSync(options.state, { recursive: true });
  const clock = new VirtualClock(options.pace > 0 ? { pace: options.pace } : {});
  const random = seededRandom(options.seed);
  const { campus, kiosks } = await openSchool({
    clock,
    random,
    polling: new SkipRegistry(),
    ledger: openFileLedger(join(options.state, 'ledger.db')),
    terminals: TERMINALS,
    kiosk: (terminal) => onDisk(join(options.state, terminal)),
  });
  const [first, second] = kiosks;
  invariant(first !== undefined && second !== undefined, 'two terminals');
  return { clock, campus, random, first: first.kiosk, second: second.kiosk };
}

function onDisk(folder: string): { shelf: SqliteShelf; identities: FileIdentityStore } {
  mkdirSync(folder);
  return {
    shelf: new SqliteShelf(join(folder, 'journal.db')),
    identities: new FileIdentityStore(join(folder, 'identity.json')),
  };
}
