/** A text in which arrows are drawn: the bundled font has none. */
import type { JSX } from 'preact';

const DRAWN: Readonly<Record<string, string>> = {
  '→': 'M2 8h11M9 4l4 4-4 4',
  '←': 'M14 8H3M7 4L3 8l4 4',
};

export function Arrowed({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text.split(/([→←])/u).map((piece, index) => {
        const path = DRAWN[piece];
        return path === undefined ? (
          piece
        ) : (
          <svg class="arrow" viewBox="0 0 16 16" role="img" aria-label={piece} key={index}>
            <path d={path} />
          </svg>
        );
      })}
    </>
  );
}
