/** Runs one program of a step with its output live on ours. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** No step may hang for ever: half an hour. */
const LIMIT_MS = 1_800_000;

/** How much of the end of the output is kept. */
const TAIL_CHARACTERS = 4_096;

export interface Ended {
  /** 1 when it could not be started or was ended by a signal. */
  readonly exitCode: number;
  /** The end of its standard output. */
  readonly tail: string;
}

/** Programs of the project's packages come first on the path, so that every script runs on its Node. */
export function runProgram(root: string, command: string, parameters: readonly string[]): Promise<Ended> {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(command, parameters, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
  });
  let tail = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve({ exitCode: 1, tail });
    });
    child.on('close', (code) => {
      resolve({ exitCode: code ?? 1, tail });
    });
  });
}
