import { describe, expect, it } from 'vitest';
import { bench, tablePayload, type Bench } from './acceptor-peer.ts';

async function started(prepare: (made: Bench) => void, ms = 3_000): Promise<Bench> {
  const made = bench();
  prepare(made);
  made.acceptor.start();
  await made.clock.run(ms);
  return made;
}

describe('start from each first state', () => {
  it('records POWER UP before RESET and stands ready afterwards', async () => {
    const made = bench();
    made.peer.state = [0x10];
    const order: string[] = [];
    made.acceptor.handleNotes(async (event) => {
      order.push(`${event.kind} begins after ${made.peer.names(true).join(' ')}`);
      await Promise.resolve();
    });
    made.acceptor.start();
    await made.clock.run(3_000);
    expect(order[0]).toBe('power-up begins after ');
    expect(made.peer.names(true).slice(0, 2)).toEqual(['IDENT', 'RESET']);
    expect(made.acceptor.ready).toBe(true);
    expect(order.at(-1)).toMatch(/^ready/u);
  });

  it('does not send RESET before the handler of POWER UP has ended', async () => {
    const made = bench();
    made.peer.state = [0x12];
    made.acceptor.handleNotes(() => new Promise(() => undefined));
    made.acceptor.start();
    await made.clock.run(20_000);
    expect(made.peer.names()).toEqual(['POLL']);
  });

  it('reports the note that is given back after power-up 11, once the path is free', async () => {
    const { events } = await started(({ peer }) => {
      peer.state = [0x11];
      peer.afterReset = { script: [[0x13], [0x13]], state: [0x19] };
    });
    expect(events).toEqual([
      { kind: 'power-up', path: 'note-in-validator' },
      { kind: 'returned', type: undefined },
      { kind: 'ready' },
    ]);
  });

  it('takes the type of the returned note after power-up 11 from the device when it says it', async () => {
    const { events } = await started(({ peer }) => {
      peer.state = [0x11];
      peer.afterReset = { script: [[0x13], [0x18], [0x82, 2]], state: [0x19] };
    });
    expect(events).toEqual([
      { kind: 'power-up', path: 'note-in-validator' },
      { kind: 'returning' },
      { kind: 'returned', type: 2 },
      { kind: 'ready' },
    ]);
  });

  it('reports the note of power-up 12 as stacked and recovered', async () => {
    const { events } = await started(({ peer }) => {
      peer.state = [0x12];
      peer.afterReset = { script: [[0x13], [0x81, 2]], state: [0x19] };
    });
    expect(events).toMatchObject([
      { kind: 'power-up', path: 'note-in-stacker' },
      { kind: 'stacked', type: 2, recovered: true, template: { edition: 2005 } },
      { kind: 'ready' },
    ]);
  });

  it('says that the outcome is missing when power-up 12 brings no report', async () => {
    const { kinds } = await started(({ peer }) => {
      peer.state = [0x12];
    });
    expect(kinds()).toEqual(['power-up', 'outcome-missing', 'ready']);
  });

  it('disables a device that a dead process left enabled, without RESET', async () => {
    const { acceptor, peer } = await started(({ peer }) => {
      peer.state = [0x14];
    });
    expect(peer.names(true)).toEqual(['IDENT', 'ENABLE', 'IDENT', 'TABLE', 'COUNT', 'SECURITY']);
    expect(peer.enabledMask).toEqual([0, 0, 0]);
    expect(acceptor.ready).toBe(true);
  });

  it('finishes a note found in STACKING before anything else', async () => {
    const { kinds, peer } = await started((made) => {
      made.peer.script = [[0x17], [0x17], [0x17], [0x81, 3]];
    });
    expect(kinds()).toEqual(['stacking', 'stacked', 'ready']);
    expect(peer.names()).not.toContain('RESET');
  });

  it('needs no RESET when the device stands disabled', async () => {
    const { peer, kinds, acceptor } = await started(() => undefined);
    expect(peer.names()).not.toContain('RESET');
    expect(kinds()).toEqual(['ready']);
    expect(acceptor.identity).toBe('SM-CN1001 SN0000000001');
    expect(acceptor.health).toEqual({ state: 'online', faults: [] });
  });

  it('sends RESET again when the first one is lost', async () => {
    const { peer, acceptor } = await started((made) => {
      made.peer.state = [0x10];
      made.peer.answerOnce('RESET', 'silence', 'silence', 'silence');
    }, 5_000);
    expect(peer.names().filter((name) => name === 'RESET')).toHaveLength(4);
    expect(acceptor.ready).toBe(true);
  });

  it('reports initialisation without end as a fault', async () => {
    const { acceptor } = await started((made) => {
      made.peer.state = [0x13];
    }, 41_000);
    expect(acceptor.health).toEqual({
      state: 'offline',
      faults: [{ code: 'ACCEPTOR_NOT_INITIALISING', action: 'reset' }],
    });
  });
});

describe('identification', () => {
  it('treats ILLEGAL for the counter as absent and not as a fault', async () => {
    const { acceptor, clock } = await started(({ peer }) => {
      peer.answerOnce('COUNT', [0x30], [0x30]);
    });
    expect(acceptor.health.state).toBe('online');
    expect(await clock.until(acceptor.stackedCount())).toEqual({ kind: 'not-done', reason: 'absent' });
  });

  it('reads the counter of a device that has one', async () => {
    const { acceptor, clock } = await started(({ peer }) => {
      peer.count = [0x01, 0x23];
    });
    expect(await clock.until(acceptor.stackedCount())).toEqual({ kind: 'done', value: 291 });
  });

  it.each([
    [
      'the value differs',
      tablePayload([
        [5, 0],
        [1, 1],
        [5, 1],
        [1, 2],
      ]),
    ],
    [
      'the cell is empty',
      tablePayload([
        [5, 0],
        [1, 1],
        [1, 2],
      ]),
    ],
    ['the country differs', tablePayload(undefined, 'USA')],
  ])('is not ready when %s in the bill table', async (_, table) => {
    const { acceptor, clock } = await started(({ peer }) => {
      peer.table = table;
    });
    expect(acceptor.health).toEqual({
      state: 'offline',
      faults: [{ code: 'ACCEPTOR_TABLE_MISMATCH', action: 'reconfigure' }],
    });
    expect(await clock.until(acceptor.enable())).toEqual({ kind: 'not-done', reason: 'not-ready' });
  });

  it('accepts the country code CHN as well as the currency code', async () => {
    const { acceptor } = await started(({ peer }) => {
      peer.table = tablePayload(undefined, 'CHN');
    });
    expect(acceptor.ready).toBe(true);
  });

  it('is not ready when the part number does not match', async () => {
    const made = bench({ partNumberPattern: /^FLS-/u });
    made.acceptor.start();
    await made.clock.run(3_000);
    expect(made.acceptor.health.faults.map(({ code }) => code)).toEqual(['ACCEPTOR_PART_MISMATCH']);
    expect(made.acceptor.ready).toBe(false);
  });

  it('refuses a line that sends our own bytes back', async () => {
    const made = bench();
    made.peer.mute = true;
    made.line.device.onBytes((chunk) => {
      made.line.device.send(chunk);
    });
    made.acceptor.start();
    await made.clock.run(3_000);
    expect(made.acceptor.health.faults.map(({ code }) => code)).toEqual(['ACCEPTOR_LINE_ECHO']);
    expect(made.peer.names()).not.toContain('RESET');
  });
});
