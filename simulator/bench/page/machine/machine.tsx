/** One terminal as it stands in the hall: screen, reader, slot, box, and its foot. Cards and notes can be dropped on it. */
import type { JSX } from 'preact';
import type { KioskName, NoteKind } from '../../actions.ts';
import { useBench, useKiosk, useText } from '../connection/bench-context.ts';
import { Choice } from '../parts/act.tsx';
import { useDropZone } from '../parts/drag.ts';
import { troubleMeaning } from '../words/device-names.ts';
import { UI } from '../words/interface.ts';
import { NOTE_NAMES } from '../words/names.ts';
import { Armed } from './armed.tsx';
import { BoxBay } from './box-bay.tsx';
import { kioskHealth } from './kiosk-health.ts';
import { Plinth } from './plinth.tsx';
import { ReaderBay } from './reader-bay.tsx';
import { SCREEN_SIZES, ScreenFrame, type ScreenSize } from './screen-frame.tsx';
import { SlotBay } from './slot-bay.tsx';

interface Props {
  readonly name: KioskName;
  readonly size: ScreenSize;
  readonly onSize: (size: ScreenSize) => void;
}

export function Machine({ name, size, onSize }: Props): JSX.Element {
  const { act, active, setActive } = useBench();
  const kiosk = useKiosk(name);
  const text = useText();
  const zone = useDropZone({
    card: (card) => act({ do: 'lay-card', kiosk: name, card }),
    note: (note) => {
      if (isNoteKind(note)) act({ do: 'feed-note', kiosk: name, note });
    },
  });
  return (
    <section
      class="machine"
      aria-label={`${text(UI.terminal)} ${name}`}
      data-active={active === name}
      data-over={zone.over}
      data-tall={size === '1080x1920'}
      onPointerDown={() => setActive(name)}
      {...zone.handlers}
    >
      <header class="machine-head">
        <h2>
          {text(UI.terminal)} {name}
        </h2>
        <span class="number">{kiosk.terminal}</span>
        <Health name={name} />
        <Choice
          name={text(UI.screenSize)}
          values={(Object.keys(SCREEN_SIZES) as ScreenSize[]).map((value) => ({
            value,
            label: value.replace('x', '×'),
          }))}
          chosen={size}
          onChoose={onSize}
        />
      </header>
      <div class="machine-body">
        <ScreenFrame name={name} kiosk={kiosk} size={size} />
        <div class="bays">
          <div class="bays-inside">
            <ReaderBay name={name} />
            <SlotBay name={name} />
            <BoxBay name={name} />
          </div>
        </div>
      </div>
      <Armed name={name} />
      <Plinth name={name} />
    </section>
  );
}

function isNoteKind(text: string): text is NoteKind {
  return Object.hasOwn(NOTE_NAMES, text);
}

function Health({ name }: { readonly name: KioskName }): JSX.Element {
  const kiosk = useKiosk(name);
  const text = useText();
  const health = kioskHealth(kiosk);
  return (
    <span class="health">
      <span class={`health-word ${health.tone}`}>{text(health.words)}</span>
      {kiosk.troubles.map((code) => {
        const meaning = troubleMeaning(code);
        return (
          <span class="trouble-code" key={code}>
            <b>{code}</b>
            {meaning === undefined ? null : <span>{text(meaning)}</span>}
          </span>
        );
      })}
    </span>
  );
}
