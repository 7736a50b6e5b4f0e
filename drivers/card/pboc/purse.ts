/** The electronic purse (电子钱包) of a PBOC / JR-T 0025 card over any APDU session (pboc-epurse.md). VERIFY is never sent. */
import { fen } from '../../../src/kernel/fen.ts';
import { done, notDone, unknown, type Outcome } from '../../../src/kernel/outcome.ts';
import type { CardSession } from '../../contract/card-reader.ts';
import type {
  CardEvidence,
  LoadAuthorisation,
  LoadIntent,
  LoadProof,
  LoadRequest,
  Purse,
  PurseIdentity,
  PurseReading,
  PurseRefusal,
} from '../../contract/purse.ts';
import { buildPboc, parsePbocAnswer, TRANSACTION_LOAD } from './codec.ts';
import { creditResult } from './credit-result.ts';
import { AMOUNT_LIMIT } from './limits.ts';
import { readLog } from './purse-log.ts';

export interface PbocPurseOptions {
  /** File identifier of the purse directory, four hexadecimal digits. Default 3F01. */
  readonly applicationFile?: string;
}

/** A purse on the card of this session. Refusals are the card's status word, or one of our own words:
 * `wrong-application`, `bad-request`, `bad-authorisation`, `not-prepared`, `already-sent`, `card-gone`. */
export function pbocPurse(session: CardSession, options: PbocPurseOptions = {}): Purse {
  return new PbocPurse(session, options.applicationFile ?? '3F01');
}

type Result<T> = Outcome<T, PurseRefusal>;

/** Index of the load key on our cards. */
const LOAD_KEY_INDEX = '01';

/** The purse is there but locked: these words say more than `wrong-application`. */
const LOCKED = new Set(['6A81', '9303']);

const BCD = /^\d+$/u;

class PbocPurse implements Purse {
  readonly kind = 'pboc';
  readonly #session: CardSession;
  readonly #applicationFile: string;
  #selected = false;
  /** The intent whose INITIALIZE was the last command: the only one that CREDIT may follow. */
  #prepared: string | undefined;
  /** Intents whose CREDIT was sent, whatever came back. One session makes few. */
  readonly #sent = new Set<string>();

  constructor(session: CardSession, applicationFile: string) {
    this.#session = session;
    this.#applicationFile = applicationFile;
  }

  async identify(): Promise<Result<PurseIdentity>> {
    this.#selected = false;
    const selected = await this.#select();
    if (selected.kind !== 'done') return selected;
    const reply = await this.#ask(buildPboc('readPublicData', {}));
    if (reply.kind === 'not-done')
      return notDone(LOCKED.has(reply.reason) ? reply.reason : 'wrong-application');
    if (reply.kind === 'unknown') return reply;
    const data = parsePbocAnswer('readPublicData', reply.value);
    if (data === undefined || !BCD.test(data.applicationSerial + data.validFrom + data.validTo)) {
      return notDone('wrong-application');
    }
    const { applicationSerial, issuer, validFrom, validTo } = data;
    return done({
      kind: 'pboc',
      uid: this.#session.card.uid,
      applicationSerial,
      issuer,
      validFrom,
      validTo,
    });
  }

  async read(): Promise<Result<PurseReading>> {
    const selected = await this.#ensureSelected();
    if (selected.kind !== 'done') return selected;
    const reply = await this.#ask(buildPboc('getBalance', {}));
    if (reply.kind !== 'done') return reply;
    const answer = parsePbocAnswer('getBalance', reply.value);
    if (answer === undefined || answer.balance > AMOUNT_LIMIT) return unknown('GET BALANCE: damaged answer');
    const log = await readLog(this.#session);
    if (log.kind !== 'done') return log;
    return done({ balance: fen(answer.balance), log: log.value });
  }

  async prepareLoad(request: LoadRequest): Promise<Result<LoadIntent>> {
    const intent = await this.#initialize(request);
    if (intent.kind === 'done') this.#prepared = intentKey(intent.value);
    return intent;
  }

  async commitLoad(intent: LoadIntent, authorisation: LoadAuthorisation): Promise<Result<LoadProof>> {
    const key = intentKey(intent);
    if (this.#sent.has(key)) return notDone('already-sent');
    if (this.#prepared !== key) return notDone('not-prepared');
    const { date, time, mac2 } = authorisation;
    const apdu = buildPboc('creditForLoad', { date, time, mac2 });
    if (apdu === undefined) return notDone('bad-authorisation');
    if (!this.#session.live) return notDone('card-gone');
    this.#sent.add(key);
    this.#prepared = undefined;
    return creditResult(await this.#session.exchange(apdu));
  }

  async evidence(request: LoadRequest): Promise<Result<CardEvidence>> {
    const intent = await this.#initialize(request);
    if (intent.kind !== 'done') return intent;
    const proof = await this.#prove(intent.value.counter);
    if (proof.kind !== 'done') return proof;
    const log = await readLog(this.#session);
    if (log.kind !== 'done') return log;
    const loads = log.value.filter((record) => record.type === TRANSACTION_LOAD);
    return done({ intent: intent.value, proof: proof.value, log: loads });
  }

  async #initialize(request: LoadRequest): Promise<Result<LoadIntent>> {
    this.#prepared = undefined;
    const { amount, terminal } = request;
    const apdu = buildPboc('initializeForLoad', { keyIndex: LOAD_KEY_INDEX, amount, terminal });
    if (apdu === undefined) return notDone('bad-request');
    const selected = await this.#ensureSelected();
    if (selected.kind !== 'done') return selected;
    const reply = await this.#ask(apdu);
    if (reply.kind !== 'done') return reply;
    const answer = parsePbocAnswer('initializeForLoad', reply.value);
    if (answer === undefined || answer.balance > AMOUNT_LIMIT) return unknown('INITIALIZE: damaged answer');
    const { balance, ...rest } = answer;
    return done({ kind: 'pboc', ...rest, balance: fen(balance), amount, terminal });
  }

  /** GET TRANSACTION PROVE takes the counter after the transaction (§9), so the one the card shows now is the last load's. */
  async #prove(counter: number): Promise<Result<CardEvidence['proof']>> {
    const p2 = Number.parseInt(TRANSACTION_LOAD, 16);
    const reply = await this.#ask(buildPboc('getTransactionProve', { counter }, { p2 }));
    if (reply.kind === 'unknown') return reply;
    if (reply.kind === 'not-done') return done({ kind: 'none', status: reply.reason });
    const answer = parsePbocAnswer('getTransactionProve', reply.value);
    // the first four bytes are not defined for a load; the TAC comes second
    return answer === undefined
      ? unknown('GET TRANSACTION PROVE: damaged answer')
      : done({ kind: 'tac', counter, tac: answer.tac });
  }

  async #ensureSelected(): Promise<Result<void>> {
    return this.#selected ? done(undefined) : this.#select();
  }

  async #select(): Promise<Result<void>> {
    const reply = await this.#ask(buildPboc('selectFile', { file: this.#applicationFile }));
    if (reply.kind === 'not-done')
      return notDone(LOCKED.has(reply.reason) ? reply.reason : 'wrong-application');
    if (reply.kind === 'unknown') return reply;
    this.#selected = true;
    return done(undefined);
  }

  /** Any command but CREDIT; ends what `prepareLoad` began. */
  async #ask(apdu: Uint8Array | undefined): Promise<Result<Uint8Array>> {
    this.#prepared = undefined;
    if (apdu === undefined) return notDone('bad-request');
    const reply = await this.#session.exchange(apdu);
    switch (reply.kind) {
      case 'data':
        return done(reply.data);
      case 'refused':
        return notDone(reply.status);
      case 'unknown':
        return unknown(reply.reason);
    }
  }
}

/** What makes an intent itself: a new INITIALIZE always has a new random. */
function intentKey(intent: LoadIntent): string {
  return [intent.counter, intent.random, intent.mac1, intent.amount, intent.terminal].join(' ');
}
