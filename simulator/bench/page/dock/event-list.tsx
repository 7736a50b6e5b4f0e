/** Live lines, newest at the bottom: pauses, follows, and never holds more rows than the eye can use. */
import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BenchEvent } from '../../state.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { lastSequence } from '../connection/event-log.ts';
import { useObservable } from '../connection/observable.ts';
import { Arrowed } from '../parts/arrowed.tsx';
import { timeOfDay } from '../parts/format.ts';
import { Icon } from '../parts/icons.tsx';
import { SOURCE_NAMES } from '../words/names.ts';
import { filled, TRUTH } from '../words/truth-words.ts';
import type { Language } from '../words/words.ts';
import { newestPassing, type EventFilter } from './event-filter.ts';
import { eventSentence } from './event-sentence.ts';
import { recordPairs } from './record-data.ts';

interface Props {
  readonly filter: EventFilter;
  /** Bytes and data on a line of their own. */
  readonly detailed: boolean;
  readonly children?: JSX.Element;
}

export function EventList({ filter, detailed, children }: Props): JSX.Element {
  const bench = useBench();
  const text = useText();
  const live = useObservable(bench.events);
  const [frozen, setFrozen] = useState<readonly BenchEvent[] | undefined>(undefined);
  const events = frozen ?? live;
  const shown = useMemo(() => newestPassing(events, filter), [events, filter]);
  const { list, following, setFollowing, onScroll } = useFollowing(shown);
  const waiting = frozen === undefined ? 0 : lastSequence(live) - lastSequence(frozen);
  return (
    <div class="event-view">
      <div class="event-tools">
        {children}
        <span class="event-run">
          <button
            type="button"
            class="chip"
            aria-pressed={frozen !== undefined}
            onClick={() => setFrozen(frozen === undefined ? live : undefined)}
          >
            <Icon name={frozen === undefined ? 'pause' : 'play'} />
            {text(frozen === undefined ? TRUTH.pause : TRUTH.resume)}
            {waiting > 0 ? <b>{filled(text(TRUTH.newOnes), 'n', waiting)}</b> : null}
          </button>
          <button
            type="button"
            class="chip"
            aria-pressed={following}
            onClick={() => setFollowing(!following)}
          >
            <Icon name="down" />
            {text(TRUTH.follow)}
          </button>
        </span>
      </div>
      {shown.length === 0 ? (
        <p class="empty">{text(live.length === 0 ? TRUTH.noEvents : TRUTH.noEventsFiltered)}</p>
      ) : (
        <ol
          class={`events ${detailed ? 'detailed' : ''}`}
          ref={list}
          tabIndex={0}
          aria-label={text(TRUTH.eventList)}
          onScroll={onScroll}
        >
          {shown.map((event) => (
            <EventRow key={event.sequence} event={event} language={bench.language} detailed={detailed} />
          ))}
        </ol>
      )}
    </div>
  );
}

interface Following {
  readonly list: { current: HTMLOListElement | null };
  readonly following: boolean;
  readonly setFollowing: (on: boolean) => void;
  readonly onScroll: () => void;
}

/** Who scrolls up to read is not pulled away; who comes back to the end follows again. */
function useFollowing(shown: readonly BenchEvent[]): Following {
  const list = useRef<HTMLOListElement>(null);
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    const element = list.current;
    if (following && element !== null) element.scrollTop = element.scrollHeight;
  }, [shown, following]);
  const onScroll = (): void => {
    const element = list.current;
    if (element === null) return;
    setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < 24);
  };
  return { list, following, setFollowing, onScroll };
}

function RecordData({ detail }: { readonly detail: string }): JSX.Element {
  const pairs = recordPairs(detail);
  if (pairs === undefined) return <code class="data">{detail}</code>;
  return (
    <span class="data" title={detail}>
      {pairs.map(({ name, value }) => (
        <span class="pair" key={name}>
          {name} <code>{value}</code>
        </span>
      ))}
    </span>
  );
}

interface RowProps {
  readonly event: BenchEvent;
  readonly language: Language;
  readonly detailed: boolean;
}

const EventRow = memo(function EventRow({ event, language, detailed }: RowProps): JSX.Element {
  const { sentence, raw } = eventSentence(event, language);
  const detail = event.source === 'wire' ? undefined : event.detail;
  return (
    <li class="event" data-source={event.source}>
      <time>{timeOfDay(event.time)}</time>
      <span class="source">{SOURCE_NAMES[event.source][language]}</span>
      <span class="at">{event.kiosk ?? ''}</span>
      <span class="said">
        <Arrowed text={sentence} />
        {raw === undefined ? null : <code>{raw}</code>}
        {detailed && detail !== undefined ? <RecordData detail={detail} /> : null}
      </span>
    </li>
  );
});
