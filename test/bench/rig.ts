/** A bench in virtual time in a folder of its own, and a person who does things at it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { BenchAction, KioskName } from '../../simulator/bench/actions.ts';
import { Bench } from '../../simulator/bench/engine/bench.ts';
import type { BenchEvent, BenchState, CardView, KioskState, MoneyLine } from '../../simulator/bench/state.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import type { ScreenId, ScreenModel, ScreenOf } from '../../src/screen/contract/screen-model.ts';

const PATIENCE_MS = 120_000;
const rigs: Rig[] = [];
const folders: string[] = [];
let seed = 0;

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  folders.push(folder);
  return join(folder, 'state');
}

/** After each test. */
export async function closeRigs(): Promise<void> {
  for (const rig of rigs.splice(0)) await rig.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

let enrolled: Promise<string> | undefined;

afterAll(async () => {
  if (enrolled !== undefined) rmSync(await enrolled, { recursive: true, force: true });
});

/** A folder as the first start leaves it, enrolled and closed: made once a file, and copied. */
async function enrolledFolder(): Promise<string> {
  enrolled ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-enrolled-'));
    const clock = new VirtualClock();
    const bench = await clock.until(Bench.open({ state: folder, clock, random: seededRandom(999) }));
    await clock.until(bench.close());
    return folder;
  })();
  const folder = temporaryFolder();
  cpSync(await enrolled, folder, { recursive: true });
  return folder;
}

export interface RigOptions {
  /** Left out: a new one, enrolled and never started. */
  readonly state?: string;
  readonly fresh?: boolean;
  /** False: the mains are not switched on yet. */
  readonly start?: boolean;
}

export class Rig {
  readonly clock: VirtualClock;
  readonly bench: Bench;
  readonly folder: string;
  #closed = false;

  private constructor(clock: VirtualClock, bench: Bench, folder: string) {
    this.clock = clock;
    this.bench = bench;
    this.folder = folder;
  }

  static async open(options: RigOptions = {}): Promise<Rig> {
    const { state = await enrolledFolder(), fresh = false, start = true } = options;
    const clock = new VirtualClock();
    seed += 1;
    const bench = await clock.until(Bench.open({ state, fresh, clock, random: seededRandom(seed) }));
    const rig = new Rig(clock, bench, state);
    rigs.push(rig);
    if (start) await rig.start();
    return rig;
  }

  /** Mains on; waits until both kiosks serve. */
  async start(): Promise<void> {
    this.bench.start();
    await this.sees('A', 'attract');
    await this.sees('B', 'attract');
    await this.ready('A');
    await this.ready('B');
  }

  /** Waits until the acceptor could take a note. */
  async ready(kiosk: KioskName): Promise<void> {
    const ready = (): boolean =>
      this.bench.place(kiosk).kiosk.terminal?.devices.banknoteAcceptor?.ready === true;
    expect(await this.clock.runUntil(ready, 20_000)).toBe(true);
  }

  /** A copy of the folder as it lies on the disk now: what a power cut of the whole house leaves. */
  cutHouse(): string {
    const copy = temporaryFolder();
    cpSync(this.folder, copy, { recursive: true });
    return copy;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.clock.until(this.bench.close());
  }

  /** Does it; a refusal fails the test. */
  async do(...actions: readonly BenchAction[]): Promise<void> {
    for (const action of actions)
      expect(await this.clock.until(this.bench.act(action)), JSON.stringify(action)).toEqual({ ok: true });
  }

  /** The code with which it is refused; the state must be the same afterwards. */
  async refused(action: BenchAction): Promise<string> {
    const before = this.#unmoving();
    const outcome = await this.bench.act(action);
    expect(this.#unmoving()).toEqual(before);
    if (outcome.ok) throw new Error(`${JSON.stringify(action)} was done`);
    expect(outcome.text).not.toBe('');
    return outcome.code;
  }

  #unmoving(): unknown {
    const { revision, ...rest } = this.bench.state();
    return revision > 0 && rest;
  }

  run(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  screen(kiosk: KioskName): ScreenModel | undefined {
    return this.bench.place(kiosk).kiosk.screen();
  }

  async sees<I extends ScreenId>(kiosk: KioskName, id: I, limitMs = PATIENCE_MS): Promise<ScreenOf<I>> {
    const before = this.screen(kiosk)?.id;
    const seen = await this.clock.runUntil(() => this.screen(kiosk)?.id === id, limitMs);
    expect(seen, `${kiosk} shows ${id} after ${before}; now ${JSON.stringify(this.screen(kiosk))}`).toBe(
      true,
    );
    return this.screen(kiosk) as ScreenOf<I>;
  }

  get state(): BenchState {
    return this.bench.state();
  }

  kiosk(name: KioskName): KioskState {
    return this.state.kiosks[name];
  }

  card(id: string): CardView {
    return this.state.cards.find((card) => card.id === id)!;
  }

  /** The newest note. */
  get money(): MoneyLine {
    return this.state.money[0]!;
  }

  async toSlot(kiosk: KioskName, card: string): Promise<void> {
    await this.do({ do: 'lay-card', kiosk, card });
    await this.sees(kiosk, 'menu');
    await this.do({ do: 'press', kiosk, button: 'cash' });
    await this.sees(kiosk, 'check-card');
    await this.do({ do: 'press', kiosk, button: 'next' });
    await this.sees(kiosk, 'insert-note');
    await this.clock.runUntil(() => this.kiosk(kiosk).lamp === 'green', 5_000);
  }

  async toResult(kiosk: KioskName, card: string): Promise<ScreenOf<'result'>> {
    await this.toSlot(kiosk, card);
    await this.do({ do: 'feed-note', kiosk, note: 'good-2015' });
    return this.sees(kiosk, 'result');
  }

  async leave(kiosk: KioskName, card: string): Promise<void> {
    await this.do({ do: 'press', kiosk, button: 'exit' });
    await this.sees(kiosk, 'menu');
    await this.do({ do: 'press', kiosk, button: 'exit' });
    await this.sees(kiosk, 'take-card');
    await this.do({ do: 'lift-card', card });
    await this.sees(kiosk, 'attract');
  }

  /** Waits until the server knows all that the kiosks know. */
  async sent(): Promise<void> {
    const unsent = (kiosk: KioskName): number => this.bench.place(kiosk).kiosk.terminal?.host.unsent ?? 0;
    expect(await this.clock.runUntil(() => unsent('A') === 0 && unsent('B') === 0, PATIENCE_MS)).toBe(true);
  }

  /** Texts of the event log so far, of one source. */
  told(source: BenchEvent['source']): string[] {
    const events = this.bench.events.after(0).filter((event) => event.source === source);
    return events.map(({ text }) => text);
  }

  /** At rest: everything is reported, and no fen is missing. */
  async sound(): Promise<void> {
    await this.sent();
    expect(this.state.sum).toMatchObject({ open: 0, missing: 0 });
    for (const kiosk of ['A', 'B'] as const) expect(this.kiosk(kiosk).failures).toEqual([]);
  }
}
