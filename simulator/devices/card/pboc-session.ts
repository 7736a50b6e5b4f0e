/**
 * The purse application between two resets: the selected file, an open INITIALIZE, one command at a time.
 * pboc-epurse.md §2, §11.
 */
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { parseApdu, pinWrong, refusal, STATUS, success, type CommandApdu } from './pboc-apdu.ts';
import { concat, uint32 } from './pboc-crypto.ts';
import { HISTORY_LIMIT, PIN_TRIES, type AnswerStyle, type PbocMemory } from './pboc-memory.ts';
import {
  credit,
  debit,
  initialiseAmount,
  loadChallenge,
  purchaseChallenge,
  type PendingTransaction,
} from './pboc-transaction.ts';

/** What one command comes to: the answer, and the change that is made on the way, if any. */
export interface Execution {
  readonly reply: Uint8Array;
  /** Present for a CREDIT or DEBIT that was found right. */
  readonly commit?: () => void;
}

const PUBLIC_FILE = 0x15;
const LOG_FILE = 0x18;
const INITIALISE_LENGTH = 11;
const COUNTER_MAXIMUM = 0xffff;
/** Ten million yuan: the largest amount the kernel's fen will hold. */
const BALANCE_MAXIMUM = 1_000_000_000;

export class PurseSession {
  readonly #memory: PbocMemory;
  readonly #style: AnswerStyle;
  #selected: 'master' | 'purse' = 'master';
  #pending: PendingTransaction | undefined;
  /** Answer data that waits for GET RESPONSE. */
  #held: Uint8Array | undefined;

  /** `style` overrides the card's own: a POS whose reader layer hides such things. */
  constructor(memory: PbocMemory, style: AnswerStyle = memory.behaviour.answerStyle ?? 'plain') {
    this.#memory = memory;
    this.#style = style;
  }

  execute(bytes: Uint8Array): Execution {
    const pending = this.#pending;
    const held = this.#held;
    this.#pending = undefined;
    this.#held = undefined;
    const apdu = parseApdu(bytes);
    if (apdu === undefined) return { reply: refusal(STATUS.wrongLength) };
    if (held !== undefined && apdu.ins === 0xc0) {
      // Fetching an answer is part of the command that gave it, so an open INITIALIZE stays open.
      this.#pending = pending;
      return { reply: success(held) };
    }
    const execution = this.#dispatch(apdu, pending);
    return this.#styled(apdu, execution);
  }

  /** The INITIALIZE that is open is over, as after a refusal. */
  abandon(): void {
    this.#pending = undefined;
    this.#held = undefined;
  }

  #dispatch(apdu: CommandApdu, pending: PendingTransaction | undefined): Execution {
    const key = (apdu.cla << 8) | apdu.ins;
    if (key === 0x00a4) return { reply: this.#select(apdu) };
    if (key === 0x0084) return { reply: this.#challenge(apdu) };
    if (apdu.cla !== 0x00 && apdu.cla !== 0x80) return { reply: refusal(STATUS.wrongClass) };
    const inMaster = this.#selected === 'master';
    switch (key) {
      case 0x00b0:
        return { reply: inMaster ? refusal(STATUS.fileNotFound) : this.#readBinary(apdu) };
      case 0x00b2:
        return { reply: inMaster ? refusal(STATUS.fileNotFound) : this.#readRecord(apdu) };
      case 0x0020:
        return { reply: inMaster ? refusal(STATUS.conditions) : this.#verify(apdu) };
      case 0x805c:
        return { reply: inMaster ? refusal(STATUS.conditions) : this.#balance(apdu) };
      case 0x8050:
        return { reply: inMaster ? refusal(STATUS.conditions) : this.#initialise(apdu) };
      case 0x8052:
      case 0x8054:
        return this.#finish(apdu, pending);
      case 0x805a:
        return { reply: inMaster ? refusal(STATUS.conditions) : this.#proof(apdu) };
      default:
        return { reply: refusal(STATUS.wrongInstruction) };
    }
  }

  #select(apdu: CommandApdu): Uint8Array {
    const name = toHex(apdu.data);
    const byName = apdu.p1 === 0x04;
    if ((!byName && apdu.p1 !== 0) || apdu.p2 !== 0) return refusal(STATUS.wrongParameters);
    const { applicationName } = this.#memory.personalisation;
    if (!byName && name === '3F00') this.#selected = 'master';
    else if (byName ? name === applicationName?.toUpperCase() : name === '3F01') this.#selected = 'purse';
    else return refusal(STATUS.fileNotFound);
    return success();
  }

  #challenge(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 !== 0 || apdu.p2 !== 0) return refusal(STATUS.wrongParameters);
    if (apdu.le !== 4 && apdu.le !== 8) return refusal(STATUS.wrongLength);
    return success(this.#memory.random.bytes(apdu.le));
  }

  /** Issuer 8, card type 1, version 1, application serial 10, valid from 4, valid to 4, reserved 2. */
  #readBinary(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 !== (0x80 | PUBLIC_FILE)) return refusal(STATUS.fileNotFound);
    const made = this.#memory.personalisation;
    const file = fromHex(
      `${made.issuer}${made.cardType ?? '01'}${made.applicationVersion ?? '01'}${made.applicationSerial}` +
        `${made.validFrom}${made.validTo}0000`,
    );
    if (apdu.p2 >= file.length) return refusal(STATUS.wrongOffset);
    const rest = file.slice(apdu.p2);
    if (apdu.le !== undefined && apdu.le > rest.length) return wrongLe(rest.length);
    return success(rest.slice(0, apdu.le === undefined || apdu.le === 0 ? rest.length : apdu.le));
  }

  #readRecord(apdu: CommandApdu): Uint8Array {
    if (apdu.p2 !== ((LOG_FILE << 3) | 4)) return refusal(STATUS.fileNotFound);
    const record = this.#memory.state.log[apdu.p1 - 1];
    if (record === undefined) return refusal(STATUS.recordNotFound);
    const data = fromHex(record);
    if (apdu.le !== undefined && apdu.le > data.length) return wrongLe(data.length);
    return success(data);
  }

  #verify(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 !== 0 || apdu.p2 !== 0) return refusal(STATUS.wrongParameters);
    const memory = this.#memory;
    const { pinTriesLeft } = memory.state;
    if (pinTriesLeft === 0) return refusal(STATUS.blocked);
    const right = toHex(apdu.data) === (memory.personalisation.pin ?? '123456');
    const left = right ? PIN_TRIES : pinTriesLeft - 1;
    memory.state = { ...memory.state, pinTriesLeft: left };
    return right ? success() : pinWrong(left);
  }

  #balance(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 !== 0 || apdu.p2 !== 0x02) return refusal(STATUS.wrongParameters);
    return success(uint32(this.#memory.state.balance));
  }

  #initialise(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 > 1 || apdu.p2 !== 0x02) return refusal(STATUS.wrongParameters);
    if (apdu.data.length !== INITIALISE_LENGTH) return refusal(STATUS.wrongLength);
    const { state, history, personalisation, random } = this.#memory;
    const kind = apdu.p1 === 0 ? 'load' : 'purchase';
    if (apdu.data[0] !== (personalisation.keyIndex ?? 1)) return refusal(STATUS.keyIndexMissing);
    const counter = kind === 'load' ? state.onlineCounter : state.offlineCounter;
    if (counter === COUNTER_MAXIMUM) return refusal(STATUS.counterAtMaximum);
    if (history.length >= HISTORY_LIMIT) return refusal(STATUS.noSpace);
    const amount = initialiseAmount(apdu.data);
    if (kind === 'load' && state.balance + amount > BALANCE_MAXIMUM) return refusal(STATUS.wrongData);
    if (kind === 'purchase' && state.balance < amount) return refusal(STATUS.balanceTooSmall);
    if (this.#leRefused(apdu, kind === 'load' ? 16 : 15)) return wrongLe(kind === 'load' ? 16 : 15);
    const pending = { kind, amount, terminal: apdu.data.slice(5), random: random.bytes(4) } as const;
    this.#pending = pending;
    const memory = this.#memory;
    return success(kind === 'load' ? loadChallenge(memory, pending) : purchaseChallenge(memory, pending));
  }

  /** CREDIT FOR LOAD or DEBIT FOR PURCHASE: only directly after its own INITIALIZE. */
  #finish(apdu: CommandApdu, pending: PendingTransaction | undefined): Execution {
    const isLoad = apdu.ins === 0x52;
    if (apdu.p1 !== (isLoad ? 0 : 1) || apdu.p2 !== 0) return { reply: refusal(STATUS.wrongParameters) };
    if (apdu.data.length !== (isLoad ? 11 : 15)) return { reply: refusal(STATUS.wrongLength) };
    if (pending === undefined || (pending.kind === 'load') !== isLoad) {
      return { reply: refusal(STATUS.conditions) };
    }
    const expected = isLoad ? 4 : 8;
    if (this.#leRefused(apdu, expected)) {
      this.#pending = pending;
      return { reply: wrongLe(expected) };
    }
    const prepared = isLoad
      ? credit(this.#memory, pending, apdu.data)
      : debit(this.#memory, pending, apdu.data);
    if (prepared === undefined) return { reply: refusal(STATUS.wrongMac) };
    return { reply: success(prepared.answer), commit: prepared.commit };
  }

  #proof(apdu: CommandApdu): Uint8Array {
    if (apdu.p1 !== 0) return refusal(STATUS.wrongParameters);
    if (apdu.data.length !== 2) return refusal(STATUS.wrongLength);
    const counter = Number.parseInt(toHex(apdu.data), 16);
    const kept = this.#memory.state.proofs.find(
      (proof) => proof.type === apdu.p2 && proof.counter === counter,
    );
    return kept === undefined ? refusal(STATUS.proofMissing) : success(fromHex(kept.answer));
  }

  #leRefused(apdu: CommandApdu, expected: number): boolean {
    return this.#style === 'wrong-le' && apdu.le !== expected;
  }

  /** The two awkward styles of answering: 6Cxx for an inexact Le, 61xx and GET RESPONSE. */
  #styled(apdu: CommandApdu, execution: Execution): Execution {
    const { reply } = execution;
    const length = reply.length - 2;
    if (this.#style === 'plain' || length === 0) return execution;
    if (this.#style === 'wrong-le') {
      return apdu.le === length ? execution : { reply: wrongLe(length) };
    }
    this.#held = reply.slice(0, length);
    return { ...execution, reply: concat(Uint8Array.of(0x61, length)) };
  }
}

function wrongLe(exact: number): Uint8Array {
  return Uint8Array.of(0x6c, exact);
}
