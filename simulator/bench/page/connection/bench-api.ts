/** The bench's HTTP API as the page uses it. The token comes from the page's own address. */
import type { ActionOutcome, BenchAction } from '../../actions.ts';
import type { BenchEvent } from '../../state.ts';

export class BenchApi {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** EventSource cannot send headers, so the token is in the query. */
  get liveUrl(): string {
    return `/api/live?token=${encodeURIComponent(this.#token)}`;
  }

  /** Never throws: what goes wrong on the way is a refusal with a code of its own. */
  async act(action: BenchAction): Promise<ActionOutcome> {
    try {
      const response = await fetch('/api/actions', {
        method: 'POST',
        headers: { ...this.#headers, 'content-type': 'application/json' },
        body: JSON.stringify(action),
      });
      const answer: unknown = await response.json();
      if (isOutcome(answer)) return answer;
      return { ok: false, code: `HTTP_${response.status}`, text: response.statusText };
    } catch {
      return { ok: false, code: 'UNREACHABLE', text: '' };
    }
  }

  /** Events behind a sequence number; empty when they cannot be had. */
  async eventsAfter(sequence: number): Promise<readonly BenchEvent[]> {
    try {
      const response = await fetch(`/api/events?after=${sequence}`, { headers: this.#headers });
      const answer: unknown = response.ok ? await response.json() : [];
      return Array.isArray(answer) ? (answer as readonly BenchEvent[]) : [];
    } catch {
      return [];
    }
  }

  /** Whether the bench knows this token; `undefined` when it cannot be asked. */
  async admitted(): Promise<boolean | undefined> {
    try {
      const response = await fetch('/api/state', { headers: this.#headers });
      await response.body?.cancel();
      return response.status !== 401 && response.status !== 403;
    } catch {
      return undefined;
    }
  }

  get #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }
}

function isOutcome(answer: unknown): answer is ActionOutcome {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && typeof answer.ok === 'boolean';
}
