/** All pages that look at the terminal, in the order in which they came: the first acts, the others watch. */
import type { WebSocket } from 'ws';
import type { Clock } from '../../kernel/clock.ts';
import { Emitter } from '../../kernel/emitter.ts';
import type { PageEvent, PageMessage } from '../contract/page-messages.ts';
import type { ScreenModel, ScreenPort } from '../contract/screen-model.ts';
import { Page } from './page.ts';
import type { RefusalLog } from './refusal-log.ts';

/** The kiosk's own page, the bench's frame, and some that watch. */
export const MOST_PAGES = 8;

export class Pages {
  readonly screen: ScreenPort = {
    show: (model) => this.#turnTo(model),
    onEvent: (listener) => this.#events.listen(listener),
  };
  readonly #clock: Clock;
  readonly #refusals: RefusalLog;
  readonly #events = new Emitter<PageEvent>();
  #pages: readonly Page[] = [];
  /** Undefined while the terminal has no life. */
  #model: ScreenModel | undefined;

  constructor(clock: Clock, refusals: RefusalLog) {
    this.#clock = clock;
    this.#refusals = refusals;
  }

  get count(): number {
    return this.#pages.length;
  }

  wait(): void {
    this.#turnTo(undefined);
  }

  add(socket: WebSocket): void {
    const page: Page = new Page({
      socket,
      clock: this.#clock,
      refusals: this.#refusals,
      state: () => this.#state(),
      role: () => (this.#acts(page) ? 'actor' : 'watcher'),
      onEvent: (event) => this.#obey(page, event),
      onEnd: () => this.#remove(page),
    });
    this.#pages = [...this.#pages, page];
    page.owe({ role: true, state: true });
  }

  #turnTo(model: ScreenModel | undefined): void {
    this.#model = model;
    for (const page of this.#pages) page.owe({ state: true });
  }

  #state(): PageMessage {
    if (this.#model === undefined) return { type: 'wait' };
    const [nowMs, wallMs] = [this.#clock.monotonic(), this.#clock.wall()];
    return { type: 'show', model: this.#model, nowMs, wallMs };
  }

  #acts(page: Page): boolean {
    return this.#pages[0] === page;
  }

  #obey(page: Page, event: PageEvent): void {
    // Between two lives nobody is there whom it could be meant for, and the next life must not take it for its own.
    if (!this.#acts(page)) page.owe({ role: true });
    else if (this.#model !== undefined) this.#events.emit(event);
  }

  #remove(page: Page): void {
    const acted = this.#acts(page);
    this.#pages = this.#pages.filter((other) => other !== page);
    if (acted) this.#pages[0]?.owe({ role: true });
  }
}
