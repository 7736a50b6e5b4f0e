import { describe, expect, it } from 'vitest';
import { NO_NOTES, NoteBook } from '../../simulator/bench/engine/note-book.ts';

/** Each under an order of its own, whose id is its number. */
function fed(count: number, loaded = true): NoteBook {
  const book = new NoteBook(NO_NOTES);
  for (let number = 1; number <= count; number += 1) {
    const orderId = String(number);
    book.add(book.make('good-2015'), 'good-2015', 'A', orderId);
    if (loaded) book.markLoaded(new Map([[orderId, 'zhang']]));
  }
  return book;
}

describe('the book of notes', () => {
  it('keeps two hundred, and the value of older ones that are on cards', () => {
    const book = fed(203);
    expect(book.fed).toHaveLength(200);
    expect(book.fed[0]!.note.id).toBe('note-000004');
    expect(book.forgotten).toBe(30_000);
  });

  it('forgets older ones that came back to the hand as if they had never been', () => {
    const book = fed(200, false);
    const first = book.fed[0]!.note;
    book.follow({ kind: 'note-moved', note: first, from: 'slot', to: 'hand', by: 'person', at: 0 });
    book.add(book.make('good-2015'), 'good-2015', 'A', null);
    expect(book.forgotten).toBe(0);
  });

  it('keeps more while their money is not at its end', () => {
    expect(fed(203, false).fed).toHaveLength(203);
    expect(fed(1_003, false).fed).toHaveLength(1_000);
  });

  it('never uses a number twice, also after it was read again', () => {
    const first = fed(3);
    const second = new NoteBook(first.data());
    const ids = [...second.make('two-at-once'), ...second.makeFill(2)].map(({ id }) => id);
    expect(ids).toEqual(['note-000004', 'note-000005', 'fill-000006', 'fill-000007']);
  });

  it('follows a note that an operator pulls out', () => {
    const book = fed(1);
    const { note } = book.fed[0]!;
    book.follow({ kind: 'note-moved', note, from: 'path', to: 'hand', by: 'operator', at: 0 });
    expect(book.fed[0]!.lies).toBe('operator');
  });
});
