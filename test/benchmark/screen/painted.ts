/**
 * From a touch on the page to the painted answer: page, socket, terminal, state machines, model, socket, page, frame. In
 * headless Chromium on the real program, between attract and help, which asks no device and no server.
 */
import type { Page } from 'playwright-core';
import { invariant } from '../../../src/kernel/errors.ts';
import { number, type Row } from '../report.ts';
import { quantile } from '../statistics.ts';

/** design.md §10. */
const BUDGET_MS = 50;
const FRAME_MS = 1_000 / 60;
const ROUNDS = 200;
/** The first rounds run before the engines have compiled anything. */
const WARM_UP = 20;

/** What the measuring function uses of the page it runs in. */
interface InPage {
  readonly document: {
    readonly body: { dispatchEvent(event: unknown): boolean };
    querySelector(selector: string): { readonly dataset: Readonly<Record<string, string>> } | null;
  };
  readonly KeyboardEvent: new (type: string, init: object) => unknown;
  readonly MutationObserver: new (listener: () => void) => {
    observe(target: unknown, options: object): void;
    disconnect(): void;
  };
  readonly requestAnimationFrame: (this: void, callback: () => void) => number;
}

/** Runs in the page. Painted means: the frame after the change has been produced. */
async function measureInPage(rounds: number): Promise<number[]> {
  const { document, KeyboardEvent, MutationObserver, requestAnimationFrame } =
    globalThis as unknown as InPage;
  const shown = (): string | undefined => document.querySelector('[data-screen]')?.dataset['screen'];
  const painted = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => resolve(), { once: true });
        channel.port1.start();
        channel.port2.postMessage(undefined);
      });
    });
  const changedTo = (screen: string): Promise<void> =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (shown() !== screen) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [key, next] = shown() === 'help' ? ['Escape', 'attract'] : ['0', 'help'];
    const begun = performance.now();
    const changed = changedTo(next);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await changed;
    await painted();
    times.push(performance.now() - begun);
    await painted();
  }
  return times;
}

export async function paintedRow(page: Page): Promise<Row> {
  await page.waitForSelector('[data-screen="attract"]');
  const times = (await page.evaluate(measureInPage, ROUNDS)).slice(WARM_UP);
  invariant(times.length === ROUNDS - WARM_UP, 'every round was measured');
  const [median, worst] = [quantile(times, 0.5), quantile(times, 0.99)];
  return {
    what: 'event → painted in headless Chromium',
    measured: `p50 ${number(median)} ms, p99 ${number(worst)} ms`,
    floor: `one frame: ${number(FRAME_MS)} ms`,
    ratio: (worst / FRAME_MS).toFixed(2),
    budget: `p99 ≤ ${BUDGET_MS} ms`,
    within: worst <= BUDGET_MS,
  };
}
