/** `terminal simulate` as a process of its own, and its HTTP API, for tests and benchmarks that look at the whole. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ActionOutcome, BenchAction, KioskName } from '../../simulator/bench/actions.ts';
import type { BenchState, CardView } from '../../simulator/bench/state.ts';
import type { ScreenModel } from '../../src/screen/contract/screen-model.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const ADDRESS = /(http:\/\/127\.0\.0\.1:\d+)\/\?token=(\S+)/u;

export class RunningBench {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly token: string;

  private constructor(child: ChildProcess, origin: string, token: string) {
    this.child = child;
    this.origin = origin;
    this.token = token;
  }

  /** Resolves when the program has printed its address. */
  static async start(state: string, ...more: readonly string[]): Promise<RunningBench> {
    const parameters = ['simulate', '--state', state, '--port', '0', '--screen-port', '0', ...more];
    const child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), ...parameters], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const found = await new Promise<RegExpExecArray>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const match = ADDRESS.exec(said);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => reject(new Error(`the simulated terminal did not start: ${said}`)));
    });
    return new RunningBench(child, found[1] ?? '', found[2] ?? '');
  }

  get address(): string {
    return `${this.origin}/?token=${this.token}`;
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.origin}${path}`, { headers: this.#headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Throws when the bench refuses. */
  async do(action: BenchAction): Promise<void> {
    const response = await fetch(`${this.origin}/api/actions`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const outcome = (await response.json()) as ActionOutcome;
    if (!outcome.ok) throw new Error(`${action.do}: ${outcome.code} ${outcome.text}`);
  }

  state(): Promise<BenchState> {
    return this.get('/api/state');
  }

  /** Waits until this screen, or one with this message code, is shown. */
  sees(kiosk: KioskName, screen: string, timeoutMs = 45_000): Promise<ScreenModel> {
    return this.get(`/api/wait?kiosk=${kiosk}&screen=${screen}&timeoutMs=${timeoutMs}`);
  }

  async card(id: string): Promise<CardView> {
    const found = (await this.state()).cards.find((card) => card.id === id);
    if (found === undefined) throw new Error(`no card ${id}`);
    return found;
  }

  async screenUrl(kiosk: KioskName): Promise<string> {
    return (await this.state()).kiosks[kiosk].screenUrl;
  }

  /** As Ctrl+C does. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  get #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}
