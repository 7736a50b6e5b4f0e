/** The whole page: terminals and hand at the left, the truth at the right. */
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { BenchAction, KioskName } from '../../actions.ts';
import type { BenchApi } from '../connection/bench-api.ts';
import { BenchContext, type Bench } from '../connection/bench-context.ts';
import type { LinkState, LiveBench } from '../connection/live-bench.ts';
import { useObservable } from '../connection/observable.ts';
import { Dock, type Tab } from '../dock/dock.tsx';
import { oneLanguage } from '../dock/event-sentence.ts';
import { Hand } from '../hand/hand.tsx';
import { Machine } from '../machine/machine.tsx';
import { SCREEN_SIZES, type ScreenSize } from '../machine/screen-frame.tsx';
import { MoneyPanel } from '../money/money-panel.tsx';
import { Icon } from '../parts/icons.tsx';
import { Toasts, useToasts } from '../parts/toasts.tsx';
import { Room } from '../room/room.tsx';
import { UI } from '../words/interface.ts';
import type { Language } from '../words/words.ts';
import { usePreference } from './preferences.ts';
import { TopBar, type Shown } from './top-bar.tsx';
import { useWide } from './use-wide.ts';

interface Props {
  readonly api: BenchApi;
  readonly live: LiveBench;
}

export function App({ api, live }: Props): JSX.Element {
  const [language, setLanguage] = usePreference<Language>('language', ['zh', 'en'], 'zh');
  const [toasts, toast] = useToasts();
  const state = useObservable(live.state);
  const link = useObservable(live.link);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const act = useCallback(
    (action: BenchAction): void => {
      void api.act(action).then((outcome) => {
        if (!outcome.ok) toast(oneLanguage(outcome.text, language) || UI.unreachable[language], outcome.code);
      });
    },
    [api, language, toast],
  );
  return (
    <div class="page" data-link={link}>
      <LinkBanner link={link} language={language} waiting={state === undefined} />
      {state === undefined ? null : (
        <Ready state={state} live={live} language={language} act={act} say={toast} onLanguage={setLanguage} />
      )}
      <Toasts toasts={toasts} />
    </div>
  );
}

interface ReadyProps extends Pick<Bench, 'state' | 'language' | 'act' | 'say'> {
  readonly live: LiveBench;
  readonly onLanguage: (language: Language) => void;
}

function Ready({ state, live, language, act, say, onLanguage }: ReadyProps): JSX.Element {
  const wide = useWide();
  const [wanted, setShown] = usePreference<Shown>('shown', ['A', 'B', 'both'], 'A');
  const [size, setSize] = usePreference('size', Object.keys(SCREEN_SIZES) as ScreenSize[], '1280x1024');
  const [chosen, setActive] = useState<KioskName>('A');
  const [tab, setTab] = useState<Tab>('events');
  const [card, setCard] = useState<string | undefined>(undefined);
  const shown = wanted === 'both' && !wide ? chosen : wanted;
  const active = shown === 'both' ? chosen : shown;
  const bench = useMemo(
    (): Bench => ({ state, events: live.events, language, active, act, say, setActive }),
    [state, live, language, active, act, say],
  );
  const show = (next: Shown): void => {
    setShown(next);
    if (next !== 'both') setActive(next);
  };
  const showCard = (id: string): void => {
    setCard(id);
    setTab('card');
  };
  const machines: readonly KioskName[] = shown === 'both' ? ['A', 'B'] : [shown];
  return (
    <BenchContext.Provider value={bench}>
      <TopBar shown={shown} wide={wide} onShow={show} onLanguage={onLanguage} />
      <main class="main">
        <div class="left">
          <div class="machines" data-count={machines.length}>
            {machines.map((name) => (
              <Machine name={name} size={size} onSize={setSize} key={name} />
            ))}
          </div>
          <Hand onShowCard={showCard} />
          <Room />
        </div>
        <div class="right">
          <MoneyPanel />
          <Dock tab={tab} onTab={setTab} card={card} onCard={setCard} />
        </div>
      </main>
    </BenchContext.Provider>
  );
}

interface BannerProps {
  readonly link: LinkState;
  readonly language: Language;
  readonly waiting: boolean;
}

const BANNERS = { connecting: UI.connecting, lost: UI.lost, denied: UI.denied } as const;

function LinkBanner({ link, language, waiting }: BannerProps): JSX.Element | null {
  const kind = link === 'live' ? (waiting ? 'connecting' : undefined) : link;
  if (kind === undefined) return null;
  const words = kind === 'lost' && waiting ? UI.connecting : BANNERS[kind];
  return (
    <p class={`banner ${kind}`} role="status">
      <Icon name={kind === 'denied' ? 'warn' : 'wait'} />
      {words[language]}
    </p>
  );
}
