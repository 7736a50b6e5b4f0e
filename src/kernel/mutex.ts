/** One user at a time, first come first served: one command in flight per device. */
export class Mutex {
  #tail: Promise<void> = Promise.resolve();

  /** Runs `job` when all earlier ones have ended, whatever their result. */
  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(job);
    this.#tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
