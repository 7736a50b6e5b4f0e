/** 钱在哪里: the sum, and below it the story of each note. */
import type { JSX } from 'preact';
import type { MoneyLine } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { Both } from '../parts/both.tsx';
import { shortSerial } from '../parts/format.ts';
import { TONE_NAMES } from '../words/names.ts';
import { TRUTH } from '../words/truth-words.ts';
import { NotePath, PathLegend } from './note-path.tsx';
import { SumBar } from './sum-bar.tsx';

export function MoneyPanel(): JSX.Element {
  const { money } = useBench().state;
  const text = useText();
  return (
    <section class="panel money" aria-label={text(TRUTH.where)}>
      <header class="panel-head">
        <h2>
          <Both words={TRUTH.where} />
        </h2>
      </header>
      <SumBar />
      {money.length === 0 ? <FirstSteps /> : <Stories money={money} />}
    </section>
  );
}

function Stories({ money }: { readonly money: readonly MoneyLine[] }): JSX.Element {
  const text = useText();
  return (
    <>
      <div class="story-head">
        <PathLegend />
        <h3>{text(TRUTH.noteStory)}</h3>
      </div>
      <ol class="stories" tabIndex={0} aria-label={text(TRUTH.noteStory)}>
        {money.map((line) => (
          <Story line={line} key={line.note} />
        ))}
      </ol>
    </>
  );
}

function Story({ line }: { readonly line: MoneyLine }): JSX.Element {
  const text = useText();
  return (
    <li class="story" data-tone={line.tone}>
      <NotePath line={line} />
      <div class="story-words">
        <p class="story-mark">
          <span class="tone">{text(TONE_NAMES[line.tone])}</span>
          {line.serial === undefined ? null : (
            <code title={`${text(TRUTH.serial)} ${line.serial}`}>{shortSerial(line.serial)}</code>
          )}
        </p>
        <p>{text(line.sentence)}</p>
      </div>
    </li>
  );
}

/** A note before anything happened to it. */
const EXAMPLE: MoneyLine = {
  note: '',
  amount: 0,
  kiosk: 'A',
  paper: 'hand',
  serial: undefined,
  order: undefined,
  card: undefined,
  onCard: false,
  sentence: { zh: '', en: '' },
  tone: 'moving',
};

/** Nothing to tell yet: how to begin. */
function FirstSteps(): JSX.Element {
  const text = useText();
  return (
    <div class="first-steps">
      <p>
        <b>{text(TRUTH.nothingTaken)}</b>
        <span>{text(TRUTH.nothingTakenHint)}</span>
      </p>
      <ol class="steps">
        {[TRUTH.tryCard, TRUTH.tryScreen, TRUTH.tryNote].map((step) => (
          <li key={step.en}>{text(step)}</li>
        ))}
      </ol>
      <div class="example" aria-hidden="true">
        <PathLegend />
        <NotePath line={EXAMPLE} />
      </div>
      <p>
        <span>{text(TRUTH.exampleHint)}</span>
      </p>
    </div>
  );
}
