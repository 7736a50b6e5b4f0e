import { describe, expect, it } from 'vitest';
import { Emitter } from '../../src/kernel/emitter.ts';

describe('Emitter', () => {
  it('calls listeners at once, in the order they came', () => {
    const emitter = new Emitter<number>();
    const seen: string[] = [];
    emitter.listen((value) => seen.push(`a${value}`));
    emitter.listen((value) => seen.push(`b${value}`));
    emitter.emit(1);
    expect(seen).toEqual(['a1', 'b1']);
  });

  it('leaves out a listener that another one has removed during the same call', () => {
    const emitter = new Emitter<number>();
    const seen: string[] = [];
    emitter.listen(() => {
      stopSecond();
    });
    const stopSecond = emitter.listen(() => seen.push('second'));
    emitter.emit(1);
    expect(seen).toEqual([]);
  });

  it('lets a listener that subscribes during a call hear only the next value', () => {
    const emitter = new Emitter<number>();
    const seen: number[] = [];
    const stop = emitter.listen(() => {
      stop();
      emitter.listen((value) => seen.push(value));
    });
    emitter.emit(1);
    emitter.emit(2);
    expect(seen).toEqual([2]);
  });
});
