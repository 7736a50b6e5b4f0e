/**
 * Breaks a text into lines of a given width: between Chinese characters or at blanks, never before closing
 * punctuation.
 */
import { displayWidth, isWide } from './display-width.ts';

const CLOSING = new Set('，。、；：？）”》,.;:?)');
const OPENING = new Set('（“《(');

/**
 * Lines of at most `width` ≥ 2 columns. A word (a serial number, a mask) is cut only if it is wider than a
 * whole line.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of splitWords(printable(text).trim())) {
    if (displayWidth(line + word.trimEnd()) <= width) {
      line += word;
      continue;
    }
    if (line.trimEnd() !== '') lines.push(line.trimEnd());
    const pieces = cut(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd());
  return lines;
}

/** Control and format characters of a foreign text (a name, a bank's answer) must not reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replaceAll(/\p{Cf}/gu, '');
}

/** Pieces between which a line may end; blanks stay at the end of the piece before them. */
function splitWords(text: string): string[] {
  const pieces: string[] = [];
  let before = '';
  for (const character of text) {
    if (before === '' || mayBreak(before, character)) pieces.push(character);
    else pieces.push((pieces.pop() ?? '') + character);
    before = character;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || CLOSING.has(after) || OPENING.has(before)) return false;
  return before === ' ' || isWide(before) || isWide(after);
}

/** Cuts a word that is wider than a line; anything narrower comes back in one piece. */
function cut(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && displayWidth((piece + character).trimEnd()) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  pieces.push(piece);
  return pieces;
}
