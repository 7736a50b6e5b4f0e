import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryIdentityStore, type IdentityStore } from '../../src/journal/identity.ts';
import { FileIdentityStore } from '../../src/journal/identity-file.ts';
import { IDENTITY, temporaryFolder } from './fixtures.ts';

const stores: readonly (readonly [string, () => IdentityStore])[] = [
  ['file', () => new FileIdentityStore(join(temporaryFolder(), 'identity.json'))],
  ['memory', () => new MemoryIdentityStore()],
];

describe.each(stores)('an identity store: %s', (_name, makeStore) => {
  it('is absent before enrolment', () => {
    expect(makeStore().load()).toEqual({ kind: 'absent' });
  });

  it('gives back what was saved', () => {
    const store = makeStore();
    store.save(IDENTITY);
    expect(store.load()).toEqual({ kind: 'found', identity: IDENTITY });
  });

  it('keeps the refusal of the server with the identity, until the next enrolment', () => {
    const store = makeStore();
    store.save(IDENTITY, 'JOURNAL_FORKED');
    expect(store.load()).toEqual({ kind: 'found', identity: IDENTITY, refusal: 'JOURNAL_FORKED' });
    store.save({ ...IDENTITY, generation: 2 });
    expect(store.load()).toEqual({ kind: 'found', identity: { ...IDENTITY, generation: 2 } });
  });

  it('replaces the identity at the next enrolment', () => {
    const store = makeStore();
    store.save(IDENTITY);
    store.save({ ...IDENTITY, generation: 2 });
    expect(store.load()).toMatchObject({ identity: { generation: 2 } });
  });

  it.each([
    { ...IDENTITY, terminalId: 'abc' },
    { ...IDENTITY, journalId: '00' },
    { ...IDENTITY, generation: 0 },
    { ...IDENTITY, key: 'secret' },
  ])('does not take an identity out of range', (identity) => {
    const store = makeStore();
    expect(() => store.save(identity)).toThrow(/./u);
    expect(store.load()).toEqual({ kind: 'absent' });
  });
});

describe('an identity file', () => {
  function saved(): readonly [string, FileIdentityStore] {
    const path = join(temporaryFolder(), 'identity.json');
    const store = new FileIdentityStore(path);
    store.save(IDENTITY);
    return [path, store];
  }

  it('can be read by its owner only', () => {
    const [path] = saved();
    expect(statSync(path).mode % 0o1000).toBe(0o600);
  });

  it('leaves no draft behind', () => {
    const [path] = saved();
    expect(existsSync(`${path}.draft`)).toBe(false);
  });

  it('is saved over a draft that a power cut left', () => {
    const [path, store] = saved();
    writeFileSync(`${path}.draft`, 'x'.repeat(10_000));
    store.save({ ...IDENTITY, generation: 2 });
    expect(store.load()).toMatchObject({ kind: 'found', identity: { generation: 2 } });
  });

  it('is damaged when one digit of the journal id has changed, and not another identity', () => {
    const [path, store] = saved();
    writeFileSync(path, readFileSync(path, 'utf8').replace('0123456789abcdef0', '1123456789abcdef0'));
    expect(store.load()).toMatchObject({ kind: 'damaged' });
  });

  it('is damaged when a refusal was written into it or taken out of it by hand', () => {
    const [path, store] = saved();
    const good = readFileSync(path, 'utf8');
    writeFileSync(path, good.replace('"check"', '"refusal": "JOURNAL_OLDER",\n  "check"'));
    expect(store.load()).toMatchObject({ kind: 'damaged' });
    store.save(IDENTITY, 'JOURNAL_OLDER');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"refusal": "JOURNAL_OLDER",', ''));
    expect(store.load()).toMatchObject({ kind: 'damaged' });
  });

  it.each(['', '{', '{}', 'null'])('is damaged when it holds "%s"', (text) => {
    const [path, store] = saved();
    writeFileSync(path, text);
    expect(store.load()).toMatchObject({ kind: 'damaged' });
  });

  it('never repeats the key in a fault', () => {
    const [path, store] = saved();
    writeFileSync(path, readFileSync(path, 'utf8').replace('"generation": 1', '"generation": 0'));
    expect(JSON.stringify(store.load())).not.toContain('5A5A');
  });

  it('is damaged and not absent when it cannot be read', () => {
    const folder = temporaryFolder();
    expect(new FileIdentityStore(folder).load()).toMatchObject({ kind: 'damaged' });
  });
});
