/** What the story plays on: a campus, two kiosks, cards and notes, with everything written to one folder as on a real disk. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileIdentityStore } from '../../../src/journal/identity-file.ts';
import { SqliteShelf } from '../../../src/journal/sqlite-shelf.ts';
import { invariant } from '../../../src/kernel/errors.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom, type Random } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { createCampus, type Campus } from '../../campus/campus-server.ts';
import type { CampusAccount } from '../../campus/cards.ts';
import { openFileLedger } from '../../campus/file-ledger.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_MASTER_KEYS } from '../../campus/fixtures.ts';
import { DEFAULT_PARAMETERS } from '../../campus/parameters.ts';
import type { PhysicalNote } from '../../devices/banknote-acceptor/physical-note.ts';
import { PbocCard } from '../../devices/card/pboc-card.ts';
import { EMPTY_PURSE } from '../../devices/card/pboc-memory.ts';
import { Kiosk } from '../kiosk.ts';
import { KioskHardware } from '../kiosk-hardware.ts';
import { Network } from '../network.ts';

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

export const FIRST_TERMINAL = '100000000042';
export const SECOND_TERMINAL = '100000000043';

export async function setStage(options: StageOptions): Promise<Stage> {
  rmSync(options.state, { recursive: true, force: true });
  mkdirSync(options.state, { recursive: true });
  const clock = new VirtualClock(options.pace > 0 ? { pace: options.pace } : {});
  const random = seededRandom(options.seed);
  const campus = createCampus({
    clock,
    random,
    ledger: openFileLedger(join(options.state, 'ledger.db')),
    keys: SAMPLE_MASTER_KEYS,
    parameters: DEFAULT_PARAMETERS,
    accounts: SAMPLE_ACCOUNTS,
  });
  const polling = new SkipRegistry();
  const kiosk = async (terminal: string): Promise<Kiosk> => {
    const folder = join(options.state, terminal);
    mkdirSync(folder);
    const made = new Kiosk({
      terminal,
      clock,
      random,
      polling,
      hardware: new KioskHardware({ clock, random, polling }),
      host: new Network(clock, () => campus),
      shelf: new SqliteShelf(join(folder, 'journal.db')),
      identities: new FileIdentityStore(join(folder, 'identity.json')),
    });
    const code = campus.operator.enrol(terminal);
    invariant(code.kind === 'code', 'the operator makes a code for a new terminal');
    await clock.until(made.enrol(code.code));
    return made;
  };
  return { clock, campus, random, first: await kiosk(FIRST_TERMINAL), second: await kiosk(SECOND_TERMINAL) };
}

/** The card of an account, as it was made, with what its ledger says on it. */
export function cardOf(account: CampusAccount, random: Random): PbocCard {
  const { loadMaster, tacMaster, purchaseMaster } = SAMPLE_MASTER_KEYS;
  return new PbocCard({
    random,
    personalisation: {
      ...account.card,
      issuer: account.issuer,
      validFrom: account.validFrom,
      validTo: account.validTo,
      masterKeys: { load: loadMaster, tac: tacMaster, purchase: purchaseMaster },
    },
    state: { ...EMPTY_PURSE, balance: account.balance, onlineCounter: account.counter },
  });
}

export function hundredYuan(serial: string): PhysicalNote {
  return { id: serial, serial, value: yuan(100), edition: 2015, genuine: true, condition: 'good' };
}
