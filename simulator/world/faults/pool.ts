/** Hands jobs to worker threads, one at a time to each. */
import { Worker } from 'node:worker_threads';
import { TerminalError } from '../../../src/kernel/errors.ts';
import type { Job, JobResult, JobSettings } from './job.ts';
import type { WorkerAnswer } from './worker.ts';

export interface PoolOptions {
  readonly workers: number;
  readonly settings: JobSettings;
  /** Called with each result as it comes; `false` stops the rest. */
  readonly onResult: (result: JobResult) => boolean;
}

/** Resolves when all jobs are done or the rest was called off; rejects when a job fails as a program. */
export async function runJobs(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const queue = [...jobs];
  const hands = Array.from({ length: Math.min(options.workers, jobs.length) }, () => serve(queue, options));
  await Promise.all(hands);
}

async function serve(queue: Job[], { settings, onResult }: PoolOptions): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: settings });
  try {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const answer = await ask(worker, job);
      if (answer.kind === 'failed') throw new TerminalError('FAULTS_JOB_FAILED', answer.text);
      if (!onResult(answer.result)) queue.splice(0);
    }
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, job: Job): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: WorkerAnswer) => {
      worker.removeListener('error', reject);
      resolve(answer);
    });
    worker.once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(job);
  });
}
