/** Reads what a TypeScript source imports and re-exports, in code only: not in comments or strings. */
import { lineAt, type Scanned } from './scan.ts';

export interface Import {
  readonly specifier: string;
  /** `type`: nothing is left of it at run time. `dynamic`: `import(…)`. */
  readonly kind: 'value' | 'type' | 'dynamic';
  /** What stands between `import` and `from`. */
  readonly clause: string;
  readonly line: number;
}

/** The clause may not contain a quote, a bracket or a semicolon: what does is no import. */
const STATIC = /\b(?:import|export)\b(?<clause>[^;'"`()=]*?)\bfrom\s*(?<quote>['"])/gu;
const SIDE_EFFECT = /\bimport\s*(?<quote>['"])/gu;
const DYNAMIC = /\bimport\s*\(\s*(?<quote>['"`])/gu;

export function readImports(source: string, scanned: Scanned): Import[] {
  const specifiers = new Map(scanned.strings.map((piece) => [piece.start, piece.text]));
  const read = (pattern: RegExp, kindOf: (clause: string) => Import['kind']): Import[] =>
    [...scanned.code.matchAll(pattern)].map((match) => {
      const clause = match.groups?.['clause']?.trim() ?? '';
      return {
        specifier: specifiers.get(match.index + match[0].length) ?? '',
        kind: kindOf(clause),
        clause,
        line: lineAt(source, match.index),
      };
    });
  return [
    ...read(STATIC, (clause) => (isTypeOnly(clause) ? 'type' : 'value')),
    ...read(SIDE_EFFECT, () => 'value'),
    ...read(DYNAMIC, () => 'dynamic'),
  ];
}

/** `import type …`, or braces in which every name is marked as a type. */
function isTypeOnly(clause: string): boolean {
  if (/^type\b/u.test(clause)) return true;
  const names = /^\{(?<names>[^}]*)\}$/u.exec(clause)?.groups?.['names'];
  if (names === undefined) return false;
  const list = names.split(',').map((name) => name.trim());
  return list.some((name) => name !== '') && list.every((name) => name === '' || /^type\s/u.test(name));
}
