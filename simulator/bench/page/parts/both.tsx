/** A short name in both languages: Chinese first, English smaller beside it; in English alone once that was chosen. */
import type { JSX } from 'preact';
import { useBench } from '../connection/bench-context.ts';
import type { Words } from '../words/words.ts';

export function Both({ words }: { readonly words: Words }): JSX.Element {
  const { language } = useBench();
  if (language === 'en') return <>{words.en}</>;
  return (
    <>
      {words.zh}
      <small class="beside" lang="en">
        {words.en}
      </small>
    </>
  );
}
