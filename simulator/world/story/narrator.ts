/** Prints what happens: screens as boxes, facts as they become durable, bytes as they cross a line. */
import type { TraceEntry } from '../../../drivers/link/trace.ts';
import type { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { StoredFact } from '../../../src/load/fact-log.ts';
import { renderText } from '../../../src/screen/text-view/render.ts';
import type { ScreenModel } from '../../../src/screen/contract/screen-model.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import { WireLines } from '../../kiosk/wire-lines.ts';

export type Print = (line: string) => void;

export class Narrator {
  readonly #print: Print;
  readonly #clock: VirtualClock;
  readonly #wire: boolean;
  readonly #lines = new Map<string, WireLines>();

  constructor(print: Print, clock: VirtualClock, wire: boolean) {
    this.#print = print;
    this.#clock = clock;
    this.#wire = wire;
  }

  /** A heading, or what a person does. */
  say(text: string): void {
    this.#print('');
    this.#print(`── ${text}`);
  }

  follow(kiosk: Kiosk, name: string): void {
    kiosk.screens.listen((model) => this.#screen(model));
    kiosk.onLife = (terminal) => {
      terminal.facts.recorded.listen((stored) => this.#fact(name, stored));
      if (this.#wire) kiosk.trace.events.listen((entry) => this.#bytes(name, entry));
    };
  }

  #screen(model: ScreenModel): void {
    for (const line of renderText(model, this.#clock.monotonic()).split('\n')) this.#print(line);
  }

  #fact(name: string, stored: StoredFact): void {
    const place = stored.hostSequence === undefined ? '' : ` (host ${stored.hostSequence})`;
    this.#print(
      `${this.#time()} ${name} journal ${stored.sequence}${place} ${stored.fact.type} ${JSON.stringify(stored.fact.data)}`,
    );
  }

  #bytes(name: string, entry: TraceEntry): void {
    const lines = this.#lines.get(name) ?? new WireLines();
    this.#lines.set(name, lines);
    const text = lines.line(entry);
    if (text !== undefined) this.#print(`${this.#time()} ${name} wire ${text}`);
  }

  #time(): string {
    return `${(this.#clock.monotonic() / 1_000).toFixed(3).padStart(9)} s`;
  }
}
