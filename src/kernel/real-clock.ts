/** The clock of a terminal on real hardware or in the simulated terminal at human speed. */
import type { Clock } from './clock.ts';

export function realClock(): Clock {
  const after: Clock['after'] = (delayMs, _name, callback) => {
    const handle = setTimeout(callback, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    after,
    afterSkippable: (delayMs, name, _grid, callback) => after(delayMs, name, callback),
  };
}
