/** What one cash load writes into the journal, as the terminal writes it: the work that the journal is measured with. */
import type { JournalEvent } from '../../../src/journal/admission.ts';
import type { JsonObject } from '../../../src/journal/canonical-json.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { isHostFact, type FactData, type FactType } from '../../../src/money/facts.ts';

const ORDER = '00112233445566778899aabbccddeeff';
const ATTEMPT = 'ffeeddccbbaa99887766554433221100';
const CARD = { applicationSerial: '00000000000000000001', uid: '08A1B2C3' };
const INTENT = {
  kind: 'pboc',
  counter: 17,
  balance: yuan(23),
  amount: yuan(100),
  terminal: '000000100042',
  keyVersion: '01',
  algorithm: '00',
  random: '5A5A5A5A',
  mac1: '12345678',
} as const;

function event<T extends FactType>(type: T, data: FactData<T>): JournalEvent {
  return { type, data: { ...data } as unknown as JsonObject, host: isHostFact(type) };
}

/** From the placement of the card to the confirmed write, in order. */
export const LOAD_EVENTS: readonly JournalEvent[] = [
  event('card-placed', { card: CARD, balance: yuan(23) }),
  event('hold-asked', { orderId: ORDER, source: 'cash', amount: yuan(100), card: CARD, intent: INTENT }),
  event('hold-answered', { orderId: ORDER, answer: { kind: 'granted' } }),
  event('slot-opened', { orderId: ORDER, stackedCount: 812, device: 'SIM-1 000000000001' }),
  event('note-escrowed', { orderId: ORDER, type: 3, value: yuan(100) }),
  event('stack-sent', { orderId: ORDER }),
  event('note-stacked', { orderId: ORDER, type: 3, value: yuan(100), how: 'reported' }),
  event('attempt-asked', { orderId: ORDER, attemptId: ATTEMPT, card: CARD, intent: INTENT }),
  event('attempt-answered', {
    orderId: ORDER,
    attemptId: ATTEMPT,
    answer: {
      kind: 'authorised',
      authorisation: { kind: 'pboc', date: '20990901', time: '080000', mac2: '87654321' },
    },
  }),
  event('commit-sent', { orderId: ORDER, attemptId: ATTEMPT }),
  event('load-written', { orderId: ORDER, attemptId: ATTEMPT, tac: '0BADCAFE' }),
];
