/** The cash box (钞箱): the notes themselves, whether it sits in its place, and how many it can hold. */
import type { PhysicalNote } from './physical-note.ts';

export class CashBox {
  readonly capacity: number;
  #present: boolean;
  #notes: PhysicalNote[];

  constructor(capacity: number, content: readonly PhysicalNote[] = [], present = true) {
    this.capacity = capacity;
    this.#notes = [...content];
    this.#present = present;
  }

  get present(): boolean {
    return this.#present;
  }

  set present(present: boolean) {
    this.#present = present;
  }

  /** In the order they were stacked: what an auditor counts. */
  get notes(): readonly PhysicalNote[] {
    return this.#notes;
  }

  get full(): boolean {
    return this.#notes.length >= this.capacity;
  }

  add(note: PhysicalNote): void {
    this.#notes.push(note);
  }

  /** Takes everything out. */
  empty(): readonly PhysicalNote[] {
    return this.#notes.splice(0);
  }

  replace(content: readonly PhysicalNote[], present: boolean): void {
    this.#notes = [...content];
    this.#present = present;
  }
}
