import { describe, expect, it } from 'vitest';
import { wrongArrows } from './arrows.ts';
import { allSources, sourceFile } from './source-file.ts';

/** What is said of a file at `path` that imports `specifier`. */
function complaints(path: string, specifier: string, form: 'value' | 'type' | 'dynamic' = 'value'): string[] {
  const forms = {
    value: `import { a } from '${specifier}';`,
    type: `import type { A } from '${specifier}';`,
    dynamic: `const a = await import('${specifier}');`,
  };
  return wrongArrows(sourceFile(path, forms[form]));
}

describe('import arrows of design.md §2', () => {
  it('hold in the whole tree', () => {
    expect(allSources().flatMap(wrongArrows)).toEqual([]);
  });

  it('were checked on a tree that imports something', () => {
    const sources = allSources();
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap((file) => file.imports).length).toBeGreaterThan(sources.length);
  });

  it('name file and target of a wrong one', () => {
    expect(complaints('src/money/decide.ts', '../journal/journal.ts')).toEqual([
      'src/money/decide.ts:1 → src/journal/journal.ts: no arrow from money to journal',
    ]);
  });

  it.each([
    ['src/kernel/clock.ts', '../money/limits.ts', 'value'],
    ['src/money/decide.ts', '../../drivers/contract/purse.ts', 'value'],
    ['src/journal/journal.ts', '../load/attempt.ts', 'value'],
    ['src/host/client.ts', '../journal/journal.ts', 'type'],
    ['src/receipt/receipt.ts', '../journal/journal.ts', 'value'],
    ['src/load/attempt.ts', '../../drivers/card/pboc/purse.ts', 'value'],
    ['src/load/attempt.ts', '../config/schema.ts', 'type'],
    ['simulator/kiosk/kiosk.ts', '../world/world.ts', 'type'],
    ['src/screen/server.ts', '../money/limits.ts', 'type'],
    ['src/screen/contract/model.ts', '../catalogue/words.ts', 'value'],
    ['src/operations/health.ts', '../load/attempt.ts', 'value'],
    ['src/audit/audit.ts', '../journal/chain.ts', 'type'],
    ['src/audit/audit.ts', '../money/decide.ts', 'value'],
    ['src/main.ts', '../simulator/world/world.ts', 'dynamic'],
    ['src/main/devices.ts', '../../simulator/devices/pty.ts', 'value'],
    ['src/cli.ts', '../simulator/world/world.ts', 'value'],
    ['src/journal/open.ts', '../config/load.ts', 'value'],
    ['src/load/attempt.ts', '../../simulator/campus/books.ts', 'type'],
    ['src/journal/open.ts', '../../test/journal/fixtures.ts', 'value'],
    ['state-machines/visit.machine.ts', '../src/load/attempt.ts', 'value'],
    ['state-machines/visit.machine.ts', '../src/journal/journal.ts', 'type'],
    ['state-machines/visit.machine.ts', '../src/screen/catalogue/words.ts', 'value'],
    ['drivers/contract/purse.ts', '../link/link.ts', 'type'],
    ['drivers/link/link.ts', '../card/pboc/purse.ts', 'type'],
    ['drivers/card/pboc/purse.ts', '../../card-reader/pn532/codec.ts', 'value'],
    ['drivers/card/pboc/purse.ts', '../../../src/money/limits.ts', 'value'],
    ['simulator/devices/card/card.ts', '../../../drivers/card/pboc/purse.ts', 'value'],
    ['simulator/devices/card/card.ts', '../../../src/money/limits.ts', 'value'],
    ['simulator/devices/card/card.ts', '../../campus/books.ts', 'value'],
    ['simulator/campus/books.ts', '../devices/card/card.ts', 'value'],
    ['simulator/campus/books.ts', '../../src/load/attempt.ts', 'type'],
    ['simulator/bench/server.ts', '../world/world.ts', 'value'],
    ['simulator/world/world.ts', '../bench/server.ts', 'value'],
    ['simulator/world/checker/check.ts', '../world.ts', 'type'],
    ['simulator/world/checker/check.ts', '../../../src/money/decide.ts', 'value'],
    ['src/other/file.ts', '../kernel/clock.ts', 'value'],
    ['src/load/attempt.ts', '../other/file.ts', 'value'],
    ['drivers/door/lock.ts', '../link/link.ts', 'value'],
  ] as const)('forbid %s → %s (%s)', (path, specifier, form) => {
    expect(complaints(path, specifier, form)).toHaveLength(1);
  });

  it.each([
    ['src/money/decide.ts', '../kernel/fen.ts', 'value'],
    ['src/money/decide.ts', '../../drivers/contract/purse.ts', 'type'],
    ['src/load/attempt.ts', '../journal/journal.ts', 'value'],
    ['src/load/attempt.ts', '../host/port.ts', 'type'],
    ['src/main.ts', './config/load.ts', 'value'],
    ['src/cli.ts', './cli/runtime.ts', 'value'],
    ['src/cli.ts', '../simulator/world/world.ts', 'dynamic'],
    ['src/cli/simulate.ts', '../../simulator/bench/server.ts', 'dynamic'],
    ['state-machines/visit.machine.ts', '../src/load/attempt.ts', 'type'],
    ['state-machines/visit.machine.ts', '../src/screen/contract/screen-model.ts', 'value'],
    ['drivers/card-reader/pn532/card-reader.ts', '../frames.ts', 'value'],
    ['drivers/card-reader/pn532/card-reader.ts', '../../link/exchange.ts', 'value'],
    ['simulator/devices/indicator/board.ts', '../../../drivers/indicator/modbus-rtu/codec.ts', 'value'],
    ['simulator/campus/books.ts', '../../src/host/contract.ts', 'value'],
    ['simulator/world/world.ts', '../../src/main.ts', 'value'],
    ['simulator/world/world.ts', './checker/check.ts', 'value'],
    ['simulator/bench/server.ts', '../devices/pty.ts', 'value'],
    ['simulator/world/checker/check.ts', '../../../src/kernel/fen.ts', 'value'],
    ['test/world/world.test.ts', '../../simulator/world/world.ts', 'value'],
    ['src/load/attempt.ts', 'zod', 'value'],
  ] as const)('allow %s → %s (%s)', (path, specifier, form) => {
    expect(complaints(path, specifier, form)).toEqual([]);
  });
});
