/** A short state in a rounded box: word and sign, colour only besides. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../art/icons.tsx';

interface PillProps {
  readonly tone: 'ok' | 'error' | 'plain' | 'warning';
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Pill({ tone, icon, children }: PillProps) {
  return (
    <span class={`pill ${tone}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  );
}

/** The code of a message, to be quoted. */
export function CodePill({ code }: { readonly code: string }) {
  return <span class="pill plain code">{code}</span>;
}

/** The lamp at the slot, by word as well (ui.md §6 "Slot lamp"). */
export function LampPill({ children }: { readonly children: ComponentChildren }) {
  return (
    <span class="pill ok">
      <i class="lamp" />
      <span>{children}</span>
    </span>
  );
}
