import { describe, expect, it } from 'vitest';
import { fen, yuan, ZERO_FEN } from '../../src/kernel/fen.ts';
import { roomInNotes, roomOnCard } from '../../src/money/limits.ts';

describe('room on a card', () => {
  it('is what is left under the maximum after balance and reservations', () => {
    expect(roomOnCard(yuan(1000), fen(1_250), yuan(100))).toBe(88_750);
  });

  it('is never negative', () => {
    expect(roomOnCard(yuan(1000), yuan(950), yuan(100))).toBe(0);
  });

  it('is nothing at the maximum', () => {
    expect(roomOnCard(yuan(1000), yuan(1000), ZERO_FEN)).toBe(0);
  });
});

describe('room in notes', () => {
  it.each([
    [88_750, 80_000],
    [10_000, 10_000],
    [9_999, 0],
    [0, 0],
  ])('of %i fen is %i', (room, notes) => {
    expect(roomInNotes(fen(room), yuan(100))).toBe(notes);
  });

  it('of a note without value is nothing', () => {
    expect(roomInNotes(yuan(10), ZERO_FEN)).toBe(0);
  });
});
