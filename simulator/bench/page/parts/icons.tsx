/** Small line drawings, 24 × 24, in the manner of the terminal's own. They never carry meaning alone. */
import type { JSX } from 'preact';

const PATHS = {
  mark: 'M3 6.5h18v12H3zM6.5 14.5h4M13 9.5q2.500 2.500 0 5M16 8q3.500 4 0 8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  warn: 'M12 4L2.800 20h18.400zM12 10v4.600M12 17.200v.1',
  note: 'M2.500 6.500h19v11h-19zM12 14.600a2.600 2.600 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200zM5.800 12h.1M18.200 12h.1',
  card: 'M3 6h18v12.500H3zM3 10h18M6.500 14.800h4',
  hand: 'M8 12V6.500a1.500 1.500 0 0 1 3 0V11V4.500a1.500 1.500 0 0 1 3 0V11V6a1.500 1.500 0 0 1 3 0v8c0 4-2.500 6.500-5.500 6.500S7 19 5.500 16L4 12.800c-.6-1.300 1.300-2.300 2.200-1.100z',
  plug: 'M8 3.500v5M16 3.500v5M5.500 8.500h13v3.500a6.500 6.500 0 0 1-13 0zM12 18.500v3',
  bolt: 'M13.500 2.500L5 13.500h6L10 21.500l9-11.500h-6.500z',
  door: 'M6 3.500h12v17H6zM3.500 20.500h17M14.500 12v1.500',
  server: 'M4 4h16v6.500H4zM4 13.500h16V20H4zM7.500 7.200h.1M7.500 16.700h.1M12 7.200h5M12 16.700h5',
  clock: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5.200l3.300 2',
  person:
    'M12 11.500a3.800 3.800 0 1 0 0-7.600 3.800 3.800 0 0 0 0 7.600zM4.800 20.500c.6-4.400 3.300-6.300 7.200-6.300s6.600 1.900 7.200 6.300',
  power: 'M12 3v8.500M7 6.300a7.800 7.800 0 1 0 10 0',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  pause: 'M9 6v12M15 6v12',
  down: 'M6 9.500l6 6 6-6',
  search: 'M10.500 17a6.500 6.500 0 1 1 0-13 6.500 6.500 0 0 1 0 13zM15.500 15.500L20.500 20.500',
  box: 'M4 8.500h16V20H4zM4 8.500L6 4h12l2 4.500M9.500 12h5',
  lift: 'M12 19V6M6.500 11.500L12 6l5.500 5.500',
  jam: 'M3 12h5l2-4 4 8 2-4h5',
  wait: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8 12h.1M12 12h.1M16 12h.1',
  shield:
    'M12 3l7.500 2.800v5.700c0 4.500-3 7.800-7.500 9.500-4.500-1.700-7.500-5-7.500-9.500V5.800zM8.600 12l2.500 2.500 4.400-4.600',
  more: 'M6 12h.1M12 12h.1M18 12h.1',
  back: 'M9 7L4.500 11.500 9 16M4.500 11.500H15a4.500 4.500 0 0 1 0 9h-3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, class: extra = '' }: { name: IconName; class?: string }): JSX.Element {
  return (
    <svg class={`icon ${extra}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
