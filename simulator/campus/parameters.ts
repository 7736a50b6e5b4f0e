/** What the card centre may set (domain.md §8). */
import { yuan, type Fen } from '../../src/kernel/fen.ts';

export interface CampusParameters {
  /** Issuer code of the school on its cards, 16 digits. */
  readonly issuer: string;
  readonly hotline: string;
  /** `card.maxBalance`. */
  readonly maxBalance: Fen;
  /** Cash per card and day, by the server's date at acceptance. Undefined: no limit. */
  readonly dailyCashLimit: Fen | undefined;
  /** `timeout.cashInsert`, seconds: how long a terminal may keep its slot open under a hold. */
  readonly cashInsertSeconds: number;
  /** `dayEnd.window` (日终), HHMMSS; may run over midnight. New holds are refused in it. Undefined: only by hand. */
  readonly dayEnd: { readonly from: string; readonly to: string } | undefined;
}

export const DEFAULT_PARAMETERS: CampusParameters = {
  issuer: '9999000000010001',
  hotline: '0000-0000',
  maxBalance: yuan(1000),
  dailyCashLimit: undefined,
  cashInsertSeconds: 60,
  dayEnd: undefined,
};
