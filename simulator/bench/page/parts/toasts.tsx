/** Short answers of the bench: what it refused, and why. They leave by themselves. */
import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

export interface Toast {
  readonly number: number;
  readonly text: string;
  /** Set for refusals of the API. */
  readonly code: string | undefined;
}

const STAYS_MS = 7_000;
const MOST = 4;

export function useToasts(): readonly [readonly Toast[], (text: string, code?: string) => void] {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const timers = useRef(new Set<number>());
  useEffect(() => () => timers.current.forEach((timer) => window.clearTimeout(timer)), []);
  const show = useCallback((text: string, code?: string): void => {
    const number = next.current++;
    setToasts((all) => [...all, { number, text, code }].slice(-MOST));
    const timer = window.setTimeout(() => {
      timers.current.delete(timer);
      setToasts((all) => all.filter((toast) => toast.number !== number));
    }, STAYS_MS);
    timers.current.add(timer);
  }, []);
  return [toasts, show];
}

export function Toasts({ toasts }: { readonly toasts: readonly Toast[] }): JSX.Element {
  return (
    <div class="toasts" role="status">
      {toasts.map(({ number, text, code }) => (
        <p class={`toast ${code === undefined ? '' : 'refused'}`} key={number}>
          <Icon name={code === undefined ? 'wait' : 'warn'} />
          {code === undefined ? null : <b class="code">{code}</b>}
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
