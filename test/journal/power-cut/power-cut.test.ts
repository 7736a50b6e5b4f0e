import { beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { record, straceMissing, type Recording } from './recorder.ts';
import { replay } from './replay.ts';

const missing = straceMissing();
if (missing !== undefined) console.warn(`power-cut proof left out: ${missing}`);

const TRANSACTIONS = 20;

/** Small, so that checkpoints are cut too. */
const CHECKPOINT_PAGES = 20;

/** Enough to know that the proof can fail. */
const ENOUGH = 3;

function recordAt(synchronous: 'FULL' | 'NORMAL'): Recording {
  return record({ transactions: TRANSACTIONS, synchronous, checkpoint: CHECKPOINT_PAGES });
}

describe('a power cut at any instant', () => {
  beforeEach((context: TestContext) => {
    if (missing !== undefined) context.skip(missing);
  });

  it('loses no acknowledged record, tears none and never refuses the journal', async () => {
    const result = await replay(recordAt('FULL').items);
    expect(result.violations).toEqual([]);
    expect(result.acknowledged).toBe(TRANSACTIONS);
    expect(result.states).toBeGreaterThan(500);
  });

  it('would lose records at synchronous=NORMAL, which shows that this proof can fail', async () => {
    const result = await replay(recordAt('NORMAL').items, ENOUGH);
    expect(result.violations.map((violation) => violation.fault)).toContainEqual(
      expect.stringContaining('acknowledged record lost'),
    );
  });

  it('would lose the enrolment if the folder were not synchronised', async () => {
    const { items } = recordAt('FULL');
    const result = await replay(
      items.filter((item) => item.kind !== 'sync-folder'),
      ENOUGH,
    );
    expect(result.violations.map((violation) => violation.fault)).toContain('enrolment lost');
  });

  it('would damage the identity if its draft were renamed before it is synchronised', async () => {
    const { items } = recordAt('FULL');
    const unsynced = items.filter((item) => item.kind !== 'sync' || !item.path.endsWith('.draft'));
    const result = await replay(unsynced, ENOUGH);
    expect(result.violations.map((violation) => violation.fault)).toContainEqual(
      expect.stringContaining('IDENTITY_DAMAGED'),
    );
  });
});
