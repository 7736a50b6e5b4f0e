/** A school of simulated terminals: one campus server, its enrolled kiosks, and things that people carry. */
import type { Clock } from '../../src/kernel/clock.ts';
import { invariant } from '../../src/kernel/errors.ts';
import { yuan } from '../../src/kernel/fen.ts';
import type { SkipRegistry } from '../../src/kernel/poller.ts';
import type { Random } from '../../src/kernel/random.ts';
import { createCampus, type Campus } from '../campus/campus-server.ts';
import type { CampusAccount } from '../campus/cards.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_MASTER_KEYS } from '../campus/fixtures.ts';
import type { LedgerStore } from '../campus/ledger-store.ts';
import { DEFAULT_PARAMETERS, type CampusParameters } from '../campus/parameters.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';
import { PbocCard } from '../devices/card/pboc-card.ts';
import { EMPTY_PURSE, type PbocBehaviour } from '../devices/card/pboc-memory.ts';
import { Kiosk, type KioskOptions } from './kiosk.ts';
import { KioskHardware, type KioskHardwareOptions } from './kiosk-hardware.ts';
import { Network, type CampusPort } from './network.ts';

/** Virtual time must be driven while something is awaited; real time passes by itself. */
export type SchoolClock = Clock & { until?<T>(promise: Promise<T>): Promise<T> };

export interface SchoolOptions {
  readonly clock: SchoolClock;
  readonly random: Random;
  readonly polling: SkipRegistry;
  readonly ledger: LedgerStore;
  /** Terminal numbers, 12 digits each. */
  readonly terminals: readonly string[];
  readonly accounts?: readonly CampusAccount[];
  readonly parameters?: Partial<CampusParameters>;
  readonly hardware?: Pick<KioskHardwareOptions, 'acceptor' | 'chunks' | 'noise'>;
  /** Journal, identity and settings of one kiosk; in memory and as the defaults when left out. */
  readonly kiosk?: (terminal: string) => Pick<KioskOptions, 'shelf' | 'identities' | 'settings' | 'log'>;
  /** Called after the server has handled a message, before its answer travels. */
  readonly handled?: () => void;
}

export interface EnrolledKiosk {
  readonly kiosk: Kiosk;
  readonly network: Network;
}

export interface School {
  readonly campus: Campus;
  /** In the order of `terminals`, enrolled and switched off. */
  readonly kiosks: readonly EnrolledKiosk[];
}

export async function openSchool(options: SchoolOptions): Promise<School> {
  const { clock, random, polling, ledger, hardware = {} } = options;
  const campus = createCampus({
    clock,
    random,
    ledger,
    keys: SAMPLE_MASTER_KEYS,
    parameters: { ...DEFAULT_PARAMETERS, ...options.parameters },
    accounts: options.accounts ?? SAMPLE_ACCOUNTS,
  });
  const server = options.handled === undefined ? campus : attended(campus, options.handled);
  const kiosks: EnrolledKiosk[] = [];
  for (const terminal of options.terminals) {
    const network = new Network(clock, () => server);
    const kiosk = new Kiosk({
      ...options.kiosk?.(terminal),
      terminal,
      clock,
      random,
      polling,
      hardware: new KioskHardware({ clock, random, polling, ...hardware }),
      host: network,
    });
    if (kiosk.identities.load().kind === 'absent') {
      const enrolled = kiosk.enrol(oneTimeCode(campus, terminal));
      await (clock.until?.(enrolled) ?? enrolled);
    }
    kiosks.push({ kiosk, network });
  }
  return { campus, kiosks };
}

/** A terminal that lost its identity is enrolled anew: its old journal is closed. */
function oneTimeCode(campus: Campus, terminal: string): string {
  const first = campus.operator.enrol(terminal);
  const code = first.kind === 'code' ? first : campus.operator.closeJournalAndReEnrol(terminal);
  invariant(code.kind === 'code', 'the operator makes a code for a terminal');
  return code.code;
}

function attended(campus: Campus, handled: () => void): CampusPort {
  return {
    handle: async (envelope) => {
      const reply = await campus.handle(envelope);
      handled();
      return reply;
    },
  };
}

/** The card of an account, as it was made, with what its ledger says on it. */
export function cardOf(account: CampusAccount, random: Random, behaviour: PbocBehaviour = {}): PbocCard {
  const { loadMaster, tacMaster, purchaseMaster } = SAMPLE_MASTER_KEYS;
  return new PbocCard({
    random,
    behaviour,
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

/** A good 100-yuan note of the 2015 edition. */
export function hundredYuan(serial: string): PhysicalNote {
  return { id: serial, serial, value: yuan(100), edition: 2015, genuine: true, condition: 'good' };
}
