/** A screen server on loopback with a page of three files, in virtual time; and what a test needs to look at it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../src/kernel/log.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { ScreenEvent, ScreenModel } from '../../../src/screen/contract/screen-model.ts';
import { startScreenServer, type ScreenServer } from '../../../src/screen/server/screen-server.ts';
import { TestPage } from './test-page.ts';

export const PAGE = '<!doctype html><script type="module" src="./assets/app-abc.js"></script>';
export const SCRIPT = 'document.title = "screen";';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A model of the screen that waits for a card, told apart by its terminal number. */
export function attract(terminal = '100000000042', school = '示例大学'): ScreenModel {
  return {
    id: 'attract',
    language: 'zh',
    display: { largeText: false, highContrast: false },
    school: { zh: school, en: 'Sample University' },
    simulation: true,
    terminal,
    stage: 'ink',
    tray: 'waiting',
    buttons: [{ id: 'help', key: '0', primary: false, enabled: true }],
  };
}

/** Removed after the test. */
export function bundleFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'screen-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  const all = { 'index.html': PAGE, 'assets/app-abc.js': SCRIPT, 'assets/app-abc.css': 'a{}', ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return folder;
}

export class RunningScreen {
  readonly server: ScreenServer;
  readonly clock: VirtualClock;
  readonly lines: Line[];
  readonly events: ScreenEvent[] = [];
  readonly token: string;

  private constructor(server: ScreenServer, clock: VirtualClock, lines: Line[]) {
    this.server = server;
    this.clock = clock;
    this.lines = lines;
    this.token = new URL(server.url).searchParams.get('token')!;
    server.screen.onEvent((event) => this.events.push(event));
  }

  /** Closed after the test. */
  static async start(options: { frameAncestors?: string[]; bundle?: string } = {}): Promise<RunningScreen> {
    const clock = new VirtualClock();
    const lines: Line[] = [];
    const write =
      (level: Line['level']): Log[Line['level']] =>
      (fields, text) => {
        lines.push({ level, fields, text });
      };
    const server = await startScreenServer({
      clock,
      random: seededRandom(7),
      port: 0,
      bundle: bundleFolder(),
      log: { info: write('info'), warn: write('warn'), error: write('error') },
      ...options,
    });
    onTestFinished(() => server.close());
    return new RunningScreen(server, clock, lines);
  }

  /** How often a code was written to the log. */
  written(code: string): number {
    return this.lines.filter(({ fields }) => fields['code'] === code).length;
  }

  /** The path with the right token. */
  withToken(path: string): string {
    return `${path}?token=${this.token}`;
  }

  ask(path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.server.port, path, method, headers, agent: false };
      const asked = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: text }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** What comes back for these very bytes until the connection ends. */
  raw(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(this.server.port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
  }

  /** A request line as it stands, with a good Host. */
  rawGet(target: string): Promise<string> {
    return this.raw(
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${this.server.port}\r\nConnection: close\r\n\r\n`,
    );
  }

  page(): Promise<TestPage> {
    return TestPage.open(this.server.url);
  }

  /** A page that opens now sees the model and can act. */
  async stillWorks(): Promise<boolean> {
    const before = this.events.length;
    const answer = await this.ask(this.withToken('/'));
    this.server.screen.show(attract('proof'));
    const page = await this.page();
    await page.shows('proof');
    await page.isActor();
    page.send({ type: 'press', button: 'help' });
    await page.until(() => this.events.length === before + 1);
    await page.leave();
    return answer.status === 200;
  }
}
