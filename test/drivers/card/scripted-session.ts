/** A card session that follows a script: this APDU, then that reply. Anything else is reported. */
import type { CardReply, CardSession, PresentCard } from '../../../drivers/contract/card-reader.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';

/** Data and status word, or `silence` for a card torn away. */
export type Answer = string;

export const SILENCE: Answer = 'silence';

const compact = (hex: string): string => hex.replaceAll(' ', '');

export class ScriptedSession implements CardSession {
  readonly card: PresentCard = { epoch: 1, uid: '5A17C3E9', technology: 'iso-dep' };
  live = true;
  readonly sent: string[] = [];
  readonly #unexpected: string[] = [];
  readonly #script: (readonly [apdu: string, answer: Answer])[];

  constructor(script: readonly (readonly [apdu: string, answer: Answer])[]) {
    this.#script = [...script];
  }

  get leftovers(): readonly string[] {
    return [
      ...this.#script.map(([apdu]) => `missing ${apdu}`),
      ...this.#unexpected.map((hex) => `extra ${hex}`),
    ];
  }

  exchange(command: Uint8Array): Promise<CardReply> {
    const hex = toHex(command);
    this.sent.push(hex);
    const [next] = this.#script;
    if (next === undefined || compact(next[0]) !== hex) {
      this.#unexpected.push(hex);
      return Promise.resolve({ kind: 'unknown', reason: 'not in the script' });
    }
    this.#script.shift();
    return Promise.resolve(replyOf(compact(next[1])));
  }

  quiet(): () => void {
    return () => undefined;
  }

  powerCycle(): Promise<CardSession | undefined> {
    return Promise.resolve(undefined);
  }
}

function replyOf(answer: string): CardReply {
  if (answer === SILENCE) return { kind: 'unknown', reason: 'card silent' };
  const status = answer.slice(-4);
  if (status !== '9000') return { kind: 'refused', status };
  return { kind: 'data', data: fromHex(answer.slice(0, -4)) };
}
