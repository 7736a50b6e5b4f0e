/** What people at the card centre do by hand. Every action is noted with who did it. */
import { invariant } from '../../src/kernel/errors.ts';
import type { Fen } from '../../src/kernel/fen.ts';
import { terminalSchema } from '../../src/money/values.ts';
import { noteAction } from './alarms.ts';
import { account, book } from './books.ts';
import type { CardState } from './cards.ts';
import { findCode, makeCode } from './enrolment.ts';
import { awaitedTerminals, completeIfAllCame, isAuthorising, ledgerEpoch, writeMeta } from './epoch.ts';
import {
  putUnderInvestigation,
  resolveInvestigation,
  type OperatorOutcome,
  type ResolveRequest,
} from './investigations.ts';
import { GENERATION_LIMIT, journalsOf } from './journals.ts';
import type { Office } from './office.ts';
import { findOrder, type OrderRow } from './orders.ts';
import { takeDeferred } from './restored.ts';
import type { Sessions } from './sessions.ts';

export type CodeOutcome =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'refused'; readonly reason: string };

const DONE = { kind: 'done' } as const;

function refusedFor(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}

export class CampusOperator {
  readonly #office: Office;
  readonly #sessions: Sessions;

  constructor(office: Office, sessions: Sessions) {
    this.#office = office;
    this.#sessions = sessions;
  }

  /** One-time code for a terminal that has no journal here, or whose journal was closed. A new code replaces an unused one. */
  enrol(terminal: string, operator = 'operator'): CodeOutcome {
    return this.#office.store.transaction(() => this.#enrol(terminal, operator));
  }

  /** Gives up a journal that is lost or refused (E407): its open orders come under investigation, and a code is made. */
  closeJournalAndReEnrol(terminal: string, operator = 'operator'): CodeOutcome {
    return this.#office.store.transaction(() => {
      const current = journalsOf(this.#office, terminal).find((row) => row.state !== 'closed');
      if (current !== undefined) this.#close(current.id, terminal, operator);
      return this.#enrol(terminal, operator);
    });
  }

  setCardState(applicationSerial: string, state: CardState, operator = 'operator'): OperatorOutcome {
    return this.#office.store.transaction(() => {
      const changed = this.#office.store.run(
        'update cards set state = ? where applicationSerial = ?',
        state,
        applicationSerial,
      );
      if (changed === 0) return refusedFor('card-unknown');
      noteAction(this.#office, `card ${applicationSerial} ${state}`, [operator]);
      return DONE;
    });
  }

  /** Opens or closes day-end (日终) by hand, besides the window of the parameters. */
  setDayEnd(closed: boolean, operator = 'operator'): void {
    this.#office.store.transaction(() => {
      writeMeta(this.#office, 'dayEnd', closed ? 1 : 0);
      noteAction(this.#office, `day-end ${closed ? 'closed' : 'open'}`, [operator]);
    });
  }

  /** Takes a held, funded or owed order out of the terminals' hands. */
  investigate(orderId: string, operator = 'operator'): OperatorOutcome {
    return this.#office.store.transaction(() => {
      const order = findOrder(this.#office, orderId);
      if (order === undefined || !['held', 'funded', 'owed'].includes(order.state))
        return refusedFor('not-open');
      putUnderInvestigation(this.#office, order, 'operator');
      noteAction(this.#office, `investigate ${order.serial}`, [operator]);
      return DONE;
    });
  }

  resolveInvestigation(request: ResolveRequest): OperatorOutcome {
    return this.#office.store.transaction(() => resolveInvestigation(this.#office, request));
  }

  /** Terminals that have not re-sent since the ledger was restored. */
  awaited(): string[] {
    return isAuthorising(this.#office) ? [] : awaitedTerminals(this.#office);
  }

  /** Authorises again although not every terminal has re-sent. */
  waiveEpoch(operator = 'operator'): void {
    this.#office.store.transaction(() => {
      if (isAuthorising(this.#office)) return;
      const epoch = ledgerEpoch(this.#office);
      noteAction(this.#office, `waive epoch ${epoch} for ${this.awaited().join(' ')}`, [operator]);
      writeMeta(this.#office, 'authorisingEpoch', epoch);
      takeDeferred(this.#office);
    });
  }

  /** A POS uploads a purchase made offline: the ledger comes down to the card. The same id counts once. */
  uploadPurchase(purchase: {
    readonly id: string;
    readonly applicationSerial: string;
    readonly amount: Fen;
  }): void {
    const { store } = this.#office;
    store.transaction(() => {
      if (store.run('insert or ignore into uploads (id) values (?)', purchase.id) === 0) return;
      const debit = account.card(purchase.applicationSerial);
      book(this.#office, { debit, credit: account.spent, amount: purchase.amount, why: 'purchase' });
    });
  }

  #enrol(terminal: string, operator: string): CodeOutcome {
    if (!terminalSchema.safeParse(terminal).success) return refusedFor('terminal-number');
    const [newest] = journalsOf(this.#office, terminal);
    const unused = findCode(this.#office, terminal);
    if (newest !== undefined && newest.state !== 'closed') {
      if (unused?.journal !== newest.id) return refusedFor('journal-open');
      return { kind: 'code', code: unused.code };
    }
    if ((newest?.generation ?? 0) >= GENERATION_LIMIT) return refusedFor('generation-limit');
    const code = makeCode(this.#office.random);
    this.#office.store.run('insert or replace into codes values (?, ?, null)', terminal, code);
    noteAction(this.#office, `enrol ${terminal}`, [operator]);
    return { kind: 'code', code };
  }

  #close(journal: string, terminal: string, operator: string): void {
    const { store } = this.#office;
    store.run("update journals set state = 'closed' where id = ?", journal);
    store.run('delete from codes where terminal = ?', terminal);
    this.#sessions.end(journal);
    const open = store.all<OrderRow>(
      "select * from orders where journal = ? and state in ('held', 'funded') order by number",
      journal,
    );
    for (const order of open) putUnderInvestigation(this.#office, order, 'journal-closed');
    noteAction(this.#office, `close journal of ${terminal}, ${open.length} orders open`, [operator]);
    if (completeIfAllCame(this.#office)) takeDeferred(this.#office);
    invariant(
      journalsOf(this.#office, terminal).every((row) => row.state === 'closed'),
      'one open journal',
    );
  }
}
