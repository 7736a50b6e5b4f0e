/** The terminal's configuration: one JSON file, checked whole before anything is opened. Units and ranges stand beside each field. */
import { z } from 'zod';
import { fen } from '../kernel/fen.ts';
import { terminalSchema } from '../money/values.ts';

/** A serial port, e.g. `/dev/serial/by-id/…`; a pseudo-terminal does as well. */
const portPath = z.string().min(1).max(200);

const noteTemplateSchema = z.strictObject({
  /** Index in the acceptor's bill table, 0 … 23 (ccnet.md §7). */
  type: z.int().min(0).max(23),
  /** Fen. Only 10000 (100 yuan) makes an order; others are returned. */
  value: z
    .int()
    .min(1)
    .max(100_000)
    .transform((value) => fen(value)),
  /** Year of the edition (版): 1999, 2005 or 2015 (domain.md §9). */
  edition: z.int().min(1999).max(2099),
});

const coil = z.int().min(0).max(65_535);

export const configurationSchema = z.strictObject({
  /** Terminal number (终端号), 12 digits. */
  terminal: terminalSchema,
  /** Where it stands, shown in help and on vouchers. */
  place: z.string().min(1).max(60),
  /** Name of the school in the header of every screen. */
  school: z.strictObject({ zh: z.string().min(1).max(20), en: z.string().min(1).max(40) }),
  /** Help page (F6). */
  help: z.strictObject({
    hotline: z.string().min(3).max(20),
    loadKiosks: z.array(z.string().max(60)).max(20),
    cashMachines: z.array(z.string().max(60)).max(20),
    hours: z.string().max(40),
  }),
  cardReader: z.strictObject({ path: portPath }),
  /** Left out: a load kiosk without cash parts. */
  banknoteAcceptor: z
    .strictObject({
      path: portPath,
      templates: z.array(noteTemplateSchema).min(1).max(24),
    })
    .optional(),
  /** I/O board with slot lamp, reader light, door and box switches; unit 1 … 247 (design.md §11). */
  ioBoard: z
    .strictObject({
      path: portPath,
      unit: z.int().min(1).max(247).default(1),
      coils: z
        .strictObject({ lampGreen: coil, lampRed: coil, readerLight: coil })
        .default({ lampGreen: 0, lampRed: 1, readerLight: 2 }),
      inputs: z.strictObject({ door: coil, cashBox: coil }).default({ door: 0, cashBox: 1 }),
    })
    .optional(),
  host: z.strictObject({
    /** Campus server; off loopback it must be https (design.md §12.1). */
    url: z.url().refine((url) => allowedHost(url), 'must be https unless the host is this machine'),
    /** Seconds the terminal waits for the server's answer, 5 … 60 (default 28, domain.md §8). */
    answerSeconds: z.int().min(5).max(60).default(28),
  }),
  cash: z
    .strictObject({
      /** cash.escrowDecideSeconds, 1 … 8 (default 4). */
      escrowDecideSeconds: z.int().min(1).max(8).default(4),
    })
    .default({ escrowDecideSeconds: 4 }),
});

export type Configuration = z.infer<typeof configurationSchema>;

function allowedHost(text: string): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}
