/** What `world.json` holds: everything physical at the bench that is neither ledger nor journal nor identity. */
import { z } from 'zod';
import { CABLES, KIOSK_NAMES, NOTE_KINDS, SERVER_MODES } from '../actions.ts';
import type { CcnetSnapshot } from '../../devices/banknote-acceptor/snapshot.ts';
import type { PbocSnapshot } from '../../devices/card/pboc-card.ts';
import { fenSchema } from '../../../src/money/values.ts';

const id = z.string().regex(/^[A-Za-z0-9-]{1,40}$/u);
const count = z.int().min(0);
const hex = z
  .string()
  .regex(/^[0-9A-Fa-f]*$/u)
  .max(512);
const kioskName = z.enum(KIOSK_NAMES);

const noteSchema = z.strictObject({
  id,
  serial: z.string().max(40),
  value: fenSchema,
  edition: z.int().min(1900).max(2199),
  genuine: z.boolean(),
  condition: z.enum(['good', 'torn', 'crumpled', 'skewed', 'taped', 'faded', 'damp']),
});

const billType = z.int().min(0).max(47);

const acceptorSchema: z.ZodType<CcnetSnapshot> = z.strictObject({
  box: z.array(noteSchema).max(10_000),
  boxPresent: z.boolean(),
  counter: count.max(0xffff),
  transit: z
    .strictObject({
      note: noteSchema,
      place: z.enum(['path', 'escrow', 'stacker']),
      type: billType.optional(),
      silent: z.boolean(),
    })
    .transform((transit) => ({ ...transit, type: transit.type }))
    .nullable(),
  slot: z
    .array(
      z
        .strictObject({ note: noteSchema, type: billType.optional() })
        .transform(({ note, type }) => ({ note, type })),
    )
    .max(16),
  jam: z
    .strictObject({
      where: z.enum(['path', 'box']),
      ends: z.enum(['slot', 'box', 'operator']),
      reported: z.boolean(),
    })
    .nullable(),
  failure: z.int().min(0).max(255).nullable(),
  unreported: billType.nullable(),
});

const purseSchema: z.ZodType<PbocSnapshot> = z.strictObject({
  state: z.strictObject({
    balance: count.max(0xffff_ffff),
    onlineCounter: count.max(0xffff),
    offlineCounter: count.max(0xffff),
    log: z.array(hex).max(10),
    proofs: z
      .array(z.strictObject({ type: z.int().min(0).max(255), counter: count.max(0xffff), answer: hex }))
      .max(64),
    pinTriesLeft: z.int().min(0).max(15),
  }),
  history: z
    .array(
      z.strictObject({
        kind: z.enum(['load', 'purchase']),
        amount: count,
        counter: count.max(0xffff),
        terminal: z.string().regex(/^\d{12}$/u),
        date: z.string().regex(/^\d{8}$/u),
        time: z.string().regex(/^\d{6}$/u),
      }),
    )
    .max(100_000),
});

const cardSchema = z.strictObject({
  where: z.enum(['hand', ...KIOSK_NAMES]),
  /** Null for cards without a purse of ours. */
  purse: purseSchema.nullable(),
});

const kioskSchema = z.strictObject({
  mains: z.boolean(),
  doorOpen: z.boolean(),
  line: z.enum(SERVER_MODES),
  /** True: plugged in. */
  cables: z.record(z.enum(CABLES), z.boolean()),
  acceptor: acceptorSchema,
});

const fedNoteSchema = z.strictObject({
  note: noteSchema,
  kind: z.enum(NOTE_KINDS),
  kiosk: kioskName,
  /** Order that the terminal put the note down for in escrow; before that, the one whose slot was open; or null. */
  orderId: z
    .string()
    .regex(/^[0-9a-f]{32}$/u)
    .nullable(),
  /** Id of the card on which the load of this order physically happened, or null. A restored ledger may not know it any more. */
  loadedCard: id.nullable(),
  /** `inside`: the acceptor has it; where, the acceptor says. */
  lies: z.enum(['inside', 'hand', 'operator']),
});
export type FedNote = Readonly<z.infer<typeof fedNoteSchema>>;

const uploadSchema = z.strictObject({ id, applicationSerial: hex, amount: fenSchema });
export type Upload = Readonly<z.infer<typeof uploadSchema>>;

export const worldSchema = z.strictObject({
  kind: z.literal('campus-card-bench'),
  version: z.literal(1),
  clockMovedMinutes: z.int(),
  cards: z.record(id, cardSchema),
  kiosks: z.strictObject({ A: kioskSchema, B: kioskSchema }),
  notes: z.strictObject({
    /** Number of the next note; never used twice. */
    next: count,
    /** Oldest first. */
    fed: z.array(fedNoteSchema).max(1_000),
    /** Value of notes in boxes or with operators that are no longer in `fed`, fen. */
    forgotten: count,
  }),
  pos: z.strictObject({
    /** Number of the next purchase. */
    next: count,
    /** Purchases that the ledger may not have yet. */
    uploads: z.array(uploadSchema).max(1_000),
  }),
});
export type WorldData = z.infer<typeof worldSchema>;
