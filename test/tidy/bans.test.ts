import { describe, expect, it } from 'vitest';
import { bannedUses } from './bans.ts';
import { allSources, sourceFile } from './source-file.ts';

function uses(source: string, path = 'src/load/attempt.ts'): string[] {
  return bannedUses(sourceFile(path, source));
}

describe('time and chance', () => {
  it('come from the kernel alone in the whole tree', () => {
    expect(allSources().flatMap(bannedUses)).toEqual([]);
  });

  it('name place and culprit', () => {
    expect(uses('const a = 1;\nconst now = Date.now();')).toEqual([
      'src/load/attempt.ts:2: Date is banned outside src/kernel',
    ]);
  });

  it.each([
    'new Date()',
    'setTimeout(f, 1)',
    'globalThis.setInterval(f, 1)',
    'setImmediate(f)',
    "import { setTimeout as later } from 'node:timers/promises';",
    "import timers from 'timers';",
    "await import('timers/promises')",
    "import { monitorEventLoopDelay } from 'node:perf_hooks';",
    'performance.now()',
    'process.hrtime.bigint()',
    'Math.random()',
    'crypto.randomUUID()',
    'randomBytes(4)',
    'AbortSignal.timeout(5)',
    "db.exec(`INSERT INTO t VALUES (datetime('now'))`)",
    "db.exec('SELECT random()')",
    "db.exec('CREATE TABLE t (at TEXT DEFAULT CURRENT_TIMESTAMP)')",
    'amount.toLocaleString()',
    'when.toLocaleDateString(undefined, options)',
    'new Intl.NumberFormat()',
    'a.localeCompare(b)',
    "import { createActor, waitFor } from 'xstate';",
  ])('may not be taken from elsewhere: %s', (source) => {
    expect(uses(source).length).toBeGreaterThan(0);
  });

  it.each([
    '// new Date() would be wrong here',
    "const text = 'Math.random() and setTimeout';",
    "amount.toLocaleString('zh-CN')",
    "new Intl.NumberFormat('zh-CN')",
    "a.localeCompare(b, 'zh-CN')",
    'const validFromDate = card.validFrom;',
    "const text = 'a random word (or two)';",
  ])('are not seen where they are not: %s', (source) => {
    expect(uses(source)).toEqual([]);
  });

  it.each([
    'src/kernel/real-clock.ts',
    'src/screen/app/main.tsx',
    'simulator/bench/page/main.tsx',
    'test/run.ts',
  ])('may be taken in %s', (path) => {
    expect(uses('Date.now()', path)).toEqual([]);
  });

  it.each(['drivers/link/link.ts', 'state-machines/visit.machine.ts', 'simulator/world/world.ts'])(
    'may not be taken in %s',
    (path) => {
      expect(uses('Date.now()', path)).toHaveLength(1);
    },
  );
});
