/** Why an action of the bench cannot be done. Thrown before anything is changed. */

export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Stable, begins with `BENCH_`. */
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

/** Throws the refusal unless the condition holds. */
export function refuseUnless(condition: unknown, code: string, text: string): asserts condition {
  if (!condition) throw new Refusal(code, text);
}
