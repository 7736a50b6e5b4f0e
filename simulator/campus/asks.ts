/** The same id with the same body gets its stored answer; with another body it is an error (design.md §5). */
import type { Answer } from '../../src/host/contract.ts';
import { chainHash } from '../../src/kernel/hash-chain.ts';
import type { Office } from './office.ts';

export type Refusal = Extract<Answer, { kind: 'refused' }>;

export function refused(code: string, reason: string): Refusal {
  return { kind: 'refused', code, reason };
}

/** `body` says everything that the id is bound to. */
export function answerOnce(office: Office, id: string, body: unknown, decide: () => Answer): Answer {
  const hash = chainHash('ask', [JSON.stringify(body)]);
  const stored = office.store.get<{ body: string; answer: string }>(
    'select body, answer from asks where id = ?',
    id,
  );
  if (stored !== undefined) {
    return stored.body === hash ? (JSON.parse(stored.answer) as Answer) : refused('E499', 'id-reused');
  }
  const answer = decide();
  office.store.run('insert into asks (id, body, answer) values (?, ?, ?)', id, hash, JSON.stringify(answer));
  return answer;
}
