/** Commands of ccnet.md §6 with their frames of §13, and the states in which they are allowed. */
import { describe, expect, it } from 'vitest';
import { compact, FRAMES, note, Rig } from './rig.ts';

const BILL_TABLE =
  '02037D05434E5900' +
  '01434E5901' +
  '01434E5902' +
  '01434E5902' +
  '05434E5901' +
  '02434E5901' +
  '00'.repeat(90) +
  '09E7';

describe('commands with data', () => {
  it('GET STATUS shows that nothing is enabled after the start', async () => {
    const rig = new Rig();
    await rig.start();
    expect(await rig.ask(FRAMES.getStatus)).toBe(compact('02 03 0B 00 00 00 00 00 00 A8 67'));
  });

  it('GET STATUS reads ENABLE BILL TYPES back', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.getStatus)).toBe(compact('02 03 0B 00 00 0C 00 00 00 9C F0'));
  });

  it('IDENTIFICATION gives the published answer for the published device', async () => {
    const asset = Uint8Array.of(0x75, 0xed, 0x8d, 0xc8, 0x03, 0x3f, 0x7b);
    const rig = new Rig({ identification: { part: 'FLS-EU10-693639', serial: '07KI41AS7482', asset } });
    await rig.start();
    expect(await rig.ask(FRAMES.identification)).toBe(
      compact(
        '02 03 27 46 4C 53 2D 45 55 31 30 2D 36 39 33 36 33 39 30 37 4B 49 34 31 41 53 37 34 38 32 ' +
          '75 ED 8D C8 03 3F 7B 35 DA',
      ),
    );
  });

  it('GET BILL TABLE gives the example of the sheet', async () => {
    const rig = new Rig();
    await rig.start();
    expect(await rig.ask(FRAMES.billTable)).toBe(BILL_TABLE);
  });

  it('GET COUNTER OF STACKED BILLS gives 291 for 291 notes', async () => {
    const rig = new Rig();
    rig.device.restore({ ...rig.device.snapshot(), counter: 0x0123 });
    await rig.start();
    expect(await rig.ask(FRAMES.counter)).toBe(compact('02 03 07 01 23 01 B5'));
  });

  it('the counter of stacked bills goes up by one with each note', async () => {
    const rig = new Rig();
    rig.device.restore({ ...rig.device.snapshot(), counter: 0x0122 });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    expect(await rig.ask(FRAMES.counter)).toBe(compact('02 03 07 01 23 01 B5'));
  });

  it('the counter of stacked bills wraps at 65535', async () => {
    const rig = new Rig();
    rig.device.restore({ ...rig.device.snapshot(), counter: 0xffff });
    await rig.escrowed();
    await rig.ask(FRAMES.stack);
    await rig.clock.run(1_000);
    expect(rig.device.counter).toBe(0);
  });

  it('GET OPTIONS reads SET OPTIONS back', async () => {
    const rig = new Rig();
    await rig.start();
    expect(await rig.ask(FRAMES.setOptionsLedOff)).toBe(compact(FRAMES.ack));
    expect((await rig.ask(FRAMES.getOptions)).slice(6, 14)).toBe('80000000');
  });

  it.each([
    ['GET CRC32 OF CODE', FRAMES.crc32, 4],
    ['VALIDATION MODULE IDENT', FRAMES.module, 19],
    ['GET DATE OF RELEASE', FRAMES.releaseDate, 8],
  ])('%s answers with its number of bytes while disabled', async (_name, frame, bytes) => {
    const rig = new Rig();
    await rig.start();
    const answer = await rig.ask(frame);
    expect(answer).toHaveLength((bytes + 5) * 2);
  });

  it.each([
    ['SET SECURITY', FRAMES.setSecurityNone],
    ['SET OPTIONS', FRAMES.setOptionsNone],
    ['SET ESCROW TIME-OUTS', FRAMES.escrow30s],
  ])('%s is acknowledged while disabled', async (_name, frame) => {
    const rig = new Rig();
    await rig.start();
    expect(await rig.ask(frame)).toBe(compact(FRAMES.ack));
  });
});

describe('states in which a command is allowed', () => {
  it.each([
    ['IDENTIFICATION', FRAMES.identification],
    ['GET BILL TABLE', FRAMES.billTable],
    ['GET CRC32 OF CODE', FRAMES.crc32],
    ['SET OPTIONS', FRAMES.setOptionsNone],
    ['GET OPTIONS', FRAMES.getOptions],
    ['STACK', FRAMES.stack],
    ['RETURN', FRAMES.return],
    ['HOLD', FRAMES.hold],
  ])('%s is illegal in IDLING', async (_name, frame) => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.ask(frame)).toBe(compact(FRAMES.illegal));
  });

  it.each([
    ['GET COUNTER OF STACKED BILLS', FRAMES.counter],
    ['GET DATE OF RELEASE', FRAMES.releaseDate],
    ['GET BILL TABLE', FRAMES.billTable],
  ])('%s is illegal in escrow', async (_name, frame) => {
    const rig = new Rig();
    await rig.escrowed();
    expect(await rig.ask(frame)).toBe(compact(FRAMES.illegal));
  });

  it('GET COUNTER OF STACKED BILLS is allowed in IDLING', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.counter)).toHaveLength(14);
  });

  it.each([
    ['POWER UP', async (rig: Rig) => (rig.device.powerOn(), rig.clock.run(300))],
    ['out of position', async (rig: Rig) => (await rig.start(), rig.device.box.remove())],
    ['failure', async (rig: Rig) => (await rig.start(), rig.device.fail(0x50))],
  ])('GET BILL TABLE is allowed in state %s', async (_name, arrange) => {
    const rig = new Rig();
    await arrange(rig);
    expect(await rig.ask(FRAMES.billTable)).toBe(BILL_TABLE);
  });

  it('a device with a lenient table answers GET BILL TABLE in IDLING', async () => {
    const rig = new Rig({ strictStates: false });
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.billTable)).toBe(BILL_TABLE);
  });

  it('a device with a lenient table still refuses STACK without a note', async () => {
    const rig = new Rig({ strictStates: false });
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.stack)).toBe(compact(FRAMES.illegal));
  });

  it('a clone without the counter answers ILLEGAL COMMAND', async () => {
    const rig = new Rig({ unsupported: [0x5b] });
    await rig.start();
    expect(await rig.ask(FRAMES.counter)).toBe(compact(FRAMES.illegal));
  });

  it('ENABLE during INITIALIZE is acknowledged and lost', async () => {
    const rig = new Rig();
    rig.device.powerOn();
    await rig.clock.run(300);
    await rig.ask(FRAMES.reset);
    expect(await rig.ask(FRAMES.enable23)).toBe(compact(FRAMES.ack));
    await rig.clock.run(2_000);
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });

  it('ENABLE during INITIALIZE is kept by a device that keeps it', async () => {
    const rig = new Rig({ enableDuringInitialise: 'kept' });
    rig.device.powerOn();
    await rig.clock.run(300);
    await rig.ask(FRAMES.reset);
    await rig.ask(FRAMES.enable23);
    await rig.clock.run(2_000);
    expect(await rig.poll()).toBe(compact(FRAMES.idling));
  });

  it('DISABLE ALL leads from 14 to 19', async () => {
    const rig = new Rig();
    await rig.startEnabled();
    expect(await rig.ask(FRAMES.disableAll)).toBe(compact(FRAMES.ack));
    expect(await rig.poll()).toBe(compact(FRAMES.disabled));
  });

  it('ENABLE of everything accepts the ten-yuan note too', async () => {
    const rig = new Rig();
    await rig.start();
    await rig.ask(FRAMES.enableAll);
    rig.device.insert(note({ value: 1_000 as never }));
    await rig.clock.run(1_200);
    expect((await rig.poll()).slice(6, 10)).toBe('8001');
  });
});
