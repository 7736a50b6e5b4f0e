/** The shape of what does an action, and what all of them ask first. */
import type { BenchAction, KioskName } from '../actions.ts';
import type { BenchCard } from '../engine/card-kinds.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { Place } from '../engine/place.ts';
import { Refusal, refuseUnless } from '../refusal.ts';

type Verb = BenchAction['do'];

/** Throws a `Refusal` before anything is changed, else does it. */
export type Handler<V extends Verb> = (
  parts: BenchParts,
  action: Extract<BenchAction, { do: V }>,
) => void | Promise<void>;

export type Handlers<V extends Verb> = { readonly [K in V]: Handler<K> };

/** The kiosk, unless something that takes time is being done to it. */
export function placeOf(parts: BenchParts, name: KioskName): Place {
  const place = parts.places[name];
  refuseUnless(!place.busy, 'BENCH_BUSY', `${name} 正在处理上一个操作 / another act at ${name} is under way`);
  return place;
}

export function poweredPlace(parts: BenchParts, name: KioskName): Place {
  const place = placeOf(parts, name);
  refuseUnless(place.mains, 'BENCH_NO_POWER', `${name} 没有电 / ${name} is without power`);
  return place;
}

/** The kiosk with its program running. */
export function runningPlace(parts: BenchParts, name: KioskName): Place {
  const place = poweredPlace(parts, name);
  const { program } = place;
  refuseUnless(
    program === 'running',
    'BENCH_PROGRAM_NOT_RUNNING',
    `${name} 的程序没有运行 / the program of ${name} does not run (${program})`,
  );
  return place;
}

export function cardOf(parts: BenchParts, id: string): BenchCard {
  const card = parts.cards.find((one) => one.id === id);
  if (card === undefined) throw new Refusal('BENCH_CARD_UNKNOWN', `没有这张卡 / there is no card ${id}`);
  return card;
}

/** A line for what hands do; Chinese first. */
export function byHand(parts: BenchParts, kiosk: KioskName | undefined, zh: string, en: string): void {
  parts.events.add('hand', kiosk, `${zh} / ${en}`);
}
