/** The simulated terminal with its bench: both screens, the hardware and the campus server in one process, in real time. */
import type { SimulationOptions } from '../../simulator/bench/start.ts';
import { orderedClock } from '../kernel/ordered-clock.ts';
import { systemRandom } from '../kernel/random.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type SimulateOptions = Pick<SimulationOptions, 'state' | 'fresh' | 'port' | 'screenPort'>;

/** Runs until a signal asks it to stop; a write under way ends first. */
export async function simulate(options: SimulateOptions, print: (line: string) => void): Promise<void> {
  const { startBench } = await import('../../simulator/bench/start.ts');
  const stop = new Promise<void>((resolve) => {
    for (const signal of STOP_SIGNALS) process.once(signal, () => resolve());
  });
  const bench = await startBench({ ...options, clock: orderedClock(), random: systemRandom() });
  print(`校园卡自助终端 模拟环境 / simulated terminal and bench: ${bench.address}`);
  print(`State is kept in ${options.state} (--fresh erases it). Ctrl+C ends.`);
  await stop;
  await bench.close();
}
