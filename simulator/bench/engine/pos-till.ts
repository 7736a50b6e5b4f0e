/** A POS somewhere on campus: takes money from a card, and uploads the purchase to the ledger (domain.md §5.10). */
import { fen } from '../../../src/kernel/fen.ts';
import type { Campus } from '../../campus/campus-server.ts';
import { serverTime } from '../../campus/server-time.ts';
import type { PbocCard } from '../../devices/card/pboc-card.ts';
import type { Payment } from '../../devices/card/pboc-pos.ts';
import type { Upload, WorldData } from '../state-folder/world-schema.ts';

/** Terminal number of the POS. */
const POS_TERMINAL = '200000000001';

export const NO_PURCHASES: WorldData['pos'] = { next: 1, uploads: [] };

export class PosTill {
  #next: number;
  #uploads: readonly Upload[];

  constructor(data: WorldData['pos']) {
    this.#next = data.next;
    this.#uploads = data.uploads;
  }

  data(): WorldData['pos'] {
    return { next: this.#next, uploads: [...this.#uploads] };
  }

  /** The card pays; the purchase waits for its upload. */
  pay(purse: PbocCard, amount: number, wallMs: number): Payment {
    const { date, time } = serverTime(wallMs);
    const order = { terminal: POS_TERMINAL, terminalSequence: this.#next, date, time };
    const payment = purse.purchase(amount, order);
    if (payment.kind === 'refused') return payment;
    const { applicationSerial } = purse.personalisation;
    const upload = { id: `pos-${this.#next}`, applicationSerial, amount: fen(amount) };
    this.#uploads = [...this.#uploads, upload];
    this.#next += 1;
    return payment;
  }

  /** Also again after a power cut: the ledger counts each id once. */
  upload(campus: Campus): void {
    for (const purchase of this.#uploads) campus.operator.uploadPurchase(purchase);
    this.#uploads = [];
  }
}
