/** One kiosk as somebody sees it who stands before it and can look inside. */
import type { Terminal } from '../../../src/main.ts';
import type { BenchParts } from '../engine/parts.ts';
import type { JamPlace, Place } from '../engine/place.ts';
import type { Pull } from '../engine/pulls.ts';
import { messageOf } from '../events/follow.ts';
import { noteWords } from '../events/thing-words.ts';
import type { KioskState } from '../state.ts';

const FAILURES_SHOWN = 5;

export function kioskView(parts: Pick<BenchParts, 'cards'>, place: Place): KioskState {
  const { kiosk, hardware } = place;
  const { lamps } = hardware.board;
  const lying = hardware.reader.field.cards;
  return {
    terminal: place.terminal,
    screenUrl: place.screenUrl,
    program: place.program,
    mains: place.mains,
    screen: screenOf(place),
    lamp: lamps.green ? 'green' : lamps.red ? 'red' : 'off',
    readerLight: lamps.reader,
    doorOpen: place.doorOpen,
    cables: place.cables,
    cardsOnReader: lying.flatMap((card) => parts.cards.find((one) => one.card === card)?.id ?? []),
    acceptor: acceptorView(place),
    armed: [...place.pulls.waiting.map(pullWords), ...(place.armedJam ? [jamWords(place.armedJam)] : [])],
    line: place.line,
    troubles: troublesOf(place),
    failures: kiosk.failures.slice(-FAILURES_SHOWN),
  };
}

function screenOf({ kiosk }: Place): KioskState['screen'] {
  const model = kiosk.screen();
  if (model === undefined) return undefined;
  const message = messageOf(model);
  return message === undefined ? { id: model.id } : { id: model.id, message };
}

function acceptorView({ hardware }: Place): KioskState['acceptor'] {
  const { acceptor } = hardware;
  const { box } = acceptor;
  return {
    state: acceptor.state,
    boxPresent: box.present,
    notesInBox: box.notes.length,
    boxCapacity: box.capacity,
    moving: acceptor.notes.flatMap(({ note, place }) =>
      place === 'box' ? [] : [{ label: noteWords(note).zh, place }],
    ),
    jammed: acceptor.jamEnd !== undefined,
  };
}

function pullWords({ command, phase }: Pull): { readonly zh: string; readonly en: string } {
  return phase === 'command'
    ? {
        zh: `下次 ${command} 到达卡片之前拿走卡`,
        en: `the card is pulled before it hears the next ${command}`,
      }
    : {
        zh: `下次 ${command} 的应答到达之前拿走卡`,
        en: `the card is pulled before the answer to the next ${command}`,
      };
}

const JAM_WORDS: Readonly<Record<JamPlace, { readonly zh: string; readonly en: string }>> = {
  'before-escrow': { zh: '下一张纸币在暂存之前卡住', en: 'the next note jams before escrow' },
  'in-escrow': { zh: '下一张纸币卡在暂存位', en: 'the next note jams in escrow' },
  stacking: {
    zh: '下一张纸币入箱时卡住，之后退出',
    en: 'the next note jams while stacking and comes back out',
  },
  'stacking-then-box': {
    zh: '下一张纸币入箱时卡住，之后落入钞箱',
    en: 'the next note jams while stacking and ends in the box',
  },
};

function jamWords(at: JamPlace): { readonly zh: string; readonly en: string } {
  return JAM_WORDS[at];
}

/** Codes of the server's line, of the devices' faults, and of what the screen says of service. */
function troublesOf(place: Place): readonly string[] {
  const { terminal } = place.kiosk;
  const model = place.kiosk.screen();
  const shown = model?.id === 'out-of-service' ? [model.message.code] : [];
  const greyed = model?.id === 'menu' && model.cashUnavailable ? [model.cashUnavailable.code] : [];
  const own = place.program === 'running' && terminal !== undefined ? codesOf(terminal) : [];
  return [...new Set([...shown, ...own, ...greyed])];
}

function codesOf({ host, devices }: Terminal): readonly string[] {
  const { cardReader, banknoteAcceptor, indicator } = devices;
  const { kind } = host.state;
  const line =
    kind === 'journal-refused' ? ['E407'] : kind === 'signed-out' ? ['E405'] : host.reachable ? [] : ['E401'];
  const reader = cardReader.health.state === 'offline' ? ['E106'] : [];
  const faults = [cardReader, banknoteAcceptor, indicator].flatMap(
    (device) => device?.health.faults.map(({ code }) => code) ?? [],
  );
  const box = indicator?.switches?.cashBoxPresent === false ? ['ACCEPTOR_BOX_REMOVED'] : [];
  const cash = banknoteAcceptor === undefined || banknoteAcceptor.ready ? [] : ['ACCEPTOR_NOT_READY'];
  return [...line, ...reader, ...faults, ...box, ...cash];
}
