/** From a freshly opened port to a chip that lists cards (pn532.md §12). */
import type { SuggestedAction } from '../../../src/kernel/errors.ts';
import { WAKE_UP } from './codec.ts';
import type { Pn532Dialogue } from './dialogue.ts';
import type { Pn532Timing } from './timing.ts';

export type StartResult =
  | { readonly kind: 'ready'; readonly identity: string }
  | { readonly kind: 'failed'; readonly code: string; readonly action: SuggestedAction };

const SENDS = 3;
const IC_PN532 = 0x32;
/** Diagnose 00: the chip sends the bytes back. */
const ECHO = [0x00, 0x6c, 0x69, 0x62, 0x6e, 0x66, 0x63];

/** What follows the line test, in this order (§12 steps 5–7). MaxRtyCOM stays 0: the chip must never repeat a card command by itself. */
const SETTINGS = [
  ['setParameters', [0x14]],
  ['rfConfiguration', [0x04, 0x00]],
  ['rfConfiguration', [0x05, 0xff, 0x01, 0x01]],
  ['rfConfiguration', [0x02, 0x00, 0x0b, 0x0e]],
  ['rfConfiguration', [0x01, 0x01]],
] as const;

const NOT_ANSWERING: StartResult = { kind: 'failed', code: 'READER_NOT_ANSWERING', action: 'reset' };

export async function startPn532(dialogue: Pn532Dialogue, timing: Pn532Timing): Promise<StartResult> {
  const local = { timeoutMs: timing.localMs, sends: SENDS };
  await dialogue.abort();
  if (!(await wake(dialogue, timing))) return NOT_ANSWERING;
  const firmware = await dialogue.command('getFirmwareVersion', [], local);
  if (firmware.kind !== 'answer' || firmware.data.length < 4) return NOT_ANSWERING;
  const [ic, version = 0, revision = 0] = firmware.data;
  if (ic !== IC_PN532) return { kind: 'failed', code: 'READER_WRONG_CHIP', action: 'reconfigure' };
  const echo = await dialogue.command('diagnose', ECHO, local);
  if (echo.kind !== 'answer') return NOT_ANSWERING;
  if (Buffer.compare(echo.data, Uint8Array.from(ECHO)) !== 0) {
    return { kind: 'failed', code: 'READER_LINE_TEST_FAILED', action: 'call-service' };
  }
  for (const [name, data] of SETTINGS) {
    const reply = await dialogue.command(name, data, local);
    if (reply.kind !== 'answer') return NOT_ANSWERING;
  }
  return { kind: 'ready', identity: `PN532 ${version}.${revision}` };
}

/** Wake-up and SAMConfiguration in one burst: the chip swallows the first bytes and sleeps again soon. */
async function wake(dialogue: Pn532Dialogue, timing: Pn532Timing): Promise<boolean> {
  for (let sent = 0; sent < SENDS; sent += 1) {
    const options = { timeoutMs: timing.localMs, sends: 1, prefix: WAKE_UP };
    const reply = await dialogue.command('samConfiguration', [0x01], options);
    if (reply.kind === 'answer') return true;
    if (reply.kind === 'closed') return false;
  }
  return false;
}
