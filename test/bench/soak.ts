/** Somebody who does anything at the bench that comes to mind, and puts everything right in the end. */
import {
  CABLES,
  JAMS,
  KIOSK_NAMES,
  NOTE_KINDS,
  PULL_COMMANDS,
  PULL_PHASES,
  SERVER_MODES,
  type BenchAction,
  type KioskName,
} from '../../simulator/bench/actions.ts';
import type { Random } from '../../src/kernel/random.ts';
import type { Rig } from './rig.ts';

function one<T>(random: Random, choices: readonly T[]): T {
  return choices[random.below(choices.length)]!;
}

/** What a holder would do at this kiosk next. */
function sensible(rig: Rig, random: Random, kiosk: KioskName): BenchAction {
  const { cardsOnReader, acceptor } = rig.kiosk(kiosk);
  const [card] = cardsOnReader;
  if (acceptor.moving.some(({ place }) => place === 'slot')) return { do: 'take-note', kiosk };
  if (card === undefined) return { do: 'lay-card', kiosk, card: one(random, ['zhang', 'test', 'wang']) };
  if (acceptor.state === 'idling') return { do: 'feed-note', kiosk, note: 'good-2015' };
  const offered = rig.screen(kiosk)?.buttons.filter(({ enabled }) => enabled) ?? [];
  const button = offered.find(({ primary }) => primary) ?? offered[0];
  if (button !== undefined && random.below(8) > 0) return { do: 'press', kiosk, button: button.id };
  return { do: 'lift-card', card };
}

/** Anything that can break, or looks as if it could. */
function unkind(rig: Rig, random: Random, kiosk: KioskName): BenchAction {
  const { cables, mains, program, doorOpen, acceptor } = rig.kiosk(kiosk);
  const cable = one(random, CABLES);
  return one<() => BenchAction>(random, [
    () => ({ do: mains ? 'cut-power' : 'power-on', kiosk }),
    () => ({ do: program === 'running' ? 'kill-program' : 'start-program', kiosk }),
    () => ({ do: cables[cable] ? 'unplug' : 'plug', kiosk, cable }),
    () => ({
      do: 'pull-card-at',
      kiosk,
      command: one(random, PULL_COMMANDS),
      phase: one(random, PULL_PHASES),
    }),
    () => ({ do: 'feed-note', kiosk, note: one(random, NOTE_KINDS) }),
    () => ({ do: 'jam-next', kiosk, at: one(random, JAMS) }),
    () => ({ do: 'clear-jam', kiosk }),
    () => ({ do: acceptor.boxPresent ? 'remove-box' : 'insert-box', kiosk }),
    () => ({ do: one(random, ['fill-box', 'empty-box'] as const), kiosk }),
    () => ({ do: 'door', kiosk, open: !doorOpen }),
    () => ({ do: 'server', kiosk, mode: one(random, SERVER_MODES) }),
    () => ({ do: 'restart-server' }),
    () => ({ do: 'jump-clock', minutes: random.below(2_000) - 1_000 }),
    () => ({ do: 'lift-card', card: one(random, ['zhang', 'test']) }),
    () => ({ do: 'spend', card: one(random, ['zhang', 'test']), amount: 1 + random.below(500) }),
    () => ({ do: 'close-journal-and-re-enrol', kiosk }),
    () => ({ do: one(random, ['back-up-ledger', 'restore-ledger', 'waive-epoch'] as const) }),
  ])();
}

/** `steps` acts at both kiosks, with pauses of up to some seconds. */
export async function playWildly(rig: Rig, random: Random, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const kiosk = one(random, KIOSK_NAMES);
    const act = random.below(4) > 0 ? sensible : unkind;
    await rig.clock.until(rig.bench.act(act(rig, random, kiosk)));
    await rig.run(random.below(random.below(4) === 0 ? 8_000 : 700));
  }
}

/** Everything plugged in, powered, running and reachable; boxes empty and in place, slots free, cards in the hand. */
export async function heal(rig: Rig): Promise<void> {
  for (const kiosk of KIOSK_NAMES) {
    const acts: BenchAction[] = [
      ...CABLES.map((cable) => ({ do: 'plug', kiosk, cable }) as const),
      { do: 'forget-pulls', kiosk },
      { do: 'server', kiosk, mode: 'normal' },
      { do: 'remove-box', kiosk },
      { do: 'empty-box', kiosk },
      { do: 'insert-box', kiosk },
      { do: 'power-on', kiosk },
      { do: 'clear-jam', kiosk },
      { do: 'clear-jam', kiosk },
      { do: 'start-program', kiosk },
    ];
    for (const action of acts) await rig.clock.until(rig.bench.act(action));
  }
  for (const { id } of rig.state.cards) await rig.bench.act({ do: 'lift-card', card: id });
  for (let round = 0; round < 6; round += 1) {
    await rig.run(30_000);
    for (const kiosk of KIOSK_NAMES) await rig.bench.act({ do: 'take-note', kiosk });
  }
}
