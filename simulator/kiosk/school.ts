/** A school in the world: one campus server, its enrolled kiosks, and things that people carry. */
import { invariant } from '../../src/kernel/errors.ts';
import { yuan } from '../../src/kernel/fen.ts';
import type { SkipRegistry } from '../../src/kernel/poller.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { VirtualClock } from '../../src/kernel/virtual-clock.ts';
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
import { Network } from './network.ts';

export interface SchoolOptions {
  readonly clock: VirtualClock;
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
  const kiosks: EnrolledKiosk[] = [];
  for (const terminal of options.terminals) {
    const network = new Network(clock, () => campus);
    const kiosk = new Kiosk({
      ...options.kiosk?.(terminal),
      terminal,
      clock,
      random,
      polling,
      hardware: new KioskHardware({ clock, random, polling, ...hardware }),
      host: network,
    });
    const code = campus.operator.enrol(terminal);
    invariant(code.kind === 'code', 'the operator makes a code for a new terminal');
    await clock.until(kiosk.enrol(code.code));
    kiosks.push({ kiosk, network });
  }
  return { campus, kiosks };
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
