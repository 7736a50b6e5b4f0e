/**
 * What a person or a script can do at the bench: everything that hands, cables, mains and the machine room can do to the
 * simulated school. One action a request; the schema is the documentation of the HTTP API (docs/bench-api.md).
 */
import { z } from 'zod';

export const KIOSK_NAMES = ['A', 'B'] as const;
export type KioskName = (typeof KIOSK_NAMES)[number];

/** The cables of one kiosk, as its hardware names them. */
export const CABLES = ['cardReader', 'banknoteAcceptor', 'ioBoard'] as const;
export type Cable = (typeof CABLES)[number];

/** What the campus server's line does to messages until it is changed again. */
export const SERVER_MODES = ['normal', 'off', 'slow', 'answers-lost'] as const;
export type ServerMode = (typeof SERVER_MODES)[number];

/** Notes that the bench hands out. `two-at-once`: a second note sticks to the first. */
export const NOTE_KINDS = [
  'good-2015',
  'good-2005',
  'edition-1999',
  'fifty-yuan',
  'torn',
  'counterfeit',
  'two-at-once',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Where a jam strikes the next note, and whether it ends in the box. */
export const JAMS = ['before-escrow', 'in-escrow', 'stacking', 'stacking-then-box'] as const;

/** Commands to the card at which it can be pulled away (pboc-epurse.md §2). */
export const PULL_COMMANDS = [
  'select',
  'get-balance',
  'initialise-for-load',
  'credit-for-load',
  'get-transaction-prove',
  'read-record',
] as const;
/** Before the card hears the command; after it obeyed and before its answer is heard. */
export const PULL_PHASES = ['command', 'answer'] as const;

const kiosk = z.enum(KIOSK_NAMES);
const id = z.string().regex(/^[a-z0-9-]{1,40}$/u);

const BUTTONS = [
  'cash',
  'help',
  'next',
  'exit',
  'rewrite',
  'later',
  'continue-top-up',
  'more-time',
  'back',
  'ok',
  'large-text',
  'high-contrast',
  'language',
] as const;
const KEYS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  'confirm',
  'cancel',
  'clear',
  'correct',
] as const;

export const actionSchema = z.discriminatedUnion('do', [
  // at the screen and the keypad
  z.strictObject({ do: z.literal('press'), kiosk, button: z.enum(BUTTONS) }),
  z.strictObject({ do: z.literal('key'), kiosk, key: z.enum(KEYS) }),
  z.strictObject({ do: z.literal('language'), kiosk, language: z.enum(['zh', 'en']) }),
  // cards
  z.strictObject({ do: z.literal('lay-card'), kiosk, card: id }),
  z.strictObject({ do: z.literal('lift-card'), card: id }),
  /** Armed once: the card is pulled away from this kiosk's reader at its next such command. */
  z.strictObject({
    do: z.literal('pull-card-at'),
    kiosk,
    command: z.enum(PULL_COMMANDS),
    phase: z.enum(PULL_PHASES),
  }),
  z.strictObject({ do: z.literal('forget-pulls'), kiosk }),
  /** Buys something at a POS with the card in the hand. Fen. */
  z.strictObject({ do: z.literal('spend'), card: id, amount: z.int().min(1).max(100_000) }),
  // notes, acceptor, box
  z.strictObject({ do: z.literal('feed-note'), kiosk, note: z.enum(NOTE_KINDS) }),
  /** A returned note stands in the slot until somebody takes it. */
  z.strictObject({ do: z.literal('take-note'), kiosk }),
  /** One jam waits at a time. */
  z.strictObject({ do: z.literal('jam-next'), kiosk, at: z.enum(JAMS) }),
  /** Sees to the jam; with no note jammed, the jam that waits is called off. Jams also clear by themselves after a minute. */
  z.strictObject({ do: z.literal('clear-jam'), kiosk }),
  z.strictObject({ do: z.literal('remove-box'), kiosk }),
  z.strictObject({ do: z.literal('insert-box'), kiosk }),
  /** Both want the box out of the kiosk: remove-box, fill-box or empty-box, insert-box. Filled with the school's own notes. */
  z.strictObject({ do: z.literal('fill-box'), kiosk }),
  z.strictObject({ do: z.literal('empty-box'), kiosk }),
  z.strictObject({ do: z.literal('door'), kiosk, open: z.boolean() }),
  // cables, mains, program, clock
  z.strictObject({ do: z.literal('unplug'), kiosk, cable: z.enum(CABLES) }),
  z.strictObject({ do: z.literal('plug'), kiosk, cable: z.enum(CABLES) }),
  z.strictObject({ do: z.literal('cut-power'), kiosk }),
  z.strictObject({ do: z.literal('power-on'), kiosk }),
  z.strictObject({ do: z.literal('kill-program'), kiosk }),
  z.strictObject({ do: z.literal('start-program'), kiosk }),
  /** Moves the wall clock of all terminals and of the server; minutes, either way. */
  z.strictObject({ do: z.literal('jump-clock'), minutes: z.int().min(-527_040).max(527_040) }),
  // campus server
  z.strictObject({ do: z.literal('server'), kiosk, mode: z.enum(SERVER_MODES) }),
  z.strictObject({ do: z.literal('restart-server') }),
  z.strictObject({ do: z.literal('day-end'), closed: z.boolean() }),
  z.strictObject({
    do: z.literal('card-state'),
    card: id,
    state: z.enum(['normal', 'lost', 'frozen', 'cancelled']),
  }),
  z.strictObject({ do: z.literal('close-journal-and-re-enrol'), kiosk }),
  /** Copies the ledger as it is now, and later puts the copy in place of the ledger (design.md §5.8). */
  z.strictObject({ do: z.literal('back-up-ledger') }),
  z.strictObject({ do: z.literal('restore-ledger') }),
  z.strictObject({ do: z.literal('waive-epoch') }),
  /** Two persons settle an order under investigation. */
  z.strictObject({
    do: z.literal('resolve'),
    orderId: z.string().max(64),
    to: z.enum(['owed', 'returned']),
  }),
]);
export type BenchAction = z.infer<typeof actionSchema>;

/** Answer to an action. `refused` with a stable code: nothing was done. */
export type ActionOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly text: string };
