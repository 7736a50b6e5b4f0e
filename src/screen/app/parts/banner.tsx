/** A block that comes before everything else: money on record (amber), an input refused (red), a good end (green), a plain fact. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../art/icons.tsx';
import { unbroken } from './unbroken.ts';

interface BannerProps {
  readonly tone: 'owed' | 'error' | 'ok' | 'plain';
  readonly icon: IconName;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** A button that belongs to it. */
  readonly action?: ComponentChildren;
}

export function Banner({ tone, icon, title, children, action }: BannerProps) {
  return (
    <div class={`banner ${tone}`}>
      <Icon name={icon} />
      <div class="said">
        <b>{typeof title === 'string' ? unbroken(title) : title}</b>
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}
