/**
 * 流水号 (serial number): terminal number – journal generation – host sequence of the order's first event – check digit,
 * e.g. `100000000042-01-000123-9`. Terminal and server derive it alike; never from a clock (design.md §12.12).
 */
import { invariant } from '../kernel/errors.ts';

const SERIAL = /^(\d{12})-(\d{2})-(\d{6,10})-(\d)$/u;

export interface SerialParts {
  /** 12 digits. */
  readonly terminal: string;
  /** 1 … 99. */
  readonly generation: number;
  readonly hostSequence: number;
}

export function serialNumber(parts: SerialParts): string {
  invariant(/^\d{12}$/u.test(parts.terminal), 'terminal number of 12 digits');
  invariant(parts.generation >= 1 && parts.generation <= 99, 'journal generation 1 … 99');
  const generation = String(parts.generation).padStart(2, '0');
  const sequence = String(parts.hostSequence).padStart(6, '0');
  return `${parts.terminal}-${generation}-${sequence}-${checkDigit(parts.terminal + generation + sequence)}`;
}

/** `undefined` for anything that is not a serial number, a mistyped check digit included. */
export function parseSerialNumber(text: string): SerialParts | undefined {
  const [, terminal, generation, sequence, digit] = SERIAL.exec(text) ?? [];
  if (terminal === undefined || generation === undefined || sequence === undefined) return undefined;
  if (checkDigit(terminal + generation + sequence) !== digit) return undefined;
  return { terminal, generation: Number(generation), hostSequence: Number(sequence) };
}

/** Luhn (ISO/IEC 7812-1 annex B): catches each single wrong digit and most swapped neighbours. */
function checkDigit(digits: string): string {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).toReversed().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
