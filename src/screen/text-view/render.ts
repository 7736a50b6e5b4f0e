/** A screen as text, for `npm start` and for logs of a run: a pure function of the model and the time. */
import { formatMoney, secondsLeft } from '../catalogue/format.ts';
import {
  FIELD_WORDS,
  FRAME_WORDS,
  STAGE_WORDS,
  STEP_WORDS,
  TRAY_WORDS,
  secondsWords,
} from '../catalogue/labels.ts';
import { screenSentence, screenTitle, stepOf } from '../catalogue/screen-texts.ts';
import { inLanguage } from '../catalogue/words.ts';
import type { Language, ScreenModel } from '../contract/screen-model.ts';
import { buttonLines } from './button-lines.ts';
import { displayWidth } from './display-width.ts';
import { messageLines } from './message-lines.ts';
import { screenBody, type Body } from './screen-body.ts';
import { atBothEnds, box, centred, fieldLines, INNER_WIDTH, stacked } from './text-box.ts';
import { wrap } from './wrap.ts';

export { TEXT_WIDTH } from './text-box.ts';

/**
 * A box of `TEXT_WIDTH` columns, lines joined by `\n`, without one at the end. `nowMs` is the terminal's
 * monotonic clock, for the countdown. Throws `CATALOGUE_PARAM` when a message of the model lacks a param.
 */
export function renderText(model: ScreenModel, nowMs: number): string {
  const body = screenBody(model, nowMs);
  return box([
    headerLines(model),
    stacked([
      placeLines(model),
      headingLines(model),
      heroLines(body),
      ...messageBlocks(model, body),
      fieldLines(body.fields),
      buttonLines(model),
    ]),
    trayLines(model, nowMs),
  ]);
}

function headerLines(model: ScreenModel): string[] {
  const { language } = model;
  const system = inLanguage(FRAME_WORDS.system, language);
  const name = `${inLanguage(model.school, language)} ${system}`;
  const terminal = `${inLanguage(FIELD_WORDS.terminal, language)} ${model.terminal}`;
  return [
    ...atBothEnds(name, terminal),
    ...(model.simulation ? atBothEnds('', simulationMark(language)) : []),
  ];
}

/** Both languages in the Chinese view, as everywhere in it. */
function simulationMark(language: Language): string {
  const { zh, en } = FRAME_WORDS.simulation;
  return language === 'zh' ? `${zh} / ${en}` : en;
}

/** Where in the flow we are, and whose turn it is. */
function placeLines(model: ScreenModel): string[] {
  return atBothEnds(stepText(model), inLanguage(STAGE_WORDS[model.stage], model.language));
}

function stepText(model: ScreenModel): string {
  const { language } = model;
  const index = stepOf(model);
  const step = index === undefined ? undefined : STEP_WORDS[index];
  if (index === undefined || step === undefined) return '';
  const count = `${index + 1}/${STEP_WORDS.length}`;
  return `${inLanguage(FRAME_WORDS.step, language)} ${count} ${inLanguage(step, language)}`;
}

/** Chinese has English beside it; after the switch the page is in English only (ui.md §3). */
function headingLines(model: ScreenModel): string[] {
  const title = screenTitle(model);
  const sentence = screenSentence(model);
  const below = sentence === undefined ? [] : wrap(inLanguage(sentence, model.language), INNER_WIDTH);
  if (model.language === 'en') return [...wrap(title.en, INNER_WIDTH), ...below];
  const inOneLine = displayWidth(title.zh) + 2 + displayWidth(title.en) <= INNER_WIDTH;
  const heading = inOneLine
    ? [`${title.zh}  ${title.en}`]
    : [...wrap(title.zh, INNER_WIDTH), ...wrap(title.en, INNER_WIDTH)];
  return [...heading, ...below];
}

function heroLines({ hero }: Body): string[] {
  if (hero === undefined) return [];
  return centred(hero.label === undefined ? hero.value : `${hero.label}  ${hero.value}`);
}

function messageBlocks(model: ScreenModel, body: Body): string[][] {
  const shownSerial = model.id === 'failure' ? model.voucher?.serial : undefined;
  return body.messages.map((message) => messageLines(message, model.language, shownSerial));
}

/**
 * The card as the machine sees it, and the seconds until the time-out: a question in the last of them
 * (ui.md §6 "Tray"). On the torn-card screen the seconds are the hero already.
 */
function trayLines(model: ScreenModel, nowMs: number): string[] {
  const { language, countdown } = model;
  const card = `${inLanguage(FIELD_WORDS.card, language)}  ${inLanguage(TRAY_WORDS[model.tray], language)}`;
  if (countdown === undefined || model.id === 'torn-card')
    return [...whoseLines(model), ...atBothEnds(card, '')];
  const seconds = inLanguage(secondsWords(secondsLeft(countdown.atMs, nowMs)), language);
  if (!countdown.warning) return [...whoseLines(model), ...atBothEnds(card, seconds)];
  const question = atBothEnds(inLanguage(FRAME_WORDS.moreTime, language), seconds);
  return [...question, ...whoseLines(model), ...atBothEnds(card, '')];
}

/** Whose card lies there, and what was on it last. */
function whoseLines({ card, language }: ScreenModel): string[] {
  if (card === undefined) return [];
  const balance = `${inLanguage(FIELD_WORDS.balance, language)} ${formatMoney(card.balance, language)}`;
  return atBothEnds(`${card.holderName}  ${card.holderNumber}`, balance);
}
