import { describe, expect, it } from 'vitest';
import type { NoteEvent } from '../../../drivers/contract/banknote-acceptor.ts';
import type { Outcome } from '../../../src/kernel/outcome.ts';
import { enabledBench } from './acceptor-peer.ts';

describe('one note', () => {
  it('is accepted, stacked by command and reported once with its template', async () => {
    const { acceptor, clock, events, peer } = await enabledBench();
    peer.script = [[0x15], [0x15], [0x80, 3]];
    peer.state = [0x80, 3];
    await clock.runUntil(() => events.some(({ kind }) => kind === 'escrow'), 5_000);
    expect(await clock.until(acceptor.stack())).toEqual({ kind: 'done', value: undefined });
    peer.script = [[0x17], [0x17], [0x81, 3]];
    peer.state = [0x14];
    await clock.run(2_000);
    const template = { type: 3, value: 10_000, edition: 2015 };
    expect(events).toEqual([
      { kind: 'accepting' },
      { kind: 'escrow', type: 3, template },
      { kind: 'stacking' },
      { kind: 'stacked', type: 3, template, recovered: false },
    ]);
  });

  it('is acknowledged only after the handler of STACKED has ended', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    const { promise, resolve } = Promise.withResolvers<void>();
    acceptor.handleNotes(({ kind }) => (kind === 'stacked' ? promise : Promise.resolve()));
    peer.script = [[0x17], [0x81, 2]];
    await clock.run(1_000);
    const before = peer.names();
    resolve();
    await clock.run(10);
    expect([before.at(-1), peer.names().at(-1)]).toEqual(['POLL', 'ACK']);
  });

  it.each([
    ['ESCROW', [0x80, 2]],
    ['STACKED', [0x81, 2]],
    ['RETURNED', [0x82, 2]],
  ])(
    'is never acknowledged, and the driver goes offline, when the handler of %s rejects',
    async (_, reply) => {
      const { acceptor, clock, peer } = await enabledBench();
      acceptor.handleNotes(() => Promise.reject(new Error('journal full')));
      peer.state = reply;
      await clock.run(30_000);
      expect(peer.names()).not.toContain('ACK');
      expect(acceptor.health).toEqual({
        state: 'offline',
        faults: [{ code: 'ACCEPTOR_HANDLER_FAILED', action: 'reset' }],
      });
      expect(await clock.until(acceptor.stack())).toEqual({ kind: 'not-done', reason: 'handler-failed' });
    },
  );

  it('goes offline at the first event when nobody listens', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    acceptor.handleNotes(() => Promise.reject(new Error('stub')));
    peer.state = [0x15];
    await clock.run(1_000);
    expect(acceptor.ready).toBe(false);
  });

  it('passes on a type other than the one escrowed', async () => {
    const { clock, events, peer } = await enabledBench();
    peer.script = [[0x80, 2], [0x17], [0x81, 3]];
    await clock.run(2_000);
    expect(events).toMatchObject([
      { kind: 'escrow', type: 2 },
      { kind: 'stacking' },
      { kind: 'stacked', type: 3 },
    ]);
  });

  it('has no template when its type is not configured', async () => {
    const { clock, events, peer } = await enabledBench();
    peer.script = [[0x80, 5]];
    peer.state = [0x80, 5];
    await clock.run(1_000);
    expect(events).toEqual([{ kind: 'escrow', type: 5, template: undefined }]);
  });

  it('left in escrow is given back by the device without a command of ours', async () => {
    const { clock, kinds, peer } = await enabledBench();
    peer.script = [...Array.from({ length: 50 }, () => [0x80, 2]), [0x18], [0x82, 2]];
    await clock.run(15_000);
    expect(kinds()).toEqual(['escrow', 'returning', 'returned']);
    expect(peer.names(true)).toEqual([]);
  });

  it.each([
    [0x60, 'insertion'],
    [0x66, 'unrecognised'],
    [0x68, 'inhibited'],
    [0x64, 'transport'],
    [0xee, 'other'],
  ])('rejected with reason %i is reported once as %s', async (code, reason) => {
    const { clock, events, peer } = await enabledBench();
    peer.script = [[0x15], [0x1c, code], [0x1c, code], [0x1c, code]];
    await clock.run(2_000);
    expect(events).toEqual([
      { kind: 'accepting' },
      { kind: 'rejected', reason, code },
      { kind: 'slot-free' },
    ]);
  });
});

/** What the driver tells for a run of poll replies that ends in IDLING. */
async function told(...script: number[][]): Promise<string[]> {
  const { clock, events, peer } = await enabledBench();
  peer.script = script;
  await clock.run(script.length * 250 + 2_000);
  return events.map((event: NoteEvent) => ('type' in event ? `${event.kind} ${event.type}` : event.kind));
}

describe('repeated and missing reports', () => {
  it('takes a repeated STACKED for the same note', async () => {
    expect(await told([0x17], [0x81, 2], [0x81, 2], [0x14], [0x81, 2])).toEqual(['stacking', 'stacked 2']);
  });

  it.each([
    ['ACCEPTING', [0x15], 'accepting'],
    ['ESCROW', [0x80, 2], 'escrow 2'],
    ['STACKING', [0x17], 'stacking'],
  ])('takes STACKED after %s for another note', async (_, between, kind) => {
    expect(await told([0x81, 2], between, [0x81, 2])).toEqual(['stacked 2', kind, 'stacked 2']);
  });

  it('acknowledges every repetition', async () => {
    const { clock, peer } = await enabledBench();
    peer.script = [
      [0x81, 2],
      [0x81, 2],
      [0x81, 2],
    ];
    peer.state = [0x81, 2];
    await clock.run(600);
    expect(peer.names().filter((name) => name === 'ACK').length).toBeGreaterThanOrEqual(3);
  });

  it('takes a repeated RETURNED for the same note', async () => {
    expect(await told([0x80, 2], [0x18], [0x82, 2], [0x82, 2])).toEqual([
      'escrow 2',
      'returning',
      'returned 2',
    ]);
  });

  it('says once that the outcome is missing when STACKING ends without a report', async () => {
    expect(await told([0x80, 2], [0x17], [0x14], [0x14])).toEqual([
      'escrow 2',
      'stacking',
      'outcome-missing',
    ]);
  });

  it('says that the outcome is missing when ESCROW ends without a sign of a return', async () => {
    expect(await told([0x80, 2], [0x14])).toEqual(['escrow 2', 'outcome-missing']);
  });

  it('still reports a note as stacked when that comes after its outcome was missing', async () => {
    expect(await told([0x17], [0x14], [0x81, 2])).toEqual(['stacking', 'outcome-missing', 'stacked 2']);
  });

  it('concludes a return from RETURNING when RETURNED was missed', async () => {
    expect(await told([0x80, 2], [0x18], [0x14])).toEqual(['escrow 2', 'returning', 'returned 2']);
  });

  it('ends a note that was drawn in and never recognised', async () => {
    expect(await told([0x15], [0x14])).toEqual(['accepting', 'rejected', 'slot-free']);
  });

  it('reports a new note although the way out of the last one was not seen', async () => {
    expect(await told([0x80, 2], [0x17], [0x15], [0x80, 3], [0x82, 3])).toEqual([
      'escrow 2',
      'stacking',
      'outcome-missing',
      'accepting',
      'escrow 3',
      'returned 3',
    ]);
  });
});

describe('commands', () => {
  it('stacks at once when called inside the handler of ESCROW', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    let answer: Outcome<void> | undefined;
    acceptor.handleNotes(async ({ kind }) => {
      if (kind === 'escrow') answer = await acceptor.stack();
    });
    peer.script = [[0x80, 2]];
    peer.state = [0x17];
    await clock.run(1_000);
    expect(answer).toEqual({ kind: 'done', value: undefined });
    const { heard } = peer;
    const stack = heard.findIndex(({ name }) => name === 'STACK');
    expect(heard[stack - 1]?.name).toBe('ACK');
  });

  it('sends STACK within 40 ms of the escrow report when called after the handler', async () => {
    const { acceptor, clock, events, peer } = await enabledBench();
    peer.script = [[0x80, 2]];
    peer.state = [0x80, 2];
    await clock.runUntil(() => events.length === 1, 5_000);
    const reported = clock.monotonic();
    await clock.until(acceptor.stack());
    const at = peer.heard.find(({ name }) => name === 'STACK')?.at ?? Infinity;
    expect(at - reported).toBeLessThanOrEqual(40);
  });

  it('sends a command called inside the handler of STACKED right behind the acknowledgement', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    const { promise, resolve } = Promise.withResolvers<void>();
    let inhibited: Promise<unknown> | undefined;
    acceptor.handleNotes(({ kind }) => {
      if (kind !== 'stacked') return Promise.resolve();
      inhibited = acceptor.inhibit();
      return promise;
    });
    peer.script = [[0x81, 2]];
    await clock.run(1_000);
    const before = peer.names(true);
    resolve();
    await clock.run(200);
    expect(before).toEqual([]);
    expect(peer.names().slice(0, 3)).toEqual(['POLL', 'ACK', 'ENABLE']);
    expect(await inhibited).toEqual({ kind: 'done', value: undefined });
  });

  it('gives up a command that the handler of STACKED waits for, so that neither waits for ever', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    let answer: unknown;
    acceptor.handleNotes(async ({ kind }) => {
      if (kind === 'stacked') answer = await acceptor.stackedCount();
    });
    peer.script = [[0x81, 2]];
    await clock.run(5_000);
    expect(answer).toEqual({ kind: 'not-done', reason: 'event-open' });
    expect(acceptor.ready).toBe(true);
  });

  it('says not done when the device calls STACK illegal', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.answerOnce('STACK', [0x30]);
    expect(await clock.until(acceptor.stack())).toEqual({ kind: 'not-done', reason: 'illegal' });
    expect(peer.names(true)).toEqual(['STACK']);
  });

  it('polls after an unanswered STACK and sees in STACKING that it was carried out', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.answerOnce('STACK', 'silence');
    peer.state = [0x17];
    expect((await clock.until(acceptor.stack())).kind).toBe('done');
    expect(peer.names(true)).toEqual(['STACK']);
  });

  it('repeats an unanswered STACK once when a poll shows the note still in escrow', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.state = [0x80, 2];
    await clock.run(500);
    peer.answerOnce('STACK', 'silence');
    expect((await clock.until(acceptor.stack())).kind).toBe('done');
    expect(peer.names(true)).toEqual(['STACK', 'STACK']);
  });

  it('says unknown when STACK is not answered and the note is gone', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.state = [0x80, 2];
    await clock.run(500);
    peer.answerOnce('STACK', 'silence');
    peer.state = [0x14];
    expect((await clock.until(acceptor.stack())).kind).toBe('unknown');
    expect(peer.names(true)).toEqual(['STACK']);
  });

  it('does not repeat a STACK whose answer was damaged', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.answerOnce('STACK', Uint8Array.of(0x02, 0x03, 0x06, 0x00, 0xc2, 0x83));
    peer.state = [0x17];
    expect((await clock.until(acceptor.stack())).kind).toBe('done');
    expect(peer.names(true)).toEqual(['STACK']);
  });

  it('returns a note on command', async () => {
    const { acceptor, clock, kinds, peer } = await enabledBench();
    peer.state = [0x80, 2];
    await clock.run(500);
    expect((await clock.until(acceptor.returnNote())).kind).toBe('done');
    peer.script = [[0x18], [0x82, 2]];
    peer.state = [0x14];
    await clock.run(1_000);
    expect(kinds()).toEqual(['escrow', 'returning', 'returned']);
  });

  it('enables exactly the configured types and reads them back', async () => {
    const { peer } = await enabledBench();
    expect(peer.enabledMask).toEqual([0x00, 0x00, 0x0c]);
  });

  it('is not done, and disables, when the device shows other types than were enabled', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.answerOnce('STATUS', [0, 0, 0x3f, 0, 0, 0]);
    expect(await clock.until(acceptor.enable())).toEqual({ kind: 'not-done', reason: 'read-back' });
    expect(peer.enabledMask).toEqual([0, 0, 0]);
    expect(acceptor.health.faults.map(({ code }) => code)).toEqual(['ACCEPTOR_ENABLE_REFUSED']);
  });

  it('does not disable by itself after STACK', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.state = [0x80, 2];
    await clock.run(500);
    await clock.until(acceptor.stack());
    peer.script = [[0x17], [0x81, 2]];
    peer.state = [0x14];
    await clock.run(2_000);
    expect(peer.names(true)).toEqual(['STACK']);
  });
});
