/** Every act on the world is done, not done, or unknown. Unknown is an honest answer, never rounded to either side. */

export type Done<T> = { readonly kind: 'done'; readonly value: T };
export type NotDone<R> = { readonly kind: 'not-done'; readonly reason: R };
export type Unknown = { readonly kind: 'unknown'; readonly reason: string };

export type Outcome<T, R = string> = Done<T> | NotDone<R> | Unknown;

export function done<T>(value: T): Done<T> {
  return { kind: 'done', value };
}

export function notDone<R>(reason: R): NotDone<R> {
  return { kind: 'not-done', reason };
}

export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}
