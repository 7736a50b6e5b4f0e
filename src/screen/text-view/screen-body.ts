/** What each screen shows between its heading and its buttons: one money figure, fields, messages. */
import { unreachable } from '../../kernel/errors.ts';
import type { Fen } from '../../kernel/fen.ts';
import {
  formatEditions,
  formatFaceValue,
  formatMoney,
  formatTime,
  secondsLeft,
} from '../catalogue/format.ts';
import {
  FIELD_WORDS,
  FRAME_WORDS,
  KIND_WORDS,
  PHASE_WORDS,
  putBackWords,
  type FieldId,
} from '../catalogue/labels.ts';
import { inLanguage } from '../catalogue/words.ts';
import type { Language, MessageRef, ScreenModel, ScreenOf } from '../contract/screen-model.ts';
import type { Field } from './text-box.ts';

export interface Body {
  /** The one figure that matters most (ui.md §1.3); without label when the figure speaks for itself. */
  readonly hero?: { readonly label?: string; readonly value: string };
  readonly fields: readonly Field[];
  readonly messages: readonly MessageRef[];
}

const EMPTY: Body = { fields: [], messages: [] };

export function screenBody(model: ScreenModel, nowMs: number): Body {
  switch (model.id) {
    case 'starting':
    case 'attract':
    case 'reading-card':
    case 'please-wait':
    case 'checking-note':
    case 'stacking-note':
    case 'take-card':
      return EMPTY;
    case 'menu':
      return menuBody(model);
    case 'check-card':
      return checkCardBody(model);
    case 'insert-note':
      return insertNoteBody(model);
    case 'take-note-back':
      return { ...EMPTY, messages: listed(model.message) };
    case 'writing':
      return writingBody(model);
    case 'torn-card':
      return tornCardBody(model, nowMs);
    case 'rewrite-offer':
      return rewriteOfferBody(model);
    case 'result':
      return resultBody(model);
    case 'failure':
      return failureBody(model);
    case 'help':
      return helpBody(model);
    case 'out-of-service':
      return outOfServiceBody(model);
    default:
      return unreachable(model);
  }
}

function menuBody(model: ScreenOf<'menu'>): Body {
  return {
    hero: heroMoney('balance', model.balance, model.language),
    fields: [],
    messages: [...listed(model.banner), ...listed(model.cashUnavailable)],
  };
}

function checkCardBody(model: ScreenOf<'check-card'>): Body {
  const { language } = model;
  return {
    hero: heroMoney('balance', model.balance, language),
    fields: [
      field('holderName', model.holderName, language),
      field('holderNumber', model.holderNumber, language),
      field('room', formatMoney(model.room, language), language),
      field('faceValue', formatFaceValue(model.value, language), language),
      field('editions', formatEditions(model.editions, language), language),
    ],
    messages: [],
  };
}

function insertNoteBody(model: ScreenOf<'insert-note'>): Body {
  const { language } = model;
  return {
    hero: { label: label('faceValue', language), value: formatFaceValue(model.value, language) },
    fields: [field('editions', formatEditions(model.editions, language), language)],
    messages: listed(model.message),
  };
}

function writingBody(model: ScreenOf<'writing'>): Body {
  const id = model.kind === 'rewrite' ? 'rewriteAmount' : 'topUpAmount';
  const { amount, language } = model;
  return {
    ...EMPTY,
    hero: heroMoney(id, amount, language),
    fields: [field('phase', inLanguage(PHASE_WORDS[model.phase], language), language)],
  };
}

/** The seconds are the figure here; the message counts them as well instead of the limit it started with. */
function tornCardBody(model: ScreenOf<'torn-card'>, nowMs: number): Body {
  const { language, countdown, message } = model;
  const fields = [
    field('amount', formatMoney(model.amount, language), language),
    field('serial', model.serial, language),
  ];
  if (countdown === undefined) return { fields, messages: [message] };
  const seconds = secondsLeft(countdown.atMs, nowMs);
  const params = Object.hasOwn(message.params, 'n')
    ? { ...message.params, n: String(seconds) }
    : message.params;
  return {
    hero: { value: inLanguage(putBackWords(seconds), language) },
    fields,
    messages: [{ code: message.code, params }],
  };
}

function rewriteOfferBody(model: ScreenOf<'rewrite-offer'>): Body {
  const { language } = model;
  return {
    hero: heroMoney('failedAmount', model.amount, language),
    fields: [
      field('openedAt', formatTime(model.openedAt), language),
      field('lastKind', inLanguage(KIND_WORDS[model.kind], language), language),
      field('serial', model.serial, language),
      field('balanceNow', formatMoney(model.balance, language), language),
      field('balanceAfter', formatMoney(model.balanceAfter, language), language),
    ],
    messages: listed(model.message),
  };
}

function resultBody(model: ScreenOf<'result'>): Body {
  const { language } = model;
  return {
    hero: heroMoney('balance', model.balance, language),
    fields: [
      field('amount', formatMoney(model.amount, language), language),
      field('balanceBefore', formatMoney(model.balanceBefore, language), language),
      field('time', formatTime(model.time), language),
      field('serial', model.serial, language),
      field('terminal', model.terminal, language),
    ],
    messages: [model.message],
  };
}

/** Serial and QR text are the holder's only evidence while there is no printer (design.md §12.14). */
function failureBody(model: ScreenOf<'failure'>): Body {
  const { language, voucher, amount, hotline } = model;
  const fields = [
    ...(amount === undefined ? [] : [field('amount', formatMoney(amount, language), language)]),
    ...(voucher === undefined
      ? []
      : [field('serial', voucher.serial, language), field('qr', voucher.qr, language)]),
    ...(hotline === '' ? [] : [field('hotline', hotline, language)]),
  ];
  return { fields, messages: [model.message] };
}

function helpBody(model: ScreenOf<'help'>): Body {
  const { language } = model;
  const comma = inLanguage(FRAME_WORDS.listComma, language);
  const fields = [
    field('hotline', model.hotline, language),
    field('cashMachines', model.cashMachines.join(comma), language),
    field('loadKiosks', model.loadKiosks.join(comma), language),
    field('hours', model.hours, language),
    field('thisTerminal', model.terminal, language),
  ];
  return { fields: fields.filter(({ value }) => value !== ''), messages: [] };
}

function outOfServiceBody(model: ScreenOf<'out-of-service'>): Body {
  const { language } = model;
  const comma = inLanguage(FRAME_WORDS.listComma, language);
  const fields = [
    field('nearby', model.nearest.join(comma), language),
    field('hotline', model.hotline, language),
    field('thisTerminal', model.terminal, language),
  ];
  return { fields: fields.filter(({ value }) => value !== ''), messages: [model.message] };
}

function heroMoney(id: FieldId, amount: Fen, language: Language): { label: string; value: string } {
  return { label: label(id, language), value: formatMoney(amount, language) };
}

function field(id: FieldId, value: string, language: Language): Field {
  return { label: label(id, language), value };
}

function label(id: FieldId, language: Language): string {
  return inLanguage(FIELD_WORDS[id], language);
}

function listed(message: MessageRef | undefined): readonly MessageRef[] {
  return message === undefined ? [] : [message];
}
