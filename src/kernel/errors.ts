/** One error base with a stable code and a suggested action, so that log, health page and screen name the same thing. */

/** What an operator should do about a fault. The vocabulary is that of ATM device standards. */
export type SuggestedAction =
  | 'none'
  | 'retry'
  | 'reset'
  | 'clear'
  | 'refill'
  | 'reconfigure'
  | 'call-service';

/**
 * An error with a stable code. Codes are upper case words joined by `_`, grouped by their first word:
 * MONEY_, CONFIG_, JOURNAL_, IDENTITY_, LINK_, READER_, CARD_, ACCEPTOR_, BOARD_, HOST_, SCREEN_, KERNEL_.
 */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  readonly code: string;
  readonly action: SuggestedAction;

  constructor(code: string, message: string, options: { action?: SuggestedAction; cause?: unknown } = {}) {
    super(`${message} (${code})`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.action = options.action ?? 'none';
  }
}

/** The stable code of any thrown value; `KERNEL_UNEXPECTED` for what is not ours. */
export function errorCode(error: unknown): string {
  return error instanceof TerminalError ? error.code : 'KERNEL_UNEXPECTED';
}

/** The text of any thrown value. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Marks the unreachable end of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new TerminalError('KERNEL_UNREACHABLE', `unexpected case ${JSON.stringify(value)}`);
}

/** Asserts an invariant; stays on in production. Throws `KERNEL_INVARIANT`. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new TerminalError('KERNEL_INVARIANT', message);
}
