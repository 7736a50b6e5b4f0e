/** The clock of a terminal on real hardware or in the simulated terminal at human speed. */
import type { Clock } from './clock.ts';

/** Node fires a longer timer at once, so longer waits go in stages. */
const LONGEST_TIMER_MS = 2_147_483_647;

export function realClock(): Clock {
  const after: Clock['after'] = (delayMs, _name, callback) => {
    const due = performance.now() + Math.max(0, delayMs);
    let handle: NodeJS.Timeout;
    const arm = (): void => {
      // Rounded up because Node cuts fractions off and would call back before the time.
      const wait = Math.ceil(Math.max(0, due - performance.now()));
      handle = wait > LONGEST_TIMER_MS ? setTimeout(arm, LONGEST_TIMER_MS) : setTimeout(callback, wait);
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    after,
    afterSkippable: (delayMs, name, _grid, callback) => after(delayMs, name, callback),
  };
}
