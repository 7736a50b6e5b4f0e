import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyReplacement, parseDefect, type Defect } from '../../simulator/world/defects/patch.ts';
import { cutStates } from '../../simulator/world/faults/cuts.ts';
import { livePoints, trailOf } from '../../simulator/world/faults/enumerate.ts';
import { parsePoint, pointText } from '../../simulator/world/faults/point.ts';
import { runCut, tryLive } from '../../simulator/world/faults/try-point.ts';

const OPTIONS = { seed: 1 };

async function tried(text: string) {
  const { tried: result } = await tryLive(parsePoint(text), OPTIONS, new Map());
  return result;
}

describe('fault points', () => {
  it('are text that can be typed again', async () => {
    const points = await livePoints('rewrite', 'tear', OPTIONS);
    expect(points.map((point) => parsePoint(pointText(point)))).toEqual(points);
  });

  it('cover every byte, exchange and write of a visit with both ends of a tear', async () => {
    const { frames, exchanges, writes } = await trailOf('rewrite', OPTIONS);
    const bytes = frames
      .filter(({ line }) => line === 'cardReader')
      .reduce((sum, frame) => sum + frame.bytes, 0);
    const points = await livePoints('rewrite', 'tear', OPTIONS);
    expect(points).toHaveLength(2 * (bytes + 2 * exchanges + writes.length));
  });

  it('of power cuts fall to one state each', async () => {
    const states = await cutStates('cash', OPTIONS);
    const points = states.flatMap((state) => state.points.map(pointText));
    expect(new Set(points).size).toBe(points.length);
    expect(points.length).toBeGreaterThan(2_000);
    expect(states.length).toBeLessThan(100);
  });

  it('do not depend on the seed of an earlier run in the same process', async () => {
    const once = await livePoints('cash', 'message', { seed: 5 });
    await livePoints('cash', 'message', { seed: 6 });
    expect(await livePoints('cash', 'message', { seed: 5 })).toEqual(once);
  });
});

describe('what becomes of a fault', () => {
  it('a cut before anything was taken leaves nothing to settle', async () => {
    const [first] = await cutStates('cash', OPTIONS);
    const { violations, truth } = await runCut(first!, OPTIONS, 'calm');
    expect(violations).toEqual([]);
    expect(truth.claims.orders.filter(({ state }) => state !== 'confirmed')).toEqual([]);
  });

  it('a stacked report that comes again after the program died is no second note', async () => {
    const result = await tried('cash/kill/6/after');
    expect(result.violations).toEqual([]);
    expect(result.outcome).toBe('confirmed + orphan:possible-repeat');
  });

  it('a journal that cannot be written ends the life and not the order', async () => {
    const { writes } = await trailOf('cash', OPTIONS);
    const result = await tried(`cash/kill/${writes.indexOf('note-stacked')}/fail`);
    expect(result.violations).toEqual([]);
    expect(result.outcome).toContain('confirmed');
  });

  it('a card pulled away as CREDIT is answered is found written', async () => {
    const { exchanges } = await trailOf('cash', OPTIONS);
    const all = await Promise.all(
      [exchanges - 30, exchanges - 20, exchanges - 10].map((at) => tried(`cash/tear/air.${at}.answer/gone`)),
    );
    expect(all.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('a server restored from a backup authorises again once all have re-sent', async () => {
    const result = await tried('cash/message/5/restore');
    expect(result.violations).toEqual([]);
  });
});

describe('the seeded defects', () => {
  const folder = new URL('../../simulator/world/defects/', import.meta.url);
  const root = new URL('../../', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  const read = (file: string): Defect => parseDefect(file, readFileSync(new URL(file, folder), 'utf8'));

  it('are eleven', () => {
    expect(files).toHaveLength(11);
  });

  it.each(files)('%s still fits the tree and changes it', (file) => {
    const defect = read(file);
    const sources = new Map<string, string>();
    for (const replacement of defect.replacements) {
      const before = sources.get(replacement.file) ?? readFileSync(new URL(replacement.file, root), 'utf8');
      const after = applyReplacement(defect.name, before, replacement);
      expect(after).not.toBe(before);
      sources.set(replacement.file, after);
    }
  });

  it('fail loudly when the text to be replaced is gone', () => {
    const [defect] = files.map(read);
    const [replacement] = defect!.replacements;
    expect(() => applyReplacement('x', 'something else', replacement!)).toThrow('has changed');
  });
});
