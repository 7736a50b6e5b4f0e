import { afterEach, describe, expect, it } from 'vitest';
import { LiveFeed } from '../../simulator/bench/http/live.ts';
import { closeRigs, Rig } from './rig.ts';

afterEach(closeRigs);

/** Something happens at every turn. */
function turn({ bench, clock }: Rig, ms: number): Promise<void> {
  bench.events.add('hand', 'A', 'something');
  bench.changed.emit();
  return clock.run(ms);
}

/** All that has been sent so far. */
async function heardSoFar(stream: ReadableStream<Uint8Array>, feed: LiveFeed): Promise<string> {
  feed.close();
  let text = '';
  for await (const chunk of stream) text += Buffer.from(chunk).toString('utf8');
  return text;
}

function count(text: string, event: string): number {
  return text.split(`event: ${event}\n`).length - 1;
}

describe('the live feed', () => {
  it('sends at most ten states a second, however much happens', async () => {
    const rig = await Rig.open({ start: false });
    const feed = new LiveFeed(rig.bench, rig.clock);
    const stream = feed.open(0)!;
    for (let turns = 0; turns < 200; turns += 1) await turn(rig, 5);
    const text = await heardSoFar(stream, feed);
    expect(count(text, 'state')).toBeGreaterThanOrEqual(9);
    expect(count(text, 'state')).toBeLessThanOrEqual(11);
  });

  it('sends every line once and in order', async () => {
    const rig = await Rig.open({ start: false });
    const feed = new LiveFeed(rig.bench, rig.clock);
    const stream = feed.open(rig.bench.events.last)!;
    const first = rig.bench.events.last + 1;
    for (let turns = 0; turns < 30; turns += 1) await turn(rig, 20);
    await rig.run(200);
    const text = await heardSoFar(stream, feed);
    const batches = [...text.matchAll(/event: event\nid: \d+\ndata: (.*)\n/gu)].map(
      ([, data]) => JSON.parse(data!) as { sequence: number }[],
    );
    const sequences = batches.flat().map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => first + index));
    expect(sequences.length).toBeGreaterThanOrEqual(30);
  });

  it('gives a sign of life when nothing happens', async () => {
    const rig = await Rig.open({ start: false });
    const feed = new LiveFeed(rig.bench, rig.clock);
    const stream = feed.open(0)!;
    await rig.run(25_000);
    expect(count(await heardSoFar(stream, feed), 'state')).toBe(3);
  });

  it('drops who does not read', async () => {
    const rig = await Rig.open({ start: false });
    const feed = new LiveFeed(rig.bench, rig.clock);
    const stream = feed.open(0)!;
    for (let turns = 0; turns < 2_000 && feed.listeners > 0; turns += 1) await turn(rig, 110);
    expect(feed.listeners).toBe(0);
    await expect(stream.getReader().read()).rejects.toThrow('too slow');
    feed.close();
  });

  it('computes nothing while nobody listens', async () => {
    const rig = await Rig.open({ start: false });
    const feed = new LiveFeed(rig.bench, rig.clock);
    await turn(rig, 1_000);
    expect(rig.clock.pending().filter((name) => name.includes('bench live'))).toEqual([]);
    feed.close();
  });
});
