/**
 * A host that nobody here wrote, nfc-list of Debian's libnfc, talks to the simulated reader over a pseudo-
 * terminal.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { errorText } from '../../src/kernel/errors.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { realClock } from '../../src/kernel/real-clock.ts';
import { Pn532Device } from '../../simulator/devices/card-reader/pn532-device.ts';
import type { FieldCard } from '../../simulator/devices/card/field-card.ts';
import { UnknownClassicCard } from '../../simulator/devices/card/other-cards.ts';
import { campusCard } from '../../simulator/devices/card/sample-cards.ts';
import { openPty, type Pty } from '../../simulator/devices/pty.ts';

const run = promisify(execFile);

const LIMIT_MS = 30_000;

/** Says what is left out and how to get it, and skips. */
function leaveOut(context: TestContext, what: string): never {
  console.warn(what);
  return context.skip(what);
}

async function requireNfcList(context: TestContext): Promise<void> {
  try {
    await run('sh', ['-c', 'command -v nfc-list']);
  } catch {
    leaveOut(
      context,
      'left out: nfc-list against the simulated PN532; install it by: apt-get install libnfc-bin',
    );
  }
}

async function requirePty(context: TestContext): Promise<Pty> {
  try {
    return await openPty();
  } catch (error) {
    return leaveOut(context, `left out: nfc-list against the simulated PN532; ${errorText(error)}`);
  }
}

/** The output of `nfc-list -v` with this card on the reader, blanks folded. */
async function nfcList(context: TestContext, card: FieldCard | undefined): Promise<string> {
  await requireNfcList(context);
  const pty = await requirePty(context);
  onTestFinished(() => {
    pty.close();
  });
  const device = new Pn532Device({ clock: realClock(), port: pty.port, random: systemRandom() });
  if (card !== undefined) device.field.place(card);
  const env = { ...process.env, LIBNFC_DEVICE: `pn532_uart:${pty.path}` };
  const { stdout } = await run('nfc-list', ['-v'], { env, timeout: LIMIT_MS });
  device.powerOff();
  return stdout.replaceAll(/[ \t]+/gu, ' ');
}

describe('nfc-list', () => {
  it('sees ATQA, UID, SAK and ATS of a campus card', async (context) => {
    const seen = await nfcList(context, campusCard(systemRandom()));
    expect(seen).toContain('1 ISO14443A passive target(s) found');
    expect(seen).toContain('ATQA (SENS_RES): 00 04');
    expect(seen).toContain('UID (NFCID1): 5a 17 c3 e9');
    expect(seen).toContain('SAK (SEL_RES): 28');
    expect(seen).toContain('ATS: 78 80 90 02 20 90 00 00 00 00 00 5a 17 c3 e9');
  });

  it('sees an S50 without ATS', async (context) => {
    const seen = await nfcList(context, new UnknownClassicCard('DEADBEEF'));
    expect(seen).toContain('UID (NFCID1): de ad be ef');
    expect(seen).toContain('SAK (SEL_RES): 08');
    expect(seen).not.toContain('ATS:');
  });

  it('sees no target of any kind without a card', async (context) => {
    const seen = await nfcList(context, undefined);
    const counts = [...seen.matchAll(/(?<count>\d+) \S+(?: \(\d+ kbps\))?[^\n]* passive target/gu)];
    expect(counts.length).toBeGreaterThan(5);
    expect(new Set(counts.map((match) => match.groups?.['count']))).toEqual(new Set(['0']));
  });
});
