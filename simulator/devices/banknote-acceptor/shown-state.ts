/** The state byte for where the machine stands; events that wait for the host come before it. ccnet.md §8. */
import type { PollReply } from '../../../drivers/banknote-acceptor/ccnet/codec.ts';
import type { Machine } from './machine.ts';

/** A device without power shows nothing; asked all the same it says POWER UP. */
export function shownState(machine: Machine): PollReply {
  const { mode } = machine;
  if (mode === 'off' || mode === 'powerUp') return powerUpState(machine);
  if (machine.hidden) return { state: 'initialize', data: 0 };
  return { state: mode, data: machine.data };
}

/** 10, 11 or 12, truthfully from where the note is. */
function powerUpState(machine: Machine): PollReply {
  if (machine.transit?.place === 'stacker' || machine.unreported !== undefined) {
    return { state: 'powerUpInStacker', data: 0 };
  }
  const empty = machine.transit === undefined && machine.slot.length === 0;
  return { state: empty ? 'powerUp' : 'powerUpInValidator', data: 0 };
}
