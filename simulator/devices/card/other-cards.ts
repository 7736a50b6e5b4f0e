/** Cards people hold to a campus reader that are no campus cards. pn532.md §7, §8. */
import type { Clock, Timer } from '../../../src/kernel/clock.ts';
import { fromHex } from '../../../src/kernel/hex.ts';
import type { AirReply, CardIdentity, FieldCard } from './field-card.ts';

const ANSWER_MS = 5;

/**
 * A CPU card of somebody else (ID card, bank card, door key): speaks ISO 14443-4 and knows no file of ours.
 */
export class UnknownIsoDepCard implements FieldCard {
  readonly identity: CardIdentity;
  #active = false;
  #running: Timer | undefined;

  /** `uid` of 4 or 7 bytes, hexadecimal. */
  constructor(uid: string) {
    this.identity = {
      uid: fromHex(uid),
      sensRes: uid.length === 14 ? Uint8Array.of(0x03, 0x44) : Uint8Array.of(0x00, 0x04),
      selRes: 0x20,
      ats: fromHex('067577810280'),
    };
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  activate(): void {
    this.#stop();
    this.#active = true;
  }

  powerDown(): void {
    this.#stop();
    this.#active = false;
  }

  transceive(_command: Uint8Array, clock: Clock, answer: (reply: AirReply) => void): void {
    if (!this.#active || this.busy) return;
    this.#running = clock.after(ANSWER_MS, 'card answer', () => {
      this.#running = undefined;
      answer({ kind: 'data', data: fromHex('6A82') });
    });
  }

  #stop(): void {
    this.#running?.cancel();
    this.#running = undefined;
  }
}

/**
 * A MIFARE Classic S50 whose keys nobody here has: it can be listed and selected, every authentication
 * fails.
 */
export class UnknownClassicCard implements FieldCard {
  readonly identity: CardIdentity;
  readonly busy = false;
  #halted = true;
  #running: Timer | undefined;

  /** `uid` of 4 bytes, hexadecimal. */
  constructor(uid: string) {
    this.identity = {
      uid: fromHex(uid),
      sensRes: Uint8Array.of(0x00, 0x04),
      selRes: 0x08,
      ats: undefined,
    };
  }

  activate(): void {
    this.#running?.cancel();
    this.#halted = false;
  }

  powerDown(): void {
    this.#running?.cancel();
    this.#halted = true;
  }

  /** Authentication (60, 61) fails and halts the card; anything else without it halts the card in silence. */
  transceive(command: Uint8Array, clock: Clock, answer: (reply: AirReply) => void): void {
    if (this.#halted) return;
    this.#halted = true;
    if (command[0] !== 0x60 && command[0] !== 0x61) return;
    this.#running = clock.after(1, 'card answer', () => {
      answer({ kind: 'error', status: 0x14 });
    });
  }
}
