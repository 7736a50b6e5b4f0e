import { describe, expect, it } from 'vitest';
import { chance, randomId, seededRandom, systemRandom, type Random } from '../../src/kernel/random.ts';

function draw(random: Random, count: number, below: number): number[] {
  return Array.from({ length: count }, () => random.below(below));
}

describe('seeded random', () => {
  it('repeats itself from the same seed', () => {
    expect(draw(seededRandom(7), 100, 1000)).toEqual(draw(seededRandom(7), 100, 1000));
    expect(seededRandom(7).bytes(32)).toEqual(seededRandom(7).bytes(32));
  });

  it('differs from seed to seed', () => {
    expect(draw(seededRandom(7), 10, 1_000_000)).not.toEqual(draw(seededRandom(8), 10, 1_000_000));
  });

  it('spreads the very first number of small seeds over the whole range', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => seededRandom(seed).below(10));
    for (let value = 0; value < 10; value += 1) {
      expect(firsts.filter((first) => first === value).length).toBeGreaterThan(60);
    }
  });

  it('hits each of six faces about equally often', () => {
    const faces = Array.from({ length: 6 }, () => 0);
    for (const face of draw(seededRandom(1), 60_000, 6)) faces[face]! += 1;
    for (const count of faces) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('reaches both ends of its range', () => {
    const drawn = new Set(draw(seededRandom(3), 200, 3));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
  });

  it('gives every byte value', () => {
    expect(new Set(seededRandom(5).bytes(10_000)).size).toBe(256);
  });
});

describe('system random', () => {
  it('does not repeat itself', () => {
    expect(systemRandom().bytes(16)).not.toEqual(systemRandom().bytes(16));
  });

  it('stays below its bound', () => {
    expect(draw(systemRandom(), 1000, 3).every((value) => value >= 0 && value < 3)).toBe(true);
  });
});

describe('random id', () => {
  it('is 128 bits as 32 hexadecimal digits', () => {
    expect(randomId(systemRandom())).toMatch(/^[0-9a-f]{32}$/u);
  });
});

describe('chance', () => {
  it('never happens at 0 and always at 1', () => {
    const random = seededRandom(9);
    const never = Array.from({ length: 1000 }, () => chance(random, 0));
    const always = Array.from({ length: 1000 }, () => chance(random, 1));
    expect(never).not.toContain(true);
    expect(always).not.toContain(false);
  });

  it('happens about as often as its probability says', () => {
    const random = seededRandom(10);
    const hits = Array.from({ length: 20_000 }, () => chance(random, 0.1)).filter(Boolean).length;
    expect(Math.abs(hits - 2000)).toBeLessThan(200);
  });
});
