/** A random story over two terminals and three cards, told from a seed: visits, purchases, tears, cuts, lost messages. */
import { yuan } from '../../src/kernel/fen.ts';
import { seededRandom, type Random } from '../../src/kernel/random.ts';
import { LI, TEST_PERSON, ZHANG } from '../../simulator/campus/fixtures.ts';
import type { MessageFate } from '../../simulator/kiosk/network.ts';
import { Holder } from './holder.ts';
import { audit } from './invariants.ts';
import { Stand, startAgain, type Place, type StandOptions } from './stand.ts';

const STEPS = 8;

/** What makes of hardware differ in, where a note or a byte can get lost. */
const HARDWARE: readonly NonNullable<StandOptions['hardware']>[] = [
  {},
  { acceptor: { repeatsEvents: false } },
  { acceptor: { ackWindow: 'strict', remembersUnreported: true } },
  { acceptor: { counterSurvives: false, showsPowerUpReturn: false }, chunks: 'random' },
];

const FATES: readonly MessageFate[] = [
  'lose-request',
  'lose-reply',
  'repeat',
  'delay-reply',
  'delay-request',
];

/** One random story. Says what was played, and what is wrong after the faults have stopped. */
export class Story {
  readonly played: string[] = [];
  /** Ends what waits for an exchange of this visit. */
  #disarm: (() => void) | undefined;
  readonly #stand: Stand;
  readonly #random: Random;
  readonly #holders: readonly Holder[];

  private constructor(stand: Stand, random: Random) {
    this.#stand = stand;
    this.#random = random;
    const behaviours = [{}, { purchaseErasesProof: true }, { proofDepth: 2, logCounter: 'after' as const }];
    this.#holders = [ZHANG, TEST_PERSON, LI].map(
      (account, index) => new Holder(stand.clock, stand.card(account, behaviours[index] ?? {})),
    );
  }

  static async tell(seed: number): Promise<string[]> {
    const hardware = HARDWARE[seed % HARDWARE.length] ?? {};
    const stand = await Stand.open({ seed, hardware });
    stand.campus.operator.setCardState(LI.card.applicationSerial, 'normal');
    const story = new Story(stand, seededRandom(seed));
    for (let step = 0; step < STEPS; step += 1) await story.#step();
    const problems = await story.#afterwards();
    return problems.map((problem) => `seed ${seed}: ${problem} [${story.played.join(', ')}]`);
  }

  #one<T>(choices: readonly T[]): T {
    return choices[this.#random.below(choices.length)]!;
  }

  async #step(): Promise<void> {
    const stand = this.#stand;
    const place = this.#one(stand.places);
    const holder = this.#one(this.#holders);
    const what = this.#random.below(10);
    if (what === 0 && stand.buys(holder.card, yuan(1 + this.#random.below(60)))) this.played.push('purchase');
    else if (what === 1) stand.uploadPurchases();
    else if (what === 2) {
      this.played.push('server restarts');
      stand.campus.restart();
    } else await this.#visit(place, holder);
    for (const { kiosk } of stand.places) kiosk.hardware.acceptor.takeReturned();
    if (this.#random.below(3) > 0) for (const one of stand.places) this.#mend(one);
  }

  #mend(place: Place): void {
    place.duringCommit = undefined;
    place.network.up = true;
    place.network.fate = undefined;
    startAgain(place);
  }

  async #visit(place: Place, holder: Holder): Promise<void> {
    const fault = this.#arm(place, holder);
    this.played.push(`visit ${place === this.#stand.a ? 'A' : 'B'} ${fault}`);
    await holder.visit(place, {
      ...(this.#random.below(4) === 0 ? {} : { note: this.#stand.note() }),
      rewrite: this.#random.below(5) > 0,
      onTorn: this.#one(['lay', 'leave']),
      patienceMs: 90_000,
    });
    holder.card.disarmFaults();
    this.#disarm?.();
  }

  /** Something that goes wrong in the next visit, perhaps nothing. */
  #arm(place: Place, holder: Holder): string {
    const { kiosk, network } = place;
    switch (this.#random.below(6)) {
      case 0: {
        const exchange = this.#random.below(14);
        this.#disarm = pullsAtExchange(place, holder, exchange, this.#one(['command', 'answer']));
        return `pulled at ${exchange}`;
      }
      case 1: {
        const fault = this.#one([
          'tear-before-commit',
          'tear-after-commit',
          'refuse-9302',
          '6581-written',
        ] as const);
        holder.card.armFault(fault);
        return fault;
      }
      case 2: {
        const append = 1 + this.#random.below(12);
        const end = this.#one(['killed', 'power cut'] as const);
        endsAtAppend(place, append, end, this.#one(['cut-before', 'cut-after']));
        return `${end} at append ${append}`;
      }
      case 3: {
        const from = network.messages + this.#random.below(8);
        const fate = this.#one(FATES);
        const lasting = this.#random.below(2) === 0;
        network.fate = (index) => (index === from || (lasting && index > from) ? fate : 'deliver');
        return `${fate} from ${from}`;
      }
      case 4: {
        const delayMs = this.#random.below(12_000);
        this.#stand.clock.after(delayMs, 'test: power cut', () => kiosk.cutPower());
        return `power cut after ${delayMs}`;
      }
      default:
        return 'well';
    }
  }

  async #afterwards(): Promise<string[]> {
    const stand = this.#stand;
    const problems: string[] = [];
    // Longer than a heartbeat: a server that was restarted last asks every terminal to sign in again.
    await stand.clock.run(20_000);
    if (!(await stand.heal())) problems.push('does not serve again');
    stand.uploadPurchases();
    problems.push(...audit(stand, { settled: false }));
    for (const holder of this.#holders) await holder.visit(this.#one(stand.places));
    await stand.heal();
    problems.push(...audit(stand));
    const open = stand.campus
      .statement()
      .orders.filter(({ state }) => ['held', 'funded', 'owed'].includes(state));
    for (const order of open) problems.push(`${order.serial} is still ${order.state}`);
    for (const { serial, state, told } of stand.campus.statement().orders)
      if (state === 'confirmed' && !told)
        problems.push(`${serial} is on the card and its holder was not told`);
    return problems;
  }
}

function pullsAtExchange(
  { kiosk }: Place,
  holder: Holder,
  index: number,
  phase: 'command' | 'answer',
): () => void {
  let count = 0;
  const stop = kiosk.hardware.reader.onExchange.listen((event) => {
    // Presence exchanges repeat for as long as the card lies there.
    if (event.phase !== phase || event.command[1] === 0x5c) return;
    count += 1;
    if (count <= index) return;
    stop();
    kiosk.hardware.lift(holder.card);
  });
  return stop;
}

function endsAtAppend(
  place: Place,
  index: number,
  end: 'killed' | 'power cut',
  fate: 'cut-before' | 'cut-after',
): void {
  let count = 0;
  place.duringCommit = () => {
    count += 1;
    if (count < index) return 'commit';
    place.duringCommit = undefined;
    if (end === 'killed') place.kiosk.killProgram();
    else place.kiosk.cutPower();
    return fate;
  };
}
