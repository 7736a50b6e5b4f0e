/** A process with one terminal, its simulated devices, a campus server and the screen server: prints its memory once in service. */
import { fileURLToPath } from 'node:url';
import { invariant } from '../../../src/kernel/errors.ts';
import { sleep } from '../../../src/kernel/clock.ts';
import { SILENT_LOG } from '../../../src/kernel/log.ts';
import { orderedClock } from '../../../src/kernel/ordered-clock.ts';
import { SkipRegistry } from '../../../src/kernel/poller.ts';
import { systemRandom } from '../../../src/kernel/random.ts';
import { startScreenServer } from '../../../src/screen/server/screen-server.ts';
import { LedgerStore } from '../../../simulator/campus/ledger-store.ts';
import { openSchool } from '../../../simulator/kiosk/school.ts';

/** Long enough for a few hundred polls of every device, milliseconds. */
const SETTLE_MS = 15_000;
const BUNDLE = fileURLToPath(new URL('../../../dist/screen', import.meta.url));

const clock = orderedClock();
const random = systemRandom();
const { kiosks } = await openSchool({
  clock,
  random,
  polling: new SkipRegistry(),
  ledger: LedgerStore.inMemory(),
  terminals: ['209900000001'],
});
const kiosk = kiosks[0]?.kiosk;
invariant(kiosk !== undefined, 'one kiosk');
const server = await startScreenServer({ clock, random, port: 0, bundle: BUNDLE, log: SILENT_LOG });
kiosk.screens.listen((model) => server.screen.show(model));
kiosk.switchOn();
await sleep(clock, SETTLE_MS, 'settle');
invariant(kiosk.screen()?.id === 'attract', 'the terminal is in service');
process.stdout.write(`${process.memoryUsage.rss()}\n`);
process.exit();
