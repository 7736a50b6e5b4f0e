/** Label and value, one pair a line. */
import type { ComponentChildren } from 'preact';
import { unbroken } from './unbroken.ts';

export interface Row {
  readonly label: string;
  readonly value: ComponentChildren;
  /** The value that matters most of them. */
  readonly strong?: boolean;
}

export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl class="rows">
      {rows.map(({ label, value, strong }) => (
        <div key={label} class={strong === true ? 'strong' : undefined}>
          <dt>{label}</dt>
          <dd>{typeof value === 'string' ? unbroken(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}
