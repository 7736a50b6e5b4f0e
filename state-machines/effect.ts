/** Effects come into the machines as named actors; main provides what they do (design.md §7). */
import { fromPromise, type PromiseActorLogic } from 'xstate';

/** An actor with a type and no implementation: a machine started without its effects fails loudly. */
export function effect<I, O>(): PromiseActorLogic<O, I> {
  return fromPromise<O, I>(() => Promise.reject(new Error('effect not provided')));
}
