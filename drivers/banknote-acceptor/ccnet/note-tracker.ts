/**
 * From poll replies to note events: what is new, what is a repetition, and what never came. No time, no line.
 * ccnet.md §8 – §10, §12.
 */
import { unreachable } from '../../../src/kernel/errors.ts';
import type { NoteEvent, NoteTemplate, RejectReason } from '../../contract/banknote-acceptor.ts';
import type { CcnetStateName, PollReply } from './states.ts';

/** Where the note of the current cycle was last seen. `recovering`: power-up 12; `ejecting`: power-up 11. */
type Phase = 'accepting' | 'escrow' | 'stacking' | 'returning' | 'recovering' | 'ejecting';

interface Note {
  phase: Phase;
  type: number | undefined;
  readonly recovered: boolean;
  /** Present once it was reported; a repetition of the same report says nothing new. */
  outcome: 'stacked' | 'returned' | 'missing' | 'jammed' | 'rejected' | undefined;
}

type PowerUpState = 'powerUp' | 'powerUpInValidator' | 'powerUpInStacker';

const POWER_UP_PATH = {
  powerUp: 'empty',
  powerUpInValidator: 'note-in-validator',
  powerUpInStacker: 'note-in-stacker',
} as const;

/** Classes of the reject reasons; whatever is not listed is `other`. */
const REJECT_CLASS: Readonly<Record<number, RejectReason>> = {
  0x60: 'insertion',
  0x61: 'unrecognised',
  0x62: 'insertion',
  0x63: 'unrecognised',
  0x64: 'transport',
  0x65: 'unrecognised',
  0x66: 'unrecognised',
  0x67: 'unrecognised',
  0x68: 'inhibited',
  0x69: 'unrecognised',
  0x6a: 'transport',
  0x6c: 'unrecognised',
  0x6d: 'unrecognised',
};

export class NoteTracker {
  /** Reports of notes that were already known. */
  repetitions = 0;
  readonly #templates: readonly NoteTemplate[];
  #note: Note | undefined;
  #previous: PollReply | undefined;
  #jam: 'path' | 'box' | undefined;
  #boxOut = false;
  readonly #reports: Record<CcnetStateName, (data: number) => readonly NoteEvent[]> = {
    powerUp: () => this.#powerUp('powerUp'),
    powerUpInValidator: () => this.#powerUp('powerUpInValidator'),
    powerUpInStacker: () => this.#powerUp('powerUpInStacker'),
    initialize: () => [],
    idling: () => this.#pathFree(),
    accepting: () => this.#accepting(),
    stacking: () => this.#stacking(),
    returning: () => this.#returning(),
    disabled: () => this.#pathFree(),
    holding: () => this.#holding(),
    busy: () => [],
    rejecting: (code) => this.#rejecting(code),
    boxFull: () => this.#once('boxFull', { kind: 'box-full' }),
    boxRemoved: () => this.#boxRemoved(),
    pathJam: () => this.#jammed('path'),
    boxJam: () => this.#jammed('box'),
    cheated: () => this.#once('cheated', { kind: 'cheated' }),
    pause: () => this.#once('pause', { kind: 'two-notes' }),
    failure: (code) => this.#failure(code),
    escrow: (type) => this.#escrow(type),
    stacked: (type) => this.#stacked(type),
    returned: (type) => this.#returned(type),
    suspected: () => [],
    counterfeit: () => [],
  };

  constructor(templates: readonly NoteTemplate[]) {
    this.#templates = templates;
  }

  /** True while a note is somewhere between the slot and a reported end. */
  get noteOpen(): boolean {
    return this.#note !== undefined && this.#note.outcome === undefined;
  }

  /** The events of this reply in order; none for a repetition. */
  next(reply: PollReply): readonly NoteEvent[] {
    if (reply.state === 'busy') return [];
    const freed = this.#previous?.state === 'rejecting' && reply.state !== 'rejecting';
    const events = this.#reports[reply.state](reply.data);
    this.#previous = reply;
    return freed ? [{ kind: 'slot-free' }, ...events] : events;
  }

  #entered(state: CcnetStateName): boolean {
    return this.#previous?.state !== state;
  }

  #once(state: CcnetStateName, event: NoteEvent): readonly NoteEvent[] {
    return this.#entered(state) ? [event] : [];
  }

  #failure(code: number): readonly NoteEvent[] {
    const known = !this.#entered('failure') && this.#previous?.data === code;
    return known ? [] : [{ kind: 'failure', code }];
  }

  /** We never send HOLD: a note that a former process held. Its type is not told. */
  #holding(): readonly NoteEvent[] {
    if (!this.noteOpen) this.#begin('escrow');
    return [];
  }

  #begin(phase: Phase, type?: number): void {
    this.#note = { phase, type, recovered: phase === 'recovering', outcome: undefined };
  }

  #template(type: number): NoteTemplate | undefined {
    return this.#templates.find((template) => template.type === type);
  }

  /** The path is known from here on; what became of a note that was in it is for whoever keeps the journal. */
  #powerUp(state: PowerUpState): readonly NoteEvent[] {
    if (!this.#entered(state)) return [];
    const type = this.noteOpen ? this.#note?.type : undefined;
    if (state === 'powerUp') this.#note = undefined;
    else this.#begin(state === 'powerUpInStacker' ? 'recovering' : 'ejecting', type);
    return [{ kind: 'power-up', path: POWER_UP_PATH[state] }];
  }

  /** Ends a note whose end was not reported: only 18 proves a return, nothing proves that it was stacked. */
  #leave(): readonly NoteEvent[] {
    const note = this.#note;
    if (note === undefined || note.outcome !== undefined) return [];
    switch (note.phase) {
      case 'accepting':
        note.outcome = 'rejected';
        return [{ kind: 'rejected', reason: 'other', code: 0 }, { kind: 'slot-free' }];
      case 'returning':
      case 'ejecting':
        note.outcome = 'returned';
        return [{ kind: 'returned', type: note.type }];
      case 'escrow':
      case 'stacking':
      case 'recovering':
        note.outcome = 'missing';
        return [{ kind: 'outcome-missing' }];
      default:
        return unreachable(note.phase);
    }
  }

  #pathFree(): readonly NoteEvent[] {
    const events = [...this.#leave()];
    if (this.#jam !== undefined) events.push({ kind: 'jam-cleared' });
    if (this.#boxOut) events.push({ kind: 'box-returned' });
    this.#jam = undefined;
    this.#boxOut = false;
    return events;
  }

  #accepting(): readonly NoteEvent[] {
    if (this.noteOpen && this.#note?.phase === 'accepting') return [];
    const left = this.#leave();
    this.#begin('accepting');
    return [...left, { kind: 'accepting' }];
  }

  #escrow(type: number): readonly NoteEvent[] {
    const note = this.#note;
    if (note !== undefined && note.outcome === undefined && note.phase === 'escrow') {
      if (note.type === type) {
        this.repetitions += 1;
        return [];
      }
      // HOLDING seen after a restart: the type is only known now.
      if (note.type === undefined) this.#note = undefined;
    }
    const left = this.#note?.phase === 'accepting' ? [] : this.#leave();
    this.#begin('escrow', type);
    return [...left, { kind: 'escrow', type, template: this.#template(type) }];
  }

  #stacking(): readonly NoteEvent[] {
    const note = this.#note;
    if (note === undefined || note.outcome !== undefined) this.#begin('stacking');
    else if (note.phase === 'stacking') return [];
    else note.phase = 'stacking';
    return [{ kind: 'stacking' }];
  }

  #returning(): readonly NoteEvent[] {
    const note = this.#note;
    if (note?.outcome === 'returned') return [];
    if (note === undefined || note.outcome !== undefined) this.#begin('returning');
    else if (note.phase === 'returning') return [];
    else note.phase = 'returning';
    return [{ kind: 'returning' }];
  }

  #stacked(type: number): readonly NoteEvent[] {
    if (this.#note?.outcome === 'stacked') {
      this.repetitions += 1;
      return [];
    }
    const recovered = this.#note?.recovered ?? false;
    this.#note = { phase: 'stacking', type, recovered, outcome: 'stacked' };
    return [{ kind: 'stacked', type, template: this.#template(type), recovered }];
  }

  #returned(type: number): readonly NoteEvent[] {
    if (this.#note?.outcome === 'returned') {
      this.repetitions += 1;
      return [];
    }
    this.#note = { phase: 'returning', type, recovered: false, outcome: 'returned' };
    return [{ kind: 'returned', type }];
  }

  #rejecting(code: number): readonly NoteEvent[] {
    if (!this.#entered('rejecting')) {
      this.repetitions += 1;
      return [];
    }
    if (this.#note?.phase === 'accepting') this.#note.outcome = 'rejected';
    return [{ kind: 'rejected', reason: REJECT_CLASS[code] ?? 'other', code }];
  }

  #jammed(where: 'path' | 'box'): readonly NoteEvent[] {
    if (this.#jam === where) return [];
    this.#jam = where;
    if (this.#note !== undefined && this.#note.outcome === undefined) this.#note.outcome = 'jammed';
    return [{ kind: 'jam', where }];
  }

  #boxRemoved(): readonly NoteEvent[] {
    if (this.#boxOut) return [];
    this.#boxOut = true;
    return [{ kind: 'box-removed' }];
  }
}
