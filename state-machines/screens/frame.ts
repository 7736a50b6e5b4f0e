/** What every screen has around it, and small makers shared by the screens. */
import type { Fen } from '../../src/kernel/fen.ts';
import { formatYuan } from '../../src/kernel/fen.ts';
import type { LoadOrder } from '../../src/load/ports.ts';
import type {
  Button,
  ButtonId,
  CardTray,
  Countdown,
  Display,
  Key,
  Language,
  MessageRef,
  ScreenModel,
  Stage,
  TrayCard,
  Voucher,
} from '../../src/screen/contract/screen-model.ts';

/** Facts of this terminal that screens show. */
export interface ScreenFrame {
  readonly school: { readonly zh: string; readonly en: string };
  readonly terminal: string;
  readonly simulation: boolean;
  readonly hotline: string;
  readonly loadKiosks: readonly string[];
  readonly cashMachines: readonly string[];
  readonly hours: string;
  /** Accepted editions of the 100-yuan note. */
  readonly editions: readonly number[];
  readonly maximumBalance: Fen;
  readonly language: Language;
  readonly display: Display;
  /** The card of the open visit, as it was read last. */
  readonly card: TrayCard | undefined;
  /** A moment of the monotonic clock as ISO 8601 with zone, for results. */
  readonly timeOf: (atMs: number) => string;
  /** Why cash top-up cannot be used now, as a message code. */
  readonly cashUnavailable: string | undefined;
}

/** What the terminal itself knows; the rest of a frame comes from the state of its machine. */
export type TerminalFrame = Omit<ScreenFrame, 'language' | 'display' | 'card'>;

export interface Surroundings {
  readonly stage: Stage;
  readonly tray: CardTray;
  /** The card's balance where the screen knows it better than the last reading. */
  readonly balance?: Fen;
  readonly buttons: readonly Button[];
  readonly countdown?: Countdown | undefined;
}

type Common = Pick<
  ScreenModel,
  | 'language'
  | 'display'
  | 'school'
  | 'simulation'
  | 'terminal'
  | 'stage'
  | 'tray'
  | 'card'
  | 'buttons'
  | 'countdown'
>;

/** Trays that show whose card it is. */
const SHOWS_CARD: ReadonlySet<CardTray> = new Set(['placed', 'writing', 'take']);

export function common(frame: ScreenFrame, around: Surroundings): Common {
  const { stage, tray, balance, buttons, countdown } = around;
  const { language, display, school, simulation, terminal } = frame;
  const card = SHOWS_CARD.has(tray) ? frame.card : undefined;
  return {
    language,
    display,
    school,
    simulation,
    terminal,
    stage,
    tray,
    ...(card && { card: { ...card, balance: balance ?? card.balance } }),
    buttons,
    ...(countdown && { countdown }),
  };
}

export function button(
  id: ButtonId,
  key: Key,
  options: { primary?: boolean; enabled?: boolean } = {},
): Button {
  return { id, key, primary: options.primary ?? false, enabled: options.enabled ?? true };
}

/** Light stage with the card lying there: every page of a visit that waits for a finger. */
export function page(buttons: readonly Button[], countdown?: Countdown): Surroundings {
  return { stage: 'light', tray: 'placed', buttons, countdown };
}

/** Ink stage without a button: look at the card. */
export const WRITING: Surroundings = { stage: 'ink', tray: 'writing', buttons: [] };

export function countdown(atMs: number | undefined, totalMs: number, warning = false): Countdown | undefined {
  return atMs === undefined ? undefined : { atMs, totalMs, warning };
}

export function voucherOf(frame: ScreenFrame, order: LoadOrder | undefined): Voucher | undefined {
  return order && { serial: order.serial, qr: `${frame.terminal};${order.serial}` };
}

/** domain.md §7.1: about three working days at schools that say so. */
const WORKING_DAYS_TO_CLARIFY = '3';

/** What a sentence may quote. */
export interface MessageFacts {
  readonly order?: Pick<LoadOrder, 'serial' | 'amount'> | undefined;
  readonly amount?: Fen;
  readonly balance?: Fen;
  readonly room?: Fen;
  readonly seconds?: number;
}

/** Sentences that end with a serial number; without an order there is none to quote. */
const QUOTES_SERIAL = new Set(['E235', 'E236', 'E237', 'E252', 'E303', 'E312', 'E404', 'E499']);

/** The message with every parameter its text may need; the catalogue takes those it knows. */
export function message(frame: ScreenFrame, code: string, facts: MessageFacts = {}): MessageRef {
  const amount = facts.amount ?? facts.order?.amount;
  const params: Record<string, string> = {
    tel: frame.hotline,
    editions: frame.editions.join(','),
    max: formatYuan(frame.maximumBalance),
    code,
    days: WORKING_DAYS_TO_CLARIFY,
  };
  if (facts.order !== undefined) params['sn'] = facts.order.serial;
  else if (QUOTES_SERIAL.has(code)) return { code: 'NO_ORDER', params };
  if (amount !== undefined) {
    params['amount'] = formatYuan(amount);
    params['a'] = formatYuan(amount);
    params['d'] = formatYuan(amount);
  }
  if (facts.balance !== undefined) params['b'] = formatYuan(facts.balance);
  if (facts.room !== undefined) params['room'] = formatYuan(facts.room);
  if (facts.seconds !== undefined) params['n'] = String(facts.seconds);
  return { code, params };
}
