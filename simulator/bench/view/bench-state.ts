/** The whole school at one moment, as page and scripts see it: things as they are, and books as the server has them. */
import { isoTime } from '../../../src/main/iso-time.ts';
import type { BenchParts } from '../engine/parts.ts';
import { moneyLines } from '../money/lines.ts';
import { moneyNow } from '../money/money.ts';
import { moneySum } from '../money/sum.ts';
import type { BenchState } from '../state.ts';
import { cardView } from './card-view.ts';
import { kioskView } from './kiosk-view.ts';
import { serverView } from './server-view.ts';

export function benchState(parts: BenchParts, revision: number): BenchState {
  const { clock, places, cards } = parts;
  const money = moneyNow(parts);
  return {
    revision,
    time: isoTime(clock.wall()),
    clockMovedMinutes: clock.movedMinutes,
    kiosks: { A: kioskView(parts, places.A), B: kioskView(parts, places.B) },
    cards: cards.map((card) => cardView(parts, card)),
    server: serverView(parts, money.statement),
    money: moneyLines(parts, money),
    sum: moneySum(parts, money),
  };
}
