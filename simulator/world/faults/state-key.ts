/**
 * What a living world looks like after a visit, without times and with ids by order of appearance: two fault points
 * whose visits end alike are carried on once.
 */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

const HEX_WORD = /\b(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9A-F]{8})\b/gu;
const TIME_OF_DAY = /\b\d{6}\b/gu;

export function livingKey(world: World): string {
  const { A: place } = world.places;
  const { kiosk, hardware, shelf } = place;
  const { terminal } = kiosk;
  const { holder } = world.cards;
  const parts = [
    (shelf.image()?.records ?? []).map(({ type, data }) => [type, data]),
    kiosk.power?.alive,
    terminal?.screen(),
    terminal?.actor.getSnapshot().value,
    terminal?.host.unsent,
    terminal?.host.state,
    terminal?.devices.cardReader.health,
    terminal?.devices.banknoteAcceptor?.health,
    hardware.acceptor.snapshot(),
    hardware.acceptor.state,
    hardware.board.lamps,
    [holder.balance, holder.onlineCounter, holder.history.length],
    hardware.reader.field.cards.length,
    world.hands.notes.map(({ id }) => id),
    world.campus.statement(),
    world.campus.epoch,
    world.moments.length,
    world.tellings,
  ];
  const words = new Map<string, string>();
  const text = JSON.stringify(parts)
    .replaceAll(HEX_WORD, (word) => {
      const known = words.get(word) ?? `#${words.size}`;
      words.set(word, known);
      return known;
    })
    .replaceAll(TIME_OF_DAY, '');
  return createHash('sha256').update(text).digest('hex');
}
