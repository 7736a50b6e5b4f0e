/**
 * The simulated school that people play with: two kiosks, one campus server, cards and notes; kept in one folder between
 * starts (design.md §12.3). It knows nothing of HTTP or pages.
 */
import { errorText } from '../../../src/kernel/errors.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import { Emitter } from '../../../src/kernel/emitter.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { ScreenModel } from '../../../src/screen/contract/screen-model.ts';
import { perform } from '../act/perform.ts';
import { KIOSK_NAMES, type ActionOutcome, type BenchAction, type KioskName } from '../actions.ts';
import type { EventLog } from '../events/event-log.ts';
import { Refusal } from '../refusal.ts';
import type { BenchState } from '../state.ts';
import { benchState } from '../view/bench-state.ts';
import { openParts, type OpenedParts } from './open-parts.ts';
import type { BenchParts } from './parts.ts';
import type { Place } from './place.ts';

export interface BenchOptions {
  /** Folder in which everything is kept. */
  readonly state: string;
  /** Erases exactly that folder first. */
  readonly fresh?: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long closing waits for notes and cards that are being written, milliseconds. */
const CLOSE_MS = 5_000;
/** Screens at which a note or a card is on its way. */
const UNDER_WAY = new Set<ScreenModel['id']>(['checking-note', 'stacking-note', 'writing']);

export class Bench {
  readonly #opened: OpenedParts;
  #revision = 0;
  #closing: Promise<void> | undefined;

  private constructor(opened: OpenedParts) {
    this.#opened = opened;
  }

  /**
   * Takes the folder and begins where the last one ended: kiosks that had mains start their program. Throws
   * `TerminalError` with `BENCH_STATE_IN_USE`, `_DAMAGED`, `_FOREIGN` or `_UNUSABLE`.
   */
  static async open(options: BenchOptions): Promise<Bench> {
    return new Bench(await openParts(options));
  }

  get parts(): BenchParts {
    return this.#opened.parts;
  }

  get events(): EventLog {
    return this.parts.events;
  }

  /** Something that a state shows may have changed. */
  get changed(): Emitter<void> {
    return this.parts.changed;
  }

  place(name: KioskName): Place {
    return this.parts.places[name];
  }

  /** Mains on, where they were on. Screens attached before see everything. */
  start(): void {
    for (const name of KIOSK_NAMES) {
      const place = this.place(name);
      if (place.mains) place.switchOn();
    }
    this.changed.emit();
  }

  /** Does it, or says why not; then nothing was done. */
  async act(action: BenchAction): Promise<ActionOutcome> {
    try {
      if (this.#closing !== undefined)
        throw new Refusal('BENCH_CLOSED', '台架正在关闭 / the bench is closing');
      await perform(this.parts, action);
      return { ok: true };
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, code: error.code, text: error.message };
      this.events.add('log', undefined, `error ${action.do}`, errorText(error));
      return { ok: false, code: 'BENCH_FAILED', text: `操作失败 / it failed: ${errorText(error)}` };
    } finally {
      this.#opened.server.look();
      this.changed.emit();
    }
  }

  state(): BenchState {
    this.#revision += 1;
    return benchState(this.parts, this.#revision);
  }

  /** Lets a write under way end, at most five seconds, and closes everything. The next start goes on from here. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#settled();
    const { world, ledger, places, clock } = this.parts;
    world.save();
    world.stop();
    for (const name of KIOSK_NAMES) places[name].kiosk.cutPower();
    this.#opened.server.stop();
    ledger.close();
    this.#opened.folder.release();
    clock.stop();
  }

  /** Resolves when no kiosk has a note or a card on its way any more. */
  #settled(): Promise<void> {
    const { clock, changed } = this.parts;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = clock.after(CLOSE_MS, 'bench closes', resolve);
    const look = (): void => {
      const busy = KIOSK_NAMES.some((name) => {
        const { busy, kiosk } = this.place(name);
        const screen = kiosk.screen();
        return busy || (screen !== undefined && UNDER_WAY.has(screen.id));
      });
      if (!busy) resolve();
    };
    const stop = changed.listen(look);
    look();
    return promise.finally(() => {
      timer.cancel();
      stop();
    });
  }
}
