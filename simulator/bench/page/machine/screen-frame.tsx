/** The terminal's own page in a frame, scaled to the room there is, and what lies over it when there is no picture. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { KioskName } from '../../actions.ts';
import type { KioskState } from '../../state.ts';
import { useText } from '../connection/bench-context.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { UI } from '../words/interface.ts';
import type { Words } from '../words/words.ts';

export const SCREEN_SIZES = {
  '1280x1024': [1280, 1024],
  '1024x768': [1024, 768],
  '1080x1920': [1080, 1920],
} as const;
export type ScreenSize = keyof typeof SCREEN_SIZES;

interface Props {
  readonly name: KioskName;
  readonly kiosk: KioskState;
  readonly size: ScreenSize;
}

export function ScreenFrame({ name, kiosk, size }: Props): JSX.Element {
  const text = useText();
  const room = useRef<HTMLDivElement>(null);
  useEffect(
    () => (room.current === null ? undefined : keepFitting(room.current, SCREEN_SIZES[size])),
    [size],
  );
  const veil = veilOf(kiosk);
  return (
    <div class={`screen-room room-${size}`} ref={room}>
      <div class={`glass size-${size}`} data-veil={veil?.look}>
        {kiosk.screenUrl === '' ? null : (
          <iframe
            class="screen"
            src={kiosk.screenUrl}
            title={`${text(UI.terminal)} ${name} ${text(UI.screenOf)}`}
            tabIndex={veil === undefined ? 0 : -1}
          />
        )}
        {veil === undefined ? null : (
          <div class={`veil ${veil.look}`}>
            <Icon name={veil.icon} />
            <b>{text(veil.title)}</b>
            {veil.hint === undefined ? null : <span>{text(veil.hint)}</span>}
          </div>
        )}
      </div>
    </div>
  );
}

interface Veil {
  readonly look: 'dark' | 'dim';
  readonly icon: IconName;
  readonly title: Words;
  readonly hint?: Words;
}

function veilOf(kiosk: KioskState): Veil | undefined {
  if (!kiosk.mains) return { look: 'dark', icon: 'power', title: UI.noMains, hint: UI.noMainsHint };
  switch (kiosk.program) {
    case 'dead':
      return { look: 'dim', icon: 'stop', title: UI.programDead };
    case 'restarting':
      return { look: 'dim', icon: 'wait', title: UI.programRestarting };
    case 'stopped':
      return { look: 'dim', icon: 'warn', title: UI.programStopped };
    case 'running':
      return kiosk.screenUrl === '' ? { look: 'dim', icon: 'wait', title: UI.waitScreen } : undefined;
  }
}

/** Sets the scale whenever the room changes, as CSS variables: the policy of the page allows no style attribute. */
function keepFitting(room: HTMLElement, [width, height]: readonly [number, number]): () => void {
  const fit = (): void => {
    const scale = Math.min(room.clientWidth / width, room.clientHeight / height);
    room.style.setProperty('--scale', String(scale));
    room.style.setProperty('--glass-width', `${Math.floor(width * scale)}px`);
    room.style.setProperty('--glass-height', `${Math.floor(height * scale)}px`);
  };
  const observer = new ResizeObserver(fit);
  observer.observe(room);
  fit();
  return () => observer.disconnect();
}
