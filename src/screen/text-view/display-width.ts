/**
 * How many columns a text takes on a terminal: Chinese characters two, the rest one (Unicode TR 11, wide
 * and fullwidth).
 */

/**
 * First and last code point of the wide and fullwidth blocks. Ambiguous ones (box lines, “ ”) count one, as
 * in UTF-8 terminals.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const NO_WIDTH = /^[\p{M}\p{Cc}\p{Cf}]$/u;

export function isWide(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => point >= first && point <= last);
}

/** Columns of a text without line ends. Combining marks and control characters take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columns(character);
  return width;
}

/** Fills up with blanks on the right; a text that is wider already stays as it is. */
export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function columns(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return isWide(character) ? 2 : 1;
}
