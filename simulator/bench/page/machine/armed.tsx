/** What waits for its moment at one terminal, and how to call it off. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import type { KioskState } from '../../state.ts';
import { useKiosk, useText } from '../connection/bench-context.ts';
import { Act } from '../parts/act.tsx';
import { Icon } from '../parts/icons.tsx';
import { UI } from '../words/interface.ts';

export function Armed({ name }: { readonly name: KioskName }): JSX.Element | null {
  const { armed, acceptor } = useKiosk(name);
  const text = useText();
  if (armed.length === 0) return null;
  const pulls = armed.some((item) => !isJam(item));
  const jams = armed.some(isJam);
  return (
    <div class="armed" role="group" aria-label={text(UI.armed)}>
      <Icon name="clock" />
      <b>{text(UI.armed)}</b>
      <span class="armed-items">
        {armed.map((item, index) => (
          <span class="armed-item" key={`${item.en}-${index}`}>
            {text(item)}
          </span>
        ))}
      </span>
      {pulls ? (
        <Act action={{ do: 'forget-pulls', kiosk: name }} icon="cross">
          {text(UI.forget)}
        </Act>
      ) : null}
      {jams && !acceptor.jammed ? (
        <Act action={{ do: 'clear-jam', kiosk: name }} icon="cross">
          {text(UI.forgetJam)}
        </Act>
      ) : null}
    </div>
  );
}

/** Pulls and jams are called off by different actions; the state tells them apart by their words only. */
function isJam({ en }: KioskState['armed'][number]): boolean {
  return /\bjams?\b/u.test(en);
}
