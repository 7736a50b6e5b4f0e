import { describe, expect, it } from 'vitest';
import { readImports } from './imports.ts';
import { scan } from './scan.ts';

function codeOf(source: string): string {
  return scan(source).code.replaceAll(/ +/gu, ' ').trim();
}

function importsOf(source: string): string[] {
  return readImports(source, scan(source)).map(({ kind, specifier, line }) => `${line} ${kind} ${specifier}`);
}

describe('scan', () => {
  it.each([
    ['a line comment', 'a; // Date\nb;', 'a; \nb;'],
    ['a block comment', 'a /* Date */ b', 'a b'],
    ['a string with the other quote and an escape', `f('it\\'s "Date"')`, `f(' ')`],
    ['a template and what is in it', '`Date ${a + `Date ${b}` } Date`', '` ${a + ` ${b}` } `'],
    ['an object inside a template', '`${ f({ a: 1 }) } Date` + c', '`${ f({ a: 1 }) } ` + c'],
    ['a regular expression with a quote and a slash in a class', `x = /['"/[\\]/]Date/u; y`, 'x = / /u; y'],
    ['a comment mark inside a string', `f('// no comment') + g`, `f(' ') + g`],
    ['a quote inside a comment', `a // don't\n+ b`, 'a \n+ b'],
  ])('blanks %s', (_what, source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  it('keeps a division apart from a regular expression', () => {
    expect(codeOf('a = b / c; d = e / f;')).toBe('a = b / c; d = e / f;');
    expect(codeOf('(a) / b / c')).toBe('(a) / b / c');
  });

  it('keeps every position and line', () => {
    const source = "/* a\nb */ const x = 'y\\n'; // z\n`t\n${x}`";
    const { code } = scan(source);
    expect(code).toHaveLength(source.length);
    expect(code.split('\n')).toHaveLength(source.split('\n').length);
    expect(code.indexOf('const')).toBe(source.indexOf('const'));
  });

  it('gives strings and comments with their places', () => {
    const { strings, comments } = scan("a('one') // two");
    expect(strings).toEqual([{ start: 3, text: 'one' }]);
    expect(comments).toEqual([{ start: 9, text: ' two' }]);
  });

  it('comes to an end on a source that breaks off', () => {
    for (const source of ["'", '`', '`${', '/*', '/', '`${a', 'x = /['])
      expect(scan(source).code).toBeDefined();
  });
});

describe('readImports', () => {
  it('reads every form', () => {
    const source = [
      "import a from './a.ts';",
      "import { b, type B } from './b.ts';",
      "import type { C } from './c.ts';",
      "import { type D, type E } from './d.ts';",
      "import * as f from './f.ts';",
      "import './g.ts';",
      "const h = await import('./h.ts');",
      "export { i } from './i.ts';",
      "export * from './j.ts';",
      "export type { K } from './k.ts';",
      'import {\n  l,\n  m,\n} from "./l.ts";',
    ].join('\n');
    expect(importsOf(source).toSorted()).toEqual(
      [
        '1 value ./a.ts',
        '2 value ./b.ts',
        '3 type ./c.ts',
        '4 type ./d.ts',
        '5 value ./f.ts',
        '6 value ./g.ts',
        '7 dynamic ./h.ts',
        '8 value ./i.ts',
        '9 value ./j.ts',
        '10 type ./k.ts',
        '11 value ./l.ts',
      ].toSorted(),
    );
  });

  it('reads none out of comments, strings and other words', () => {
    const source = [
      "// import { a } from './a.ts';",
      `const text = "import b from './b.ts'";`,
      "export const from = 'c';",
      "export function f(from = './d.ts') { return from; }",
      "const important = Array.from('e');",
    ].join('\n');
    expect(importsOf(source)).toEqual([]);
  });
});
