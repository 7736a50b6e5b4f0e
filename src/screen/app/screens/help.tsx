/** 帮助: hotline, places, hours, and what the keypad needs to change the page. Reachable without a card. */
import { FIELD_WORDS } from '../../catalogue/labels.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { Icon } from '../art/icons.tsx';
import { ActionBar } from '../frame/action-bar.tsx';
import { Banner } from '../parts/banner.tsx';
import { Heading } from '../parts/heading.tsx';
import { useText } from '../terminal.ts';

export function HelpScreen({ model }: { readonly model: ScreenOf<'help'> }) {
  const text = useText();
  const { hotline, hours, cashMachines, loadKiosks, terminal } = model;
  return (
    <>
      <Heading words={screenTitle(model)} />
      <div class="columns">
        <div class="work spread">
          <div class="sheet hotline-sheet">
            <span class="label">{text(FIELD_WORDS.hotline)}</span>
            <p class="call">{hotline}</p>
            {hours !== '' && (
              <p class="label">
                {text(FIELD_WORDS.hours)} {hours}
              </p>
            )}
            <p class="label">
              {text(FIELD_WORDS.thisTerminal)} {terminal}
            </p>
          </div>
          <Banner tone="owed" icon="shield" title={text(PAGE_WORDS.unfinished)}>
            {text(PAGE_WORDS.unfinishedHelp)}
          </Banner>
        </div>
        <div class="sheet places">
          <Places title={text(FIELD_WORDS.cashMachines)} names={cashMachines} />
          <Places title={text(FIELD_WORDS.loadKiosks)} names={loadKiosks} />
        </div>
      </div>
      <ActionBar />
    </>
  );
}

function Places({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {names.map((name) => (
          <li key={name} lang="zh-CN">
            <Icon name="place" />
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
}
