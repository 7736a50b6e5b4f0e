/** What physically happens, in words (Chinese first). */
import { formatYuan, fen } from '../../../src/kernel/fen.ts';
import type { PhysicalEvent, PhysicalNote } from '../../devices/banknote-acceptor/physical-note.ts';
import type { Lamps } from '../../devices/indicator/modbus-device.ts';

const PLACES = {
  hand: ['手里', 'a hand'],
  path: ['通道', 'the path'],
  escrow: ['暂存位', 'escrow'],
  stacker: ['压钞机构', 'the stacker'],
  box: ['钞箱', 'the box'],
  slot: ['进钞口', 'the slot'],
} as const;

/** `100 元纸币（2015 版）` without its number, for states and events. */
export function noteWords(note: PhysicalNote): { readonly zh: string; readonly en: string } {
  const yuan = formatYuan(fen(note.value)).replace('.00', '');
  return { zh: `${yuan} 元纸币（${note.edition} 版）`, en: `${yuan}-yuan note (${note.edition})` };
}

/** Undefined for what needs no line of its own. */
export function thingWords(event: PhysicalEvent): string | undefined {
  switch (event.kind) {
    case 'note-moved': {
      const { zh, en } = noteWords(event.note);
      const [fromZh, fromEn] = PLACES[event.from];
      const [toZh, toEn] = PLACES[event.to];
      return `${zh}：${fromZh} → ${toZh} / ${en}: ${fromEn} → ${toEn} [${event.note.id}]`;
    }
    case 'box-removed':
      return '钞箱已取出 / the box is out';
    case 'box-inserted':
      return '钞箱已装上 / the box is in';
    case 'box-emptied':
      return `钞箱已清空，取出 ${event.notes.length} 张 / the box was emptied of ${event.notes.length} notes`;
    case 'jammed':
      return '卡钞 / a note is jammed';
    case 'jam-cleared':
      return '卡钞已排除 / the jam is cleared';
    case 'power-on':
    case 'power-off':
      return undefined;
  }
}

export function lampWords({ green, red, reader }: Lamps): string {
  const slot = green ? '绿' : red ? '红' : '灭';
  const slotEn = green ? 'green' : red ? 'red' : 'off';
  return `进钞口灯${slot}，读卡灯${reader ? '亮' : '灭'} / slot lamp ${slotEn}, reader light ${reader ? 'on' : 'off'}`;
}
