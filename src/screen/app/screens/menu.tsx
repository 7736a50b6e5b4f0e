/** Who is there, what is on the card, what can be done; money of an earlier transaction comes before everything else. */
import type { Fen } from '../../../kernel/fen.ts';
import { FIELD_WORDS } from '../../catalogue/labels.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { ActionBar } from '../frame/action-bar.tsx';
import { LabelledMoney } from '../parts/money.tsx';
import { useTerminal, useText } from '../terminal.ts';
import { CashTile } from './menu/cash-tile.tsx';
import { MenuBanner } from './menu/menu-banner.tsx';

export function MenuScreen({ model }: { readonly model: ScreenOf<'menu'> }) {
  return (
    <>
      <Hello model={model} balance={model.banner === undefined ? model.balance : undefined} />
      {model.banner !== undefined && <MenuBanner banner={model.banner} />}
      <div class="tiles">
        <CashTile model={model} />
      </div>
      <ActionBar />
    </>
  );
}

interface HelloProps {
  readonly model: ScreenOf<'menu'>;
  readonly balance: Fen | undefined;
}

function Hello({ model, balance }: HelloProps) {
  const text = useText();
  const { language } = useTerminal().model;
  const greeting = screenSentence(model) ?? screenTitle(model);
  const ask = screenTitle(model);
  return (
    <div class="hello">
      <div class="heading">
        <h1>{text(greeting)}</h1>
        <p class="parallel">{language === 'zh' ? `${ask.zh}·${ask.en}` : ask.en}</p>
      </div>
      {balance !== undefined && (
        <div class="figure">
          <LabelledMoney label={text(FIELD_WORDS.balance)} amount={balance} size="hero" />
        </div>
      )}
    </div>
  );
}
