/**
 * The simulated I/O board before an independent judge: the package `modbus-serial`, in real time over a
 * pseudo-terminal. It runs in a process of its own: the native part of `serialport` ends the process when
 * loaded in a worker thread.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../src/kernel/real-clock.ts';
import { ModbusBoard } from '../../simulator/devices/indicator/modbus-device.ts';
import { openPty, type Pty } from '../../simulator/devices/pty.ts';

/** Carries out calls on the client one after the other and prints what came of each. */
const JUDGE = `
import ModbusRTU from 'modbus-serial';
const [path, unit, timeoutMs, calls] = JSON.parse(process.argv[1]);
const client = new ModbusRTU();
await client.connectRTUBuffered(path, { baudRate: 9600 });
client.setID(unit);
client.setTimeout(timeoutMs);
const results = [];
for (const [name, ...args] of calls) {
  try {
    const { buffer, ...value } = await client[name](...args);
    results.push({ value });
  } catch (error) {
    results.push({ error: error.name, exception: error.modbusCode });
  }
}
console.log(JSON.stringify(results));
client.close(() => {});
`;

type Call = readonly [method: string, ...args: unknown[]];

let pty: Pty;
let board: ModbusBoard;

beforeEach(async () => {
  pty = await openPty();
  board = new ModbusBoard({ clock: realClock(), port: pty.port });
  board.powerOn();
});

afterEach(() => {
  pty.close();
});

async function judge(calls: readonly Call[], unit = 1, timeoutMs = 2_000): Promise<unknown[]> {
  const argument = JSON.stringify([pty.path, unit, timeoutMs, calls]);
  const options = { cwd: import.meta.dirname, timeout: 30_000 };
  const args = ['--input-type=module', '--eval', JUDGE, argument];
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout) as unknown[];
}

describe('modbus-serial', () => {
  it('writes one coil and the lamp shines', async () => {
    expect(await judge([['writeCoil', 0, true]])).toEqual([{ value: { address: 0, state: true } }]);
    expect(board.lamps).toEqual({ green: true, red: false, reader: false });
  });

  it('writes several coils and reads them back', async () => {
    const [, read] = await judge([
      ['writeCoils', 0, [false, true, true]],
      ['readCoils', 0, 8],
    ]);
    expect(read).toEqual({ value: { data: [false, true, true, false, false, false, false, false] } });
    expect(board.lamps).toEqual({ green: false, red: true, reader: true });
  });

  it('reads door and cash box', async () => {
    board.door(true);
    board.cashBox(false);
    const [read] = await judge([['readDiscreteInputs', 0, 2]]);
    expect(read).toMatchObject({ value: { data: [true, false, false, false, false, false, false, false] } });
  });

  it('understands the exception for a coil that the board has not', async () => {
    expect(await judge([['writeCoil', 8, true]])).toMatchObject([{ exception: 2 }]);
  });

  it('understands the exception for reading more than a frame holds', async () => {
    expect(await judge([['readCoils', 0, 2_001]])).toMatchObject([{ exception: 3 }]);
  });

  it('understands the exception for a function that the board has not', async () => {
    expect(await judge([['readHoldingRegisters', 0, 2]])).toMatchObject([{ exception: 1 }]);
  });

  it('hears nothing from another unit', async () => {
    expect(await judge([['readCoils', 0, 8]], 2, 300)).toMatchObject([{ error: 'TransactionTimedOutError' }]);
  });

  it('writes a hundred times without one error', async () => {
    const seen: boolean[] = [];
    board.onLamps((lamps) => seen.push(lamps.reader));
    const calls = Array.from({ length: 100 }, (_, round) => ['writeCoil', 2, round % 2 === 0] as const);
    const results = await judge(calls);
    expect(results.filter((result) => JSON.stringify(result).includes('error'))).toEqual([]);
    expect(seen).toHaveLength(100);
  });
});
