/** Ready-made cards for bench and tests. All keys and numbers are made up (pboc-epurse.md §6). */
import type { Random } from '../../../src/kernel/random.ts';
import { PbocCard, type PbocCardOptions } from './pboc-card.ts';
import type { PbocPersonalisation } from './pboc-memory.ts';

/** Issuer code (发卡方代码) of the simulated school 示例大学. */
export const CAMPUS_ISSUER = '2099010000000001';
/** Issuer code of the other school 样本学院. */
export const OTHER_SCHOOL_ISSUER = '2099020000000002';

/** The simulated campus's test master keys: never in a real card. */
export const TEST_MASTER_KEYS = {
  load: '000102030405060708090A0B0C0D0E0F',
  tac: 'F0E1D2C3B4A5968778695A4B3C2D1E0F',
  purchase: 'A0A1A2A3A4A5A6A7A8A9AAABACADAEAF',
} as const;

const OTHER_SCHOOL_KEYS = {
  load: '5F5E5D5C5B5A59585756555453525150',
  tac: '3F3E3D3C3B3A39383736353433323130',
  purchase: '1F1E1D1C1B1A19181716151413121110',
} as const;

/** A campus card as the card centre makes it; the card of the sheet unless told otherwise. */
export function campusPersonalisation(changes: Partial<PbocPersonalisation> = {}): PbocPersonalisation {
  return {
    uid: '5A17C3E9',
    issuer: CAMPUS_ISSUER,
    applicationSerial: '31202509000123456789',
    validFrom: '20990901',
    validTo: '21030831',
    masterKeys: TEST_MASTER_KEYS,
    ...changes,
  };
}

export function campusCard(
  random: Random,
  personalisation: Partial<PbocPersonalisation> = {},
  options: Partial<PbocCardOptions> = {},
): PbocCard {
  return new PbocCard({ ...options, random, personalisation: campusPersonalisation(personalisation) });
}

/** A purse card of another school: same make, other issuer, other keys. */
export function otherSchoolCard(random: Random, changes: Partial<PbocPersonalisation> = {}): PbocCard {
  const personalisation = campusPersonalisation({
    uid: '6B28D4FA',
    issuer: OTHER_SCHOOL_ISSUER,
    applicationSerial: '41202509000987654321',
    masterKeys: OTHER_SCHOOL_KEYS,
    ...changes,
  });
  return new PbocCard({ random, personalisation });
}
