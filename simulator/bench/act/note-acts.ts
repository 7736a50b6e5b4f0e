/** What hands do with notes, the slot, jams and the cash box. */
import { unreachable } from '../../../src/kernel/errors.ts';
import type { NoteFault } from '../../devices/banknote-acceptor/faults.ts';
import type { KioskName } from '../actions.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { JamPlace, Place } from '../engine/place.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { byHand, placeOf, poweredPlace, type Handlers } from './handlers.ts';

type NoteVerb =
  | 'feed-note'
  | 'take-note'
  | 'jam-next'
  | 'clear-jam'
  | 'remove-box'
  | 'insert-box'
  | 'fill-box'
  | 'empty-box';

/** Before the box the note comes back out; past the point of no return it ends in the box, and only the counter says so. */
function jamFault(at: JamPlace): NoteFault {
  switch (at) {
    case 'before-escrow':
    case 'in-escrow':
    case 'stacking':
      return { kind: 'jam', at, ends: 'slot' };
    case 'stacking-then-box':
      return { kind: 'jam', at: 'stacking', pastPoint: true, ends: 'box' };
    default:
      return unreachable(at);
  }
}

function slotNotes(place: Place): number {
  return place.hardware.acceptor.notes.filter((placed) => placed.place === 'slot').length;
}

/** The box of this kiosk, which lies outside. */
function boxInHand(parts: BenchParts, kiosk: KioskName): Place {
  const place = placeOf(parts, kiosk);
  const { present } = place.hardware.acceptor.box;
  refuseUnless(!present, 'BENCH_BOX_IN_PLACE', '请先取出钞箱 / take the box out first');
  return place;
}

export const NOTE_ACTS: Handlers<NoteVerb> = {
  'feed-note': (parts, { kiosk, note: kind }) => {
    const place = poweredPlace(parts, kiosk);
    const { acceptor } = place.hardware;
    refuseUnless(
      slotNotes(place) === 0,
      'BENCH_SLOT_FULL',
      '请先取走进钞口的纸币 / take the note in the slot first',
    );
    const closed = `进钞口没有打开，纸币还在手里 / the slot takes nothing now, the note stays in the hand (${acceptor.state ?? 'no answer yet'})`;
    refuseUnless(acceptor.state === 'idling', 'BENCH_SLOT_CLOSED', closed);
    parts.world.together(() => {
      byHand(parts, kiosk, `放入纸币 ${kind}`, `feeds a note: ${kind}`);
      const notes = parts.notes.make(kind);
      const [first, ...following] = notes;
      const taken = first !== undefined && acceptor.insert(first) !== 'refused';
      refuseUnless(taken, 'BENCH_SLOT_CLOSED', closed);
      for (const note of following) acceptor.insert(note);
      parts.notes.add(notes, kind, kiosk, place.slotOrder);
    });
  },
  'take-note': (parts, { kiosk }) => {
    const place = placeOf(parts, kiosk);
    refuseUnless(slotNotes(place) > 0, 'BENCH_SLOT_EMPTY', '进钞口没有纸币 / there is no note in the slot');
    byHand(parts, kiosk, '取走进钞口的纸币', 'takes what stands in the slot');
    parts.world.together(() => place.hardware.acceptor.takeReturned());
  },
  'jam-next': (parts, { kiosk, at }) => {
    const place = placeOf(parts, kiosk);
    refuseUnless(
      place.armedJam === undefined,
      'BENCH_JAM_WAITS',
      '已预设一次卡钞 / a jam is waiting already',
    );
    byHand(parts, kiosk, `预设卡钞：${at}`, `the next note will jam: ${at}`);
    place.hardware.acceptor.faults.arm(jamFault(at));
    place.armedJam = at;
  },
  'clear-jam': (parts, { kiosk }) => {
    const place = placeOf(parts, kiosk);
    const { acceptor } = place.hardware;
    const { jamEnd } = acceptor;
    if (jamEnd === undefined && place.armedJam === undefined)
      throw new Refusal('BENCH_NO_JAM', '没有卡钞 / nothing is jammed');
    byHand(parts, kiosk, '处理卡钞', 'sees to the jam');
    if (jamEnd !== undefined) {
      parts.world.together(() => acceptor.clearJam(jamEnd));
      return;
    }
    acceptor.faults.clear();
    place.armedJam = undefined;
  },
  'remove-box': (parts, { kiosk }) => {
    const { box } = placeOf(parts, kiosk).hardware.acceptor;
    refuseUnless(box.present, 'BENCH_BOX_OUT', '钞箱不在位 / the box is out already');
    byHand(parts, kiosk, '取出钞箱', 'takes the box out');
    box.remove();
  },
  'insert-box': (parts, { kiosk }) => {
    const { box } = boxInHand(parts, kiosk).hardware.acceptor;
    byHand(parts, kiosk, '装上钞箱', 'puts the box in');
    box.insert();
  },
  'fill-box': (parts, { kiosk }) => {
    const { box } = boxInHand(parts, kiosk).hardware.acceptor;
    const room = box.capacity - box.notes.length;
    refuseUnless(room > 0, 'BENCH_BOX_FULL', '钞箱已满 / the box is full already');
    byHand(
      parts,
      kiosk,
      `在钞箱里放满学校自备的 ${room} 张纸币`,
      `fills the box with ${room} of the school's own notes`,
    );
    parts.world.together(() => {
      box.lay(parts.notes.makeFill(room));
      parts.world.touch();
    });
  },
  'empty-box': (parts, { kiosk }) => {
    const { box } = boxInHand(parts, kiosk).hardware.acceptor;
    byHand(parts, kiosk, '清空钞箱', 'empties the box');
    parts.world.together(() => box.empty());
  },
};
