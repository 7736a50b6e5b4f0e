/** The one function from the state of the terminal to what its screen shows. Pure (design.md §7). */
import type { MessageRef, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import type { Aftermath, TerminalSnapshot } from '../terminal.machine.ts';
import { button, common, message, page, type ScreenFrame, type Surroundings } from './frame.ts';
import { intakeScreen, loadScreen } from './money-screens.ts';
import { screenNamed } from './screen-id.ts';
import { failureScreen, helpScreen, resultScreen, visitScreen } from './visit-screens.ts';

const ATTRACT: Surroundings = { stage: 'ink', tray: 'waiting', buttons: [button('help', '2')] };
const OFF: Surroundings = { stage: 'off', tray: 'no-card-please', buttons: [button('help', '2')] };

/** `frame.language` is taken from the state; the rest of the frame belongs to the terminal. */
export function screenOf(snapshot: TerminalSnapshot, base: Omit<ScreenFrame, 'language'>): ScreenModel {
  const { context } = snapshot;
  const frame: ScreenFrame = { ...base, language: context.language };
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
      return helpScreen(frame, { stage: 'light', tray: 'waiting', buttons: [button('back', 'cancel')] });
    case 'out-of-service': {
      const told: MessageRef = message(frame, context.blockedBy ?? 'E405');
      return { ...common(frame, OFF), id: 'out-of-service', message: told, hotline: frame.hotline };
    }
    default:
      return { ...common(frame, { ...OFF, buttons: [] }), id: 'starting' };
  }
}

function severalCards(frame: ScreenFrame): ScreenModel {
  const around: Surroundings = { stage: 'amber', tray: 'waiting', buttons: [] };
  return { ...common(frame, around), id: 'failure', message: message(frame, 'E104') };
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
