/**
 * Composition root: one life of the terminal over the ports it is given. A new life is a new `buildTerminal`; nothing but
 * the journal and the identity passes from one to the next (design.md §12.2).
 */
import { createActor } from 'xstate';
import { poweredLink } from '../drivers/link/powered-link.ts';
import { DeviceWatch } from './main/device-watch.ts';
import type { TerminalPorts, TerminalSettings } from './main/ports.ts';
import { screenOf } from '../state-machines/screens/screen-of.ts';
import type { TerminalFrame } from '../state-machines/screens/frame.ts';
import { terminalMachine, type TerminalActor } from '../state-machines/terminal.machine.ts';
import { HostClient } from './host/client.ts';
import { isAsk } from './money/facts.ts';
import type { Journal } from './journal/journal.ts';
import { stateChartClock, withTimeout } from './kernel/clock.ts';
import { errorCode, errorText } from './kernel/errors.ts';
import { JournalFactLog } from './load/journal-fact-log.ts';
import { CardDesk } from './main/card-desk.ts';
import { buildDevices, type TerminalDevices } from './main/devices.ts';
import { terminalEffects } from './main/effects.ts';
import { isoTime } from './main/iso-time.ts';
import { MoneyDesk } from './main/money-desk.ts';
import { giveUpRefusedJournal } from './main/refused-journal.ts';
import { ServiceMonitor } from './main/service-monitor.ts';
import { buttonForKey, type ScreenEvent, type ScreenModel } from './screen/contract/screen-model.ts';

export interface Terminal {
  readonly actor: TerminalActor;
  readonly devices: TerminalDevices;
  readonly host: HostClient;
  readonly facts: JournalFactLog;
  /** What the screen shows now. */
  screen(): ScreenModel;
  start(): void;
}

export function buildTerminal(ports: TerminalPorts, settings: TerminalSettings): Terminal {
  const clock = ports.power.clock(ports.clock);
  const life = { ...ports, clock };
  const facts = new JournalFactLog(ports.journal);
  const host = new HostClient({
    clock,
    random: ports.random,
    port: { send: (envelope) => ports.power.guard(ports.host.send(envelope)) },
    identity: ports.identity,
    outbox: outboxOf(ports.journal),
  });
  facts.recorded.listen((stored) => {
    if (stored.hostSequence !== undefined && !isAsk(stored.fact.type)) host.nudge();
  });
  const devices = buildDevices(life, settings, (open) => poweredLink(ports.power, open));
  const parameters = {
    terminal: ports.identity.terminal,
    generation: ports.identity.generation,
    ...settings.load,
  };
  const desk = new MoneyDesk({
    clock,
    random: ports.random,
    facts,
    host,
    cards: new CardDesk(devices.cardReader),
    acceptor: devices.banknoteAcceptor,
    indicator: devices.indicator,
    parameters,
  });
  facts.recorded.listen((stored) => desk.follow(stored));
  const watch = new DeviceWatch([devices.cardReader, devices.banknoteAcceptor, devices.indicator], ports.log);
  const monitor = new ServiceMonitor({ clock, polling: ports.polling, host, devices, watch, money: desk });
  return assemble(life, settings, { facts, host, devices, watch, desk, monitor });
}

interface Parts {
  readonly facts: JournalFactLog;
  readonly host: HostClient;
  readonly devices: TerminalDevices;
  readonly watch: DeviceWatch;
  readonly desk: MoneyDesk;
  readonly monitor: ServiceMonitor;
}

function assemble(life: TerminalPorts, settings: TerminalSettings, parts: Parts): Terminal {
  const { desk, devices, monitor } = parts;
  const machine = terminalMachine.provide(terminalEffects(desk, () => startLife(life, parts)));
  let rendering = false;
  const render = (): void => {
    rendering = false;
    if (life.power.alive) life.screen.show(screen());
  };
  const draw = (): void => {
    if (rendering) return;
    rendering = true;
    queueMicrotask(render);
  };
  const actor = createActor(machine, {
    systemId: 'terminal',
    clock: stateChartClock(life.clock),
    input: { now: () => life.clock.monotonic() },
    inspect: (event) => {
      if (event.type === '@xstate.snapshot') draw();
    },
  });
  actor.subscribe({ error: (error) => endLife(life, error) });
  parts.host.stateChanged.listen((state) => {
    if (state.kind === 'journal-refused')
      life.log.error({ code: state.reason }, 'the server refuses this journal');
  });
  giveUpRefusedJournal({ ...life, host: parts.host, actor, recorded: parts.facts.recorded, money: desk });
  const frame = frameOf(life, settings, monitor);
  const screen = (): ScreenModel => screenOf(actor.getSnapshot(), frame());
  life.screen.onEvent(life.power.wrap((event: ScreenEvent) => act(actor, screen(), event)));
  devices.cardReader.onSituation((situation) => actor.send({ type: 'SITUATION', situation }));
  desk.news.listen((news) => actor.send({ type: 'NEWS', news }));
  monitor.noticed.listen(draw);
  monitor.changed.listen((blockedBy) => actor.send({ type: 'SERVICE', blockedBy }));
  life.power.onCut(() => actor.stop());
  return { actor, devices, host: parts.host, facts: parts.facts, screen, start: () => actor.start() };
}

/** An effect failed in a way nobody foresaw, or the journal broke: this life is over, the next one starts from the journal. */
function endLife(life: TerminalPorts, error: unknown): void {
  life.log.error({ code: errorCode(error), text: errorText(error) }, 'the program failed');
  life.power.cut('program-failed');
}

/** How long boot waits for the card reader before it shows what is missing, milliseconds. */
const DEVICE_START_MS = 5_000;

/** Boot: settle what the last life left open, then wake the devices and sign in. */
async function startLife(life: TerminalPorts, parts: Parts): Promise<null> {
  await parts.desk.boot();
  const { cardReader, banknoteAcceptor, indicator } = parts.devices;
  cardReader.start();
  banknoteAcceptor?.start();
  indicator?.start();
  await Promise.all([
    parts.host.signIn(),
    withTimeout(life.clock, parts.watch.up(cardReader.name), DEVICE_START_MS, 'card reader start', undefined),
  ]);
  parts.monitor.start();
  life.log.info({ terminal: life.identity.terminal, host: parts.host.state.kind }, 'terminal is up');
  return null;
}

function act(actor: TerminalActor, model: ScreenModel, event: ScreenEvent): void {
  switch (event.type) {
    case 'language':
      actor.send({ type: 'LANGUAGE', language: event.language });
      stillThere(actor);
      return;
    case 'display':
      actor.send({ type: 'DISPLAY', display: event.display });
      stillThere(actor);
      return;
    case 'press':
      press(actor, model, event.button);
      return;
    case 'key': {
      const button = buttonForKey(model, event.key);
      if (button !== undefined) press(actor, model, button);
    }
  }
}

/** Only what the screen offers can be pressed; a late or invented event does nothing. */
function press(actor: TerminalActor, model: ScreenModel, button: ScreenModel['buttons'][number]['id']): void {
  if (!model.buttons.some((offered) => offered.id === button && offered.enabled)) return;
  const { display } = model;
  switch (button) {
    case 'large-text':
      act(actor, model, { type: 'display', display: { ...display, largeText: !display.largeText } });
      return;
    case 'high-contrast':
      act(actor, model, { type: 'display', display: { ...display, highContrast: !display.highContrast } });
      return;
    case 'language':
      act(actor, model, { type: 'language', language: model.language === 'zh' ? 'en' : 'zh' });
      return;
    default:
      actor.send({ type: 'PRESS', button });
  }
}

/** Whoever changes the look of a page is there: their time starts again as with any touch (domain.md §13). */
function stillThere(actor: TerminalActor): void {
  actor.send({ type: 'PRESS', button: 'more-time' });
}

function frameOf(
  life: TerminalPorts,
  settings: TerminalSettings,
  monitor: ServiceMonitor,
): () => TerminalFrame {
  const fixed = {
    school: settings.school,
    terminal: life.identity.terminal,
    simulation: settings.simulation,
    ...settings.help,
    editions: settings.templates.map((template) => template.edition),
    maximumBalance: settings.maximumBalance,
  };
  const { clock } = life;
  const timeOf = (atMs: number): string => isoTime(clock.wall() - (clock.monotonic() - atMs));
  return () => ({ ...fixed, timeOf, cashUnavailable: monitor.cashUnavailable });
}

function outboxOf(journal: Journal): ConstructorParameters<typeof HostClient>[0]['outbox'] {
  return {
    head: () => ({ hostSequence: journal.head.hostSequence, hash: journal.head.hostHash }),
    after: (hostSequence, limit) =>
      journal.outbox.unsent(hostSequence, limit).map((record) => ({
        hostSequence: record.hostSequence,
        type: record.type,
        data: record.data,
        hash: record.hostHash,
      })),
  };
}
