/** One worker thread: takes jobs one after the other and sends back what became of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { errorText } from '../../../src/kernel/errors.ts';
import { CrashWatch } from './crashes.ts';
import { Bench, type Job, type JobResult, type JobSettings } from './job.ts';

export type WorkerAnswer =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly text: string };

const bench = new Bench(workerData as JobSettings, new CrashWatch());

async function answer(job: Job): Promise<WorkerAnswer> {
  try {
    return { kind: 'done', result: await bench.run(job) };
  } catch (error) {
    const where = job.kind === 'cuts' ? job.scenario : `${job.points[0] ?? ''} …`;
    const stack = error instanceof Error ? error.stack : undefined;
    return { kind: 'failed', text: `${where}: ${stack ?? errorText(error)}` };
  }
}

parentPort?.on('message', (job: Job) => {
  void answer(job).then((reply) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage(reply);
  });
});
