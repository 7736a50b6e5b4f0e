/** Time, chance and locale that do not come from the kernel: the bans of design.md §3. */
import { lineAt } from './scan.ts';
import type { SourceFile } from './source-file.ts';

interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
}

const IN_CODE: readonly Ban[] = [
  { what: 'Date', pattern: /\bDate\b/gu },
  { what: 'timers', pattern: /\b(?:setTimeout|setInterval|setImmediate)\b/gu },
  { what: 'performance', pattern: /\bperformance\b/gu },
  { what: 'hrtime', pattern: /\bhrtime\b/gu },
  { what: 'Math.random', pattern: /\bMath\s*\.\s*random\b/gu },
  { what: 'randomUUID', pattern: /\brandomUUID\b/gu },
  {
    what: 'crypto randomness',
    pattern: /\b(?:randomBytes|randomInt|randomFill|randomFillSync|getRandomValues)\b/gu,
  },
  { what: 'AbortSignal.timeout', pattern: /\bAbortSignal\s*\.\s*timeout\b/gu },
  { what: 'default locale', pattern: /\.toLocale\w+\s*\(\s*(?:\)|undefined\b|\[\s*\])/gu },
  { what: 'default locale', pattern: /\bIntl\s*\.\s*\w+\s*\(\s*(?:\)|undefined\b|\[\s*\])/gu },
  { what: 'default locale', pattern: /\.localeCompare\s*\([^,()]*\)/gu },
];

const IN_STRINGS: readonly Ban[] = [
  {
    what: 'SQL time',
    pattern:
      /\b(?:datetime|date|time|julianday|strftime|unixepoch)\s*\([^)]*'now'|\bCURRENT_(?:TIMESTAMP|DATE|TIME)\b/giu,
  },
  { what: 'SQL random', pattern: /(?<!\.)\brandom(?:blob)?\s*\(\s*\d*\s*\)/giu },
];

const MODULES = /^(?:node:)?(?:timers(?:\/promises)?|perf_hooks)$/u;

/** Where the bans hold: everything that runs in virtual time. */
const WHERE = /^(?:src|drivers|state-machines|simulator)\//u;

/** The kernel is where time and chance come from; pages run in a browser and hold no business time. */
const EXEMPT = /^(?:src\/kernel|src\/screen\/app|simulator\/bench\/page)\//u;

/** One line per use. */
export function bannedUses(file: SourceFile): string[] {
  if (!WHERE.test(file.path) || EXEMPT.test(file.path)) return [];
  const { code, strings } = file.scanned;
  const inCode = IN_CODE.flatMap(({ what, pattern }) =>
    [...code.matchAll(pattern)].map(({ index }) => ({ what, line: lineAt(file.text, index) })),
  );
  const inStrings = IN_STRINGS.flatMap(({ what, pattern }) =>
    strings.flatMap(({ text, start }) =>
      [...text.matchAll(pattern)].map(({ index }) => ({ what, line: lineAt(file.text, start + index) })),
    ),
  );
  const inImports = file.imports.flatMap(({ specifier, clause, line }) => {
    if (MODULES.test(specifier)) return [{ what: specifier, line }];
    return /^xstate\b/u.test(specifier) && /\bwaitFor\b/u.test(clause)
      ? [{ what: 'XState waitFor', line }]
      : [];
  });
  return [...inCode, ...inStrings, ...inImports].map(
    ({ what, line }) => `${file.path}:${line}: ${what} is banned outside src/kernel`,
  );
}
