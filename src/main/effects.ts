/** The named actors of the machines, put on the steps of src/load. Each step journals what it saw before it resolves. */
import { fromPromise } from 'xstate';
import type { LoadAuthorisation } from '../../drivers/contract/purse.ts';
import { cashTopUpMachine } from '../../state-machines/cash-top-up.machine.ts';
import { loadMachine } from '../../state-machines/load.machine.ts';
import { KEEP_FRESH_MS, noteIntakeMachine } from '../../state-machines/note-intake.machine.ts';
import { visitMachine } from '../../state-machines/visit.machine.ts';
import type { PresentCard } from '../../drivers/contract/card-reader.ts';
import { invariant } from '../kernel/errors.ts';
import { sleep } from '../kernel/clock.ts';
import { authoriseAttempt, commitAttempt, prepareAttempt, type AttemptInHand } from '../load/attempt.ts';
import { readCard, type CardOnReader } from '../load/card-visit.ts';
import { examineCard } from '../load/evidence.ts';
import { askHold, releaseHold, type HoldOutcome } from '../load/hold.ts';
import { decideEscrow, openSlot, reopenSlot, shutSlot } from '../load/note/slot.ts';
import { oweOrder } from '../load/owe.ts';
import { tellOrder } from '../load/told.ts';
import type { LoadOrder, LoadPorts } from '../load/ports.ts';
import type { MoneyDesk } from './money-desk.ts';

type OrderAndEpoch = { readonly order: LoadOrder; readonly epoch: number | undefined };
type OrderAndHand = { readonly order: LoadOrder; readonly hand: AttemptInHand | undefined };

function loadEffects(desk: MoneyDesk): typeof loadMachine {
  const { ports } = desk;
  return loadMachine.provide({
    actors: {
      prepareAttempt: fromPromise(({ input }: { input: OrderAndEpoch }) =>
        input.epoch === undefined
          ? Promise.resolve({ kind: 'card-gone' as const })
          : prepareAttempt(ports, input.order, input.epoch),
      ),
      authoriseAttempt: fromPromise(({ input }: { input: OrderAndHand }) => {
        invariant(input.hand !== undefined, 'an attempt is authorised after it was prepared');
        return authoriseAttempt(ports, input.order, input.hand);
      }),
      commitAttempt: fromPromise(
        ({ input }: { input: OrderAndHand & { readonly authorisation: LoadAuthorisation | undefined } }) => {
          const { order, hand, authorisation } = input;
          invariant(
            hand !== undefined && authorisation !== undefined,
            'an attempt is committed after it was authorised',
          );
          return commitAttempt(ports, order, hand, authorisation);
        },
      ),
      examineCard: fromPromise(({ input }: { input: OrderAndEpoch }) =>
        input.epoch === undefined
          ? Promise.resolve({ kind: 'card-gone' as const })
          : examineCard(ports, input.order.card, input.order.amount, input.epoch, input.order.orderId),
      ),
      oweOrder: fromPromise(async ({ input }: { input: { orderId: string; reason: string } }) => {
        await oweOrder(ports, input.orderId, input.reason);
        return null;
      }),
    },
  });
}

function intakeEffects(desk: MoneyDesk): typeof noteIntakeMachine {
  const { ports } = desk;
  return noteIntakeMachine.provide({
    actors: {
      openSlot: fromPromise(({ input }: { input: { order: LoadOrder } }) =>
        openSlot(ports, desk.notes, input.order),
      ),
      reopenSlot: fromPromise(() => reopenSlot(ports, desk.notes)),
      shutSlot: fromPromise(async ({ input }: { input: { reason: string } }) => {
        await shutSlot(ports, desk.notes, input.reason);
        return null;
      }),
      decideEscrow: fromPromise(({ input }: { input: { epoch: number } }) =>
        decideEscrow(ports, desk.notes, input.epoch),
      ),
      disputeNote: fromPromise(async ({ input }: { input: { reason: string } }) => {
        await desk.notes.dispute(input.reason);
        return null;
      }),
      keepFresh: fromPromise(async ({ signal }: { signal: AbortSignal }) => {
        while (!signal.aborted) {
          await ports.host.ping();
          await sleep(ports.clock, KEEP_FRESH_MS, 'keep fresh');
        }
        return null;
      }),
    },
  });
}

function tellingEffect({ ports }: MoneyDesk) {
  return fromPromise(async ({ input }: { input: { orderId: string | undefined; epoch: number } }) => {
    if (input.orderId !== undefined) await tellOrder(ports, input.orderId, input.epoch);
    return null;
  });
}

function visitEffects(desk: MoneyDesk): typeof visitMachine {
  const { ports } = desk;
  return visitMachine.provide({
    actors: {
      readCard: fromPromise(({ input }: { input: { present: PresentCard } }) =>
        readCard(ports, input.present),
      ),
      examineOpen: fromPromise(({ input }: { input: { reading: CardOnReader | undefined } }) => {
        const { reading } = input;
        const owed = reading?.status.openRecords.find((record) => record.state === 'owed');
        if (reading === undefined || owed === undefined)
          return Promise.resolve({ kind: 'card-gone' as const });
        return examineCard(ports, reading.card, owed.amount, reading.epoch);
      }),
      tellOrder: tellingEffect(desk),
      cashTopUp: cashTopUpMachine.provide({
        actors: {
          askHold: fromPromise(
            ({ input, signal }: { input: { session: CardOnReader }; signal: AbortSignal }) =>
              holdForVisit(ports, input.session, signal),
          ),
        },
      }),
    },
  });
}

/** A hold that was granted to a visit which is over by then is released: nobody else would. */
function holdForVisit(ports: LoadPorts, session: CardOnReader, signal: AbortSignal): Promise<HoldOutcome> {
  const asked = askHold(ports, session.card, session.epoch);
  // Listens before the machine does, so that the visit cannot end between the two.
  asked
    .then(
      (hold) =>
        signal.aborted && hold.kind === 'granted'
          ? releaseHold(ports, hold.order.orderId, 'visit-over')
          : undefined,
      () => undefined,
    )
    .catch(() => undefined);
  return asked;
}

/** What `terminalMachine.provide` takes. */
export function terminalEffects(desk: MoneyDesk, boot: () => Promise<null>) {
  return {
    actors: {
      boot: fromPromise<null, null>(boot),
      tellOrder: tellingEffect(desk),
      visit: visitEffects(desk),
      noteIntake: intakeEffects(desk),
      load: loadEffects(desk),
    },
  };
}
