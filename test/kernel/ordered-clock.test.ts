/** Real time for simulated devices: deadlines in order, also when the process was held up. */
import { expect, it } from 'vitest';
import { sleep, type Clock } from '../../src/kernel/clock.ts';
import { orderedClock } from '../../src/kernel/ordered-clock.ts';
import { realClock } from '../../src/kernel/real-clock.ts';

/** Holds the whole process up, as a busy machine does. */
function holdUp(ms: number): void {
  const clock = realClock();
  const until = clock.monotonic() + ms;
  while (clock.monotonic() < until);
}

/** A device that answers in three steps of 10 ms, and a driver that waits for 60 ms. */
async function answerInTime(clock: Clock): Promise<boolean> {
  const answer = (async () => {
    for (let step = 0; step < 3; step += 1) await sleep(clock, 10, 'device');
    return true;
  })();
  const late = sleep(clock, 60, 'driver').then(() => false);
  clock.after(1, 'hold up', () => holdUp(150));
  return Promise.race([answer, late]);
}

it('lets an answer in several steps come before the time-out behind it, after the process was held up', async () => {
  expect(await answerInTime(orderedClock())).toBe(true);
});

it('is needed: on the plain clock the time-out comes first', async () => {
  expect(await answerInTime(realClock())).toBe(false);
});

it('shows each callback its own deadline as the present', async () => {
  const clock = orderedClock();
  const begun = clock.monotonic();
  const seen: number[] = [];
  for (const delay of [9, 3, 6]) clock.after(delay, 'one', () => seen.push(clock.monotonic() - begun));
  clock.after(1, 'hold up', () => holdUp(30));
  await sleep(clock, 20, 'end');
  expect(seen.map((time) => Math.round(time))).toEqual([3, 6, 9]);
});

it('never calls back early', async () => {
  const [clock, real] = [orderedClock(), realClock()];
  const begun = real.monotonic();
  await sleep(clock, 25, 'wait');
  expect(real.monotonic() - begun).toBeGreaterThanOrEqual(25);
});

it('does not call back what was cancelled', async () => {
  const clock = orderedClock();
  const calls: string[] = [];
  const timer = clock.after(5, 'cancelled', () => calls.push('cancelled'));
  timer.cancel();
  await sleep(clock, 15, 'end');
  expect(calls).toEqual([]);
});

it('meets a deadline that is set while it waits for a later one', async () => {
  const clock = orderedClock();
  const order: string[] = [];
  const later = sleep(clock, 30, 'later').then(() => order.push('later'));
  await sleep(clock, 5, 'sooner');
  order.push('sooner');
  await later;
  expect(order).toEqual(['sooner', 'later']);
});
