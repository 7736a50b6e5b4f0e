/** Events of a visit as the bench writes them. */
import type { BenchEvent } from '../../state.ts';

type Line = readonly [source: BenchEvent['source'], text: string, detail?: string];

const VISIT: readonly Line[] = [
  ['hand', "张小样的卡放到终端 A / Zhang Xiaoyang's card is laid on A"],
  ['wire', 'card-reader → InListPassiveTarget  0000FF04FCD44A0100E100', '0000FF04FCD44A0100E100'],
  ['wire', 'card-reader ← one target, ISO-DEP  0000FF12EED54B010100', '0000FF12EED54B010100042004A1B201'],
  ['journal', '11 card-placed', '{"serial":"31202509002099000001"}'],
  ['screen', 'menu'],
  ['hand', '按下：现金充值 / pressed: cash'],
  ['screen', 'check-card'],
  ['journal', '12 (host 4) hold-asked', '{"orderId":"5e0c","amount":10000}'],
  ['server', 'order 209900000001-01-000004-4: held'],
  ['journal', '13 hold-answered', '{"kind":"granted"}'],
  ['journal', '14 slot-opened', '{"orderId":"5e0c","count":2}'],
  ['thing', '进钞口灯绿，读卡灯亮 / slot lamp green, reader light on'],
  ['screen', 'insert-note'],
  ['hand', '向终端 A 塞入一张纸币 / a note is fed into A'],
  ['thing', '100 元纸币（2015 版）：手里 → 通道 / 100-yuan note (2015): a hand → the path [note-000004]'],
  ['screen', 'checking-note'],
  ['thing', '100 元纸币（2015 版）：通道 → 暂存位 / 100-yuan note (2015): the path → escrow [note-000004]'],
  ['wire', 'banknote-acceptor ← ESCROW POSITION type 4  0203078004F29B', '0203078004F29B'],
  ['journal', '15 note-escrowed', '{"type":4,"value":10000}'],
  ['journal', '16 stack-sent', '{"orderId":"5e0c"}'],
  ['wire', 'banknote-acceptor → STACK  02030635EC E4', '02030635ECE4'],
  [
    'thing',
    '100 元纸币（2015 版）：暂存位 → 压钞机构 / 100-yuan note (2015): escrow → the stacker [note-000004]',
  ],
  [
    'thing',
    '100 元纸币（2015 版）：压钞机构 → 钞箱 / 100-yuan note (2015): the stacker → the box [note-000004]',
  ],
  ['journal', '17 (host 5) note-stacked', '{"orderId":"5e0c","value":10000}'],
  ['server', 'order 209900000001-01-000004-4: held → funded'],
  ['journal', '18 (host 6) attempt-asked', '{"attempt":"a1","random":"4A11F0C2","mac1":"9B22D0E4"}'],
  ['screen', 'writing'],
  ['journal', '19 attempt-answered', '{"kind":"authorised"}'],
  ['journal', '20 commit-sent', '{"attempt":"a1"}'],
  [
    'wire',
    'card-reader → CREDIT FOR LOAD  805200000B2099090110240 5A1B2C3D4',
    '805200000B20990901102405A1B2C3D4',
  ],
  ['log', 'info the outbox is empty', '{"applied":6}'],
];

/** `count` events; the visit over and over when more are wanted. */
export function visitEvents(count: number = VISIT.length): readonly BenchEvent[] {
  return Array.from({ length: count }, (_, index): BenchEvent => {
    const [source, text, detail] = VISIT[index % VISIT.length] ?? ['log', ''];
    const seconds = String(5 + Math.floor(index / 4)).padStart(2, '0');
    return {
      sequence: index + 1,
      time: `2099-09-01T10:${String(24 + Math.floor(Number(seconds) / 60)).padStart(2, '0')}:${String(Number(seconds) % 60).padStart(2, '0')}.${String((index % 4) * 240 + 17).padStart(3, '0')}+08:00`,
      kiosk: source === 'server' ? undefined : 'A',
      source,
      text,
      ...(detail === undefined ? {} : { detail }),
    };
  });
}
