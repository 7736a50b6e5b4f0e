/** The hero of the page: all money taken as one bar, and whether every fen of it is accounted for. */
import type { JSX } from 'preact';
import type { MoneySum } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { moneyText, yuanText } from '../parts/format.ts';
import { Icon } from '../parts/icons.tsx';
import { filled, TRUTH } from '../words/truth-words.ts';
import { barLength, sharesOf } from './shares.ts';

export function SumBar(): JSX.Element {
  const { sum } = useBench().state;
  const text = useText();
  const shares = sharesOf(sum);
  const gap = Math.max(0, sum.missing);
  const length = barLength(sum);
  return (
    <div class="sum" data-missing={sum.missing !== 0}>
      <div class="sum-head">
        <p class="taken">
          <span>{text(TRUTH.taken)}</span>
          <Figure amount={sum.taken} />
        </p>
        <Verdict sum={sum} />
      </div>
      <div class="bar" aria-hidden="true">
        {shares
          .filter(({ part }) => part > 0)
          .map(({ kind, part }) => (
            <span class="share" data-share={kind} key={kind} style={{ '--part': String(part) }} />
          ))}
        {gap > 0 ? (
          <span class="share" data-share="missing" style={{ '--part': String(gap / Math.max(1, length)) }} />
        ) : null}
      </div>
      <ul class="shares">
        {shares.map(({ kind, words, meaning, amount }) => (
          <li key={kind} data-share={kind} data-empty={amount === 0} title={text(meaning)}>
            <span class="share-name">
              <i />
              {text(words)}
            </span>
            <b>{yuanText(amount)}</b>
          </li>
        ))}
      </ul>
      {sum.missing === 0 ? null : (
        <p class="loud" role="alert">
          <Icon name="warn" />
          {text(sum.missing > 0 ? TRUTH.missingHint : TRUTH.surplusHint)}
        </p>
      )}
    </div>
  );
}

/** Big amount: the decimals smaller, as on the terminal. */
function Figure({ amount }: { readonly amount: number }): JSX.Element {
  const { language } = useBench();
  const [whole = '', cents = '00'] = yuanText(amount).split('.');
  return (
    <b class="figure-hero">
      {language === 'en' ? <small>¥</small> : null}
      {whole}
      <small>.{cents}</small>
      {language === 'zh' ? <small> 元</small> : null}
    </b>
  );
}

function Verdict({ sum }: { readonly sum: MoneySum }): JSX.Element {
  const { language } = useBench();
  const text = useText();
  const { missing, open } = sum;
  const tone = missing === 0 ? 'good' : 'bad';
  const words =
    missing === 0
      ? open > 0
        ? filled(text(TRUTH.someOpen), 'a', moneyText(open, language))
        : text(TRUTH.allThere)
      : filled(text(TRUTH.missingLoud), 'a', moneyText(Math.abs(missing), language));
  return (
    <div class={`verdict ${tone}`}>
      <Icon name={missing === 0 ? 'shield' : 'warn'} />
      <span class="verdict-words">{words}</span>
      <span class="difference">
        {text(TRUTH.missing)} <b>{yuanText(missing)}</b>
      </span>
    </div>
  );
}
