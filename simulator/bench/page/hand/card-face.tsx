/** A card as it looks: the school's own, another school's, and what is no campus card at all. */
import type { JSX } from 'preact';
import type { CardView } from '../../state.ts';
import { useText } from '../connection/bench-context.ts';
import { CARD_KIND_NAMES } from '../words/names.ts';
import { words } from '../words/words.ts';

const TITLES = {
  ours: words('校园卡', 'Campus'),
  other: words('外校卡', 'Other'),
  foreign: words('证件卡', 'ID card'),
  classic: words('门禁卡', 'Door'),
} as const;

type Make = keyof typeof TITLES;

interface Props {
  readonly card: CardView;
  /** Where the card is instead of here: only its place is drawn. */
  readonly away?: string | undefined;
}

export function CardFace({ card, away }: Props): JSX.Element {
  const text = useText();
  const make = makeOf(card.kind);
  return (
    <span class={`card-face ${away === undefined ? '' : 'away'}`} data-make={make} aria-hidden="true">
      <span class="card-band">
        {away ?? text(TITLES[make])}
        <svg class="card-waves" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 5q2 3 0 6M7.500 3.500q3 4.500 0 9M11 2q4 6 0 12" />
        </svg>
      </span>
      <span class="card-holder">{card.holder === '' ? text(CARD_KIND_NAMES[card.kind]) : card.holder}</span>
    </span>
  );
}

function makeOf(kind: CardView['kind']): Make {
  if (kind === 'other-school') return 'other';
  return kind === 'foreign' || kind === 'classic' ? kind : 'ours';
}
