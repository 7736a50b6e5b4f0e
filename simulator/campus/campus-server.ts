/**
 * The campus server (校园卡后台): one envelope in, one reply out, everything durable before the reply leaves. Behind it
 * lie the ledger, the security module and the operators' desk. Built from the contract; knows nothing of devices.
 */
import { CONTRACT_VERSION, enrolRequestSchema } from '../../src/host/contract.ts';
import type { Envelope, HostPort, HostReply, HostUnknown } from '../../src/host/port.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { errorText } from '../../src/kernel/errors.ts';
import type { Fen } from '../../src/kernel/fen.ts';
import type { Random } from '../../src/kernel/random.ts';
import { listAlarms, raiseAlarm, type Alarm } from './alarms.ts';
import { ledgerBalance, trialBalance, type TrialBalance } from './books.ts';
import { openAccounts, type CampusAccount, type CardRow } from './cards.ts';
import { redeemCode } from './enrolment.ts';
import { openEnvelope, seal, type Opened } from './envelope.ts';
import { beginLedger, ledgerEpoch, writeMeta } from './epoch.ts';
import type { LedgerStore } from './ledger-store.ts';
import { answerMessage } from './messages.ts';
import type { Office } from './office.ts';
import { CampusOperator } from './operator.ts';
import type { CampusParameters } from './parameters.ts';
import { SecurityModule, type MasterKeys } from './security-module.ts';
import { Sessions } from './sessions.ts';
import { makeStatement, type Statement } from './statement.ts';

export interface CampusOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly ledger: LedgerStore;
  readonly keys: MasterKeys;
  readonly parameters: CampusParameters;
  /** Opened if the ledger does not have them yet. */
  readonly accounts: readonly CampusAccount[];
}

export class Campus {
  readonly operator: CampusOperator;
  readonly #office: Office;
  readonly #sessions: Sessions;

  constructor(options: CampusOptions) {
    const { clock, random, ledger: store, parameters } = options;
    this.#office = { clock, random, store, parameters, securityModule: new SecurityModule(options.keys) };
    this.#sessions = new Sessions(random);
    this.operator = new CampusOperator(this.#office, this.#sessions);
    store.transaction(() => {
      beginLedger(this.#office);
      openAccounts(this.#office, options.accounts);
    });
  }

  /**
   * Answers one message. Never rejects. `unknown` with `mac-refused` (unknown terminal or wrong MAC), `too-large`, or
   * `server-error` when the ledger could not commit: then nothing of the message was applied.
   */
  handle(envelope: Envelope): Promise<HostReply | HostUnknown> {
    return Promise.resolve(this.#handle(envelope));
  }

  /** The way in for terminals in the same process. */
  port(): HostPort {
    return { send: (envelope) => this.handle(envelope) };
  }

  /** As after a restart of the server's process: sessions are lost, the ledger stays. */
  restart(): void {
    this.#sessions.clear();
  }

  backup(): Uint8Array {
    return this.#office.store.serialize();
  }

  /** Puts a backup in place. The epoch rises, and nothing is authorised until all have re-sent or an operator waives it. */
  restoreFromBackup(snapshot: Uint8Array): void {
    const { store } = this.#office;
    store.transaction(() => {
      const lost = ledgerEpoch(this.#office);
      store.replaceWith(snapshot);
      const epoch = Math.max(lost, ledgerEpoch(this.#office)) + 1;
      writeMeta(this.#office, 'epoch', epoch);
      raiseAlarm(this.#office, 'ledger-restored', String(epoch));
    });
    this.#sessions.clear();
  }

  get epoch(): number {
    return ledgerEpoch(this.#office);
  }

  statement(): Statement {
    return makeStatement(this.#office);
  }

  books(): TrialBalance {
    return trialBalance(this.#office);
  }

  alarms(): readonly Alarm[] {
    return listAlarms(this.#office);
  }

  card(applicationSerial: string): CardRow | undefined {
    return this.#office.store.get<CardRow>(
      'select * from cards where applicationSerial = ?',
      applicationSerial,
    );
  }

  /** What the ledger believes to be on this card. */
  ledgerBalance(applicationSerial: string): Fen {
    return ledgerBalance(this.#office, applicationSerial);
  }

  #handle(envelope: Envelope): HostReply | HostUnknown {
    try {
      return this.#office.store.transaction(() => this.#answer(openEnvelope(this.#office, envelope)));
    } catch (error) {
      this.#noteFailure(error);
      return { kind: 'unknown', reason: 'server-error' };
    }
  }

  #answer(opened: Opened): HostReply | HostUnknown {
    switch (opened.kind) {
      case 'unknown':
        return opened;
      case 'message':
        return seal(
          opened.journal.key,
          answerMessage(this.#office, this.#sessions, opened.journal, opened.body),
        );
      case 'enrolment':
        return this.#enrol(opened);
    }
  }

  #enrol(opened: Extract<Opened, { kind: 'enrolment' }>): HostReply | HostUnknown {
    const parsed = enrolRequestSchema.safeParse(opened.body);
    if (!parsed.success || parsed.data.terminal !== opened.code.terminal)
      return { kind: 'unknown', reason: 'schema' };
    const journal = redeemCode(this.#office, opened.code);
    if (journal === undefined) return { kind: 'unknown', reason: 'code-void' };
    const { id, generation, key } = journal;
    return seal(opened.key, {
      version: CONTRACT_VERSION,
      requestId: parsed.data.requestId,
      enrolled: { journal: id, generation, key },
    });
  }

  /** The ledger itself may be what failed; then there is nowhere left to note it. */
  #noteFailure(error: unknown): void {
    try {
      raiseAlarm(this.#office, 'server-error', errorText(error));
    } catch {
      return;
    }
  }
}

export function createCampus(options: CampusOptions): Campus {
  return new Campus(options);
}
