/** Who and what takes part in the world: two terminals, two card holders of the sample school, hundred-yuan notes. */
import { yuan } from '../../src/kernel/fen.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { CampusAccount } from '../campus/cards.ts';
import { SAMPLE_MASTER_KEYS, ZHANG } from '../campus/fixtures.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';
import { PbocCard } from '../devices/card/pboc-card.ts';

/** A: where the fault strikes. B: the other one. */
export type KioskName = 'A' | 'B';

export const KIOSK_NAMES: readonly KioskName[] = ['A', 'B'];

/** Terminal numbers (终端号). */
export const TERMINALS: Readonly<Record<KioskName, string>> = { A: '209900000001', B: '209900000002' };

/** `holder`: the one that the faults hit. `fresh`: comes afterwards, with nothing open. */
export type Role = 'holder' | 'fresh';

export const ROLES: readonly Role[] = ['holder', 'fresh'];

const FRESH: CampusAccount = {
  ...ZHANG,
  card: { applicationSerial: '31202509002099000009', uid: '04A1B209' },
  holderName: '李示例',
  holderNumber: '2099000009',
  balance: yuan(20),
  counter: 5,
};

export const ACCOUNTS: Readonly<Record<Role, CampusAccount>> = { holder: ZHANG, fresh: FRESH };

/** The card of an account as the card centre handed it out. */
export function cardOf(account: CampusAccount, random: Random): PbocCard {
  const { card, issuer, validFrom, validTo, balance, counter } = account;
  return new PbocCard({
    random,
    personalisation: {
      uid: card.uid,
      issuer,
      applicationSerial: card.applicationSerial,
      validFrom,
      validTo,
      masterKeys: {
        load: SAMPLE_MASTER_KEYS.loadMaster,
        tac: SAMPLE_MASTER_KEYS.tacMaster,
        purchase: SAMPLE_MASTER_KEYS.purchaseMaster,
      },
    },
    state: { balance, onlineCounter: counter },
  });
}

/** Notes of other people than the holder have their role as id. */
export function ownerOf(noteId: string): Role {
  return noteId === 'fresh' ? 'fresh' : 'holder';
}

/** A good hundred-yuan note of the 2015 edition. `id` is unique in one world. */
export function hundredYuan(id: string): PhysicalNote {
  return { id, serial: `SIM${id}`, value: yuan(100), edition: 2015, genuine: true, condition: 'good' };
}
