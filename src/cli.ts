/** The command line: which program to run, with what. The simulator is loaded only by the commands that need it. */
import { Command, InvalidArgumentError } from 'commander';
import { loadConfiguration } from './config/load.ts';
import { assertRuntime } from './cli/runtime.ts';
import { simulate, type SimulateOptions } from './cli/simulate.ts';
import { errorText } from './kernel/errors.ts';

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('not a number of at least 0');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('not a port, 0 … 65535');
  return value;
}

function program(): Command {
  const root = new Command('terminal').description('Campus-card self-service terminal (校园卡自助终端)');
  root
    .command('simulate')
    .description('run two simulated terminals with their bench; prints one address for the browser')
    .option('--state <folder>', 'where the simulated school is kept between starts', 'state/bench')
    .option('--fresh', 'erase that folder first', false)
    .option('--port <number>', 'port of the bench on this machine; 0 takes any free one', port, 7080)
    .option('--screen-port <number>', 'port of the first screen, the next ones follow; 0 any', port, 7081)
    .action(async (options: SimulateOptions) => {
      await simulate(options, (line) => process.stdout.write(`${line}\n`));
    });
  root
    .command('story')
    .description(
      'play a simulated visit, a torn one and its make-up write (补写); print screens, journal and wire',
    )
    .option('--pace <factor>', 'simulated seconds per real second; 0 plays as fast as it can', positive, 8)
    .option('--no-wire', 'leave the wire trace out')
    .option(
      '--state <folder>',
      'where journal, ledger and card images are written; erased first',
      'state/story',
    )
    .option('--seed <number>', 'seed of all chance', positive, 1)
    .action(async (options: { pace: number; wire: boolean; state: string; seed: number }) => {
      const { playStory } = await import('../simulator/world/story/story.ts');
      process.exitCode = await playStory(options, (line) => process.stdout.write(`${line}\n`));
    });
  root
    .command('check-configuration')
    .description('read a terminal configuration and say what is wrong with it')
    .argument('<file>', 'JSON file')
    .action((file: string) => {
      const { terminal, place } = loadConfiguration(file);
      process.stdout.write(`configuration of terminal ${terminal} (${place}) is good\n`);
    });
  return root;
}

// Whoever reads along may stop reading: `npm start | head`.
process.stdout.on('error', () => process.exit());
try {
  assertRuntime();
  await program().parseAsync();
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
