/** The three tabs of live lines: all events, the journal, the wire. */
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { KioskName } from '../../actions.ts';
import { useText } from '../connection/bench-context.ts';
import { SOURCE_NAMES } from '../words/names.ts';
import { TRUTH } from '../words/truth-words.ts';
import { toggled, type EventFilter, type Source } from './event-filter.ts';
import { EventList } from './event-list.tsx';

const SOURCES = Object.keys(SOURCE_NAMES) as Source[];
/** The wire is loud; it has a tab of its own. */
const FIRST: ReadonlySet<Source> = new Set(SOURCES.filter((source) => source !== 'wire' && source !== 'log'));
const JOURNAL: ReadonlySet<Source> = new Set<Source>(['journal']);
const WIRE: ReadonlySet<Source> = new Set<Source>(['wire']);

export function AllEvents(): JSX.Element {
  const text = useText();
  const [sources, setSources] = useState(FIRST);
  const [kiosk, setKiosk] = useState<KioskName | undefined>(undefined);
  const filter = useMemo((): EventFilter => ({ sources, kiosk }), [sources, kiosk]);
  return (
    <EventList filter={filter} detailed={false}>
      <>
        <span class="chips" role="group" aria-label={text(TRUTH.sources)}>
          {SOURCES.map((source) => (
            <button
              type="button"
              class="chip source-chip"
              key={source}
              data-source={source}
              aria-pressed={sources.has(source)}
              onClick={() => setSources(toggled(sources, source))}
            >
              {text(SOURCE_NAMES[source])}
            </button>
          ))}
        </span>
        <KioskChips kiosk={kiosk} onChoose={setKiosk} />
      </>
    </EventList>
  );
}

export function JournalLines(): JSX.Element {
  return <OneSource sources={JOURNAL} />;
}

export function WireLines(): JSX.Element {
  return <OneSource sources={WIRE} />;
}

function OneSource({ sources }: { readonly sources: ReadonlySet<Source> }): JSX.Element {
  const [kiosk, setKiosk] = useState<KioskName | undefined>(undefined);
  const filter = useMemo((): EventFilter => ({ sources, kiosk }), [sources, kiosk]);
  return (
    <EventList filter={filter} detailed>
      <KioskChips kiosk={kiosk} onChoose={setKiosk} />
    </EventList>
  );
}

interface ChipsProps {
  readonly kiosk: KioskName | undefined;
  readonly onChoose: (kiosk: KioskName | undefined) => void;
}

function KioskChips({ kiosk, onChoose }: ChipsProps): JSX.Element {
  const text = useText();
  return (
    <span class="chips" role="group" aria-label={text(TRUTH.kiosks)}>
      {(['A', 'B'] as const).map((name) => (
        <button
          type="button"
          class="chip"
          key={name}
          aria-pressed={kiosk === name}
          onClick={() => onChoose(kiosk === name ? undefined : name)}
        >
          {text(TRUTH.kiosk)} {name}
        </button>
      ))}
    </span>
  );
}
