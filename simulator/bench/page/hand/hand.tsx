/** What a person at the bench holds: notes of every kind, and a hand of cards. A card dropped here is lifted. */
import type { JSX } from 'preact';
import type { NoteKind } from '../../actions.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { Both } from '../parts/both.tsx';
import { useDropZone } from '../parts/drag.ts';
import { UI, withKiosk } from '../words/interface.ts';
import { NOTE_NAMES } from '../words/names.ts';
import { CardInHand } from './card-in-hand.tsx';
import { NoteInHand } from './note-in-hand.tsx';

export function Hand({ onShowCard }: { readonly onShowCard: (id: string) => void }): JSX.Element {
  const { act, active, state } = useBench();
  const text = useText();
  const zone = useDropZone({
    card: (id) => {
      if (state.cards.some((card) => card.id === id && card.where !== 'hand'))
        act({ do: 'lift-card', card: id });
    },
  });
  return (
    <section class="panel hand" aria-label={text(UI.hand)} data-over={zone.over} {...zone.handlers}>
      <header class="panel-head">
        <h2>
          <Both words={UI.hand} />
        </h2>
        <p class="hint">{withKiosk(text(UI.handHint), active)}</p>
      </header>
      <ul class="notes" aria-label={text(UI.notesTitle)}>
        {(Object.keys(NOTE_NAMES) as NoteKind[]).map((kind) => (
          <NoteInHand kind={kind} key={kind} />
        ))}
      </ul>
      <ul class="cards" aria-label={text(UI.cardsTitle)}>
        {state.cards.map((card) => (
          <CardInHand card={card} key={card.id} onShow={onShowCard} />
        ))}
      </ul>
    </section>
  );
}
