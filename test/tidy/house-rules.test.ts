import { describe, expect, it } from 'vitest';
import {
  machinesInTheirPlace,
  noAny,
  noLeftover,
  noNonNullAssertion,
  noTestSwitchedOff,
  notTooLong,
  RULES_FOR_SOURCES,
  type Rule,
} from './house-rules.ts';
import { badName, machinePaths, strayAtTop } from './names.ts';
import { allSources, filesBelow, FOLDERS, readText, sourceFile, topLevel } from './source-file.ts';

function broken(rule: Rule, source: string, path = 'src/load/attempt.ts'): number {
  return rule(sourceFile(path, source)).length;
}

/** Joined here so that the rules do not find the planted words in this file. */
const planted = (...parts: string[]): string => parts.join('');

describe('rules of the house', () => {
  it('hold in every source', () => {
    const sources = allSources();
    expect(RULES_FOR_SOURCES.flatMap((rule) => sources.flatMap(rule))).toEqual([]);
  });

  it('bound the length of a file', () => {
    expect(broken(notTooLong, 'a;\n'.repeat(400))).toBe(0);
    expect(broken(notTooLong, 'a;\n'.repeat(401))).toBe(1);
  });

  it.each(['it.only(', 'describe.skip(', 'it . todo(', 'it.skipIf(true)(', 'test.fails(', 'xit('])(
    'find a test switched off: %s',
    (source) => {
      expect(broken(noTestSwitchedOff, source, 'test/load/attempt.test.ts')).toBe(1);
    },
  );

  it.each(['it.each([])(', 'exit(', "f('it.only(')", 'context.skip()'])(
    'leave a living test alone: %s',
    (source) => {
      expect(broken(noTestSwitchedOff, source, 'test/load/attempt.test.ts')).toBe(0);
    },
  );

  it.each(['let a: any;', 'a as any', 'f<any>()', 'let a: any[];', 'type A = string | any;'])(
    'find %s',
    (source) => {
      expect(broken(noAny, source)).toBe(1);
    },
  );

  it.each(['Promise.any(all)', 'expect.any(Number)', '// any', "'any'", 'const anyone = many;'])(
    'see no any in %s',
    (source) => {
      expect(broken(noAny, source)).toBe(0);
    },
  );

  it.each(['a!.b', 'a[0]!.b', 'f()!;', 'f(a!)', 'a! + 1', 'a![0]'])('find the assertion in %s', (source) => {
    expect(broken(noNonNullAssertion, source)).toBe(1);
  });

  it.each(['a !== b', 'a != b', '!a', 'f(!a)', 'if (a && !b) {}', "'a!.b'", 'a ? !b : c'])(
    'see no assertion in %s',
    (source) => {
      expect(broken(noNonNullAssertion, source)).toBe(0);
    },
  );

  it('let tests assert', () => {
    expect(broken(noNonNullAssertion, 'a!.b', 'test/load/attempt.test.ts')).toBe(0);
  });

  it.each([
    planted('// TO', 'DO: later'),
    planted('/* FIX', 'ME */'),
    planted('// @ts-', 'expect-error'),
    planted('// oxlint', '-disable'),
    planted('// oxlint', '-disable-next-line'),
  ])('find what was left over or silenced: %s', (source) => {
    expect(broken(noLeftover, `a;\n${source}\n`)).toBe(1);
  });

  it('let one lint rule be silenced by its name for one line', () => {
    const source = planted('// oxlint', '-disable-next-line typescript/no-unnecessary-type-parameters');
    expect(broken(noLeftover, source)).toBe(0);
  });

  it('see no leftover in ordinary words', () => {
    expect(broken(noLeftover, '// what is to do; a hacker; the todo list of the operator')).toBe(0);
  });

  it.each([
    ['src/load/load.machine.ts', 'const a = 1;'],
    ['src/load/load.ts', "import { setup } from 'xstate';"],
    ['state-machines/load.ts', "import { createMachine } from 'xstate';"],
  ])('find a state machine out of its place: %s', (path, source) => {
    expect(broken(machinesInTheirPlace, source, path)).toBe(1);
  });

  it.each([
    ['state-machines/load.machine.ts', "import { setup } from 'xstate';"],
    ['src/main.ts', "import { createActor } from 'xstate';"],
  ])('leave alone what is in its place: %s', (path, source) => {
    expect(broken(machinesInTheirPlace, source, path)).toBe(0);
  });
});

describe('names', () => {
  it('are in kebab case in the whole tree', () => {
    expect(filesBelow(FOLDERS).flatMap(badName)).toEqual([]);
  });

  it.each(['src/load/loadAttempt.ts', 'src/load/Load.ts', 'src/money_rules/a.ts', 'test/a--b.test.ts'])(
    'are refused otherwise: %s',
    (path) => {
      expect(badName(path)).toHaveLength(1);
    },
  );

  it.each(['src/load/attempt.ts', 'state-machines/load.machine.ts', '.ci/run', 'simulator/README.md'])(
    'are good as %s',
    (path) => {
      expect(badName(path)).toEqual([]);
    },
  );
});

describe('the top level', () => {
  it('is as design.md §2 draws it', () => {
    expect(strayAtTop(topLevel(), readText('.gitignore'))).toEqual([]);
  });

  it('has no room for anything else, but for what git ignores', () => {
    const names = ['src', '.ci', 'node_modules', 'state', 'debug.log', 'lib', 'jest.config.js'];
    expect(strayAtTop(names, 'node_modules/\n/state/\n*.log\n')).toEqual([
      'lib: not at the top of the repository by design.md §2',
      'jest.config.js: not at the top of the repository by design.md §2',
    ]);
  });
});

describe('paths of one machine', () => {
  it('stand in no text of the repository', () => {
    const texts = [
      ...filesBelow(FOLDERS),
      'README.md',
      'package.json',
      'tsconfig.json',
      '.gitignore',
      '.npmrc',
    ];
    expect(texts.flatMap((path) => machinePaths(path, readText(path)))).toEqual([]);
  });

  it.each([
    planted('see /wo', 'rk/main/src'),
    planted("'/ro", "ot/.config'"),
    planted('/ho', 'me/somebody/terminal'),
    planted('/tm', 'p/session-12/notes.md'),
  ])('are found: %s', (text) => {
    expect(machinePaths('docs/a.md', `one\n${text}`)).toHaveLength(1);
  });

  it.each([
    '/dev/ttyUSB0',
    'src/home/main',
    'https://example.org/home/page',
    'node_modules/.bin/node',
    'under /tmp',
  ])('are not seen in %s', (text) => {
    expect(machinePaths('docs/a.md', text)).toEqual([]);
  });
});
