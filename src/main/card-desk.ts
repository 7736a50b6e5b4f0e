/** The card on the reader as the load transaction sees it: one purse per epoch, kept as long as the epoch lasts. */
import type { CardReader } from '../../drivers/contract/card-reader.ts';
import type { Purse } from '../../drivers/contract/purse.ts';
import { pbocPurse } from '../../drivers/card/pboc/purse.ts';
import type { CardAccess } from '../load/ports.ts';

export class CardDesk implements CardAccess {
  readonly #reader: CardReader;
  #kept: { readonly epoch: number; readonly purse: Purse } | undefined;

  constructor(reader: CardReader) {
    this.#reader = reader;
  }

  purse(epoch: number): Purse | undefined {
    const session = this.#reader.session(epoch);
    if (session === undefined) return undefined;
    if (this.#kept?.epoch !== epoch) this.#kept = { epoch, purse: pbocPurse(session) };
    return this.#kept.purse;
  }

  confirmPresence(epoch: number): Promise<boolean> {
    return this.#reader.confirmPresence(epoch);
  }

  quiet(epoch: number): () => void {
    return this.#reader.session(epoch)?.quiet() ?? ((): void => undefined);
  }
}
