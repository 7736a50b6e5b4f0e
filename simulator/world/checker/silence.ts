/**
 * Rule c: every note that was kept and is not on a card is on record at the server once outboxes have drained, and every
 * order that is on a card was told to its holder by the end of the second visit (design.md §1.3).
 */
import { boxed, loadsOf } from './money.ts';
import type { Violation, WorldTruth } from './truth.ts';

export function checkSilence(truth: WorldTruth): Violation[] {
  const { claims, notes } = truth;
  const found: Violation[] = [];
  const stacked = boxed(notes).length;
  const loads = loadsOf(truth).length;
  const records =
    claims.orders.filter(({ state }) => ['funded', 'owed', 'investigating', 'resolved'].includes(state))
      .length + claims.orphans.length;
  if (stacked - loads > records)
    found.push(violation(`${stacked - loads} notes are on no card, ${records} on record`));
  for (const note of notes) {
    if (note.place === 'box' || note.place === 'hand') continue;
    found.push(violation(`note ${note.id} still lies in the ${note.place} of ${note.terminal ?? 'nobody'}`));
  }
  for (const order of claims.orders) {
    if (order.state === 'held') found.push(violation(`the hold ${order.serial} was never closed`));
  }
  return [...found, ...checkTold(truth)];
}

/** What the server takes for told was read, and what nobody read it does not take for told. */
function checkTold({ claims, tellings }: WorldTruth): Violation[] {
  const found: Violation[] = [];
  for (const { serial, card, state, told } of claims.orders) {
    const read = tellings.some((telling) => telling.serial === serial && telling.card === card);
    if (state === 'confirmed' && !read)
      found.push(violation(`order ${serial} is on the card and its holder was never told`));
    if (told && !read) found.push(violation(`order ${serial} passes for told and nobody showed it`));
  }
  return found;
}

function violation(text: string): Violation {
  return { rule: 'silent', text };
}
