/** Anything in any order; when the faults have stopped, every fen is where it belongs (design.md §1). */
import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';

const SEEDS = Array.from({ length: 16 }, (_, index) => 7_001 + index);

describe('any story of visits and faults', () => {
  it.each(SEEDS)('(seed %d) ends with every fen in its place', async (seed) => {
    expect(await Story.tell(seed)).toEqual([]);
  });
});
