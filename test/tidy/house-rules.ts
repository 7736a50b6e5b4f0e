/** Size, names, leftovers and places: the rules of the house that one file can break. */
import { lineAt } from './scan.ts';
import type { SourceFile } from './source-file.ts';

const MOST_LINES = 400;

interface Finding {
  readonly index: number;
  readonly what: string;
}

export type Rule = (file: SourceFile) => string[];

function report(file: SourceFile, findings: readonly Finding[]): string[] {
  return findings.map(({ index, what }) => `${file.path}:${lineAt(file.text, index)}: ${what}`);
}

function matches(text: string, pattern: RegExp, what: string): Finding[] {
  return [...text.matchAll(pattern)].map((match) => ({
    index: match.index,
    what: `${what}: ${match[0].trim()}`,
  }));
}

/** Tests may be longer: their cases stand side by side. */
export const notTooLong: Rule = ({ path, text }) => {
  if (path.startsWith('test/')) return [];
  const lines = text.trimEnd().split('\n').length;
  return lines > MOST_LINES ? [`${path}: ${lines} lines, more than ${MOST_LINES}`] : [];
};

/** A test that needs a peer program skips itself at run time with a reason; nothing is switched off in the source. */
export const noTestSwitchedOff: Rule = (file) =>
  report(
    file,
    matches(
      file.scanned.code,
      /\b(?:it|test|describe|suite|bench)\s*\.\s*(?:only|skip|todo|fails|skipIf|runIf)\b|\bx(?:it|describe)\s*\(/gu,
      'a test switched off or alone',
    ),
  );

export const noAny: Rule = (file) =>
  report(file, matches(file.scanned.code, /(?<![.\w$])any(?![\w$]|\s*[(:?])/gu, 'any'));

/** Tests may say `!`: a wrong guess there fails the test. */
export const noNonNullAssertion: Rule = (file) =>
  file.path.startsWith('test/')
    ? []
    : report(file, matches(file.scanned.code, /[\w$)\]]!(?=[\s.;,)\]}[?:])(?!==?)/gu, 'non-null assertion'));

const LEFTOVERS = /\b(?:TODO|FIXME|XXX|HACK)\b/gu;
/** A lint rule may be silenced for one line and by its name; the compiler never. */
const SILENCED =
  /@ts-(?:ignore|nocheck|expect-error)|\b(?:oxlint|eslint|biome|prettier)-(?:disable|ignore)(?!-next-line [a-z-]+\/[a-z-]+)/gu;

/** Unfinished work is said in an issue; a complaint of a tool is answered, not waved away. */
export const noLeftover: Rule = (file) =>
  file.scanned.comments.flatMap(({ start, text }) => {
    const findings = [...matches(text, LEFTOVERS, 'leftover'), ...matches(text, SILENCED, 'silenced')];
    return findings.flatMap(({ index, what }) => report(file, [{ index: start + index, what }]));
  });

/** State machines lie in `state-machines` as `*.machine.ts`, and nothing else is named so. */
export const machinesInTheirPlace: Rule = ({ path, imports }) => {
  const named = path.endsWith('.machine.ts');
  const placed = path.startsWith('state-machines/');
  const builds = imports.some(
    ({ specifier, kind, clause }) =>
      specifier === 'xstate' && kind === 'value' && /\b(?:setup|createMachine)\b/u.test(clause),
  );
  if (named && !placed) return [`${path}: a state machine outside state-machines`];
  if (builds && !(named && placed) && !path.startsWith('test/')) {
    return [`${path}: builds a state machine but is no state-machines/*.machine.ts`];
  }
  return [];
};

export const RULES_FOR_SOURCES: readonly Rule[] = [
  notTooLong,
  noTestSwitchedOff,
  noAny,
  noNonNullAssertion,
  noLeftover,
  machinesInTheirPlace,
];
