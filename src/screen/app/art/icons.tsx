/** Line icons on a 24 grid. They always stand beside a word and are hidden from readers. */
const PATHS = {
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  help: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM9.4 9.3a2.7 2.7 0 1 1 3.7 2.6c-.8.4-1.1.9-1.1 1.8M12 16.6v.1',
  pen: 'M3 6h18v5M3 6v12h8M3 10h18M14.5 20.5l.6-2.6 4.6-4.6 2 2-4.6 4.600z',
  note: 'M2.5 6.500h19v11h-19zM12 14.600a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.200zM5.8 12h.1M18.2 12h.1',
  warning: 'M12 4L2.8 20h18.400zM12 10v4.600M12 17.200v.1',
  card: 'M3 6h18v12.500H3zM3 10h18M6.5 14.800h4',
  ring: 'M12 18a6 6 0 1 1 0-12 6 6 0 0 1 0 12z',
  shield: 'M12 3l7.5 2.800v5.700c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.500V5.800zM8.6 12l2.5 2.5 4.4-4.6',
  lock: 'M6 11h12v9.500H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  search: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM15.3 15.300L20.5 20.5',
  phone:
    'M5 3.500h4l1.8 5-2.4 1.600a12 12 0 0 0 5.5 5.500l1.6-2.4 5 1.800v4a2 2 0 0 1-2.2 2C10.6 20.4 3.6 13.4 3 5.700A2 2 0 0 1 5 3.500z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.800a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600z',
  place:
    'M12 21.500s-7-6.3-7-11.500a7 7 0 0 1 14 0c0 5.2-7 11.5-7 11.500zM12 12.600a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.200z',
  clock: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM12 7v5.300l3.5 2.2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Mark of the system in the header: a card that speaks to a reader. No school's emblem. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true">
      <rect x="4" y="9" width="40" height="30" rx="7" />
      <path d="M12 30h10M26 17q5 7 0 14M33 14q8 10 0 20" />
    </svg>
  );
}
