/**
 * The base font of `fonts.css` lacks about a thousand characters of GB 2312 that names need. The same font also comes cut into slices
 * with a range each: those with rare characters are added here, and a browser loads one only when a name asks for it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGE = '@fontsource/noto-sans-sc';
/** Slices run from rare to frequent; from 86 on the base font has them all. */
const RARE_FROM = 21;
const RARE_TO = 85;
const WEIGHTS = [400, 700] as const;

export function rareCharacters(): Plugin {
  return {
    name: 'rare-characters',
    enforce: 'pre',
    // Faces declared earlier are asked later, so the base font keeps whatever it has.
    transform: (code, id) => (id.endsWith('/fonts.css') ? { code: faces() + code, map: null } : undefined),
  };
}

function faces(): string {
  const text = readFileSync(fileURLToPath(import.meta.resolve(`${PACKAGE}/unicode.json`)), 'utf8');
  const ranges = Object.entries(JSON.parse(text) as Record<string, string>);
  return ranges
    .map(([name, range]) => [Number(/^\[(\d+)\]$/u.exec(name)?.[1]), range] as const)
    .filter(([slice]) => slice >= RARE_FROM && slice <= RARE_TO)
    .flatMap(([slice, range]) => WEIGHTS.map((weight) => face(slice, weight, range)))
    .join('');
}

function face(slice: number, weight: number, range: string): string {
  return (
    `@font-face{font-family:'Noto Sans SC';font-weight:${weight};font-display:block;` +
    `src:url('${PACKAGE}/files/noto-sans-sc-${slice}-${weight}-normal.woff2') format('woff2');unicode-range:${range}}\n`
  );
}
