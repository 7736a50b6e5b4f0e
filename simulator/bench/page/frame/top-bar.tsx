/** The head of the page: what this is, both terminals at a glance, server, time and language. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { kioskHealth } from '../machine/kiosk-health.ts';
import { Choice } from '../parts/act.tsx';
import { dayAndTime, movedText } from '../parts/format.ts';
import { Icon } from '../parts/icons.tsx';
import { UI } from '../words/interface.ts';
import type { Language } from '../words/words.ts';

export type Shown = KioskName | 'both';

interface Props {
  readonly shown: Shown;
  /** Room for both terminals beside each other. */
  readonly wide: boolean;
  readonly onShow: (shown: Shown) => void;
  readonly onLanguage: (language: Language) => void;
}

export function TopBar({ shown, wide, onShow, onLanguage }: Props): JSX.Element {
  const { language } = useBench();
  const text = useText();
  return (
    <header class="top-bar">
      <Icon name="mark" class="mark" />
      <h1>
        {text(UI.product)}
        <span>{text(UI.title)}</span>
      </h1>
      <span class="simulation">{language === 'zh' ? '模拟环境 Simulation' : text(UI.simulation)}</span>
      <nav class="terminals" aria-label={text(UI.terminals)}>
        {(['A', 'B'] as const).map((name) => (
          <KioskTab name={name} pressed={shown === name || shown === 'both'} onShow={onShow} key={name} />
        ))}
        {wide ? (
          <button
            type="button"
            class="both"
            aria-pressed={shown === 'both'}
            onClick={() => onShow(shown === 'both' ? 'A' : 'both')}
          >
            {text(UI.both)}
          </button>
        ) : null}
      </nav>
      <ServerPill />
      <TimePill />
      <Choice<Language>
        name={text(UI.language)}
        values={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        chosen={language}
        onChoose={onLanguage}
      />
    </header>
  );
}

interface TabProps {
  readonly name: KioskName;
  readonly pressed: boolean;
  readonly onShow: (shown: Shown) => void;
}

function KioskTab({ name, pressed, onShow }: TabProps): JSX.Element {
  const { state } = useBench();
  const text = useText();
  const kiosk = state.kiosks[name];
  const health = kioskHealth(kiosk);
  return (
    <button type="button" aria-pressed={pressed} onClick={() => onShow(name)}>
      <b>{name}</b>
      <i class={`dot ${health.tone}`} />
      <span>{text(health.words)}</span>
      {kiosk.troubles.slice(0, 1).map((code) => (
        <span class="code" key={code}>
          {code}
        </span>
      ))}
    </button>
  );
}

function ServerPill(): JSX.Element {
  const { server } = useBench().state;
  const text = useText();
  const words = !server.authorising ? UI.notAuthorising : server.dayEnd ? UI.dayEndNow : UI.authorising;
  return (
    <span class="pill server-pill">
      <Icon name="server" />
      <span class="pill-label">{text(UI.serverShort)}</span>
      <i class={`dot ${server.authorising && !server.dayEnd ? 'good' : 'care'}`} />
      <span>{text(words)}</span>
    </span>
  );
}

function TimePill(): JSX.Element {
  const { state, language } = useBench();
  const text = useText();
  return (
    <span class="pill time-pill" title={text(UI.time)}>
      <Icon name="clock" />
      <time>{dayAndTime(state.time)}</time>
      {state.clockMovedMinutes === 0 ? null : <b>{movedText(state.clockMovedMinutes, language)}</b>}
    </span>
  );
}
