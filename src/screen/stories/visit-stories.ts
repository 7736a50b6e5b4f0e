/** Screens of a visit in which the screen waits for a finger: menu, check, rewrite offer. */
import { yuan } from '../../kernel/fen.ts';
import type { Language, ScreenOf } from '../contract/screen-model.ts';
import {
  button,
  CARD,
  common,
  EXIT,
  HELP,
  MORE_TIME,
  page,
  SERIAL,
  story,
  WARNING,
  type Story,
} from './frame.ts';

const CASH = button('cash', '1', { primary: true });
const NO_CASH = button('cash', '1', { primary: true, enabled: false });
const NEXT = button('next', 'confirm', { primary: true });
const REWRITE = [button('rewrite', 'confirm', { primary: true }), button('later', 'cancel')];

export function readingCard(language: Language): ScreenOf<'reading-card'> {
  return { ...common(language, 'light', 'placed'), id: 'reading-card' };
}

export function pleaseWait(language: Language): ScreenOf<'please-wait'> {
  return { ...page(language), id: 'please-wait' };
}

export function menu(language: Language): ScreenOf<'menu'> {
  return {
    ...page(language, [CASH, HELP, EXIT]),
    id: 'menu',
    holderName: CARD.holderName,
    balance: CARD.balance,
  };
}

/** Money of an earlier transaction waits, and the cash module is off. */
export function menuOwed(language: Language): ScreenOf<'menu'> {
  return {
    ...menu(language),
    buttons: [NO_CASH, HELP, EXIT],
    holderName: '欧阳**',
    cashUnavailable: { code: 'E253', params: {} },
    banner: { code: 'E305', params: { amount: '100.00' } },
  };
}

export function checkCard(language: Language): ScreenOf<'check-card'> {
  return {
    ...page(language, [NEXT, EXIT]),
    id: 'check-card',
    holderName: CARD.holderName,
    holderNumber: CARD.holderNumber,
    balance: CARD.balance,
    room: yuan(500),
    value: yuan(100),
    editions: [2005, 2015],
  };
}

export function rewriteOffer(language: Language): ScreenOf<'rewrite-offer'> {
  return {
    ...page(language, REWRITE),
    id: 'rewrite-offer',
    openedAt: '2099-09-01T08:00:12+08:00',
    kind: 'cash',
    serial: SERIAL,
    amount: yuan(100),
    balance: CARD.balance,
    balanceAfter: yuan(153),
  };
}

export const VISIT_STORIES: readonly Story[] = [
  story('reading-card', readingCard),
  story('menu', menu),
  story('menu-simulation', (language) => ({ ...menu(language), simulation: true })),
  story('menu-owed', (language) => ({
    ...menu(language),
    banner: { code: 'E305', params: { amount: '100.00' } },
  })),
  story('menu-owed-cash-off', menuOwed),
  story('menu-clarifying', (language) => ({
    ...menu(language),
    banner: { code: 'E236', params: { sn: SERIAL, days: '3' } },
  })),
  story('menu-cash-off', (language) => ({
    ...menu(language),
    buttons: [NO_CASH, HELP, EXIT],
    cashUnavailable: { code: 'E253', params: {} },
  })),
  story('menu-cash-not-ready', (language) => ({
    ...menu(language),
    buttons: [NO_CASH, HELP, EXIT],
    cashUnavailable: { code: 'ACCEPTOR_NOT_READY', params: {} },
  })),
  story('menu-idle-warning', (language) => ({
    ...menu(language),
    buttons: [CASH, HELP, EXIT, MORE_TIME],
    countdown: WARNING,
  })),
  story('check-card', checkCard),
  story('check-card-idle-warning', (language) => ({
    ...checkCard(language),
    buttons: [NEXT, EXIT, MORE_TIME],
    countdown: WARNING,
  })),
  story('please-wait', pleaseWait),
  story('please-wait-card-away', (language) => ({
    ...common(language, 'light', 'removed'),
    id: 'please-wait',
  })),
  story('rewrite-offer', rewriteOffer),
  story('rewrite-offer-e302', (language) => ({
    ...rewriteOffer(language),
    message: { code: 'E302', params: {} },
  })),
];
