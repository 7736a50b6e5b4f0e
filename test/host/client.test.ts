/** The terminal's side of the host contract, before the real campus server and a bad line (design.md §5.7–8, §12.1, §12.8). */
import { beforeEach, describe, expect, it } from 'vitest';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import type { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { CardModel } from '../simulator/campus/card-model.ts';
import { ClientBench } from './client-bench.ts';

const BOX = { stackedCount: 1 };

let bench: ClientBench;
let clock: VirtualClock;
let card: CardModel;
beforeEach(async () => {
  bench = await ClientBench.open();
  ({ clock } = bench.school);
  card = new CardModel(ZHANG);
});

function appendHold(): number {
  return bench.model.append('hold-asked', bench.model.holdData(card));
}

function ask(sequence: number, deadlineMs = 28_000): ReturnType<ClientBench['client']['ask']> {
  return clock.until(bench.client.ask(sequence, deadlineMs));
}

describe('an ask', () => {
  it('is sent again until it is answered, and the hold exists once', async () => {
    const sequence = appendHold();
    let lost = 0;
    bench.bend = (request) => {
      if (request.ask === undefined || lost === 3) return undefined;
      lost += 1;
      return 'lose-reply';
    };
    expect(await ask(sequence)).toMatchObject({ kind: 'answered', answer: { kind: 'hold-granted' } });
    expect(bench.requests.filter((request) => request.ask === sequence)).toHaveLength(4);
    expect(bench.school.campus.statement().orders).toHaveLength(1);
  });

  it('without any answer ends after its time, not later', async () => {
    const sequence = appendHold();
    bench.bend = () => 'lose-request';
    const began = clock.monotonic();
    expect(await ask(sequence)).toMatchObject({ kind: 'unanswered' });
    const tookMs = clock.monotonic() - began;
    expect(tookMs).toBeGreaterThan(27_000);
    expect(tookMs).toBeLessThanOrEqual(28_000);
  });

  it('ends after its time also when the session is lost on the way and the sign-in hangs', async () => {
    await clock.until(bench.client.signIn());
    const sequence = appendHold();
    bench.school.campus.restart();
    bench.bend = (request) => (request.query?.kind === 'sign-in' ? 'lose-reply' : undefined);
    const began = clock.monotonic();
    expect(await ask(sequence)).toMatchObject({ kind: 'unanswered' });
    expect(clock.monotonic() - began).toBeLessThanOrEqual(28_000);
  });

  it('that has to wait for another message beyond its time is not sent any more', async () => {
    await clock.until(bench.client.signIn());
    bench.bend = () => 'lose-request';
    const ping = bench.client.ping();
    const sequence = appendHold();
    expect(await ask(sequence, 3_000)).toMatchObject({ kind: 'unanswered' });
    await clock.until(ping);
    expect(bench.requests.filter((request) => request.ask === sequence)).toEqual([]);
  });

  it('behind more than one tail waits for the events before it', async () => {
    for (let index = 0; index < 150; index += 1) bench.model.append('box-removed', BOX);
    const sequence = appendHold();
    expect(await ask(sequence)).toMatchObject({ kind: 'answered' });
    expect(Math.max(...bench.requests.map(({ events }) => events.length))).toBe(64);
  });

  it('signs in again after a restart of the server, and is answered', async () => {
    await clock.until(bench.client.signIn());
    bench.school.campus.restart();
    expect(await ask(appendHold())).toMatchObject({ kind: 'answered' });
  });

  it('that was applied long ago gets its stored answer', async () => {
    const sequence = appendHold();
    const first = await ask(sequence);
    for (let index = 0; index < 70; index += 1) bench.model.append('box-removed', BOX);
    bench.client.nudge();
    await clock.run(5_000);
    expect(bench.client.unsent).toBe(0);
    expect(await ask(sequence)).toEqual(first);
  });
});

describe('an attempt under an id that the server knows', () => {
  it('gets the same MAC2 for the same body, and is one attempt', async () => {
    const { model } = bench;
    const orderId = await model.fund(card);
    const data = model.attemptData(card, orderId);
    const first = await ask(model.append('attempt-asked', data));
    expect(first).toMatchObject({ kind: 'answered', answer: { kind: 'authorised' } });
    await clock.run(5_000);
    expect(await ask(model.append('attempt-asked', data))).toEqual(first);
    expect(bench.school.campus.statement().orders[0]!.attempts).toHaveLength(1);
  });

  it('is an error for another body, and nothing is issued', async () => {
    const { model } = bench;
    const orderId = await model.fund(card);
    const data = model.attemptData(card, orderId);
    await ask(model.append('attempt-asked', data));
    const other = { ...data, intent: card.initialise(data.intent.amount, model.terminal) };
    expect(await ask(model.append('attempt-asked', other))).toMatchObject({
      kind: 'refused',
      code: 'E499',
      reason: 'id-reused',
    });
    expect(bench.school.campus.statement().orders[0]!.attempts).toHaveLength(1);
  });
});

describe('a reply', () => {
  it.each([
    [
      'with a broken MAC',
      (): void => void (bench.tamper = (body) => body.map((byte, at) => (at === 3 ? byte ^ 1 : byte))),
    ],
    [
      'to another request',
      (): void => void (bench.rewrite = (reply) => ({ ...reply, requestId: '0'.repeat(32) })),
    ],
    [
      'that does not fit the schema',
      (): void => void (bench.rewrite = (reply) => ({ ...reply, version: 2 as never })),
    ],
  ])('%s is no answer', async (_, spoil) => {
    await clock.until(bench.client.signIn());
    const sequence = appendHold();
    spoil();
    expect(await ask(sequence, 3_000)).toMatchObject({ kind: 'unanswered' });
    expect(bench.client.fresh(10_000)).toBe(false);
  });

  it('that knows more of our journal than we do is no answer: somebody else writes it', async () => {
    await clock.until(bench.client.signIn());
    const sequence = appendHold();
    bench.rewrite = (reply) =>
      reply.result === undefined ? { ...reply, applied: reply.applied + 5 } : reply;
    expect(await ask(sequence, 3_000)).toMatchObject({ kind: 'unanswered', reason: 'applied-beyond-head' });
  });

  it('of a server that was restored makes the client send from where that server stands', async () => {
    const backup = bench.school.campus.backup();
    for (let index = 0; index < 5; index += 1) bench.model.append('box-removed', BOX);
    expect(await clock.until(bench.client.ping())).toBe(true);
    bench.school.campus.restoreFromBackup(backup);
    expect(await clock.until(bench.client.ping())).toBe(true);
    expect(bench.requests.at(-1)!.events.map(({ hostSequence }) => hostSequence)).toEqual([1, 2, 3, 4, 5]);
    expect(bench.client.unsent).toBe(0);
  });
});

describe('fresh', () => {
  it('is false before the first exchange', () => {
    expect(bench.client.fresh(10_000)).toBe(false);
  });

  it('is true for 10 s after one that worked', async () => {
    await clock.until(bench.client.ping());
    await clock.run(9_900);
    expect(bench.client.fresh(10_000)).toBe(true);
    await clock.run(200);
    expect(bench.client.fresh(10_000)).toBe(false);
  });

  it('is false at once after one that failed', async () => {
    await clock.until(bench.client.ping());
    bench.bend = () => 'lose-request';
    await clock.until(bench.client.ping());
    expect(bench.client.fresh(10_000)).toBe(false);
  });

  it('is false when the server refuses the journal, although it answers', async () => {
    await clock.until(bench.client.ping());
    bench.school.campus.operator.closeJournalAndReEnrol(bench.model.terminal);
    expect(await clock.until(bench.client.ping())).toBe(false);
    expect(bench.client.state).toEqual({ kind: 'journal-refused', reason: 'JOURNAL_FOREIGN' });
    expect(bench.client.reachable).toBe(true);
    expect(bench.client.fresh(10_000)).toBe(false);
  });
});

describe('the line', () => {
  it('carries one message at a time, whatever is asked at once', async () => {
    const sequence = appendHold();
    const asked = [
      bench.client.ask(sequence, 28_000),
      bench.client.ping(),
      bench.client.signIn(),
      bench.client.ping(),
    ];
    bench.client.nudge();
    await clock.until(Promise.all(asked));
    expect(bench.mostInFlight).toBe(1);
  });
});
