/** A synchronous list of listeners; the only event bus there is. */
export type Unsubscribe = () => void;

export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  listen(listener: (value: T) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Calls those who listened before; whoever unsubscribes meanwhile is left out, whoever subscribes meanwhile hears the next value. */
  emit(value: T): void {
    const before = [...this.#listeners];
    for (const listener of before) {
      if (this.#listeners.has(listener)) listener(value);
    }
  }
}
