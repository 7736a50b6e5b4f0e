/** A bench that really listens, in real time, without pages; and somebody who talks to it over HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchAction, KioskName } from '../../simulator/bench/actions.ts';
import { startBench, type RunningSimulation } from '../../simulator/bench/start.ts';
import type { BenchEvent, BenchState } from '../../simulator/bench/state.ts';
import { realClock } from '../../src/kernel/real-clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import type { ScreenModel } from '../../src/screen/contract/screen-model.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class ApiRig {
  readonly running: RunningSimulation;
  readonly port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #folder: string;

  private constructor(running: RunningSimulation, folder: string) {
    this.running = running;
    this.port = Number(new URL(running.origin).port);
    this.#folder = folder;
  }

  static async start(): Promise<ApiRig> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-api-'));
    const page = join(folder, 'page');
    mkdirSync(join(page, 'assets'), { recursive: true });
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>bench</title>');
    writeFileSync(join(page, 'assets', 'main-1234.js'), 'export {};');
    writeFileSync(join(page, 'secret.key'), 'not a kind that is served');
    const running = await startBench({
      state: join(folder, 'state'),
      fresh: false,
      port: 0,
      screenPort: 0,
      clock: realClock(),
      random: systemRandom(),
      bundles: { bench: page, screen: page },
      openScreen: 'none',
    });
    return new ApiRig(running, folder);
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.running.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** Exactly these headers, unlike `fetch`. */
  call({ method = 'GET', path, headers = {}, body }: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const to = { host: '127.0.0.1', port: this.port, agent: this.#agent };
      const options = { ...to, method, path, headers: { ...headers } };
      const sent = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  get bearer(): { readonly authorization: string } {
    return { authorization: `Bearer ${this.running.token}` };
  }

  get(path: string): Promise<Answer> {
    return this.call({ path, headers: this.bearer });
  }

  post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const all = { ...this.bearer, 'content-type': 'application/json', ...headers };
    return this.call({ method: 'POST', path: '/api/actions', headers: all, body });
  }

  /** Raw bytes on the socket; gives what comes back until the server ends it. */
  raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write(bytes));
      let heard = '';
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
  }

  async do(...actions: readonly BenchAction[]): Promise<void> {
    for (const action of actions) {
      const { status, text } = await this.post(JSON.stringify(action));
      if (status !== 200) throw new Error(`${JSON.stringify(action)}: ${text}`);
    }
  }

  async state(): Promise<BenchState> {
    return JSON.parse((await this.get('/api/state')).text) as BenchState;
  }

  async events(after = 0): Promise<BenchEvent[]> {
    return JSON.parse((await this.get(`/api/events?after=${after}`)).text) as BenchEvent[];
  }

  async sees(kiosk: KioskName, screen: string, button?: string): Promise<ScreenModel> {
    const more = button === undefined ? '' : `&button=${button}`;
    const { status, text } = await this.get(
      `/api/wait?kiosk=${kiosk}&screen=${screen}${more}&timeoutMs=30000`,
    );
    if (status !== 200) throw new Error(text);
    return JSON.parse(text) as ScreenModel;
  }
}

export function codeOf(answer: Answer): string {
  return (JSON.parse(answer.text) as { code: string }).code;
}
