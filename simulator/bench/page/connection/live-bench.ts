/** The bench as it is now: its newest state, its events, and whether the page still hears from it. */
import type { BenchEvent, BenchState } from '../../state.ts';
import type { BenchApi } from './bench-api.ts';
import { appended, lastSequence } from './event-log.ts';
import { Observable } from './observable.ts';

/** `denied`: the bench answers, but this page has the wrong token. */
export type LinkState = 'connecting' | 'live' | 'lost' | 'denied';

const RETRY_MS = 2_000;
/** The bench sends a state every ten seconds at least; a line that is silent for longer is dead without saying so. */
const SILENCE_MS = 25_000;
/** Events come in bursts; the page draws them a few times a second. */
const DRAW_MS = 80;

export class LiveBench {
  readonly state = new Observable<BenchState | undefined>(undefined);
  readonly events = new Observable<readonly BenchEvent[]>([]);
  readonly link = new Observable<LinkState>('connecting');
  readonly #api: BenchApi;
  #source: EventSource | undefined;
  #retry: number | undefined;
  #silence: number | undefined;
  #drawing: number | undefined;
  #heard: BenchEvent[] = [];

  constructor(api: BenchApi) {
    this.#api = api;
  }

  start(): void {
    this.#open();
  }

  stop(): void {
    this.#source?.close();
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#silence);
    window.clearTimeout(this.#drawing);
  }

  #open(): void {
    const source = new EventSource(this.#api.liveUrl);
    this.#source = source;
    source.addEventListener('open', () => void this.#catchUp());
    source.addEventListener('state', (message) => this.#takeState(parsed(message) as BenchState | undefined));
    source.addEventListener('event', (message) =>
      this.#takeEvents(parsed(message) as readonly BenchEvent[] | undefined),
    );
    source.addEventListener('error', () => this.#lost(source));
  }

  async #catchUp(): Promise<void> {
    this.link.set('live');
    this.#takeEvents(await this.#api.eventsAfter(lastSequence(this.events.value)));
  }

  #takeState(state: BenchState | undefined): void {
    if (state === undefined) return;
    this.link.set('live');
    this.#expectMore();
    // A lower revision is a bench that was started anew: its events begin anew as well.
    if (state.revision < (this.state.value?.revision ?? 0)) this.#forgetEvents();
    this.state.set(state);
  }

  #expectMore(): void {
    window.clearTimeout(this.#silence);
    this.#silence = window.setTimeout(() => {
      this.#source?.close();
      this.link.set('lost');
      void this.#comeBack();
    }, SILENCE_MS);
  }

  #takeEvents(events: readonly BenchEvent[] | undefined): void {
    if (events === undefined || events.length === 0) return;
    this.#heard.push(...events);
    this.#drawing ??= window.setTimeout(() => {
      this.#drawing = undefined;
      const heard = this.#heard;
      this.#heard = [];
      this.events.set(appended(this.events.value, heard));
    }, DRAW_MS);
  }

  #forgetEvents(): void {
    this.#heard = [];
    this.events.set([]);
  }

  /** EventSource comes back by itself after a broken line, but gives up when it is refused. */
  #lost(source: EventSource): void {
    if (this.link.value !== 'denied') this.link.set('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(this.#silence);
    void this.#comeBack();
  }

  async #comeBack(): Promise<void> {
    if ((await this.#api.admitted()) === false) {
      this.link.set('denied');
      return;
    }
    this.#retry = window.setTimeout(() => this.#open(), RETRY_MS);
  }
}

function parsed(message: Event): unknown {
  if (!(message instanceof MessageEvent)) return undefined;
  try {
    return JSON.parse(String(message.data)) as unknown;
  } catch {
    return undefined;
  }
}
