/** Every message between a terminal and the campus server late, repeated or lost, at every index (design.md §5.2–3, §12.8). */
import { describe, expect, it } from 'vitest';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import type { Envelope } from '../../src/host/port.ts';
import type { MessageFate } from '../../simulator/kiosk/network.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn, notesIn } from './invariants.ts';
import { Stand } from './stand.ts';

const FATES: readonly MessageFate[] = [
  'lose-request',
  'lose-reply',
  'repeat',
  'delay-reply',
  'delay-request',
];

/** Without a serial: the server cannot be asked (E401), or the banner of the menu (E305). */
const TELLING = new Set(['E401', 'E305']);

interface Scene {
  readonly stand: Stand;
  readonly zhang: Holder;
  readonly play: () => Promise<unknown>;
}

async function topUp(): Promise<Scene> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  const note = stand.note();
  return { stand, zhang, play: () => zhang.visit(stand.a, { note }) };
}

async function rewrite(): Promise<Scene> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  pullsAtCredit(stand.b, zhang, 'before');
  await zhang.visit(stand.b, { note: stand.note() });
  return { stand, zhang, play: () => zhang.visit(stand.a) };
}

async function messagesOf(open: () => Promise<Scene>): Promise<number> {
  const { stand, play } = await open();
  const before = stand.a.network.messages;
  await play();
  return stand.a.network.messages - before;
}

/** `lasting`: from this message on, to the end of the visit. */
async function playWith(
  open: () => Promise<Scene>,
  offset: number,
  fate: MessageFate,
  lasting = false,
): Promise<string[]> {
  const { stand, zhang, play } = await open();
  const index = stand.a.network.messages + offset;
  stand.a.network.fate = (message) => (message === index || (lasting && message > index) ? fate : 'deliver');
  await play();
  const problems: string[] = [];
  const due = stand.campus.statement().orders.filter(({ state }) => state === 'owed' || state === 'funded');
  for (const { serial } of due) {
    const told = zhang.told.some((one) => one.serial === serial || TELLING.has(one.code ?? ''));
    if (!told) problems.push(`${serial} is due and was not told at the terminal`);
  }
  if (!(await stand.heal())) problems.push('does not serve again');
  problems.push(...audit(stand, { settled: false }));
  await zhang.visit(stand.b);
  problems.push(...audit(stand));
  if (loadsOn(zhang.card) * 10_000 !== notesIn(stand.a) + notesIn(stand.b))
    problems.push('a note is not on the card');
  return problems.map((problem) => `${fate} at ${offset}: ${problem}`);
}

describe.each([
  ['a top-up', topUp],
  ['a 补写', rewrite],
] as const)('any one message of %s', (_, open) => {
  it.each(FATES)('%s: the money is right, and what is due is told', async (fate) => {
    const messages = await messagesOf(open);
    expect(messages).toBeGreaterThan(3);
    const problems: string[] = [];
    for (let offset = 0; offset < messages; offset += 1)
      problems.push(...(await playWith(open, offset, fate)));
    expect(problems).toEqual([]);
  });

  it.each(['lose-request', 'lose-reply'] as const)('and all after it %s: the same', async (fate) => {
    const messages = await messagesOf(open);
    const problems: string[] = [];
    for (let offset = 0; offset < messages; offset += 1)
      problems.push(...(await playWith(open, offset, fate, true)));
    expect(problems).toEqual([]);
  });
});

/** Takes away the requests, or the replies, of every message from the one that carries the attempt on. */
function losesAttempt(stand: Stand, fate: 'lose-request' | 'lose-reply'): void {
  stand.a.network.fate = () => (stand.types(stand.a).includes('attempt-asked') ? fate : 'deliver');
}

describe('an authorisation without an answer', () => {
  it.each([
    ['lose-request', 0],
    ['lose-reply', 1],
  ] as const)(
    '(%s) is asked for 28 s, then E404 and owed; the server knows %d attempts',
    async (fate, issued) => {
      const { stand, zhang, play } = await topUp();
      losesAttempt(stand, fate);
      await play();
      const { serial, attempts } = stand.campus.statement().orders[0]!;
      expect(zhang.told).toContainEqual({ screen: 'failure', code: 'E404', serial });
      expect(attempts).toHaveLength(issued);
      expect(loadsOn(zhang.card)).toBe(0);
      const asked = stand.facts(stand.a).find(({ fact }) => fact.type === 'attempt-asked')!;
      const given = stand.facts(stand.a).find(({ fact }) => fact.type === 'attempt-answered')!;
      expect(given.wallMs - asked.wallMs).toBeGreaterThanOrEqual(27_000);
      expect(given.wallMs - asked.wallMs).toBeLessThanOrEqual(28_500);
      expect(stand.types(stand.a)).not.toContain('commit-sent');
    },
  );

  it.each(['lose-request', 'lose-reply'] as const)(
    '(%s) is decided later by evidence: one load, and the lost attempt is not written',
    async (fate) => {
      const { stand, zhang, play } = await topUp();
      losesAttempt(stand, fate);
      await play();
      await stand.heal();
      await zhang.visit(stand.b);
      expect(zhang.codes()).toContain('I315');
      expect(loadsOn(zhang.card)).toBe(1);
      expect(stand.campus.statement().orders[0]!.attempts.map(({ settled }) => settled)).toEqual([
        'not-loaded',
        'loaded',
      ]);
      expect(audit(stand)).toEqual([]);
    },
  );

  it('is not written when its reply comes after the terminal gave up', async () => {
    const { stand, zhang, play } = await topUp();
    const held: (() => void)[] = [];
    const send = stand.a.network.send.bind(stand.a.network);
    stand.a.network.send = (envelope) =>
      stand.types(stand.a).includes('attempt-asked')
        ? send
            .call(stand.a.network, envelope)
            .then((reply) => new Promise((resolve) => held.push(() => resolve(reply))))
        : send(envelope);
    await play();
    expect(zhang.codes()).toContain('E404');
    stand.a.network.send = send;
    zhang.card.activate();
    zhang.card.powerDown();
    for (const release of held) release();
    await stand.clock.run(30_000);
    expect(loadsOn(zhang.card)).toBe(0);
    expect(stand.orderStates()).toEqual(['owed']);
  });
});

describe('an attempt that reaches the server again', () => {
  /** The first envelope of A that asked for this attempt's answer, as it went over the line. */
  function tapped(stand: Stand): { envelope: Envelope | undefined } {
    const seen: { envelope: Envelope | undefined } = { envelope: undefined };
    const send = stand.a.network.send.bind(stand.a.network);
    stand.a.network.send = (envelope) => {
      const { ask } = JSON.parse(Buffer.from(envelope.body).toString()) as { ask?: number };
      const asked = stand.facts(stand.a).find(({ fact }) => fact.type === 'attempt-asked');
      if (ask !== undefined && ask === asked?.hostSequence) seen.envelope ??= envelope;
      return send(envelope);
    };
    return seen;
  }

  it('gets the same MAC2 and changes nothing, also long after the load', async () => {
    const { stand, play } = await topUp();
    const seen = tapped(stand);
    await play();
    const before = stand.campus.statement();
    await stand.clock.run(3_600_000);
    const again = await stand.campus.handle(seen.envelope!);
    const body = again.kind === 'reply' ? Buffer.from(again.body).toString() : '';
    const answered = stand.facts(stand.a).find(({ fact }) => fact.type === 'attempt-answered')!.fact;
    const { answer } = answered.data as { answer: { authorisation: { mac2: string } } };
    expect(JSON.parse(body)).toMatchObject({ status: { kind: 'ok' }, answer });
    expect(stand.campus.statement()).toEqual(before);
  });

  it('under a changed body is no message of ours: silence', async () => {
    const { stand, play } = await topUp();
    const seen = tapped(stand);
    await play();
    const before = stand.campus.statement();
    const body = Buffer.from(seen.envelope!.body);
    body[body.length - 2] = (body.at(-2) ?? 0) ^ 1;
    expect(await stand.campus.handle({ ...seen.envelope!, body })).toEqual({
      kind: 'unknown',
      reason: 'mac-refused',
    });
    expect(stand.campus.statement()).toEqual(before);
  });

  it('with a reply that was tampered with is not written from', async () => {
    const { stand, zhang, play } = await topUp();
    const send = stand.a.network.send.bind(stand.a.network);
    stand.a.network.send = async (envelope) => {
      const reply = await send(envelope);
      const text = reply.kind === 'reply' ? Buffer.from(reply.body).toString() : '';
      if (reply.kind !== 'reply' || !text.includes('"authorised"')) return reply;
      return {
        ...reply,
        body: Buffer.from(text.replace(/"mac2":"."/u, '"mac2":"0"').replace('"time":"', '"time":"0')),
      };
    };
    await play();
    expect(zhang.codes()).toContain('E404');
    expect(stand.types(stand.a)).not.toContain('commit-sent');
    expect(loadsOn(zhang.card)).toBe(0);
  });
});
