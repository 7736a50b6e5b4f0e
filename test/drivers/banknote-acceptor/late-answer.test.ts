import { describe, expect, it } from 'vitest';
import { ccnetAcceptor } from '../../../drivers/banknote-acceptor/ccnet/acceptor.ts';
import type { NoteEvent } from '../../../drivers/contract/banknote-acceptor.ts';
import { MemoryLine } from '../../../drivers/link/memory-line.ts';
import { Trace } from '../../../drivers/link/trace.ts';
import { sleep } from '../../../src/kernel/clock.ts';
import { yuan } from '../../../src/kernel/fen.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { seededRandom } from '../../../src/kernel/random.ts';
import { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import { CcnetDevice } from '../../../simulator/devices/banknote-acceptor/ccnet-device.ts';

const STACKING = 0x17;
const DISK_MS = 6;

/** One note, with the answer `STACKING` number `index` on the line `delayMs` late; gives what the handler heard. */
async function noteWithLateAnswer(
  index: number,
  delayMs: number,
  stackMs: number,
): Promise<NoteEvent['kind'][]> {
  const clock = new VirtualClock();
  const registry = new SkipRegistry();
  const line = new MemoryLine({ clock, name: 'acceptor', baud: 9_600 });
  const options = { timings: { stackMs, stackFlatMs: stackMs - 100 } };
  const port = line.device;
  const device = new CcnetDevice({ clock, port, random: seededRandom(1), veto: registry, options });
  const templates = [{ type: 3, value: yuan(100), edition: 2015 }];
  const acceptor = ccnetAcceptor({ clock, registry, open: line.open, trace: new Trace(), templates });
  const heard: NoteEvent['kind'][] = [];
  acceptor.handleNotes(async (event) => {
    await sleep(clock, DISK_MS, 'disk');
    heard.push(event.kind);
    if (event.kind === 'escrow') void acceptor.stack();
  });
  let answers = 0;
  line.tap = (direction, bytes) => {
    if (direction !== 'device-to-host' || bytes[3] !== STACKING) return undefined;
    answers += 1;
    return answers === index ? [{ bytes, delayMs }] : undefined;
  };
  device.powerOn();
  acceptor.start();
  await clock.run(6_000);
  await clock.until(acceptor.enable());
  device.insert({
    id: 'note',
    serial: 'SIM1',
    value: yuan(100),
    edition: 2015,
    genuine: true,
    condition: 'good',
  });
  await clock.run(8_000);
  acceptor.close();
  return heard;
}

const STACK_TIMES = Array.from({ length: 20 }, (_, step) => 700 + 20 * step);

describe('an answer that comes after its time', () => {
  it.each([2, 3, 4, 5].flatMap((index) => [250, 300, 350].map((late) => ({ index, late }))))(
    'does not swallow the stacked report: answer $index comes $late ms late',
    async ({ index, late }) => {
      for (const stackMs of STACK_TIMES) {
        const heard = await noteWithLateAnswer(index, late, stackMs);
        expect(heard.filter((kind) => kind === 'stacked')).toHaveLength(1);
        expect(heard).not.toContain('outcome-missing');
      }
    },
  );
});
