import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { TokenBucket } from '../../../src/screen/server/token-bucket.ts';

const PACE = { burst: 3, perSecond: 2 };

function taken(bucket: TokenBucket): number {
  let count = 0;
  while (bucket.take()) count += 1;
  return count;
}

describe('a token bucket', () => {
  it('is full at first', () => {
    expect(taken(new TokenBucket(new VirtualClock(), PACE))).toBe(3);
  });

  it('fills at its pace, in parts too', async () => {
    const clock = new VirtualClock();
    const bucket = new TokenBucket(clock, PACE);
    taken(bucket);
    await clock.run(250);
    expect(bucket.take()).toBe(false);
    await clock.run(250);
    expect(taken(bucket)).toBe(1);
  });

  it('never holds more than at first', async () => {
    const clock = new VirtualClock();
    const bucket = new TokenBucket(clock, PACE);
    await clock.run(60_000);
    expect(taken(bucket)).toBe(3);
  });
});
