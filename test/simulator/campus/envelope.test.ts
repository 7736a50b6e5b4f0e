import { describe, expect, it } from 'vitest';
import { messageMac } from '../../../src/host/mac.ts';
import { ENVELOPE_LIMIT } from '../../../src/host/port.ts';
import { OTHER_TERMINAL, openSchool, TERMINAL, TerminalModel } from './terminal-model.ts';

describe('an envelope', () => {
  it('of an unknown terminal gets silence', async () => {
    const { campus } = openSchool();
    const body = Buffer.from('{}');
    const mac = messageMac('00'.repeat(32), body);
    expect(await campus.handle({ terminal: OTHER_TERMINAL, body, mac })).toEqual({
      kind: 'unknown',
      reason: 'mac-refused',
    });
  });

  it('with a wrong MAC gets silence, also under an all-zero key', async () => {
    const { campus } = openSchool();
    await TerminalModel.enrolled(campus);
    const body = Buffer.from('{}');
    for (const mac of ['', 'zz', '00'.repeat(32), messageMac('00'.repeat(32), body)]) {
      expect(await campus.port().send({ terminal: TERMINAL, body, mac })).toMatchObject({
        kind: 'unknown',
        reason: 'mac-refused',
      });
    }
  });

  it('over the size limit gets silence', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const body = Buffer.alloc(ENVELOPE_LIMIT + 1, 0x20);
    const raw = await campus.handle({ terminal: TERMINAL, body, mac: messageMac(model.key, body) });
    expect(raw).toEqual({ kind: 'unknown', reason: 'too-large' });
  });

  it('that does not fit the schema is refused under the terminal’s own request id', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const request = { ...model.request(), surplus: 1 };
    expect(await model.exchange(request)).toMatchObject({
      requestId: request.requestId,
      status: { kind: 'refused', code: 'E499', reason: 'schema' },
    });
  });

  it('without a readable request id is refused all the same', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    expect(await model.exchange('nonsense')).toMatchObject({
      requestId: '0'.repeat(32),
      status: { kind: 'refused', reason: 'schema' },
    });
  });

  it('that names another terminal inside is refused', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const reply = await model.exchange(model.request({ terminal: OTHER_TERMINAL }));
    expect(reply.status).toEqual({ kind: 'refused', code: 'E499', reason: 'terminal-differs' });
  });
});

describe('enrolment', () => {
  it('gives journal, generation 1 and a key for the code', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    expect(model.generation).toBe(1);
    expect(model.key).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('gives the same identity again while the first reply may have been lost', async () => {
    const { campus } = openSchool();
    const code = campus.operator.enrol(TERMINAL);
    if (code.kind !== 'code') throw new Error(code.reason);
    const first = new TerminalModel(campus, TERMINAL);
    const second = new TerminalModel(campus, TERMINAL);
    await first.enrol(code.code);
    await second.enrol(code.code);
    expect([second.journal, second.key]).toEqual([first.journal, first.key]);
  });

  it('voids the code with the first sign-in', async () => {
    const { campus } = openSchool();
    const code = campus.operator.enrol(TERMINAL);
    if (code.kind !== 'code') throw new Error(code.reason);
    const model = new TerminalModel(campus, TERMINAL);
    await model.enrol(code.code);
    await model.signIn();
    await expect(model.enrol(code.code)).rejects.toThrow('mac-refused');
  });

  it('is refused while the terminal has an open journal', async () => {
    const { campus } = openSchool();
    await TerminalModel.enrolled(campus);
    expect(campus.operator.enrol(TERMINAL)).toEqual({ kind: 'refused', reason: 'journal-open' });
  });

  it('is refused for what is no terminal number', () => {
    expect(openSchool().campus.operator.enrol('42')).toEqual({ kind: 'refused', reason: 'terminal-number' });
  });
});

describe('sign-in', () => {
  it('comes before anything else', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    campus.restart();
    model.append('box-removed', { stackedCount: 1 });
    expect(await model.send()).toMatchObject({ status: { kind: 'sign-in-first' }, applied: 0 });
  });

  it('tells server time, issuer and hotline', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    expect((await model.signIn()).result).toEqual({
      kind: 'signed-in',
      serverTime: '2099-09-01T08:00:00+08:00',
      issuer: '9999000000010001',
      hotline: '0000-0000',
    });
  });

  it('wants the nonce that was given last, once', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const old = await model.challenge();
    const nonce = await model.challenge();
    const signIn = (value: string) =>
      model.exchange(model.request({ query: { kind: 'sign-in', nonce: value } }));
    expect((await signIn(old)).status.kind).toBe('sign-in-first');
    expect((await signIn(nonce)).status.kind).toBe('ok');
    expect((await signIn(nonce)).status.kind).toBe('sign-in-first');
  });

  it('gives a repeated challenge the same nonce', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    const request = model.request({ query: { kind: 'challenge' } });
    const [first, second] = [await model.exchange(request), await model.exchange(request)];
    expect(second.result).toEqual(first.result);
  });

  it('takes events that come with it', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    campus.restart();
    model.append('box-removed', { stackedCount: 1 });
    const nonce = await model.challenge();
    expect(await model.send({ query: { kind: 'sign-in', nonce } })).toMatchObject({ applied: 1 });
  });

  it('answers a ping in the session', async () => {
    const model = await TerminalModel.enrolled(openSchool().campus);
    expect(await model.query({ kind: 'ping' })).toEqual({ kind: 'pong' });
  });
});

describe('E407 at sign-in', () => {
  it('JOURNAL_FOREIGN for a journal id that is not known', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    model.journal = 'ab'.repeat(16);
    expect((await model.signIn()).status).toMatchObject({ code: 'E407', reason: 'JOURNAL_FOREIGN' });
  });

  it('JOURNAL_FOREIGN for the journal of another terminal', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    model.journal = (await TerminalModel.enrolled(campus, OTHER_TERMINAL)).journal;
    expect((await model.signIn()).status).toMatchObject({ reason: 'JOURNAL_FOREIGN' });
  });

  it('JOURNAL_OLDER for a head below what the server has', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    await model.report('box-removed', { stackedCount: 1 });
    const older = { hostSequence: 0, hash: '0'.repeat(64) };
    expect((await model.signIn(older)).status).toMatchObject({ reason: 'JOURNAL_OLDER' });
  });

  it('JOURNAL_FORKED for another hash at the same sequence', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    await model.report('box-removed', { stackedCount: 1 });
    const forked = { hostSequence: 1, hash: 'f'.repeat(64) };
    expect((await model.signIn(forked)).status).toMatchObject({ reason: 'JOURNAL_FORKED' });
  });

  it('never for a challenge or an ordinary message of an old head', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    await model.report('box-removed', { stackedCount: 1 });
    const head = { hostSequence: 0, hash: '0'.repeat(64) };
    expect((await model.send({ head, query: { kind: 'ping' } })).status.kind).toBe('ok');
  });

  it('stays until an operator closes the journal and enrols again', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    await model.report('box-removed', { stackedCount: 1 });
    const { head } = model;
    await model.signIn({ hostSequence: 0, hash: '0'.repeat(64) });
    expect((await model.signIn(head)).status.kind).toBe('journal-refused');
    const code = campus.operator.closeJournalAndReEnrol(TERMINAL);
    await model.enrol(code.kind === 'code' ? code.code : '');
    expect((await model.signIn()).status.kind).toBe('ok');
    expect(model.generation).toBe(2);
  });

  it('JOURNAL_FOREIGN for a journal that was closed', async () => {
    const { campus } = openSchool();
    const model = await TerminalModel.enrolled(campus);
    campus.operator.closeJournalAndReEnrol(TERMINAL);
    expect((await model.send()).status.kind).toBe('sign-in-first');
    expect((await model.signIn()).status).toMatchObject({ reason: 'JOURNAL_FOREIGN' });
  });
});
