/**
 * What to do after each poll: the start sequence, and the way back from power cuts, jams and an emptied box.
 * ccnet.md §12.
 */
import type { Clock } from '../../../src/kernel/clock.ts';
import { unreachable } from '../../../src/kernel/errors.ts';
import type { HealthBoard } from './health-board.ts';
import { identify, type Expectations, type SendCommand } from './identify.ts';
import { parseIdentification, type Identification } from './payload.ts';
import type { CcnetStateName, PollReply } from './states.ts';
import type { CcnetTimings } from './timings.ts';

export interface SupervisorPort {
  readonly clock: Clock;
  readonly timings: CcnetTimings;
  readonly health: HealthBoard;
  readonly expected: Pick<Expectations, 'templates' | 'partNumberPattern'>;
  readonly send: SendCommand;
  /** True while a note is between slot and a reported end. */
  readonly noteOpen: () => boolean;
  /** Tells the handler that the device stands disabled and usable. */
  readonly reportReady: () => Promise<void>;
}

/** `connect`: nothing but the first poll is known. `settle`: on the way to DISABLED. `run`: identified. */
type Phase = 'connect' | 'settle' | 'run';

/** States in which an identified device is no longer as it was. */
const BREAKS = new Set<CcnetStateName>([
  'powerUp',
  'powerUpInValidator',
  'powerUpInStacker',
  'initialize',
  'boxFull',
  'boxRemoved',
  'pathJam',
  'boxJam',
  'cheated',
  'failure',
]);

/**
 * From any state to DISABLED. `finish`: a note is on its way, no RESET before it has arrived. `stay`: only people can
 * help. `repair`: a fault that RESET may cure once the path is empty.
 */
type Way = 'reset' | 'wait' | 'identify' | 'disable' | 'finish' | 'repair' | 'stay';

const WAYS: Record<CcnetStateName, Way> = {
  powerUp: 'reset',
  powerUpInValidator: 'reset',
  powerUpInStacker: 'reset',
  initialize: 'wait',
  idling: 'disable',
  accepting: 'finish',
  stacking: 'finish',
  returning: 'finish',
  disabled: 'identify',
  holding: 'finish',
  busy: 'finish',
  rejecting: 'finish',
  boxFull: 'stay',
  boxRemoved: 'stay',
  pathJam: 'stay',
  boxJam: 'stay',
  cheated: 'repair',
  pause: 'finish',
  failure: 'repair',
  escrow: 'finish',
  stacked: 'finish',
  returned: 'finish',
  suspected: 'finish',
  counterfeit: 'finish',
};

/** One DISABLED may have crossed our ENABLE; two mean that the device forgot it. */
const FORGOTTEN_AFTER = 2;

const DISABLE = [0, 0, 0, 0, 0, 0];

export class Supervisor {
  /** True when it could take a note after ENABLE. */
  ready = false;
  /** True from an ENABLE until a disable, or until the device forgets it. */
  enabled = false;
  hasCounter = false;
  identification: Identification | undefined;
  /** No poll before this time, monotonic milliseconds. */
  pauseUntil = 0;
  readonly #port: SupervisorPort;
  /** Of the device that was found first. */
  #serial: string | undefined;
  #phase: Phase = 'connect';
  /** Counts losses: what was asked before one says nothing about afterwards. */
  #epoch = 0;
  #quieted = false;
  #resetAt: number | undefined;
  #startingSince: number | undefined;
  #faultySince: number | undefined;
  #disabledPolls = 0;

  constructor(port: SupervisorPort) {
    this.#port = port;
  }

  /** The line was lost or silent: everything has to be seen again. */
  lost(): void {
    this.#epoch += 1;
    this.#notReady('connect');
  }

  /** No poll for this long. */
  pause(durationMs: number): void {
    this.pauseUntil = this.#port.clock.monotonic() + durationMs;
  }

  /** Our own bytes came back: on such a line ILLEGAL and RESET, and both ACKs, look alike (§4). */
  sawEcho(): void {
    this.#port.health.raise('ACCEPTOR_LINE_ECHO');
    this.pause(this.#port.timings.probeMs);
  }

  /** Acts on a reply that was reported and acknowledged; true when the next poll can be left out if nothing changes. */
  async after(reply: PollReply): Promise<boolean> {
    this.#port.health.sawState(reply.state);
    if (this.#phase === 'run' && this.#broken(reply.state)) this.#notReady('settle');
    if (this.#phase === 'run') return reply.state !== 'busy';
    if (this.#phase === 'connect' && !(await this.#checkLine())) return false;
    return this.#settle(reply.state);
  }

  #notReady(phase: Phase): void {
    this.#phase = phase;
    this.ready = false;
    this.enabled = false;
    this.#quieted = false;
    this.#resetAt = undefined;
    this.#startingSince = undefined;
    this.#faultySince = undefined;
    this.#disabledPolls = 0;
    this.#port.health.setUsable(false);
  }

  #broken(state: CcnetStateName): boolean {
    this.#disabledPolls = state === 'disabled' && this.enabled ? this.#disabledPolls + 1 : 0;
    return BREAKS.has(state) || this.#disabledPolls >= FORGOTTEN_AFTER;
  }

  /** Asks for the identification before anything is changed: our own bytes coming back would pass for answers (§4). */
  async #checkLine(): Promise<boolean> {
    const { health, send } = this.#port;
    const epoch = this.#epoch;
    const result = await send('identification');
    if (epoch !== this.#epoch) return false;
    if (result.kind === 'echo') this.sawEcho();
    if (result.kind !== 'data' && result.kind !== 'illegal') return false;
    health.clear('ACCEPTOR_LINE_ECHO');
    const identification = result.kind === 'data' ? parseIdentification(result.payload) : undefined;
    if (identification !== undefined) this.#know(identification);
    this.#phase = 'settle';
    return true;
  }

  #know(identification: Identification): void {
    this.identification = identification;
    this.#serial ??= identification.serial;
    if (this.#serial !== identification.serial) this.#port.health.raise('ACCEPTOR_SWAPPED');
  }

  async #settle(state: CcnetStateName): Promise<boolean> {
    const way = WAYS[state];
    switch (way) {
      case 'reset':
        await this.#reset();
        return false;
      case 'wait':
        this.#resetAt = undefined;
        this.#watchStart();
        return false;
      case 'identify':
        return this.#identify();
      case 'disable':
        await this.#port.send('enable', DISABLE);
        return false;
      case 'finish':
        await this.#quiet();
        return false;
      case 'repair':
        await this.#resetFaulty();
        return false;
      case 'stay':
        return true;
      default:
        return unreachable(way);
    }
  }

  /** A note that a dead process let in is finished first; no other may follow it. */
  async #quiet(): Promise<void> {
    if (this.#quieted) return;
    const result = await this.#port.send('enable', DISABLE);
    this.#quieted = result.kind === 'ack';
  }

  async #reset(): Promise<void> {
    const { clock, timings, send } = this.#port;
    this.#watchStart();
    if (this.#resetAt !== undefined && clock.monotonic() - this.#resetAt < timings.resetRepeatMs) return;
    const result = await send('reset');
    if (result.kind === 'ack') this.#resetAt = clock.monotonic();
  }

  #watchStart(): void {
    const { clock, timings, health } = this.#port;
    this.#startingSince ??= clock.monotonic();
    if (clock.monotonic() - this.#startingSince > timings.initialiseMs) {
      health.raise('ACCEPTOR_NOT_INITIALISING');
    }
  }

  async #resetFaulty(): Promise<void> {
    const { clock, timings, noteOpen, send } = this.#port;
    const now = clock.monotonic();
    this.#faultySince ??= now;
    if (noteOpen() || now - this.#faultySince < timings.faultResetMs) return;
    this.#faultySince = now;
    await send('reset');
  }

  async #identify(): Promise<boolean> {
    const { health, expected, send, reportReady } = this.#port;
    const epoch = this.#epoch;
    const result = await identify(send, { ...expected, serial: this.#serial });
    if (result.kind === 'unanswered' || epoch !== this.#epoch) return false;
    this.#phase = 'run';
    this.#startingSince = undefined;
    health.clear(
      'ACCEPTOR_NOT_INITIALISING',
      'ACCEPTOR_SWAPPED',
      'ACCEPTOR_PART_MISMATCH',
      'ACCEPTOR_TABLE_MISMATCH',
    );
    this.#know(result.identification);
    if (result.kind === 'fault') {
      health.raise(result.fault);
      return true;
    }
    this.hasCounter = result.hasCounter;
    this.ready = true;
    health.setUsable(true);
    await reportReady();
    return true;
  }
}
