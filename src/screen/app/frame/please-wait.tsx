/** Shown while the terminal program does not answer: calm, in both languages, and gone by itself. */
import { useLayoutEffect } from 'preact/hooks';
import { PAGE_WORDS, PLEASE_WAIT_WORDS } from '../../catalogue/page-words.ts';
import { Mark } from '../art/icons.tsx';
import { Bar } from '../parts/bar.tsx';
import { showWaitingOnRoot } from './root-state.ts';

export function PleaseWait() {
  useLayoutEffect(showWaitingOnRoot, []);
  return (
    <main class="no-terminal">
      <Mark />
      <h1>{PLEASE_WAIT_WORDS.zh}</h1>
      <p class="second" lang="en">
        {PLEASE_WAIT_WORDS.en}
      </p>
      <Bar />
      <p>{PAGE_WORDS.back.zh}</p>
      <p lang="en">{PAGE_WORDS.back.en}</p>
    </main>
  );
}
