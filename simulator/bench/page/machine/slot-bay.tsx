/** The note acceptor: lamp, slot, the way a note goes inside, and jams. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import type { KioskState } from '../../state.ts';
import { useBench, useKiosk, useText } from '../connection/bench-context.ts';
import { Act } from '../parts/act.tsx';
import { Both } from '../parts/both.tsx';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/menu.tsx';
import { acceptorStateName } from '../words/device-names.ts';
import { UI } from '../words/interface.ts';
import { JAM_NAMES, LAMP_NAMES, type Jam } from '../words/names.ts';

const PLACES = ['slot', 'path', 'escrow', 'stacker'] as const;
const PLACE_WORDS = {
  slot: UI.placeSlot,
  path: UI.placePath,
  escrow: UI.placeEscrow,
  stacker: UI.placeStacker,
} as const;

export function SlotBay({ name }: { readonly name: KioskName }): JSX.Element {
  const kiosk = useKiosk(name);
  const text = useText();
  return (
    <section class="bay slot-bay" aria-label={`${text(UI.acceptor)} ${name}`}>
      <header class="bay-head">
        <h3>
          <Both words={UI.acceptor} />
        </h3>
        {kiosk.acceptor.jammed ? (
          <Act action={{ do: 'clear-jam', kiosk: name }} tone="go">
            {text(UI.clearJam)}
          </Act>
        ) : (
          <JamMenu name={name} />
        )}
      </header>
      <SlotPicture name={name} kiosk={kiosk} />
      <ol class="way" aria-label={text(UI.acceptor)}>
        {PLACES.map((place) => (
          <li key={place} data-full={notesAt(kiosk, place) > 0} data-jam={kiosk.acceptor.jammed}>
            <i />
            <span>{text(PLACE_WORDS[place])}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function notesAt(kiosk: KioskState, place: (typeof PLACES)[number]): number {
  return kiosk.acceptor.moving.filter((note) => note.place === place).length;
}

function SlotPicture({ name, kiosk }: { readonly name: KioskName; readonly kiosk: KioskState }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  const standing = kiosk.acceptor.moving.find((note) => note.place === 'slot');
  return (
    <div class="slot" data-lamp={kiosk.lamp}>
      <span class="lamp-bar" role="img" aria-label={`${text(UI.slot)}：${text(LAMP_NAMES[kiosk.lamp])}`} />
      <span class="mouth" />
      {standing === undefined ? (
        <span class={`slot-hint ${kiosk.acceptor.jammed ? 'trouble' : ''}`} title={kiosk.acceptor.state}>
          {text(acceptorStateName(kiosk.acceptor.state))}
          {kiosk.lamp === 'green' ? ` · ${text(UI.feedHere)}` : ''}
        </span>
      ) : (
        <button type="button" class="standing-note" onClick={() => act({ do: 'take-note', kiosk: name })}>
          <b>{standing.label}</b>
          <span>
            <Icon name="back" />
            {text(UI.slotStanding)}
          </span>
        </button>
      )}
    </div>
  );
}

function JamMenu({ name }: { readonly name: KioskName }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  return (
    <Menu label={text(UI.jamNext)} name={`${text(UI.jamNext)} ${name}`} icon="jam" heading={text(UI.jamNext)}>
      {(close) => (
        <div class="sheet-list">
          {(Object.keys(JAM_NAMES) as Jam[]).map((at) => (
            <button
              type="button"
              class="button"
              key={at}
              onClick={() => {
                act({ do: 'jam-next', kiosk: name, at });
                close();
              }}
            >
              {text(JAM_NAMES[at])}
            </button>
          ))}
        </div>
      )}
    </Menu>
  );
}
