import { describe, expect, it } from 'vitest';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { ccnetAcceptor } from '../../../drivers/banknote-acceptor/ccnet/acceptor.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';
import { AcceptorPeer, bench, enabledBench, peerFrame, TEMPLATES, type Bench } from './acceptor-peer.ts';

function codes({ acceptor }: Bench): string[] {
  return acceptor.health.faults.map(({ code }) => code);
}

describe('jams and the cash box', () => {
  it.each([
    [0x43, 'path', 'ACCEPTOR_JAM_PATH'],
    [0x44, 'box', 'ACCEPTOR_JAM_BOX'],
  ])(
    'reports jam %i once and takes it back when the device has cleared itself',
    async (code, where, fault) => {
      const made = await enabledBench();
      made.peer.script = [[0x80, 2], [0x17], [code]];
      made.peer.state = [code];
      await made.clock.run(5_000);
      expect(made.events.slice(2)).toEqual([{ kind: 'jam', where }]);
      expect([made.acceptor.ready, codes(made)]).toEqual([false, [fault]]);
      made.peer.script = [[0x13], [0x13]];
      made.peer.state = [0x19];
      await made.clock.run(3_000);
      expect(made.kinds().slice(3)).toEqual(['jam-cleared', 'ready']);
      expect([made.acceptor.ready, codes(made)]).toEqual([true, []]);
    },
  );

  it('does not send RESET to a jammed device', async () => {
    const { clock, peer } = await enabledBench();
    peer.state = [0x43];
    await clock.run(120_000);
    expect(peer.names()).not.toContain('RESET');
  });

  it('reports the box as removed and returned, and stands disabled and ready again', async () => {
    const made = await enabledBench();
    made.peer.state = [0x42];
    await made.clock.run(2_000);
    expect(codes(made)).toEqual(['ACCEPTOR_BOX_REMOVED']);
    made.peer.script = [[0x13]];
    made.peer.state = [0x19];
    await made.clock.run(3_000);
    expect(made.kinds()).toEqual(['box-removed', 'box-returned', 'ready']);
    expect(made.peer.names(true)).toEqual(['IDENT', 'TABLE', 'COUNT', 'SECURITY']);
  });

  it.each([
    ['a full box', [0x41], { kind: 'box-full' }, 'ACCEPTOR_BOX_FULL'],
    ['manipulation', [0x45], { kind: 'cheated' }, 'ACCEPTOR_CHEATED'],
    ['a failure', [0x47, 0x50], { kind: 'failure', code: 0x50 }, 'ACCEPTOR_FAILURE'],
  ])('reports %s once, as an event and as a fault', async (_, state, event, fault) => {
    const made = await enabledBench();
    made.peer.state = state;
    await made.clock.run(5_000);
    expect(made.events).toEqual([event]);
    expect(codes(made)).toEqual([fault]);
  });

  it('reports a second note once', async () => {
    const { clock, kinds, peer } = await enabledBench();
    peer.script = [[0x15], [0x46], [0x46], [0x15]];
    peer.state = [0x15];
    await clock.run(2_000);
    expect(kinds().slice(0, 2)).toEqual(['accepting', 'two-notes']);
  });

  it('resets a failed device with an empty path after half a minute', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.state = [0x47, 0x50];
    await clock.run(29_000);
    expect(peer.names()).not.toContain('RESET');
    await clock.run(6_000);
    expect(peer.names(true)[0]).toBe('RESET');
    expect(acceptor.ready).toBe(true);
  });

  it('never resets a failed device while a note is in it', async () => {
    const { clock, peer } = await enabledBench();
    peer.script = [[0x17]];
    peer.state = [0x47, 0x50];
    await clock.run(120_000);
    expect(peer.names()).not.toContain('RESET');
  });

  it('notices that the device forgot its enabled types', async () => {
    const made = await enabledBench();
    made.peer.state = [0x19];
    await made.clock.run(2_000);
    expect(made.kinds()).toEqual(['ready']);
  });
});

describe('power of the device alone', () => {
  it('reports the power-up state and starts the device again', async () => {
    const made = await enabledBench();
    made.peer.script = [[0x80, 2], [0x17]];
    made.peer.state = [0x12];
    made.peer.afterReset = { script: [[0x13], [0x81, 2]], state: [0x19] };
    await made.clock.run(5_000);
    expect(made.kinds()).toEqual(['escrow', 'stacking', 'power-up', 'stacked', 'ready']);
    expect(made.events[3]).toMatchObject({ recovered: true });
  });

  it('reports the same recovery once more when power fails again before it is over', async () => {
    const made = bench();
    made.peer.state = [0x12];
    made.peer.afterReset = { script: [[0x13]], state: [0x12] };
    made.acceptor.start();
    await made.clock.runUntil(() => made.peer.names().includes('RESET'), 5_000);
    made.peer.afterReset = { script: [[0x13], [0x81, 2]], state: [0x19] };
    await made.clock.run(8_000);
    expect(made.kinds()).toEqual(['power-up', 'power-up', 'stacked', 'ready']);
  });
});

describe('a silent line', () => {
  it('is lost after five seconds and works again after the device answers', async () => {
    const made = await enabledBench();
    made.peer.mute = true;
    await made.clock.run(4_500);
    expect(codes(made)).toEqual([]);
    await made.clock.run(1_500);
    expect([made.acceptor.ready, codes(made)]).toEqual([false, ['ACCEPTOR_SILENT']]);
    made.peer.forget();
    made.peer.mute = false;
    await made.clock.run(4_000);
    expect(made.peer.names(true)).toEqual(['IDENT', 'ENABLE', 'IDENT', 'TABLE', 'COUNT', 'SECURITY']);
    expect([made.acceptor.health, made.kinds()]).toEqual([{ state: 'online', faults: [] }, ['ready']]);
  });

  it('is probed with POLL, at least every ten seconds', async () => {
    const { clock, peer } = await enabledBench();
    peer.mute = true;
    await clock.run(6_000);
    peer.forget();
    await clock.run(10_000);
    expect(new Set(peer.names())).toEqual(new Set(['POLL']));
  });

  it('does not forget the note that was being stacked', async () => {
    const { clock, kinds, peer } = await enabledBench();
    peer.script = [[0x80, 2], [0x17]];
    await clock.run(1_000);
    peer.mute = true;
    await clock.run(8_000);
    peer.mute = false;
    peer.state = [0x14];
    await clock.run(3_000);
    expect(kinds()).toEqual(['escrow', 'stacking', 'outcome-missing', 'ready']);
  });

  it('that comes back with another device is a fault until the old one is there again', async () => {
    const made = await enabledBench();
    made.peer.mute = true;
    await made.clock.run(6_000);
    made.peer.serial = 'SN0000000002';
    made.peer.mute = false;
    await made.clock.run(5_000);
    expect([made.acceptor.ready, codes(made)]).toEqual([false, ['ACCEPTOR_SWAPPED']]);
    made.peer.mute = true;
    await made.clock.run(6_000);
    made.peer.serial = 'SN0000000001';
    made.peer.mute = false;
    await made.clock.run(5_000);
    expect([made.acceptor.ready, codes(made)]).toEqual([true, []]);
  });
});

describe('the cable', () => {
  it('pulled and put back leads back to a ready device within three seconds', async () => {
    const made = await enabledBench();
    made.line.unplug();
    await made.clock.run(1_000);
    expect([made.acceptor.ready, codes(made)]).toEqual([false, ['ACCEPTOR_LINK_CLOSED']]);
    await made.clock.run(20_000);
    made.line.plug();
    await made.clock.run(3_000);
    expect([made.acceptor.ready, codes(made)]).toEqual([true, []]);
    expect(made.kinds()).toEqual(['ready']);
  });

  it('pulled makes commands not done', async () => {
    const { acceptor, clock, line } = await enabledBench();
    line.unplug();
    await clock.run(100);
    expect(await clock.until(acceptor.stack())).toEqual({ kind: 'not-done', reason: 'offline' });
  });

  it('pulled while STACK is under way leaves the outcome unknown', async () => {
    const { acceptor, clock, line } = await enabledBench();
    const stacking = acceptor.stack();
    await clock.run(3);
    line.unplug();
    expect((await clock.until(stacking)).kind).toBe('unknown');
  });

  it('pulled while a handler runs does not let the repetition be acknowledged before that handler has ended', async () => {
    const { acceptor, clock, line, peer } = await enabledBench();
    const { promise, resolve } = Promise.withResolvers<void>();
    const seen: string[] = [];
    acceptor.handleNotes(({ kind }) => {
      seen.push(kind);
      return kind === 'stacked' ? promise : Promise.resolve();
    });
    peer.state = [0x81, 2];
    await clock.run(500);
    line.unplug();
    await clock.run(1_000);
    line.plug();
    await clock.run(5_000);
    expect(peer.names()).not.toContain('ACK');
    resolve();
    await clock.run(1_000);
    expect(peer.names()).toContain('ACK');
    expect(seen.filter((kind) => kind === 'stacked')).toHaveLength(1);
  });

  it('is opened no more often than every two seconds while it is absent', async () => {
    const clock = new VirtualClock();
    const line = new MemoryLine({ clock, name: 'line', baud: 9600 });
    let opened = 0;
    line.unplug();
    const acceptor = ccnetAcceptor({
      clock,
      registry: new SkipRegistry(),
      trace: new Trace(),
      templates: TEMPLATES,
      open: () => {
        opened += 1;
        return line.open();
      },
    });
    acceptor.start();
    await clock.run(60_000);
    expect(opened).toBeGreaterThan(25);
    expect(opened).toBeLessThan(36);
  });

  it('is let go for good by close', async () => {
    const { acceptor, clock, line, peer } = await enabledBench();
    acceptor.close();
    await clock.run(100);
    peer.forget();
    await clock.run(10_000);
    expect(peer.heard).toEqual([]);
    await expect(line.open()).resolves.toBeDefined();
  });
});

describe('the line discipline', () => {
  it('answers a damaged poll reply with NAK and asks again', async () => {
    const made = await enabledBench();
    made.peer.script = [];
    made.peer.answerOnce('POLL', Uint8Array.of(0x02, 0x03, 0x06, 0x14, 0x67, 0xd5));
    await made.clock.run(300);
    const names = made.peer.names();
    expect(names.slice(names.indexOf('NAK'), names.indexOf('NAK') + 3)).toEqual(['NAK', 'POLL', 'ACK']);
  });

  it('gives up a command after three NAKs', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    peer.answerOnce('STACK', [0xff], [0xff], [0xff], [0xff]);
    expect(await clock.until(acceptor.stack())).toEqual({ kind: 'not-done', reason: 'refused' });
    expect(peer.names(true)).toEqual(['STACK', 'STACK', 'STACK']);
  });

  it('is silent for twenty milliseconds after each of its acknowledgements', async () => {
    const { acceptor, clock, peer } = await enabledBench();
    await clock.until(acceptor.stackedCount());
    await clock.until(acceptor.inhibit());
    await clock.run(1_000);
    const gaps = peer.heard.flatMap(({ at, name }, index) =>
      name === 'ACK' && index + 1 < peer.heard.length ? [(peer.heard[index + 1]?.at ?? 0) - at] : [],
    );
    expect(gaps.length).toBeGreaterThan(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
  });

  it('polls every 200 ms', async () => {
    const { clock, peer } = await enabledBench();
    await clock.run(10_000);
    expect(peer.names().filter((name) => name === 'POLL')).toHaveLength(50);
  });

  it('leaves a busy device alone for as long as it asks', async () => {
    const { clock, peer } = await enabledBench();
    peer.script = [[0x1b, 20]];
    await clock.run(1_900);
    expect(peer.names().filter((name) => name === 'POLL')).toHaveLength(1);
  });

  it('ignores an answer from another address', async () => {
    const { clock, kinds, peer } = await enabledBench();
    peer.answerOnce('POLL', peerFrame([0x15], 0x04));
    await clock.run(1_000);
    expect(kinds()).toEqual([]);
  });

  it('works when the adapter hands bytes over one by one', async () => {
    const { clock, kinds, peer } = await enabledBench({ chunks: 'single-bytes' });
    peer.script = [[0x15], [0x80, 2], [0x17], [0x81, 2]];
    await clock.run(2_000);
    expect(kinds()).toEqual(['accepting', 'escrow', 'stacking', 'stacked']);
  });

  it('lets virtual time jump over polls that say the same', async () => {
    const clock = new VirtualClock();
    const line = new MemoryLine({ clock, name: 'line', baud: 9600 });
    const registry = new SkipRegistry();
    const peer = new AcceptorPeer(clock, line);
    const acceptor = ccnetAcceptor({
      clock,
      registry,
      open: line.open,
      trace: new Trace(),
      templates: TEMPLATES,
    });
    acceptor.handleNotes(() => Promise.resolve());
    acceptor.start();
    await clock.run(3_600_000);
    expect(peer.heard.length).toBeLessThan(200);
    expect(registry.skippedTicks).toBeGreaterThan(17_000);
    expect(acceptor.ready).toBe(true);
  });

  it('is tested with a peer that speaks the frames of the sheet', () => {
    expect(peerFrame([0x33])).toEqual(Uint8Array.of(0x02, 0x03, 0x06, 0x33, 0xda, 0x81));
  });
});
