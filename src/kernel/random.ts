/** The only source of chance. Real terminals use the operating system's; the world runs on one seed. */
import { randomBytes } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Random {
  bytes(length: number): Uint8Array;
  /** A whole number in 0 … below − 1. `below` is 1 … 2^32. */
  below(below: number): number;
}

/** 128 random bits as 32 hexadecimal digits: the form of every id that is made before anything is sent (design.md §5). */
export function randomId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}

export function chance(random: Random, probability: number): boolean {
  return random.below(1_000_000) < probability * 1_000_000;
}

export function systemRandom(): Random {
  return {
    bytes: (length) => new Uint8Array(randomBytes(length)),
    below: (below) => randomBytes(6).readUIntBE(0, 6) % below,
  };
}

/** The first numbers of the generator hardly depend on a small seed: thrown away. */
const WARM_UP_DRAWS = 64;

/** Repeatable chance from a seed. Not for keys. */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = (): number => generator.next() >>> 0;
  for (let draw = 0; draw < WARM_UP_DRAWS; draw += 1) next();
  return {
    bytes: (length) => Uint8Array.from({ length }, () => (next() >>> 11) & 0xff),
    below: (below) => Math.floor((next() / 2 ** 32) * below),
  };
}
