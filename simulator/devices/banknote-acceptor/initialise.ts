/**
 * INITIALIZE: after RESET, after a jam, after the box came back. What was found in the path decides. ccnet.md
 * §8, §10.
 */
import { returnNotes } from './eject.ts';
import type { Machine } from './machine.ts';

/**
 * Disables everything, hands back a note that can still come back, lays one in the stacker flat and reports
 * it (81 directly after INITIALIZE), and ends disabled. A jam, a failure or a missing box leaves notes where
 * they are.
 */
export function initialise(machine: Machine): void {
  const fromPowerUp = machine.mode === 'powerUp';
  machine.disable();
  const stuck = machine.jam !== undefined || machine.failure !== undefined || !machine.box.present;
  const canReturn =
    machine.transit === undefined ? machine.slot.length > 0 : machine.transit.place !== 'stacker';
  if (!stuck && canReturn) {
    const hidden = fromPowerUp && !machine.options.showsPowerUpReturn;
    returnNotes(
      machine,
      () => {
        selfTest(machine, stuck);
      },
      hidden,
    );
    return;
  }
  selfTest(machine, stuck);
}

function selfTest(machine: Machine, stuck: boolean): void {
  const { initialiseMs } = machine.options.timings;
  machine.enter('initialize');
  if (!stuck) {
    machine.step(initialiseMs / 2, 'flat at initialise', () => {
      machine.flatten();
    });
  }
  machine.step(initialiseMs, 'initialise', () => {
    const { unreported } = machine;
    const waiting = machine.events.some((event) => event.state === 'stacked');
    if (unreported !== undefined && !waiting) machine.tell({ state: 'stacked', data: unreported });
    machine.rest();
  });
}
