/** Screens while money is on its way: note intake and load. They come before whatever a visit would show. */
import type { ScreenModel, ScreenOf } from '../../src/screen/contract/screen-model.ts';
import { CARD_WAIT_MS, type LoadSnapshot } from '../load.machine.ts';
import { INSERT_TIMEOUT_MS, type NoteIntakeSnapshot } from '../note-intake.machine.ts';
import { button, common, countdown, message, page, WRITING, type ScreenFrame } from './frame.ts';
import { screenNamed } from './screen-id.ts';

/** Nothing to press; the card stays where it is. */
const WATCHING = page([]);

export function intakeScreen(frame: ScreenFrame, snapshot: NoteIntakeSnapshot): ScreenModel {
  const { context } = snapshot;
  switch (screenNamed(snapshot)) {
    case 'insert-note': {
      const around = page([button('exit', 'cancel')], countdown(context.countdownAtMs, INSERT_TIMEOUT_MS));
      const base = {
        ...common(frame, around),
        id: 'insert-note',
        value: context.order.amount,
        editions: frame.editions,
      } as const;
      return context.code === undefined ? base : { ...base, message: message(frame, context.code) };
    }
    case 'checking-note':
      return { ...common(frame, WATCHING), id: 'checking-note' };
    case 'take-note-back': {
      const code = context.code;
      return {
        ...common(frame, { ...WATCHING, stage: 'amber' }),
        id: 'take-note-back',
        message: code === undefined ? undefined : message(frame, code),
      };
    }
    case 'stacking-note':
      return { ...common(frame, WATCHING), id: 'stacking-note' };
    default:
      return { ...common(frame, WATCHING), id: 'please-wait' };
  }
}

export function loadScreen(frame: ScreenFrame, snapshot: LoadSnapshot): ScreenModel {
  const { context } = snapshot;
  if (screenNamed(snapshot) === 'torn-card') {
    const around = {
      stage: 'amber',
      tray: 'removed',
      buttons: [],
      countdown: countdown(context.waitEndsAtMs, CARD_WAIT_MS),
    } as const;
    const told = message(frame, context.waitCode, { order: context.order, seconds: CARD_WAIT_MS / 1_000 });
    const { amount, serial } = context.order;
    return { ...common(frame, around), id: 'torn-card', amount, serial, message: told };
  }
  if (screenNamed(snapshot) === 'please-wait') {
    const tray = context.epoch === undefined ? 'removed' : 'placed';
    return { ...common(frame, { stage: 'light', tray, buttons: [] }), id: 'please-wait' };
  }
  const { order, kind } = context;
  return { ...common(frame, WRITING), id: 'writing', amount: order.amount, kind, phase: phaseOf(snapshot) };
}

function phaseOf(snapshot: LoadSnapshot): ScreenOf<'writing'>['phase'] {
  if (snapshot.matches('committing')) return 'writing';
  return snapshot.matches('examining') ? 'checking' : 'asking';
}
