/** What an answer to CREDIT FOR LOAD means for the money: the table of pboc-epurse.md §8, column "For CREDIT". */
import { done, notDone, unknown, type Outcome } from '../../../src/kernel/outcome.ts';
import type { CardReply } from '../../contract/card-reader.ts';
import type { LoadProof, PurseRefusal } from '../../contract/purse.ts';
import { parsePbocAnswer } from './codec.ts';

/** Status words after which the card has surely not loaded. */
const NOT_LOADED = new Set(
  [
    '6300 6700 6900 6901 6981 6982 6983 6985 6987 6988',
    '6A80 6A81 6A82 6A83 6A84 6A86 6A88 6B00 6D00 6E00',
    '9302 9303 9401 9402 9403',
  ].flatMap((line) => line.split(' ')),
);

function isNotLoaded(status: string): boolean {
  return NOT_LOADED.has(status) || status.startsWith('63C');
}

/**
 * `done` only with all four bytes of the TAC. 6581, 6400 (also made by PC readers), silence, short answers, and every
 * status word that the table does not name are unknown: the next INITIALIZE tells.
 */
export function creditResult(reply: CardReply): Outcome<LoadProof, PurseRefusal> {
  switch (reply.kind) {
    case 'data': {
      const answer = parsePbocAnswer('creditForLoad', reply.data);
      return answer === undefined ? unknown('9000 without TAC') : done({ kind: 'pboc', tac: answer.tac });
    }
    case 'refused':
      return isNotLoaded(reply.status) ? notDone(reply.status) : unknown(`status ${reply.status}`);
    case 'unknown':
      return unknown(reply.reason);
  }
}
