/** A button that opens a sheet beside it: above everything, closed by Escape, by a click elsewhere, or when all is said. */
import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';

interface MenuProps {
  readonly label: ComponentChildren;
  /** Name for screen readers when the label is a drawing or too short. */
  readonly name?: string;
  readonly icon?: IconName;
  readonly class?: string;
  readonly heading: string;
  readonly children: (close: () => void) => ComponentChildren;
}

const GAP = 6;

export function Menu(props: MenuProps): JSX.Element {
  const { label, name, icon, heading, children } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    if (open && sheet.current !== null && opener.current !== null) place(sheet.current, opener.current);
  });

  return (
    <>
      <button
        type="button"
        ref={opener}
        class={`button menu-button ${props.class ?? ''}`}
        aria-label={name}
        aria-expanded={open}
        popoverTarget={id}
      >
        {icon === undefined ? null : <Icon name={icon} />}
        <span>{label}</span>
        <Icon name="down" class="caret" />
      </button>
      <div
        id={id}
        ref={sheet}
        popover="auto"
        class="sheet"
        role="dialog"
        aria-label={heading}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open ? (
          <>
            <h3>{heading}</h3>
            {children(() => sheet.current?.hidePopover())}
          </>
        ) : null}
      </div>
    </>
  );
}

/** Below its button, or above where there is no room; always inside the window. */
function place(sheet: HTMLElement, opener: HTMLElement): void {
  const button = opener.getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  const left = Math.max(8, Math.min(button.left, window.innerWidth - width - 8));
  const below = button.bottom + GAP;
  const fits = below + height <= window.innerHeight - 8;
  const top = fits ? below : Math.max(8, button.top - GAP - height);
  sheet.style.setProperty('--left', `${Math.round(left)}px`);
  sheet.style.setProperty('--top', `${Math.round(top)}px`);
}
