import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { ACK, bench, LIST, NO_CARD, START, WAKE_AND_SAM } from './scripted-chip.ts';

describe('start sequence of the PN532', () => {
  it('is sent exactly as in the sheet, then cards are listed every 200 ms', async () => {
    const { clock, chip, reader } = bench({ clock: new VirtualClock({ skip: false }) });
    chip.start().next(LIST, ACK, NO_CARD).next(LIST, ACK, NO_CARD).next(LIST, ACK, NO_CARD);
    reader.start();
    await clock.runUntil(() => reader.health.state === 'online', 1_000);
    await clock.run(500);
    expect(chip.leftovers).toEqual([]);
    expect(reader.health).toEqual({ state: 'online', faults: [] });
    expect(reader.identity).toBe('PN532 1.6');
  });

  it('waits 20 ms after the opening ACK and drops what came before', async () => {
    const { clock, chip, line, reader } = bench();
    chip.next(ACK, '00 00 FF 03 FD D5 41 00 EA 00');
    for (const [host, ...answers] of START.slice(1)) chip.next(host, ...answers);
    chip.always(LIST, ACK, NO_CARD);
    reader.start();
    await clock.run(15);
    expect(chip.received).toHaveLength(1);
    await clock.run(500);
    expect(chip.leftovers).toEqual([]);
    expect(line.plugged && reader.health.state).toBe('online');
  });

  it('repeats wake-up and SAMConfiguration twice before it opens the port anew', async () => {
    const { clock, chip, reader } = bench();
    chip.always(ACK).always(WAKE_AND_SAM);
    reader.start();
    await clock.runUntil(() => reader.health.faults.length > 0, 5_000);
    expect(chip.count(WAKE_AND_SAM)).toBe(3);
    expect(reader.health).toEqual({
      state: 'offline',
      faults: [{ code: 'READER_NOT_ANSWERING', action: 'reset' }],
    });
  });

  it('refuses a chip that is no PN532', async () => {
    const { clock, chip, reader } = bench();
    chip.always(ACK).next(WAKE_AND_SAM, ACK, '00 00 FF 02 FE D5 15 16 00');
    chip.next('00 00 FF 02 FE D4 02 2A 00', ACK, '00 00 FF 06 FA D5 03 33 01 06 07 E7 00');
    reader.start();
    await clock.runUntil(() => reader.health.faults.length > 0, 1_000);
    expect(reader.health.faults).toEqual([{ code: 'READER_WRONG_CHIP', action: 'reconfigure' }]);
  });

  it('refuses a line that alters the echo', async () => {
    const { clock, chip, reader } = bench();
    chip.always(ACK);
    for (const [host, ...answers] of START.slice(1, 3)) chip.next(host, ...answers);
    const altered = '00 00 FF 09 F7 D5 01 00 6C 69 62 6E 66 73 AC 00';
    chip.next('00 00 FF 09 F7 D4 00 00 6C 69 62 6E 66 63 BE 00', ACK, altered);
    reader.start();
    await clock.runUntil(() => reader.health.faults.length > 0, 1_000);
    expect(reader.health.faults.map((fault) => fault.code)).toEqual(['READER_LINE_TEST_FAILED']);
  });
});
