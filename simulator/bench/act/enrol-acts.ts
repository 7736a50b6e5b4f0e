/** A terminal whose journal is lost or refused (E407) is enrolled anew (design.md §5.7, §12.14). */
import { errorText } from '../../../src/kernel/errors.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { Place } from '../engine/place.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { byHand, poweredPlace, type Handlers } from './handlers.ts';
import { OPERATORS } from './server-acts.ts';

export const ENROL_ACTS: Handlers<'close-journal-and-re-enrol'> = {
  'close-journal-and-re-enrol': async (parts, { kiosk }) => {
    const place = poweredPlace(parts, kiosk);
    refuseUnless(
      place.line === 'normal' || place.line === 'slow',
      'BENCH_LINE_DOWN',
      `${kiosk} 到后台的线路不通 / ${kiosk} does not reach the server`,
    );
    refuseUnless(
      place.program !== 'restarting',
      'BENCH_BUSY',
      `${kiosk} 的程序正在重启 / the program of ${kiosk} is restarting`,
    );
    byHand(parts, kiosk, '关闭旧流水并重新登记', 'closes the journal and enrols anew');
    place.busy = true;
    try {
      await enrolAnew(parts, place);
    } finally {
      place.busy = false;
    }
  },
};

/** The old journal is closed first; what fails after that is done again by the same action. */
async function enrolAnew(parts: BenchParts, place: Place): Promise<void> {
  const { kiosk, terminal } = place;
  kiosk.killProgram();
  const code = parts.campus.operator.closeJournalAndReEnrol(terminal, OPERATORS[0]);
  if (code.kind === 'refused') throw new Refusal('BENCH_OPERATOR_REFUSED', code.reason);
  try {
    await kiosk.enrol(code.code);
  } catch (error) {
    throw new Refusal('BENCH_ENROL_FAILED', `请再试一次 / try again: ${errorText(error)}`);
  }
  if (place.mains) place.startProgram();
}
