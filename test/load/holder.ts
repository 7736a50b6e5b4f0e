/** A card holder who answers what the screen shows, whatever goes wrong, and remembers what he was told. */
import type { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import type { ScreenModel } from '../../src/screen/contract/screen-model.ts';
import type { PhysicalNote } from '../../simulator/devices/banknote-acceptor/physical-note.ts';
import type { PbocCard } from '../../simulator/devices/card/pboc-card.ts';
import type { Place } from './stand.ts';

export interface Plan {
  /** The note that goes in when the slot is green; without it the holder does not ask for a top-up. */
  readonly note?: PhysicalNote;
  /** 补写 when it is offered. Default true. */
  readonly rewrite?: boolean;
  /** What happens when the screen asks for the card back. Default `leave`. */
  readonly onTorn?: 'lay' | 'leave';
  /** Virtual time after which the holder gives up and lifts the card. Default 180 s. */
  readonly patienceMs?: number;
}

/** What the holder could read: screen, message code and serial. */
export interface Told {
  readonly screen: string;
  readonly code?: string;
  readonly serial?: string;
}

const THINK_MS = 200;

export class Holder {
  readonly card: PbocCard;
  readonly #clock: VirtualClock;
  /** Everything of the last visit, in order. */
  told: Told[] = [];

  constructor(clock: VirtualClock, card: PbocCard) {
    this.#clock = clock;
    this.card = card;
  }

  codes(): string[] {
    return this.told.flatMap(({ code }) => (code === undefined ? [] : [code]));
  }

  screens(): string[] {
    return this.told.map(({ screen }) => screen);
  }

  /** From laying the card down to lifting it. Ends early when the terminal dies. */
  async visit(place: Place, plan: Plan = {}): Promise<Told[]> {
    const { kiosk } = place;
    this.told = [];
    let changes = 0;
    const stop = kiosk.screens.listen((model) => {
      changes += 1;
      this.told.push(toldBy(model));
    });
    const endMs = this.#clock.monotonic() + (plan.patienceMs ?? 180_000);
    const hand = { note: plan.note };
    kiosk.hardware.lay(this.card);
    for (let over = false; !over && this.#clock.monotonic() < endMs;) {
      const before = changes;
      over = this.#act(place, plan, hand);
      const alive = (): boolean => kiosk.power?.alive === true;
      if (!over && !alive()) break;
      await this.#clock.runUntil(() => changes !== before || !alive(), over ? 0 : 2_000);
      await this.#clock.run(THINK_MS);
    }
    stop();
    kiosk.hardware.lift(this.card);
    for (const back of kiosk.hardware.acceptor.takeReturned()) void back;
    return this.told;
  }

  /** One move. True when the visit is over. */
  #act(place: Place, plan: Plan, hand: { note: PhysicalNote | undefined }): boolean {
    const { kiosk } = place;
    const model = kiosk.screen();
    switch (model?.id) {
      case 'menu':
        kiosk.press(hand.note !== undefined && offers(model, 'cash') ? 'cash' : 'exit');
        return false;
      case 'check-card':
        kiosk.press('next');
        return false;
      case 'insert-note':
        this.#feed(place, hand);
        return false;
      case 'take-note-back':
        kiosk.hardware.acceptor.takeReturned();
        return false;
      case 'torn-card':
        if ((plan.onTorn ?? 'leave') === 'lay') kiosk.hardware.lay(this.card);
        return false;
      case 'rewrite-offer':
        kiosk.press(plan.rewrite === false ? 'later' : 'rewrite');
        return false;
      case 'result':
      case 'failure':
        hand.note = undefined;
        kiosk.press(offers(model, 'ok') ? 'ok' : 'exit');
        return false;
      case 'take-card':
        kiosk.hardware.lift(this.card);
        return false;
      case 'attract':
        return !kiosk.hardware.reader.field.cards.includes(this.card);
      case 'out-of-service':
        return true;
      default:
        return false;
    }
  }

  #feed({ kiosk }: Place, hand: { note: PhysicalNote | undefined }): void {
    if (hand.note === undefined) {
      kiosk.press('exit');
      return;
    }
    if (!kiosk.hardware.board.lamps.green) return;
    if (kiosk.hardware.acceptor.insert(hand.note) === 'drawn-in') hand.note = undefined;
  }
}

function offers(model: ScreenModel, button: string): boolean {
  return model.buttons.some(({ id, enabled }) => id === button && enabled);
}

function toldBy(model: ScreenModel): Told {
  const message = 'message' in model ? model.message : 'banner' in model ? model.banner : undefined;
  const serial =
    'voucher' in model && model.voucher !== undefined
      ? model.voucher.serial
      : 'serial' in model
        ? model.serial
        : undefined;
  return {
    screen: model.id,
    ...(message === undefined ? {} : { code: message.code }),
    ...(serial === undefined ? {} : { serial }),
  };
}

/** Pulls the card away at its next CREDIT FOR LOAD: before it hears it, or after it has written and before its answer. */
export function pullsAtCredit({ kiosk }: Place, holder: Holder, when: 'before' | 'after'): void {
  const stop = kiosk.hardware.reader.onExchange.listen((event) => {
    const phase = when === 'before' ? 'command' : 'answer';
    if (event.phase !== phase || event.command[0] !== 0x80 || event.command[1] !== 0x52) return;
    stop();
    kiosk.hardware.lift(holder.card);
  });
}
