/** What the page remembers for the next time: language and size of the screens. Nothing of the school. */
import { useState } from 'preact/hooks';

/** `useState` that outlives the page. A value that is none of `allowed` is not taken. */
export function usePreference<T extends string>(
  key: string,
  allowed: readonly T[],
  first: T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => allowed.find((one) => one === stored(key)) ?? first);
  const set = (next: T): void => {
    setValue(next);
    try {
      window.localStorage.setItem(`bench-${key}`, next);
    } catch {
      // Storage may be closed to this page; then it is remembered until the page is left.
    }
  };
  return [value, set];
}

function stored(key: string): string | null {
  try {
    return window.localStorage.getItem(`bench-${key}`);
  } catch {
    return null;
  }
}
