/** The other end of a page's socket, as a browser would speak there, and as none would. */
import type { Socket } from 'node:net';
import { expect, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { PageMessage } from '../../../src/screen/contract/page-messages.ts';

export interface Knocking {
  readonly path?: string;
  readonly token?: string;
  readonly origin?: string | undefined;
  readonly host?: string;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** What came of an attempt to open a socket: open, or the answer before the upgrade. */
export function knock(url: string, knocking: Knocking = {}): Promise<{ status: number; code: string }> {
  const { host, searchParams, origin: own } = new URL(url);
  const { path = '/socket', token = searchParams.get('token')! } = knocking;
  const origin = 'origin' in knocking ? knocking.origin : own;
  const socket = new WebSocket(`ws://${host}${path}?token=${token}`, {
    ...(origin === undefined ? {} : { origin }),
    ...(knocking.host === undefined ? {} : { headers: { host: knocking.host } }),
  });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve({ status: 101, code: 'open' }));
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const { code } = JSON.parse(text) as { code: string };
        resolve({ status: response.statusCode!, code });
      });
    });
  });
}

export class TestPage {
  readonly messages: PageMessage[] = [];
  readonly closed: Promise<Closed>;
  readonly socket: WebSocket;
  pings = 0;

  private constructor(url: string, autoPong: boolean) {
    const { host, search, origin } = new URL(url);
    this.socket = new WebSocket(`ws://${host}/socket${search}`, { origin, autoPong });
    this.socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString('utf8')) as PageMessage);
    });
    this.socket.on('ping', () => {
      this.pings += 1;
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('error', () => undefined);
    onTestFinished(() => this.socket.terminate());
  }

  /** Resolves when it has its role and the first state. */
  static async open(url: string, { autoPong = true } = {}): Promise<TestPage> {
    const page = new TestPage(url, autoPong);
    await page.until(() => page.messages.length >= 2);
    return page;
  }

  get last(): PageMessage | undefined {
    return this.messages.at(-1);
  }

  get role(): string | undefined {
    return this.messages.findLast((message) => message.type === 'role')?.role;
  }

  send(value: unknown): void {
    this.socket.send(JSON.stringify(value));
  }

  /** Resolves when the server has taken in all that was sent before. */
  async isHeard(): Promise<void> {
    const answered = new Promise((resolve) => {
      this.socket.once('pong', resolve);
    });
    this.socket.ping();
    await answered;
  }

  async until(condition: () => boolean): Promise<void> {
    await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 2 });
  }

  /** Waits for the model with this terminal number. */
  shows(terminal: string): Promise<void> {
    return this.until(() => this.last?.type === 'show' && this.last.model.terminal === terminal);
  }

  waits(): Promise<void> {
    return this.until(() => this.last?.type === 'wait');
  }

  isActor(): Promise<void> {
    return this.until(() => this.role === 'actor');
  }

  /** The bytes' own connection, for what the library would not send. */
  get wire(): Socket {
    return (this.socket as unknown as { _socket: Socket })._socket;
  }

  /** Takes in whatever comes and answers nothing, not even a farewell. */
  ignoreAll(): void {
    this.wire.removeAllListeners('data').on('data', () => undefined);
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
