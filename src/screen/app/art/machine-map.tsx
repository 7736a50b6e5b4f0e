/** The machine as a map; the place where the hand has to act is lit. Seen at the top of a tall panel. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import type { ScreenModel } from '../../contract/screen-model.ts';
import { useText } from '../terminal.ts';

export type Place = 'screen' | 'reader' | 'slot';

export function placeToAct(model: ScreenModel): Place {
  switch (model.id) {
    case 'attract':
    case 'reading-card':
    case 'writing':
    case 'torn-card':
    case 'take-card':
      return 'reader';
    case 'insert-note':
    case 'take-note-back':
      return 'slot';
    default:
      return model.tray === 'take' ? 'reader' : 'screen';
  }
}

export function MachineMap({ lit }: { readonly lit: Place }) {
  const text = useText();
  const lights = (place: Place): string => (place === lit ? `place lit ${place}` : 'place');
  return (
    <svg class="map" viewBox="0 0 780 200" aria-hidden="true">
      <g class={lights('screen')} transform="translate(40 8)">
        <path class="panel" d="M40 6h120v124H40z" />
        <path d="M62 36h50M62 62h76M62 104h30M118 104h22" />
        <text x="100" y="180">
          {text(PAGE_WORDS.screen)}
        </text>
      </g>
      <g class={lights('reader')} transform="translate(290 8)">
        <rect x="24" y="22" width="152" height="100" rx="18" />
        <rect class="solid" x="56" y="44" width="88" height="56" rx="8" />
        <text x="100" y="180">
          {text(PAGE_WORDS.reader)}
        </text>
      </g>
      <g class={lights('slot')} transform="translate(540 8)">
        <rect x="24" y="34" width="152" height="76" rx="18" />
        <path class="mouth-line" d="M50 72h100" />
        <text x="100" y="180">
          {text(PAGE_WORDS.slot)}
        </text>
      </g>
    </svg>
  );
}
