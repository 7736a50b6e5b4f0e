/** Screens without a visit: starting, waiting for a card, help, out of service. */
import type { Language, MessageRef, ScreenOf } from '../contract/screen-model.ts';
import { button, CARD, common, COUNTDOWN, HELP, HOTLINE, page, SERIAL, story, type Story } from './frame.ts';

const CASH_MACHINES = ['示例楼一层', '样本楼大厅'];
const HELP_BUTTONS = [
  button('large-text', '1'),
  button('high-contrast', '2'),
  button('language', '3'),
  button('back', 'cancel'),
];

export function starting(language: Language): ScreenOf<'starting'> {
  return { ...common(language, 'off', 'no-card-please'), id: 'starting' };
}

export function attract(language: Language): ScreenOf<'attract'> {
  return { ...common(language, 'ink', 'waiting', [HELP]), id: 'attract' };
}

export function help(language: Language): ScreenOf<'help'> {
  return {
    ...common(language, 'light', 'waiting', HELP_BUTTONS),
    id: 'help',
    hotline: HOTLINE,
    loadKiosks: ['样本楼大厅', '受理中心', '测试楼二层'],
    cashMachines: CASH_MACHINES,
    hours: '07:00–22:30',
    countdown: COUNTDOWN,
  };
}

export function outOfService(language: Language, message: MessageRef): ScreenOf<'out-of-service'> {
  return {
    ...common(language, 'off', 'no-card-please', [HELP]),
    id: 'out-of-service',
    message,
    hotline: HOTLINE,
    nearest: CASH_MACHINES,
  };
}

export function takeCard(language: Language): ScreenOf<'take-card'> {
  return { ...common(language, 'light', 'take', [], CARD), id: 'take-card' };
}

export const JAM: MessageRef = { code: 'E252', params: { tel: HOTLINE, sn: SERIAL } };

export const OUTSIDE_STORIES: readonly Story[] = [
  story('starting', starting),
  story('attract', attract),
  story('attract-simulation', (language) => ({ ...attract(language), simulation: true })),
  story('help', help),
  story('help-in-visit', (language) => ({
    ...help(language),
    ...page(language, HELP_BUTTONS, CARD),
  })),
  ...['E106', 'E405', 'E407', 'E401', 'E253'].map((code) =>
    story(`out-of-service-${code.toLowerCase()}`, (language) => outOfService(language, { code, params: {} })),
  ),
  story('out-of-service-e252', (language) => outOfService(language, JAM)),
  story('take-card', takeCard),
];
