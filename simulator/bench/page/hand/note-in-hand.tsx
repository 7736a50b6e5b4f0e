/** One kind of note, ready to be fed. Neutral: a rectangle with value and edition. */
import type { JSX } from 'preact';
import type { KioskName, NoteKind } from '../../actions.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { dragSource } from '../parts/drag.ts';
import { UI, withKiosk } from '../words/interface.ts';
import { NOTE_NAMES } from '../words/names.ts';

export function NoteInHand({ kind }: { readonly kind: NoteKind }): JSX.Element {
  const { act, active, say, state } = useBench();
  const text = useText();
  const { face, what } = NOTE_NAMES[kind];
  const taken = slotTaken(state.kiosks[active]) ? text(UI.slotTaken) : undefined;
  const does = withKiosk(text(UI.feedTo), active);
  const feed = (kiosk: KioskName): void => {
    if (slotTaken(state.kiosks[kiosk])) say(text(UI.slotTaken));
    else act({ do: 'feed-note', kiosk, note: kind });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key.toUpperCase();
    if ((key !== 'A' && key !== 'B') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    feed(key);
  };
  return (
    <li>
      <button
        type="button"
        class="note"
        data-kind={kind}
        aria-disabled={taken === undefined ? undefined : true}
        title={taken ?? does}
        onClick={() => feed(active)}
        onKeyDown={onKeyDown}
        {...dragSource('note', kind)}
      >
        <b>{text(face)}</b>
        <span>{text(what)}</span>
        <span class="unseen">：{does}</span>
      </button>
    </li>
  );
}

function slotTaken(kiosk: {
  readonly acceptor: { readonly moving: readonly { readonly place: string }[] };
}): boolean {
  return kiosk.acceptor.moving.some(({ place }) => place === 'slot');
}
