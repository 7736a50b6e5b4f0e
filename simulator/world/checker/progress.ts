/** Rule d: once faults stop, the same card settles at the other terminal, others are served, nothing waits unsent (design.md §1.4). */
import type { Violation, WorldTruth } from './truth.ts';

export function checkProgress({ progress, claims }: WorldTruth): Violation[] {
  const found: Violation[] = [];
  for (const [terminal, unsent] of Object.entries(progress.unsent)) {
    if (unsent > 0) found.push(violation(`${terminal} keeps ${unsent} records to itself`));
  }
  for (const text of progress.outOfService) found.push(violation(`out of service: ${text}`));
  if (progress.secondVisit !== 'served') found.push(violation('the holder gave up at the other terminal'));
  if (progress.freshVisit !== 'loaded') found.push(violation('another card could not be topped up'));
  for (const order of claims.orders) {
    if (order.state === 'funded' || order.state === 'owed')
      found.push(violation(`order ${order.serial} is still ${order.state} after the second visit`));
  }
  return [...found, ...progress.complaints.map(violation)];
}

function violation(text: string): Violation {
  return { rule: 'progress', text };
}
