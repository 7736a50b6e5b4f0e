/** The page as a whole: from what the terminal says to what is drawn, and from an act to an event. */
import { render } from 'preact';
import type { PageMessage } from '../contract/page-messages.ts';
import { buttonForKey, type Key, type ScreenEvent, type ScreenModel } from '../contract/screen-model.ts';
import { handsOff } from './frame/hands-off.ts';
import { Kiosk } from './frame/kiosk.tsx';
import { PleaseWait } from './frame/please-wait.tsx';
import { OncePerModel } from './input/once-per-model.ts';
import type { Terminal } from './terminal.ts';

export class Page {
  readonly #root: Element;
  readonly #send: (event: ScreenEvent) => void;
  readonly #once = new OncePerModel(() => performance.now());
  #role: 'actor' | 'watcher' = 'actor';
  #shown: Terminal | undefined;

  constructor(root: Element, send: (event: ScreenEvent) => void) {
    this.#root = root;
    this.#send = send;
    this.wait();
  }

  take(message: PageMessage): void {
    switch (message.type) {
      case 'role':
        this.#role = message.role;
        if (this.#shown !== undefined) this.#draw({ ...this.#shown, acts: this.#acts });
        return;
      case 'show':
        this.#show(message.model, message.nowMs, message.wallMs);
        return;
      case 'wait':
        this.wait();
        return;
    }
  }

  wait(): void {
    this.#shown = undefined;
    render(<PleaseWait />, this.#root);
  }

  /** A key stands for a button, or for itself where digits are typed; either way once. */
  key(key: Key): void {
    const model = this.#shown?.model;
    if (model === undefined || handsOff(model)) return;
    const button = buttonForKey(model, key);
    if (button !== undefined && !this.#once.lets(`press ${button}`)) return;
    this.#act({ type: 'key', key });
  }

  get #acts(): boolean {
    return this.#role === 'actor';
  }

  #show(model: ScreenModel, nowMs: number, wallMs: number): void {
    const received = performance.now();
    this.#once.newModel();
    this.#draw({
      model,
      acts: this.#acts,
      press: (button) => this.#onceOnly(`press ${button}`, { type: 'press', button }),
      speak: (language) => this.#onceOnly('language', { type: 'language', language }),
      draw: (display) => this.#onceOnly('display', { type: 'display', display }),
      nowMs: () => nowMs + performance.now() - received,
      wallMs: () => wallMs + performance.now() - received,
    });
  }

  #onceOnly(name: string, event: ScreenEvent): void {
    if (this.#acts && this.#once.lets(name)) this.#act(event);
  }

  #act(event: ScreenEvent): void {
    if (this.#acts) this.#send(event);
  }

  #draw(terminal: Terminal): void {
    this.#shown = terminal;
    render(<Kiosk terminal={terminal} />, this.#root);
  }
}
