/** 示例大学 and its card holders: invented people and keys (domain.md §0.1), shared by the server and by simulated cards. */
import { fen, yuan } from '../../src/kernel/fen.ts';
import type { CampusAccount } from './cards.ts';

/** 示例大学 / Sample University. */
export const SAMPLE_UNIVERSITY = { name: '示例大学', issuer: '9999000000010001' } as const;
/** 样本学院 / Specimen College: its cards are not ours. */
export const SPECIMEN_COLLEGE = { name: '样本学院', issuer: '9999000000020001' } as const;

/** Made-up master keys of pboc-epurse.md §6: load (MLK), TAC (MTK), purchase (MPK). */
export const SAMPLE_MASTER_KEYS = {
  loadMaster: '000102030405060708090A0B0C0D0E0F',
  tacMaster: 'F0E1D2C3B4A5968778695A4B3C2D1E0F',
  purchaseMaster: 'A0A1A2A3A4A5A6A7A8A9AAABACADAEAF',
} as const;

const VALID = { validFrom: '20200901', validTo: '21001231' } as const;

/** Everything in order, 12.50 yuan. */
export const ZHANG: CampusAccount = {
  card: { applicationSerial: '31202509002099000001', uid: '04A1B201' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: '张小样',
  holderNumber: '2099000001',
  state: 'normal',
  ...VALID,
  balance: fen(1_250),
  counter: 42,
};

/** Reported lost (挂失). */
export const LI: CampusAccount = {
  card: { applicationSerial: '31202509002099000002', uid: '04A1B202' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: '李示例',
  holderNumber: '2099000002',
  state: 'lost',
  ...VALID,
  balance: yuan(30),
  counter: 7,
};

/** Near the limit: 950.00 yuan, so that no note fits. */
export const WANG: CampusAccount = {
  card: { applicationSerial: '31202509002099000003', uid: '04A1B203' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: '王样本',
  holderNumber: '2099000003',
  state: 'normal',
  ...VALID,
  balance: yuan(950),
  counter: 19,
};

/** Frozen (冻结). */
export const OUYANG: CampusAccount = {
  card: { applicationSerial: '31202509002099000004', uid: '04A1B204' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: '欧阳测试',
  holderNumber: '2099000004',
  state: 'frozen',
  ...VALID,
  balance: yuan(20),
  counter: 3,
};

/** Expired (过有效期). */
export const EXPIRED: CampusAccount = {
  card: { applicationSerial: '31202509002099000005', uid: '04A1B205' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: 'Test Person',
  holderNumber: '2099000005',
  state: 'normal',
  validFrom: '20200901',
  validTo: '20240831',
  balance: fen(860),
  counter: 11,
};

/** In order as well, 100.00 yuan: the second person in the queue. */
export const TEST_PERSON: CampusAccount = {
  card: { applicationSerial: '31202509002099000006', uid: '04A1B206' },
  issuer: SAMPLE_UNIVERSITY.issuer,
  holderName: 'Test Person',
  holderNumber: '2099000006',
  state: 'normal',
  ...VALID,
  balance: yuan(100),
  counter: 0,
};

export const SAMPLE_ACCOUNTS: readonly CampusAccount[] = [ZHANG, LI, WANG, OUYANG, EXPIRED, TEST_PERSON];

/** A card of the other school, for readers to refuse. Not an account here. */
export const FOREIGN: CampusAccount = {
  card: { applicationSerial: '31202509102099000001', uid: '04C1D201' },
  issuer: SPECIMEN_COLLEGE.issuer,
  holderName: '张小样',
  holderNumber: '2099000001',
  state: 'normal',
  ...VALID,
  balance: yuan(5),
  counter: 1,
};
