import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { CabinetSwitches, Indicator } from '../../../drivers/contract/indicator.ts';
import { modbusIndicator } from '../../../drivers/indicator/modbus-board/indicator.ts';
import type { ModbusIndicatorOptions } from '../../../drivers/indicator/modbus-board/options.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';

const READ_INPUTS = '010200000002F9CB';
const READ_COILS = '0101000000037C0B';
const WRITE_ALL_OFF = '010F0000000301008F57';

/** Answers of the board by request, in hexadecimal; CRCs from outside our codec. */
const DOOR_OPEN = '010201016048';

function bitwiseCrc(bytes: readonly number[]): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

function sealed(...body: readonly number[]): Uint8Array {
  const crc = bitwiseCrc(body);
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

interface Board {
  coils: number;
  inputs: number;
  mute: boolean;
  readonly heard: string[];
  /** Answers for one function code instead of the usual. */
  readonly refuse: Set<number>;
}

interface Bench {
  readonly clock: VirtualClock;
  readonly line: MemoryLine;
  readonly board: Board;
  readonly indicator: Indicator;
}

function bench(options: Partial<ModbusIndicatorOptions> = {}, skip = false): Bench {
  const clock = new VirtualClock({ skip });
  const line = new MemoryLine({ clock, name: 'board-line', baud: 9600 });
  const board: Board = { coils: 0b111, inputs: 0, mute: false, heard: [], refuse: new Set() };
  line.device.onBytes((chunk) => {
    board.heard.push(toHex(chunk));
    if (board.mute) return;
    const [unit = 0, code = 0, ...rest] = chunk;
    if (board.refuse.has(code)) line.device.send(sealed(unit, code | 0x80, 2));
    else if (code === 1) line.device.send(sealed(unit, 1, 1, board.coils));
    else if (code === 2) line.device.send(sealed(unit, 2, 1, board.inputs));
    else {
      if (code === 15) board.coils = rest[5] ?? 0;
      else if (rest[2] === 0xff) board.coils |= 1 << (rest[1] ?? 0);
      else board.coils &= ~(1 << (rest[1] ?? 0));
      line.device.send(sealed(unit, code, ...rest.slice(0, 4)));
    }
  });
  const indicator = modbusIndicator({
    clock,
    registry: new SkipRegistry(),
    open: line.open,
    trace: new Trace(),
    ...options,
  });
  return { clock, line, board, indicator };
}

async function startedBench(options?: Partial<ModbusIndicatorOptions>): Promise<Bench> {
  const made = bench(options);
  made.indicator.start();
  await made.clock.run(1_000);
  return made;
}

describe('outputs', () => {
  it('are all off after the start, whatever they were before', async () => {
    const { board } = await startedBench();
    expect(board.heard[0]).toBe(WRITE_ALL_OFF);
    expect(board.coils).toBe(0);
  });

  it.each([
    ['green', 0b001],
    ['red', 0b010],
    ['off', 0b000],
  ] as const)('lamp %s sets the coils to %i within 100 ms', async (state, coils) => {
    const { board, clock, indicator } = await startedBench();
    indicator.slotLamp(state === 'off' ? 'red' : 'off');
    await clock.run(100);
    indicator.slotLamp(state);
    await clock.run(100);
    expect(board.coils).toBe(coils);
  });

  it('keep the reader light apart from the lamp', async () => {
    const { board, clock, indicator } = await startedBench();
    indicator.readerLight(true);
    indicator.slotLamp('green');
    await clock.run(200);
    expect(board.coils).toBe(0b101);
  });

  it('are written again after the board forgot them', async () => {
    const { board, clock, indicator } = await startedBench();
    indicator.slotLamp('green');
    await clock.run(500);
    board.coils = 0;
    await clock.run(11_000);
    expect(board.heard).toContain(READ_COILS);
    expect(board.coils).toBe(0b001);
  });

  it('are written again at once after a single unanswered look', async () => {
    const { board, clock, indicator } = await startedBench();
    indicator.slotLamp('green');
    await clock.run(500);
    board.mute = true;
    await clock.run(600);
    board.coils = 0;
    board.mute = false;
    await clock.run(800);
    expect(board.coils).toBe(0b001);
    expect(board.heard).not.toContain(READ_COILS);
  });

  it('are repeated until the board confirms', async () => {
    const { board, clock, indicator } = await startedBench();
    board.mute = true;
    indicator.slotLamp('red');
    await clock.run(1_500);
    board.mute = false;
    await clock.run(1_000);
    expect(board.coils).toBe(0b010);
  });

  it('at scattered addresses are written one by one', async () => {
    const { board, clock, indicator } = await startedBench({ addresses: { lampRed: 4, readerLight: 6 } });
    indicator.slotLamp('red');
    await clock.run(500);
    expect(board.heard.some((frame) => frame.startsWith('010F'))).toBe(false);
    expect(board.coils & 0b1010001).toBe(0b0010000);
  });

  it('never block: a caller on a dead line gets back at once', async () => {
    const made = bench();
    made.line.unplug();
    made.indicator.start();
    for (let count = 0; count < 10_000; count += 1) made.indicator.readerLight(count % 2 === 0);
    await made.clock.run(1_000);
    expect(made.indicator.health.state).toBe('offline');
  });

  it('that the board refuses are a fault of a board that still reads', async () => {
    const { board, clock, indicator } = await startedBench();
    board.refuse.add(15);
    indicator.slotLamp('green');
    await clock.run(2_000);
    expect(indicator.health).toEqual({
      state: 'degraded',
      faults: [{ code: 'BOARD_REFUSED', action: 'reconfigure' }],
    });
    board.refuse.clear();
    await clock.run(1_000);
    expect([indicator.health.state, board.coils]).toEqual(['online', 0b001]);
  });
});

describe('switches', () => {
  it('are unknown before the first answer', () => {
    expect(bench().indicator.switches).toBeUndefined();
  });

  it('are read from the published answer', async () => {
    const clock = new VirtualClock();
    const line = new MemoryLine({ clock, name: 'board-line', baud: 9600 });
    line.device.onBytes((chunk) => {
      if (toHex(chunk) === READ_INPUTS) line.device.send(fromHex(DOOR_OPEN));
    });
    const indicator = modbusIndicator({
      clock,
      registry: new SkipRegistry(),
      open: line.open,
      trace: new Trace(),
    });
    indicator.start();
    await clock.run(2_000);
    expect(indicator.switches).toEqual({ doorOpen: true, cashBoxPresent: false });
  });

  it('are polled every half second and told when they change', async () => {
    const { board, clock, indicator } = await startedBench();
    const told: (CabinetSwitches | undefined)[] = [];
    indicator.onSwitches((switches) => told.push(switches));
    board.inputs = 0b10;
    await clock.run(600);
    board.inputs = 0b11;
    await clock.run(1_600);
    expect(told).toEqual([
      { doorOpen: false, cashBoxPresent: true },
      { doorOpen: true, cashBoxPresent: true },
    ]);
    board.heard.length = 0;
    await clock.run(5_000);
    expect(board.heard.filter((frame) => frame === READ_INPUTS)).toHaveLength(10);
  });
});

describe('a board that does not answer', () => {
  it('is offline after two seconds, its switches unknown, and comes back by itself', async () => {
    const { board, clock, indicator } = await startedBench();
    indicator.slotLamp('green');
    await clock.run(500);
    board.mute = true;
    await clock.run(3_500);
    expect([indicator.health, indicator.switches]).toEqual([
      { state: 'offline', faults: [{ code: 'BOARD_SILENT', action: 'reset' }] },
      undefined,
    ]);
    board.coils = 0;
    board.mute = false;
    await clock.run(1_500);
    expect([indicator.health, board.coils]).toEqual([{ state: 'online', faults: [] }, 0b001]);
    expect(indicator.switches).toEqual({ doorOpen: false, cashBoxPresent: false });
  });

  it('because its cable is out is offline at once and back within three seconds', async () => {
    const { board, clock, indicator, line } = await startedBench();
    indicator.slotLamp('red');
    await clock.run(500);
    line.unplug();
    await clock.run(100);
    expect(indicator.health.faults).toEqual([{ code: 'BOARD_LINK_CLOSED', action: 'call-service' }]);
    board.coils = 0;
    await clock.run(20_000);
    line.plug();
    await clock.run(3_000);
    expect([indicator.health.state, board.coils]).toEqual(['online', 0b010]);
  });

  it('is left alone after close', async () => {
    const { board, clock, indicator } = await startedBench();
    indicator.close();
    board.heard.length = 0;
    await clock.run(5_000);
    expect([board.heard, indicator.health.state, indicator.switches]).toEqual([[], 'offline', undefined]);
  });
});

describe('virtual time', () => {
  it('jumps over looks that see the same', async () => {
    const made = bench({}, true);
    made.indicator.start();
    await made.clock.run(3_600_000);
    expect(made.board.heard.length).toBeLessThan(50);
    expect(made.indicator.health.state).toBe('online');
  });
});
