/**
 * The program killed, or the mains cut, right after each journal append of a visit and of a 补写, found by counting.
 * Afterwards: recovery at boot, the card at the other terminal, and the books (design.md §5.1, §12.2).
 */
import { describe, expect, it } from 'vitest';
import { ZHANG } from '../../simulator/campus/fixtures.ts';
import { Holder, pullsAtCredit } from './holder.ts';
import { audit, loadsOn } from './invariants.ts';
import { Stand, startAgain, type Place } from './stand.ts';

type End = 'killed' | 'power-cut';

/** A life ends with append number `index` (from 1) from now on. Gives the type of the fact that was the last, once it is. */
function endsAfterAppend(place: Place, index: number, end: End): { readonly last: string | undefined } {
  let count = 0;
  const seen: { last: string | undefined } = { last: undefined };
  place.duringCommit = (record) => {
    count += 1;
    if (count !== index) return 'commit';
    seen.last = record.type;
    place.duringCommit = undefined;
    if (end === 'killed') place.kiosk.killProgram();
    else place.kiosk.cutPower();
    return 'cut-after';
  };
  return seen;
}

interface Scene {
  readonly stand: Stand;
  readonly zhang: Holder;
  /** What is played at A, up to the end of its life or of the visit. */
  readonly play: () => Promise<void>;
}

async function topUp(): Promise<Scene> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  const note = stand.note();
  return { stand, zhang, play: async () => void (await zhang.visit(stand.a, { note })) };
}

async function rewrite(tornAgain: boolean): Promise<Scene> {
  const stand = await Stand.open();
  const zhang = new Holder(stand.clock, stand.card(ZHANG));
  pullsAtCredit(stand.b, zhang, 'before');
  await zhang.visit(stand.b, { note: stand.note() });
  if (tornAgain) pullsAtCredit(stand.a, zhang, 'after');
  return {
    stand,
    zhang,
    play: async () => void (await zhang.visit(stand.a, { onTorn: tornAgain ? 'lay' : 'leave' })),
  };
}

const SCENES: readonly (readonly [string, () => Promise<Scene>])[] = [
  ['a top-up', topUp],
  ['a 补写', () => rewrite(false)],
  ['a 补写 torn after its commit and put back', () => rewrite(true)],
];

/** How many appends the undisturbed scene makes. */
async function appendsOf(open: () => Promise<Scene>): Promise<number> {
  const { stand, play } = await open();
  const before = stand.facts(stand.a).length;
  await play();
  return stand.facts(stand.a).length - before;
}

async function endAndRecover(open: () => Promise<Scene>, index: number, end: End): Promise<string[]> {
  const { stand, zhang, play } = await open();
  const seen = endsAfterAppend(stand.a, index, end);
  await play();
  const told = [...zhang.told];
  const at = `${end} after ${index} (${seen.last ?? 'nothing'})`;
  const problems: string[] = [];
  if (!(await stand.heal())) problems.push('does not serve again');
  problems.push(...audit(stand, { settled: false }));
  for (const { serial, state } of stand.campus.statement().orders)
    if (state === 'held' || state === 'funded') problems.push(`${serial} was left ${state} by the recovery`);
  await zhang.visit(stand.b);
  told.push(...zhang.told);
  for (const { serial, state } of stand.campus.statement().orders)
    if (state === 'confirmed' && !told.some((one) => one.serial === serial && one.code?.startsWith('I31')))
      problems.push(`${serial} is on the card and its holder was not told`);
  await zhang.visit(stand.b);
  if (zhang.screens().includes('result')) problems.push('something was told again');
  problems.push(...audit(stand));
  const notes = stand.a.kiosk.hardware.acceptor.notes.length + stand.b.kiosk.hardware.acceptor.notes.length;
  const strange = stand.alarmCodes().filter((code) => code !== 'note-disputed' && code !== 'note-orphaned');
  if (strange.length > 0) problems.push(`alarms ${strange.join(' ')}`);
  const disputed = stand.campus.statement().orders.filter(({ state }) => state === 'investigating').length;
  if (loadsOn(zhang.card) + disputed !== notes)
    problems.push(`${notes} notes, ${loadsOn(zhang.card)} loads, ${disputed} disputed`);
  return problems.map((problem) => `${at}: ${problem}`);
}

describe.each(SCENES)('%s', (_, open) => {
  it.each(['killed', 'power-cut'] as const)(
    '%s after every append ends with every fen in its place',
    async (end) => {
      const appends = await appendsOf(open);
      expect(appends).toBeGreaterThan(5);
      const problems: string[] = [];
      for (let index = 1; index <= appends; index += 1)
        problems.push(...(await endAndRecover(open, index, end)));
      expect(problems).toEqual([]);
    },
  );
});

describe('a second end in the recovery from the first', () => {
  it.each(['killed', 'power-cut'] as const)(
    '(%s) after each of its appends loses nothing either',
    async (end) => {
      const problems: string[] = [];
      for (let first = 1; first <= (await appendsOf(topUp)); first += 1) {
        const { stand, zhang, play } = await topUp();
        const seen = endsAfterAppend(stand.a, first, end);
        await play();
        for (const second of [1, 2, 1]) {
          endsAfterAppend(stand.a, second, end);
          startAgain(stand.a);
          await stand.clock.run(5_000);
          stand.a.duringCommit = undefined;
        }
        if (!(await stand.heal())) problems.push(`${seen.last}: does not serve again`);
        await zhang.visit(stand.b);
        problems.push(...audit(stand).map((problem) => `${seen.last}: ${problem}`));
      }
      expect(problems).toEqual([]);
    },
  );
});
