/** What crosses the wires of terminal A during one visit, numbered: the places where faults can strike. */
import type { Delivery, LineDirection } from '../../../drivers/link/memory-line.ts';
import type { LineName } from '../../kiosk/kiosk-hardware.ts';
import type { World } from '../world.ts';

export interface Frame {
  readonly line: LineName;
  readonly direction: LineDirection;
  readonly bytes: number;
}

export interface Trail {
  readonly frames: readonly Frame[];
  /** Exchanges with a card in the air. */
  readonly exchanges: number;
  readonly messages: number;
  /** Types of the journal records, in order. */
  readonly writes: readonly string[];
}

const LINES: readonly LineName[] = ['cardReader', 'banknoteAcceptor', 'ioBoard'];

export type FrameFault = (index: number, frame: Frame, bytes: Uint8Array) => readonly Delivery[] | undefined;

/** Numbers every frame on every line of A from now on, and lets `decide` say what becomes of it. */
export function numberFrames(world: World, decide: FrameFault): void {
  let next = 0;
  for (const line of LINES) {
    world.places.A.taps[line].fault = (direction, bytes) => {
      const index = next;
      next += 1;
      return decide(index, { line, direction, bytes: bytes.length }, bytes);
    };
  }
}

/** Numbers the exchanges in the air; the listener may pull the card away. */
export function numberExchanges(
  world: World,
  listen: (index: number, phase: 'command' | 'answer') => void,
): void {
  let next = 0;
  world.places.A.hardware.reader.onExchange.listen(({ phase }) => {
    if (phase === 'command') next += 1;
    if (phase !== 'silence') listen(next - 1, phase);
  });
}

/** Writes down what crosses the wires until `run` is over. */
export async function recordTrail(world: World, run: () => Promise<unknown>): Promise<Trail> {
  const frames: Frame[] = [];
  const writes: string[] = [];
  let exchanges = 0;
  const place = world.places.A;
  numberFrames(world, (_index, frame) => {
    frames.push(frame);
    return undefined;
  });
  numberExchanges(world, (index) => {
    exchanges = index + 1;
  });
  place.commitFate = (record) => {
    writes.push(record.type);
    return 'commit';
  };
  const before = place.network.messages;
  await run();
  return { frames, exchanges, messages: place.network.messages - before, writes };
}
