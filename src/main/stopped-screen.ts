/** The screen of a terminal that has no life: its journal is missing, corrupt, foreign or refused by the server, or it was never enrolled (design.md §5.7). */
import type { ScreenFrame } from '../../state-machines/screens/frame.ts';
import { outOfServiceScreen } from '../../state-machines/screens/screen-of.ts';
import { PLAIN_DISPLAY, type ScreenModel } from '../screen/contract/screen-model.ts';
import { isoTime } from './iso-time.ts';
import type { TerminalSettings } from './ports.ts';

/** E407 for every journal trouble, E405 without enrolment; log and health name the exact code. */
export function stoppedScreen(terminal: string, settings: TerminalSettings, enrolled: boolean): ScreenModel {
  const frame: ScreenFrame = {
    school: settings.school,
    terminal,
    simulation: settings.simulation,
    ...settings.help,
    editions: settings.templates.map((template) => template.edition),
    maximumBalance: settings.maximumBalance,
    language: 'zh',
    display: PLAIN_DISPLAY,
    card: undefined,
    timeOf: isoTime,
    cashUnavailable: undefined,
  };
  const around = { stage: 'off', tray: 'no-card-please', buttons: [] } as const;
  return outOfServiceScreen(frame, around, enrolled ? 'E407' : 'E405');
}
