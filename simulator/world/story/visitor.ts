/** A person at a kiosk who does what the story says and waits for what the screen shows. */
import { invariant } from '../../../src/kernel/errors.ts';
import type { VirtualClock } from '../../../src/kernel/virtual-clock.ts';
import type { ButtonId, ScreenId } from '../../../src/screen/contract/screen-model.ts';
import type { PbocCard } from '../../devices/card/pboc-card.ts';
import type { PhysicalNote } from '../../devices/banknote-acceptor/physical-note.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';

/** Time to read a screen before the next move, milliseconds. */
const THINK_MS = 1_300;
const PATIENCE_MS = 60_000;

export class Visitor {
  readonly card: PbocCard;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock, card: PbocCard) {
    this.#clock = clock;
    this.card = card;
  }

  /** Fails with what the screen shows instead. */
  async sees(kiosk: Kiosk, screen: ScreenId): Promise<void> {
    const seen = await this.#clock.runUntil(() => kiosk.screen()?.id === screen, PATIENCE_MS);
    invariant(seen, `the screen shows ${screen}, not ${kiosk.screen()?.id ?? 'nothing'}`);
    await this.#clock.run(THINK_MS);
  }

  async lays(kiosk: Kiosk): Promise<void> {
    kiosk.hardware.lay(this.card);
    await this.#clock.run(THINK_MS);
  }

  lifts(kiosk: Kiosk): void {
    kiosk.hardware.lift(this.card);
  }

  /** Pulls the card away at a chosen moment of its next CREDIT FOR LOAD: before it hears it, or before its answer is heard. */
  pullsAt(kiosk: Kiosk, phase: 'command' | 'answer'): void {
    const stop = kiosk.hardware.reader.onExchange.listen((event) => {
      if (event.phase !== phase || event.command[0] !== 0x80 || event.command[1] !== 0x52) return;
      stop();
      this.lifts(kiosk);
    });
  }

  presses(kiosk: Kiosk, button: ButtonId): void {
    kiosk.press(button);
  }

  async feeds(kiosk: Kiosk, note: PhysicalNote): Promise<void> {
    await this.sees(kiosk, 'insert-note');
    invariant(kiosk.hardware.board.lamps.green, 'the slot lamp is green');
    invariant(kiosk.hardware.acceptor.insert(note) === 'drawn-in', 'the note is drawn in');
  }

  /** From the card on the reader to the note in the slot. */
  async asksForTopUp(kiosk: Kiosk, note: PhysicalNote): Promise<void> {
    await this.lays(kiosk);
    await this.sees(kiosk, 'menu');
    this.presses(kiosk, 'cash');
    await this.sees(kiosk, 'check-card');
    this.presses(kiosk, 'next');
    await this.feeds(kiosk, note);
  }

  async leaves(kiosk: Kiosk): Promise<void> {
    await this.sees(kiosk, 'menu');
    this.presses(kiosk, 'exit');
    await this.sees(kiosk, 'take-card');
    this.lifts(kiosk);
    await this.sees(kiosk, 'attract');
  }
}
