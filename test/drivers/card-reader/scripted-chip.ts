/** A byte peer that follows a script: this from the host, then that from the chip. Everything else is reported. */
import {
  pn532CardReader,
  type Pn532CardReaderOptions,
} from '../../../drivers/card-reader/pn532/card-reader.ts';
import type { CardReader, CardSession, CardSituation } from '../../../drivers/contract/card-reader.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';

export const ACK = '00 00 FF 00 FF 00';
export const NACK = '00 00 FF FF 00 00';
export const WAKE_AND_SAM = '55 55 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 FF 03 FD D4 14 01 17 00';
export const LIST = '00 00 FF 04 FC D4 4A 02 00 E0 00';
export const NO_CARD = '00 00 FF 03 FD D5 4B 00 E0 00';
export const CPU_CARD =
  '00 00 FF 1C E4 D5 4B 01 01 00 04 28 04 5A 17 C3 E9 10 78 80 90 02 20 90 00 00 00 00 00 5A 17 C3 E9 2A 00';
export const S50_CARD = '00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96 00';
export const TWO_CARDS =
  '00 00 FF 15 EB D5 4B 02 01 00 04 08 04 DE AD BE EF 02 00 04 08 04 D0 BB E1 1A FD 00';
export const RESELECT_CPU = '00 00 FF 08 F8 D4 4A 01 00 5A 17 C3 E9 C4 00';
export const RESELECT_S50 = '00 00 FF 08 F8 D4 4A 01 00 DE AD BE EF A9 00';
export const GET_BALANCE = '00 00 FF 08 F8 D4 40 01 80 5C 00 02 04 09 00';
export const BALANCE_1250 = '00 00 FF 09 F7 D5 41 00 00 00 04 E2 90 00 74 00';
export const CARD_SILENT = '00 00 FF 03 FD D5 41 01 E9 00';
export const CREDIT = '00 00 FF 14 EC D4 40 01 80 52 00 00 0B 20 25 11 22 19 30 05 E8 44 B7 5C 04 05 00';
export const CREDIT_ANSWER = '00 00 FF 09 F7 D5 41 00 24 10 A0 5A 90 00 2C 00';
export const FIELD_OFF = '00 00 FF 04 FC D4 32 01 00 F9 00';
export const FIELD_ON = '00 00 FF 04 FC D4 32 01 01 F8 00';
export const FIELD_ANSWER = '00 00 FF 02 FE D5 33 F8 00';

/** pn532.md §12 with the frames of §5; items 05 = FF 01 01 and 02 = 00 0B 0E computed by hand. */
export const START: readonly (readonly [host: string, ...chip: string[]])[] = [
  [ACK],
  [WAKE_AND_SAM, ACK, '00 00 FF 02 FE D5 15 16 00'],
  ['00 00 FF 02 FE D4 02 2A 00', ACK, '00 00 FF 06 FA D5 03 32 01 06 07 E8 00'],
  ['00 00 FF 09 F7 D4 00 00 6C 69 62 6E 66 63 BE 00', ACK, '00 00 FF 09 F7 D5 01 00 6C 69 62 6E 66 63 BC 00'],
  ['00 00 FF 03 FD D4 12 14 06 00', ACK, '00 00 FF 02 FE D5 13 18 00'],
  ['00 00 FF 04 FC D4 32 04 00 F6 00', ACK, FIELD_ANSWER],
  ['00 00 FF 06 FA D4 32 05 FF 01 01 F4 00', ACK, FIELD_ANSWER],
  ['00 00 FF 06 FA D4 32 02 00 0B 0E DF 00', ACK, FIELD_ANSWER],
  [FIELD_ON, ACK, FIELD_ANSWER],
];

const compact = (hex: string): string => hex.replaceAll(' ', '');

export class ScriptedChip {
  /** What the host sent and no script line wanted. */
  readonly unexpected: string[] = [];
  /** All that the host sent, one entry per write. */
  readonly received: string[] = [];
  readonly #line: MemoryLine;
  #script: (readonly [string, ...string[]])[] = [];
  readonly #always = new Map<string, readonly string[]>();

  constructor(line: MemoryLine) {
    this.#line = line;
    line.device.onBytes((bytes) => {
      this.#receive(toHex(bytes));
    });
  }

  /** Next in order: this from the host, then these frames from the chip. */
  next(host: string, ...chip: string[]): this {
    this.#script.push([host, ...chip]);
    return this;
  }

  /** Answered like this whenever it is not the next line of the script. */
  always(host: string, ...chip: string[]): this {
    this.#always.set(compact(host), chip);
    return this;
  }

  start(): this {
    this.#script.push(...START);
    return this;
  }

  /** Script lines that never came, and bytes that nobody wanted. */
  get leftovers(): readonly string[] {
    return [
      ...this.#script.map(([host]) => `missing ${host}`),
      ...this.unexpected.map((hex) => `extra ${hex}`),
    ];
  }

  /** How often the host sent exactly this. */
  count(host: string): number {
    return this.received.filter((hex) => hex === compact(host)).length;
  }

  #receive(hex: string): void {
    this.received.push(hex);
    const [next] = this.#script;
    if (next !== undefined && compact(next[0]) === hex) {
      this.#script.shift();
      this.#answer(next.slice(1));
      return;
    }
    const answer = this.#always.get(hex);
    if (answer === undefined) this.unexpected.push(hex);
    else this.#answer(answer);
  }

  #answer(frames: readonly string[]): void {
    for (const frame of frames) this.#line.device.send(fromHex(frame));
  }
}

export interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly chip: ScriptedChip;
  readonly reader: CardReader;
  readonly trace: Trace;
  readonly situations: CardSituation[];
}

/** A reader on a line with a scripted chip; nothing started yet. */
export function bench(
  options: Partial<Omit<Pn532CardReaderOptions, 'clock'>> & { readonly clock?: VirtualClock } = {},
): Bench {
  const { clock = new VirtualClock() } = options;
  const line = new MemoryLine({ clock, name: 'card-reader', baud: 115_200 });
  const chip = new ScriptedChip(line);
  const trace = new Trace();
  const reader = pn532CardReader({
    trace,
    open: line.open,
    polling: new SkipRegistry(),
    ...options,
    clock,
  });
  const situations: CardSituation[] = [];
  reader.onSituation((situation) => situations.push(situation));
  return { clock, line, chip, reader, trace, situations };
}

/** Runs until a card is present and gives a session on it; afterwards the card answers presence with its balance. */
export async function withCard(made: Bench, card = CPU_CARD): Promise<CardSession> {
  made.chip.start().next(LIST, ACK, card);
  made.reader.start();
  await made.clock.runUntil(() => made.reader.situation.kind === 'present', 5_000);
  const { situation } = made.reader;
  const session = situation.kind === 'present' ? made.reader.session(situation.card.epoch) : undefined;
  if (session === undefined) throw new Error(`no card: ${made.chip.leftovers.join('; ')}`);
  return session;
}
