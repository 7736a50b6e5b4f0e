/**
 * A person at a kiosk: reads the screen, presses what is offered, feeds the note, takes what comes back. Knows nothing of
 * states behind the screen; stands up to a bounded time and then leaves.
 */
import { withTimeout } from '../../src/kernel/clock.ts';
import type { ButtonId, ScreenModel } from '../../src/screen/contract/screen-model.ts';
import type { PhysicalNote } from '../devices/banknote-acceptor/physical-note.ts';
import type { PbocCard } from '../devices/card/pboc-card.ts';
import type { Place, World } from './world.ts';

export interface VisitPlan {
  readonly place: Place;
  readonly card: PbocCard;
  /** A note to be loaded; without one the person comes to settle what is open. */
  readonly note?: PhysicalNote;
  /** What the person does on finding the card off the reader in the middle. Default `put-back`. */
  readonly whenTorn?: 'put-back' | 'walk-away';
}

export interface VisitReport {
  /** Ids and message codes of the screens that were shown, in order. */
  readonly seen: readonly string[];
  /** Codes of results shown: I318, I315, I314. */
  readonly results: readonly string[];
  /** Codes of failures shown with a serial number. */
  readonly vouchers: readonly string[];
  /** `gave-up`: nothing more happened and nothing asked for the card to be taken. */
  readonly end: 'served' | 'gave-up' | 'walked-away';
}

const REACTION_MS = 700;
/** Longest a person watches one unchanged screen before leaving, milliseconds. */
const PATIENCE_MS = 90_000;
/** Screens that a person reacts to in one visit. */
const STEP_LIMIT = 80;
/** How often a person pushes a note in, or puts a card back, before losing heart. */
const TRIES = 4;

type Step = 'go-on' | 'left' | 'walked-away';

export class Person {
  readonly #world: World;
  readonly #plan: VisitPlan;
  readonly #seen: string[] = [];
  readonly #results: string[] = [];
  readonly #vouchers: string[] = [];
  #screens = 0;
  #laid = 0;
  #fed = 0;
  #done = false;

  constructor(world: World, plan: VisitPlan) {
    this.#world = world;
    this.#plan = plan;
  }

  /** The whole visit, from laying the card down to holding it again. */
  async visit(): Promise<VisitReport> {
    const { place, card } = this.#plan;
    const forget = place.kiosk.screens.listen((model) => {
      this.#screens += 1;
      this.#read(model);
    });
    const now = place.kiosk.screen();
    if (now !== undefined) this.#read(now);
    const end = await this.#stay();
    forget();
    place.hardware.lift(card);
    const { seen, results, vouchers } = {
      seen: this.#seen,
      results: this.#results,
      vouchers: this.#vouchers,
    };
    return { seen, results, vouchers, end };
  }

  async #stay(): Promise<VisitReport['end']> {
    for (let step = 0; step < STEP_LIMIT; step += 1) {
      const before = this.#screens;
      await this.#wait(REACTION_MS, before, false);
      const model = this.#plan.place.kiosk.screen();
      const outcome = model === undefined ? 'go-on' : this.#react(model);
      if (outcome === 'left') return 'served';
      if (outcome === 'walked-away') return 'walked-away';
      if (!(await this.#wait(PATIENCE_MS, before, true))) return 'gave-up';
    }
    return 'gave-up';
  }

  /** True when the screen has changed since `before`; waits for that when `forChange`, else the whole time. */
  async #wait(limitMs: number, before: number, forChange: boolean): Promise<boolean> {
    const { clock } = this.#world;
    const { kiosk } = this.#plan.place;
    if (forChange && this.#screens !== before) return true;
    const changed = new Promise<boolean>((resolve) => {
      if (!forChange) return;
      const forget = kiosk.screens.listen(() => {
        forget();
        resolve(true);
      });
    });
    return withTimeout(clock, changed, limitMs, 'person', false);
  }

  #read(model: ScreenModel): void {
    const code = 'message' in model ? (model.message?.code ?? '') : '';
    this.#seen.push(code === '' ? model.id : `${model.id} ${code}`);
    if (model.id === 'result') this.#results.push(code);
    if (model.id === 'failure' && model.voucher !== undefined) this.#vouchers.push(code);
  }

  #react(model: ScreenModel): Step {
    switch (model.id) {
      case 'attract':
        return this.#atAttract();
      case 'menu':
        return this.#atMenu(model);
      case 'insert-note':
        return this.#atSlot();
      case 'torn-card':
        return this.#putBack();
      case 'take-card':
        return 'left';
      case 'check-card':
        return this.#press(this.#wantsCash() ? 'next' : 'exit');
      case 'rewrite-offer':
        return this.#press('rewrite');
      case 'result':
        this.#done = this.#done || this.#plan.note !== undefined;
        return this.#press(model.buttons.some(({ id }) => id === 'exit') ? 'exit' : 'ok');
      case 'failure':
        return this.#atFailure(model);
      case 'help':
        return this.#press('back');
      default:
        // nothing to press: reading, writing, checking, stacking, starting, out of service
        return 'go-on';
    }
  }

  /** Nobody is being served: time to lay the card down, or the visit is over. */
  #atAttract(): Step {
    if (this.#laid > 0 && (this.#done || this.#plan.whenTorn === 'walk-away')) return 'walked-away';
    return this.#putBack();
  }

  #atMenu(model: ScreenModel): Step {
    const cash = model.buttons.find(({ id }) => id === 'cash');
    if (!this.#wantsCash()) return this.#press('exit');
    return cash?.enabled === true ? this.#press('cash') : 'go-on';
  }

  #wantsCash(): boolean {
    const { note } = this.#plan;
    return note !== undefined && !this.#done && this.#fed < TRIES && this.#world.hands.notes.includes(note);
  }

  #atSlot(): Step {
    const { note, place } = this.#plan;
    if (note === undefined || !this.#wantsCash()) return this.#press('exit');
    this.#fed += 1;
    this.#world.hands.feed(place.hardware.acceptor, note);
    return 'go-on';
  }

  #atFailure(model: ScreenModel): Step {
    const offered = model.buttons[0];
    if (offered !== undefined) return this.#press(offered.id);
    return 'go-on';
  }

  #putBack(): Step {
    const { place, card, whenTorn } = this.#plan;
    const lies = place.hardware.reader.field.cards.includes(card);
    if (lies) return 'go-on';
    if (this.#laid > 0 && whenTorn === 'walk-away') return 'walked-away';
    if (this.#laid >= TRIES) return 'walked-away';
    this.#laid += 1;
    place.hardware.lay(card);
    return 'go-on';
  }

  #press(button: ButtonId): Step {
    this.#plan.place.kiosk.press(button);
    return 'go-on';
  }
}
