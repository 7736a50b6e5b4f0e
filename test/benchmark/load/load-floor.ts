/** What a load costs when nobody waits for anything but wire, chip, card, network and disk: computed from its own trace. */
import { PN532_TIMING } from '../../../simulator/devices/card-reader/pn532-settings.ts';
import { NETWORK_LATENCY_MS } from '../../../simulator/kiosk/network.ts';
import { bytesOf, type Happening } from './wire-log.ts';

const READER_BAUD = 115_200;
const BITS_PER_BYTE = 10;

/** Milliseconds each. */
export interface LoadFloor {
  readonly wire: number;
  readonly chip: number;
  readonly card: number;
  readonly network: number;
  readonly journal: number;
}

/** Messages to the server that a load cannot do without: the authorisation. */
const ROUND_TRIPS = 1;

function isReaderFrame(happening: Happening): happening is Happening & { readonly kind: 'wire' } {
  return happening.kind === 'wire' && happening.entry.device === 'card-reader';
}

/** Time between a command reaching the card and its answer, summed. */
function cardTime(load: readonly Happening[]): number {
  let total = 0;
  for (const happening of load) {
    if (happening.kind !== 'card') continue;
    total += happening.phase === 'command' ? -happening.atMs : happening.atMs;
  }
  return total;
}

/** The chip's acknowledgement travels while chip and card work, so it costs no time of its own. */
export function floorOf(load: readonly Happening[], journalMs: number): LoadFloor {
  const frames = load.filter(isReaderFrame).filter(({ entry }) => entry.meaning !== 'ACK');
  const bytes = frames.reduce((total, { entry }) => total + bytesOf(entry), 0);
  const commands = frames.filter(({ entry }) => entry.direction === 'host-to-device').length;
  return {
    wire: (bytes * BITS_PER_BYTE * 1000) / READER_BAUD,
    chip: commands * (PN532_TIMING.ackMs + PN532_TIMING.processMs),
    card: cardTime(load),
    network: ROUND_TRIPS * 2 * NETWORK_LATENCY_MS,
    journal: load.filter(({ kind }) => kind === 'fact').length * journalMs,
  };
}
