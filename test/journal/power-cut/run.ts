/**
 * The power-cut proof at any length, outside the test suite:
 * `node test/journal/power-cut/run.ts --transactions 200 [--synchronous NORMAL] [--checkpoint 20] [--enough 25]`
 */
import { parseArgs } from 'node:util';
import { record, straceMissing } from './recorder.ts';
import { replay } from './replay.ts';

const { values } = parseArgs({
  options: {
    transactions: { type: 'string', default: '200' },
    synchronous: { type: 'string', default: 'FULL' },
    checkpoint: { type: 'string', default: '20' },
    enough: { type: 'string', default: '25' },
  },
});

const missing = straceMissing();
if (missing !== undefined) throw new Error(missing);
const synchronous = values.synchronous === 'NORMAL' ? 'NORMAL' : 'FULL';
const recording = record({
  transactions: Number(values.transactions),
  synchronous,
  checkpoint: Number(values.checkpoint),
});
const result = await replay(recording.items, Number(values.enough));
console.log(
  `${synchronous}: ${result.operations} operations, ${result.states} distinct states, ` +
    `${result.acknowledged} acknowledged, ${result.violations.length} violations`,
);
for (const { at, label, fault } of result.violations.slice(0, 10))
  console.log(`  ${at} (${label}): ${fault}`);
const expected = synchronous === 'FULL' ? result.violations.length === 0 : result.violations.length > 0;
process.exitCode = expected ? 0 : 1;
