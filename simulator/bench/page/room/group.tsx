/** Controls that belong together, under one name. */
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../parts/icons.tsx';

interface GroupProps {
  readonly icon: IconName;
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Group({ icon, label, children }: GroupProps): JSX.Element {
  return (
    <div class="room-group" role="group" aria-label={label}>
      <span class="room-label">
        <Icon name={icon} />
        {label}
      </span>
      <span class="room-row">{children}</span>
    </div>
  );
}
