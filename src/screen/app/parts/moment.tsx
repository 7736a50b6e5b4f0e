/** A date with its time; a line may end between the two, never within one. */
import { formatTime } from '../../catalogue/format.ts';

export function Moment({ iso }: { readonly iso: string }) {
  const [day = '', ...time] = formatTime(iso).split(' ');
  return (
    <time>
      <span class="nowrap">{day}</span> <span class="nowrap">{time.join(' ')}</span>
    </time>
  );
}
