/**
 * Where every report of the banknote acceptor is written down before the device is acknowledged, and tied to the order of
 * the journalled escrow, never to whoever's visit is open (design.md §6; ccnet.md §9–10).
 */
import type { NoteEvent } from '../../../drivers/contract/banknote-acceptor.ts';
import { Emitter } from '../../kernel/emitter.ts';
import type { OpenOrder } from '../order-book.ts';
import { oweOrder } from '../owe.ts';
import { releaseHold } from '../hold.ts';
import type { LoadPorts } from '../ports.ts';
import { noteLeftBehind, typeKeepsOrder, type CurrentNote } from './current-note.ts';

/** What became certain about a note, after it is durable. */
export type NoteNews =
  | { readonly kind: 'accepting' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'slot-free' }
  | { readonly kind: 'escrowed'; readonly orderId: string }
  | { readonly kind: 'stacked'; readonly orderId: string }
  | { readonly kind: 'returning' }
  | { readonly kind: 'returned'; readonly orderId: string | undefined }
  | { readonly kind: 'disputed'; readonly orderId: string; readonly reason: string }
  /** The acceptor cannot take notes now: jam, box full or out, failure. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'ready' };

type NoteFate =
  | 'accepting'
  | 'rejected'
  | 'slot-free'
  | 'escrow'
  | 'stacked'
  | 'returning'
  | 'returned'
  | 'outcome-missing';
type DeviceReport = Exclude<NoteEvent, { kind: NoteFate }>;

export class NoteDesk {
  readonly news = new Emitter<NoteNews>();
  /** Notes in a jam or at a box that a person must look at: no sale until `jam-cleared` or `ready`. */
  blocked: string | undefined;
  readonly #ports: LoadPorts;
  #current: CurrentNote | undefined;
  /** True while the newest note in the journal is a booked one: a stacked report after a power cut is then its repeat. */
  #lastNoteBooked: boolean;

  constructor(ports: LoadPorts, leftBehind: readonly OpenOrder[], lastNoteBooked: boolean) {
    this.#ports = ports;
    this.#lastNoteBooked = lastNoteBooked;
    this.#current = leftBehind.map(noteLeftBehind).find((note) => note !== undefined);
    ports.acceptor?.handleNotes((event) => this.#handle(event));
  }

  get current(): Readonly<CurrentNote> | undefined {
    return this.#current;
  }

  /** The slot opens for this order; from here on the note belongs to it. */
  begin(
    order: { readonly orderId: string; readonly amount: CurrentNote['amount'] },
    stackedCount: number | null,
  ): void {
    this.#current = {
      orderId: order.orderId,
      amount: order.amount,
      phase: 'slot-open',
      noteType: undefined,
      escrowedAtMs: 0,
      stackedCount,
      device: this.#ports.acceptor?.identity,
      interrupted: false,
      attended: true,
    };
  }

  /** The slot is shut and no note was kept. */
  end(): void {
    if (this.#current?.phase === 'slot-open') this.#current = undefined;
  }

  phaseBecomes(phase: 'stack-sent' | 'return-sent' | 'escrowed'): void {
    if (this.#current !== undefined) this.#current.phase = phase;
  }

  /** Nobody may guess where the note is: under investigation on that holder's account, at once. */
  async dispute(reason: string): Promise<void> {
    const note = this.#current;
    if (note === undefined || note.phase === 'disputed') return;
    note.phase = 'disputed';
    void this.#ports.acceptor?.inhibit();
    await this.#ports.facts.record('note-disputed', { orderId: note.orderId, value: note.amount, reason });
    this.news.emit({ kind: 'disputed', orderId: note.orderId, reason });
  }

  async #handle(event: NoteEvent): Promise<void> {
    switch (event.kind) {
      case 'accepting':
        this.#ports.indicator?.slotLamp('off');
        this.news.emit({ kind: 'accepting' });
        return;
      case 'rejected':
        this.news.emit({ kind: 'rejected', reason: event.reason });
        return;
      case 'slot-free':
        this.news.emit({ kind: 'slot-free' });
        return;
      case 'escrow':
        await this.#escrowed(event.type, event.template?.value ?? null);
        return;
      case 'stacked':
        await this.#stacked(event.type, event.template?.value ?? null, event.recovered);
        return;
      case 'returning':
        this.news.emit({ kind: 'returning' });
        return;
      case 'returned':
        await this.#returned();
        return;
      case 'outcome-missing':
        // The counter is asked outside the handler: the device owes us nothing for this report.
        void this.#outcomeMissing();
        return;
      default:
        await this.#deviceReports(event);
    }
  }

  /** Reports about the device rather than about one note's fate. */
  async #deviceReports(event: DeviceReport): Promise<void> {
    switch (event.kind) {
      case 'stacking':
      case 'two-notes':
        return;
      case 'jam':
        await this.#trouble(`jam-${event.where}`);
        return;
      case 'cheated':
        await this.#trouble('cheated');
        return;
      case 'failure':
        await this.#trouble(`failure-${event.code.toString(16)}`);
        return;
      case 'box-full':
        this.#unusable('box-full');
        return;
      case 'box-removed':
        await this.#boxRemoved();
        return;
      case 'box-returned':
        await this.#ports.facts.record('box-returned', { stackedCount: null });
        this.#usable();
        return;
      case 'jam-cleared':
        this.#usable();
        return;
      case 'power-up':
        await this.#poweredUp(event.path);
        return;
      case 'ready':
        await this.#ready();
        return;
    }
  }

  async #escrowed(type: number, value: CurrentNote['amount'] | null): Promise<void> {
    this.#lastNoteBooked = false;
    const note = this.#current?.phase === 'slot-open' ? this.#current : undefined;
    await this.#ports.facts.record('note-escrowed', { orderId: note?.orderId ?? null, type, value });
    if (note === undefined) {
      void this.#returnUnasked();
      return;
    }
    note.phase = 'escrowed';
    note.noteType = type;
    note.escrowedAtMs = this.#ports.clock.monotonic();
    this.news.emit({ kind: 'escrowed', orderId: note.orderId });
  }

  /** A note that nobody has a hold for goes back. */
  async #returnUnasked(): Promise<void> {
    await this.#ports.facts.record('return-sent', { orderId: null, reason: 'no-order' });
    await this.#ports.acceptor?.returnNote();
  }

  async #stacked(type: number, value: CurrentNote['amount'] | null, recovered: boolean): Promise<void> {
    const note = this.#current;
    if (
      note === undefined ||
      note.phase === 'slot-open' ||
      (note.phase === 'disputed' && note.noteType === undefined)
    ) {
      await this.#orphaned(type, value);
      return;
    }
    if (!typeKeepsOrder(note, type, this.#ports.acceptor?.templates ?? [])) {
      note.noteType = undefined;
      await this.dispute('type-mismatch');
      this.#unusable('type-mismatch');
      return;
    }
    await this.#book(note, type, recovered ? 'recovered' : 'reported');
  }

  /** Nobody waits for a note of an earlier life, or for one that was under investigation: it is owed at once. */
  async #book(note: CurrentNote, type: number, how: 'reported' | 'recovered' | 'counter'): Promise<void> {
    await this.#ports.facts.record('note-stacked', { orderId: note.orderId, type, value: note.amount, how });
    this.#current = undefined;
    this.#lastNoteBooked = true;
    const late = note.phase === 'disputed' ? 'found-after-dispute' : 'power-cut';
    if (!note.attended || note.phase === 'disputed') await oweOrder(this.#ports, note.orderId, late);
    this.news.emit({ kind: 'stacked', orderId: note.orderId });
  }

  /**
   * With nothing open and the last note booked: most likely that note again, since the device repeats what nobody
   * acknowledged to the next life too; a person decides.
   */
  async #orphaned(type: number, value: CurrentNote['amount'] | null): Promise<void> {
    const repeat = this.#lastNoteBooked;
    const reason = repeat
      ? 'possible-repeat'
      : this.#current?.phase === 'disputed'
        ? 'after-dispute'
        : 'no-escrow';
    await this.#ports.facts.record('note-orphaned', { type, value: repeat ? null : value, reason });
    this.news.emit({ kind: 'unusable', reason });
  }

  async #returned(): Promise<void> {
    const note = this.#current;
    const back =
      note !== undefined &&
      (note.phase === 'escrowed' || note.phase === 'return-sent' || note.phase === 'stack-sent');
    await this.#ports.facts.record('note-returned', { orderId: back ? note.orderId : null });
    if (back && note.attended) note.phase = 'slot-open';
    if (back && !note.attended) {
      this.#current = undefined;
      await releaseHold(this.#ports, note.orderId, 'returned-after-power-cut');
    }
    this.news.emit({ kind: 'returned', orderId: back ? note.orderId : undefined });
  }

  /** 17 → 14 or 19 without 81: exactly one more in the device's own count, same device, nothing between → stacked. */
  async #outcomeMissing(): Promise<void> {
    const note = this.#current;
    if (note === undefined || note.phase === 'slot-open' || note.phase === 'disputed') return;
    const counted = await this.#ports.acceptor?.stackedCount();
    const before = note.stackedCount;
    const oneMore = counted?.kind === 'done' && before !== null && counted.value === (before + 1) % 65_536;
    const sameDevice = note.device === this.#ports.acceptor?.identity;
    if (this.#current !== note) return;
    if (oneMore && sameDevice && !note.interrupted && note.noteType !== undefined) {
      await this.#book(note, note.noteType, 'counter');
    } else {
      await this.dispute('outcome-missing');
    }
  }

  async #trouble(reason: string): Promise<void> {
    this.#ports.indicator?.slotLamp('red');
    await this.dispute(reason);
    this.#unusable(reason);
  }

  async #boxRemoved(): Promise<void> {
    if (this.#current !== undefined) this.#current.interrupted = true;
    await this.#ports.facts.record('box-removed', { stackedCount: null });
    this.#unusable('box-removed');
  }

  async #poweredUp(path: 'empty' | 'note-in-validator' | 'note-in-stacker'): Promise<void> {
    await this.#ports.facts.record('acceptor-state', { state: `power-up-${path}`, stackedCount: null });
    const note = this.#current;
    if (note === undefined) return;
    note.interrupted = true;
    if (path !== 'empty') return;
    if (note.phase === 'stack-sent') await this.dispute('power-lost');
    else if (note.phase !== 'slot-open') await this.#returned();
  }

  /** The start sequence is over: a note left behind that was neither stacked nor returned by now stays unknown. */
  async #ready(): Promise<void> {
    this.#usable();
    const note = this.#current;
    if (note === undefined || note.attended) return;
    if (note.phase === 'stack-sent') await this.dispute('power-lost');
    else if (note.phase !== 'disputed') await this.#returned();
  }

  #unusable(reason: string): void {
    this.blocked = reason;
    this.news.emit({ kind: 'unusable', reason });
  }

  #usable(): void {
    this.blocked = undefined;
    if (this.#current?.phase === 'disputed') this.#current = undefined;
    this.#ports.indicator?.slotLamp('off');
    this.news.emit({ kind: 'ready' });
  }
}
