/** A host client over an outbox that is an array, before a line that a test can bend. */
import { HostClient, type OutboxSource } from '../../src/host/client.ts';
import type { HostReplyMessage, HostRequest } from '../../src/host/contract.ts';
import { messageMac } from '../../src/host/mac.ts';
import type { Envelope, HostPort, HostReply, HostUnknown } from '../../src/host/port.ts';
import { sleep } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { openSchool, TerminalModel, type School } from '../simulator/campus/terminal-model.ts';

/** What the line does with one message; `undefined` lets it through. */
export type Bend = (request: HostRequest, index: number) => 'lose-request' | 'lose-reply' | undefined;

const LATENCY_MS = 20;

export class ClientBench {
  readonly school: School;
  /** Keeps the outbox; sends nothing itself after enrolment. */
  readonly model: TerminalModel;
  readonly client: HostClient;
  /** Every request that left the client, in order. */
  readonly requests: HostRequest[] = [];
  /** Messages on the line now, and the most there ever were. */
  inFlight = 0;
  mostInFlight = 0;
  bend: Bend = () => undefined;
  /** Changes a reply before it arrives; the MAC is made again over what comes out. */
  rewrite: ((reply: HostReplyMessage) => HostReplyMessage) | undefined;
  /** Changes the reply's bytes and leaves the MAC. */
  tamper: ((body: Uint8Array) => Uint8Array) | undefined;

  private constructor(school: School, model: TerminalModel) {
    this.school = school;
    this.model = model;
    const outbox: OutboxSource = {
      head: () => model.head,
      after: (sequence, limit) => model.events.slice(sequence, sequence + limit),
    };
    const port: HostPort = { send: (envelope) => this.#send(envelope) };
    this.client = new HostClient({
      clock: school.clock,
      random: seededRandom(5),
      port,
      identity: model,
      outbox,
    });
  }

  static async open(): Promise<ClientBench> {
    const school = openSchool();
    return new ClientBench(school, await TerminalModel.enrolled(school.campus));
  }

  async #send(envelope: Envelope): Promise<HostReply | HostUnknown> {
    const { clock, campus } = this.school;
    const request = JSON.parse(Buffer.from(envelope.body).toString()) as HostRequest;
    const bent = this.bend(request, this.requests.length);
    this.requests.push(request);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await sleep(clock, LATENCY_MS, 'line');
    const reply = bent === 'lose-request' ? undefined : await campus.handle(envelope);
    this.inFlight -= 1;
    if (reply === undefined || bent === 'lose-reply') return new Promise(() => undefined);
    return reply.kind === 'reply' ? this.#bent(reply) : reply;
  }

  #bent(reply: HostReply): HostReply {
    if (this.tamper !== undefined) return { ...reply, body: this.tamper(reply.body) };
    if (this.rewrite === undefined) return reply;
    const message = JSON.parse(Buffer.from(reply.body).toString()) as HostReplyMessage;
    const body = Buffer.from(JSON.stringify(this.rewrite(message)));
    return { kind: 'reply', body, mac: messageMac(this.model.key, body) };
  }
}
