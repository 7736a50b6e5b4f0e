/** The box around a screen, and the blocks in it. */
import { displayWidth, padRight } from './display-width.ts';
import { wrap } from './wrap.ts';

/** Columns of the whole box. */
export const TEXT_WIDTH = 64;
/** Columns between the borders and their blanks. */
export const INNER_WIDTH = TEXT_WIDTH - 4;

export interface Field {
  readonly label: string;
  readonly value: string;
}

/**
 * Sections one below the other with a rule between them; a section is a list of lines no wider than
 * `INNER_WIDTH`.
 */
export function box(sections: readonly (readonly string[])[]): string {
  const rule = '─'.repeat(TEXT_WIDTH - 2);
  const bodies = sections.map((lines) =>
    lines.map((line) => `│ ${padRight(line, INNER_WIDTH)} │`).join('\n'),
  );
  return [`┌${rule}┐`, bodies.join(`\n├${rule}┤\n`), `└${rule}┘`].join('\n');
}

/** Two texts at the two ends of a line; on lines of their own if they do not fit together. */
export function atBothEnds(left: string, right: string): string[] {
  const gap = INNER_WIDTH - displayWidth(left) - displayWidth(right);
  if (left === '' || right === '' ? gap >= 0 : gap >= 2) return [left + ' '.repeat(gap) + right];
  return [...wrap(left, INNER_WIDTH), ...wrap(right, INNER_WIDTH)];
}

/** A paragraph whose further lines stand under the first character after `head`. */
export function hanging(head: string, text: string): string[] {
  const indent = displayWidth(head);
  return wrap(text, INNER_WIDTH - indent).map(
    (line, index) => (index === 0 ? head : ' '.repeat(indent)) + line,
  );
}

/** Labels in one column, values in the next. */
export function fieldLines(fields: readonly Field[]): string[] {
  const column = Math.max(0, ...fields.map(({ label }) => displayWidth(label)));
  return fields.flatMap(({ label, value }) => hanging(`${padRight(label, column)}  `, value));
}

export function centred(text: string): string[] {
  return wrap(text, INNER_WIDTH).map((line) => {
    const left = Math.floor((INNER_WIDTH - displayWidth(line)) / 2);
    return ' '.repeat(left) + line;
  });
}

/** Blocks with an empty line between them; empty blocks vanish. */
export function stacked(blocks: readonly (readonly string[])[]): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length > 0 && block.length > 0) lines.push('');
    lines.push(...block);
  }
  return lines;
}
