/** Drivers on the real serial package, simulated devices on the other end of a pseudo-terminal, in real time: a driver cannot tell. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { ccnetAcceptor } from '../../../drivers/banknote-acceptor/ccnet/acceptor.ts';
import { pbocPurse } from '../../../drivers/card/pboc/purse.ts';
import { pn532CardReader } from '../../../drivers/card-reader/pn532/card-reader.ts';
import type { PresentCard } from '../../../drivers/contract/card-reader.ts';
import type { NoteEvent } from '../../../drivers/contract/banknote-acceptor.ts';
import { serialLink } from '../../../drivers/link/serial/serial-link.ts';
import { Trace } from '../../../drivers/link/trace.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { realClock } from '../../../src/kernel/real-clock.ts';
import { ZHANG } from '../../../simulator/campus/fixtures.ts';
import { CcnetDevice } from '../../../simulator/devices/banknote-acceptor/ccnet-device.ts';
import { Pn532Device } from '../../../simulator/devices/card-reader/pn532-device.ts';
import { openPty } from '../../../simulator/devices/pty.ts';
import { cardOf, hundredYuan } from '../../../simulator/kiosk/school.ts';

const TEMPLATES = [{ type: 3, value: yuan(100), edition: 2015 }];

async function parts() {
  const pty = await openPty();
  onTestFinished(() => pty.close());
  const clock = realClock();
  const random = seededRandom(1);
  return { pty, clock, random, trace: new Trace(), polling: new SkipRegistry() };
}

describe('a driver on a serial port', () => {
  it('reads a card through the simulated reader', async () => {
    const { pty, clock, random, trace, polling } = await parts();
    const device = new Pn532Device({ clock, port: pty.port, random });
    const reader = pn532CardReader({
      clock,
      trace,
      polling,
      open: serialLink({ path: pty.path, baud: 115_200 }),
    });
    onTestFinished(() => reader.close());
    const placed = new Promise<PresentCard>((resolve) => {
      reader.onSituation((situation) => {
        if (situation.kind === 'present') resolve(situation.card);
      });
    });
    reader.start();
    device.field.place(cardOf(ZHANG, random));
    const { epoch } = await placed;
    const session = reader.session(epoch);
    const identity = await pbocPurse(session!).identify();
    expect(identity).toMatchObject({ kind: 'done', value: ZHANG.card });
  });

  it('takes a note through the simulated acceptor', async () => {
    const { pty, clock, random, trace, polling } = await parts();
    const device = new CcnetDevice({ clock, port: pty.port, random });
    const open = serialLink({ path: pty.path, baud: 9_600 });
    const acceptor = ccnetAcceptor({ clock, trace, registry: polling, open, templates: TEMPLATES });
    onTestFinished(() => acceptor.close());
    const seen: NoteEvent['kind'][] = [];
    const stacked = new Promise<void>((resolve) => {
      acceptor.handleNotes(async (event) => {
        seen.push(event.kind);
        if (event.kind === 'ready') await acceptor.enable();
        if (event.kind === 'ready') device.insert(hundredYuan('NOTE0001'));
        if (event.kind === 'escrow') await acceptor.stack();
        if (event.kind === 'stacked') resolve();
      });
    });
    device.powerOn();
    acceptor.start();
    await stacked;
    expect(seen.slice(-4)).toEqual(['accepting', 'escrow', 'stacking', 'stacked']);
    expect(device.box.notes.map((note) => note.serial)).toEqual(['NOTE0001']);
  });
});
