/** One full sample of every screen, made from the stories; all in simulation, so that its mark is always looked for. */
import type { Language, ScreenId, ScreenModel, ScreenOf } from '../../src/screen/contract/screen-model.ts';
import { failed, result } from '../../src/screen/stories/ending-stories.ts';
import { button, COUNTDOWN, EXIT, HELP, SERIAL, WARNING } from '../../src/screen/stories/frame.ts';
import {
  checkingNote,
  insertNote,
  stackingNote,
  takeNoteBack,
  torn,
  writing,
} from '../../src/screen/stories/money-stories.ts';
import {
  attract,
  help,
  JAM,
  outOfService,
  starting,
  takeCard,
} from '../../src/screen/stories/outside-stories.ts';
import {
  checkCard,
  menuOwed,
  pleaseWait,
  readingCard,
  rewriteOffer,
} from '../../src/screen/stories/visit-stories.ts';

export { button, NOW_MS, SERIAL } from '../../src/screen/stories/frame.ts';

export type Samples = { readonly [I in ScreenId]: ScreenOf<I> };

export function samples(language: Language): Samples {
  const simulation = true;
  return {
    starting: { ...starting(language), simulation },
    attract: { ...attract(language), simulation },
    'reading-card': { ...readingCard(language), simulation },
    menu: {
      ...menuOwed(language),
      simulation,
      countdown: COUNTDOWN,
      buttons: [
        button('cash', '1', { enabled: false }),
        HELP,
        button('rewrite', 'confirm', { primary: true }),
        EXIT,
      ],
    },
    'check-card': { ...checkCard(language), simulation, countdown: WARNING },
    'please-wait': { ...pleaseWait(language), simulation },
    'insert-note': {
      ...insertNote(language),
      simulation,
      message: { code: 'E251', params: { editions: '2005,2015' } },
    },
    'checking-note': { ...checkingNote(language), simulation },
    'take-note-back': { ...takeNoteBack(language, { code: 'E401', params: {} }), simulation },
    'stacking-note': { ...stackingNote(language), simulation },
    writing: { ...writing(language, 'top-up', 'writing'), simulation },
    'torn-card': { ...torn(language, { code: 'E301', params: { n: '30' } }), simulation },
    'rewrite-offer': { ...rewriteOffer(language), simulation, message: { code: 'E302', params: {} } },
    result: { ...result(language), simulation },
    failure: { ...failed(language, { code: 'E303', params: { sn: SERIAL } }), simulation },
    'take-card': { ...takeCard(language), simulation, countdown: COUNTDOWN },
    help: { ...help(language), simulation },
    'out-of-service': { ...outOfService(language, JAM), simulation },
  };
}

export function allSamples(): ScreenModel[] {
  return (['zh', 'en'] as const).flatMap((language) => Object.values(samples(language)));
}
