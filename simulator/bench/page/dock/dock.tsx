/** The tabs below the money: what happened, line by line, and what books and cards say. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useText } from '../connection/bench-context.ts';
import { Both } from '../parts/both.tsx';
import { TRUTH } from '../words/truth-words.ts';
import { CardTab } from './card-tab.tsx';
import { AllEvents, JournalLines, WireLines } from './event-tabs.tsx';
import { LedgerTab } from './ledger-tab.tsx';

export const TABS = ['events', 'journal', 'wire', 'ledger', 'card'] as const;
export type Tab = (typeof TABS)[number];

interface Props {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly card: string | undefined;
  readonly onCard: (id: string) => void;
}

export function Dock({ tab, onTab, card, onCard }: Props): JSX.Element {
  const text = useText();
  const id = useId();
  /** Arrow keys go from tab to tab, as the pattern of tabs wants it. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    onTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <section class="panel dock" aria-label={text(TRUTH.tabs)}>
      <div class="tabs" role="tablist" aria-label={text(TRUTH.tabs)} onKeyDown={onKeyDown}>
        {TABS.map((name) => (
          <button
            type="button"
            role="tab"
            id={`${id}-${name}`}
            key={name}
            aria-selected={name === tab}
            aria-controls={`${id}-panel`}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => onTab(name)}
          >
            <Both words={TRUTH[name]} />
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {tab === 'events' ? <AllEvents /> : null}
        {tab === 'journal' ? <JournalLines /> : null}
        {tab === 'wire' ? <WireLines /> : null}
        {tab === 'ledger' ? <LedgerTab /> : null}
        {tab === 'card' ? <CardTab chosen={card} onChoose={onCard} /> : null}
      </div>
    </section>
  );
}
