/** How much a card may still take (domain.md §8). Pure; the server decides with it, the terminal shows it. */
import { fen, ZERO_FEN, type Fen } from '../kernel/fen.ts';

/** Room under the maximum balance after what is reserved, never negative. */
export function roomOnCard(maximum: Fen, balance: Fen, reserved: Fen): Fen {
  return fen(Math.max(0, maximum - balance - reserved));
}

/** Room in whole notes of `note`: what 本次最多可充 shows. */
export function roomInNotes(room: Fen, note: Fen): Fen {
  return note <= ZERO_FEN ? ZERO_FEN : fen(Math.floor(room / note) * note);
}
