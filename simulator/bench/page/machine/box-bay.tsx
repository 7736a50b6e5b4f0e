/** The cash box: how full it is, and what staff can do with it. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import { useKiosk, useText } from '../connection/bench-context.ts';
import { Act } from '../parts/act.tsx';
import { Both } from '../parts/both.tsx';
import { UI } from '../words/interface.ts';

export function BoxBay({ name }: { readonly name: KioskName }): JSX.Element {
  const { acceptor } = useKiosk(name);
  const text = useText();
  const { boxPresent, notesInBox, boxCapacity } = acceptor;
  const full = notesInBox >= boxCapacity;
  const inPlace = boxPresent ? text(UI.boxInPlace) : undefined;
  return (
    <section class="bay box-bay" aria-label={`${text(UI.box)} ${name}`}>
      <header class="bay-head">
        <h3>
          <Both words={UI.box} />
        </h3>
        <span class={`state-word ${full || !boxPresent ? 'trouble' : ''}`}>
          <b>{notesInBox}</b> / {boxCapacity}
          <span class="unit"> {text(UI.notes)}</span>
          {boxPresent ? null : ` · ${text(UI.boxOut)}`}
        </span>
      </header>
      <span class="box-meter" aria-hidden="true">
        <i style={{ '--part': String(Math.min(1, notesInBox / Math.max(1, boxCapacity))) }} />
      </span>
      <div class="bay-foot">
        {boxPresent ? (
          <Act action={{ do: 'remove-box', kiosk: name }}>{text(UI.boxRemove)}</Act>
        ) : (
          <Act action={{ do: 'insert-box', kiosk: name }} tone="go">
            {text(UI.boxInsert)}
          </Act>
        )}
        <Act
          action={{ do: 'fill-box', kiosk: name }}
          reason={inPlace ?? (full ? text(UI.boxFullAlready) : undefined)}
        >
          {text(UI.boxFill)}
        </Act>
        <Act action={{ do: 'empty-box', kiosk: name }} reason={inPlace}>
          {text(UI.boxEmpty)}
        </Act>
      </div>
    </section>
  );
}
