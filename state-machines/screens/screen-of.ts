/** The one function from the state of the terminal to what its screen shows. Pure (design.md §7). */
import type { ScreenModel, TrayCard } from '../../src/screen/contract/screen-model.ts';
import type { Aftermath, TerminalSnapshot } from '../terminal.machine.ts';
import {
  button,
  common,
  message,
  page,
  type ScreenFrame,
  type Surroundings,
  type TerminalFrame,
} from './frame.ts';
import { intakeScreen, loadScreen } from './money-screens.ts';
import { screenNamed } from './screen-id.ts';
import { failureScreen, helpScreen, resultScreen, visitScreen } from './visit-screens.ts';

const ATTRACT: Surroundings = { stage: 'ink', tray: 'waiting', buttons: [button('help', '0')] };
const OFF: Surroundings = { stage: 'off', tray: 'no-card-please', buttons: [button('help', '0')] };

export function screenOf(snapshot: TerminalSnapshot, base: TerminalFrame): ScreenModel {
  const { context } = snapshot;
  const { language, display } = context;
  const frame: ScreenFrame = { ...base, language, display, card: cardOfVisit(snapshot) };
  if (context.load !== undefined) return loadScreen(frame, context.load.getSnapshot());
  if (context.intake !== undefined) return intakeScreen(frame, context.intake.getSnapshot());
  switch (screenNamed(snapshot)) {
    case 'visit': {
      const visit = snapshot.children.visit;
      if (visit !== undefined) return visitScreen(frame, visit.getSnapshot());
      return { ...common(frame, page([])), id: 'reading-card' };
    }
    case 'attract':
      return context.situation.kind === 'several'
        ? severalCards(frame)
        : { ...common(frame, ATTRACT), id: 'attract' };
    case 'aftermath':
      return aftermathScreen(frame, context.aftermath);
    case 'help':
      return helpScreen(frame, { stage: 'light', tray: 'waiting', buttons: [] });
    case 'out-of-service':
      return outOfServiceScreen(frame, OFF, context.blockedBy ?? 'E405');
    default:
      return { ...common(frame, { ...OFF, buttons: [] }), id: 'starting' };
  }
}

function cardOfVisit(snapshot: TerminalSnapshot): TrayCard | undefined {
  const reading = snapshot.children.visit?.getSnapshot().context.reading;
  if (reading === undefined) return undefined;
  const { holderName, holderNumber } = reading.status;
  return { holderName, holderNumber, balance: reading.balance };
}

/** Also the screen of a terminal that has no life at all. */
export function outOfServiceScreen(frame: ScreenFrame, around: Surroundings, code: string): ScreenModel {
  return {
    ...common(frame, around),
    id: 'out-of-service',
    message: message(frame, code),
    hotline: frame.hotline,
    nearest: frame.cashMachines,
  };
}

function severalCards(frame: ScreenFrame): ScreenModel {
  const around: Surroundings = { stage: 'amber', tray: 'waiting', buttons: [] };
  return { ...common(frame, around), id: 'failure', message: message(frame, 'E104'), hotline: frame.hotline };
}

/** The order's end for whoever stands there: the holder may still be near without the card on the reader. */
function aftermathScreen(frame: ScreenFrame, aftermath: Aftermath | undefined): ScreenModel {
  const around: Surroundings = {
    stage: 'light',
    tray: 'removed',
    buttons: [button('ok', 'confirm', { primary: true })],
  };
  if (aftermath?.load !== undefined && aftermath.load.ending !== 'owed')
    return resultScreen(frame, around, aftermath.load);
  const told = message(frame, aftermath?.code ?? 'E499', { order: aftermath?.order });
  return failureScreen(frame, around, told, aftermath);
}
