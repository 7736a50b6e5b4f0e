import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/kernel/random.ts';
import { frameWaitingMs } from '../../../simulator/devices/card-reader/pn532-air.ts';
import type { AirReply, FieldCard } from '../../../simulator/devices/card/field-card.ts';
import { UnknownClassicCard, UnknownIsoDepCard } from '../../../simulator/devices/card/other-cards.ts';
import type { PbocCard } from '../../../simulator/devices/card/pboc-card.ts';
import { campusCard, otherSchoolCard } from '../../../simulator/devices/card/sample-cards.ts';
import { fromHex, toHex } from '../../../src/kernel/hex.ts';
import {
  ACK,
  BALANCE,
  BALANCE_1250,
  type Bench,
  CPU_CARD,
  FIELD_OFF,
  FIELD_ON,
  LIST_ONE,
  LIST_TWO,
  NO_CARD,
  readyDevice,
  S50_CARD,
  SELECT_PURSE,
  SELECTED,
  SILENT,
  WRONG_CONTEXT,
} from './bench.ts';

const INITIALISE = '0000FF14ECD44001805000020B0100001388100000000042101000';
/** Status word 6985: no file is selected. */
const NO_PURSE = '0000FF05FBD541006985FC00';

function card(): PbocCard {
  return campusCard(seededRandom(1), {}, { state: { balance: 1250, onlineCounter: 0x2a } });
}

async function listed(...cards: readonly FieldCard[]): Promise<Bench> {
  const bench = await readyDevice();
  for (const each of cards) bench.device.field.place(each);
  await bench.say(cards.length > 1 ? LIST_TWO : LIST_ONE);
  return bench;
}

/** A card that gives back what it heard, or as many bytes as told. */
class EchoCard implements FieldCard {
  readonly identity = { ...new UnknownIsoDepCard('11223344').identity };
  readonly busy = false;
  heard: string[] = [];
  readonly #answer: Uint8Array | undefined;
  constructor(answerLength?: number) {
    if (answerLength !== undefined) this.#answer = new Uint8Array(answerLength).fill(0xab);
  }
  activate(): void {
    this.heard = [];
  }
  powerDown(): void {
    this.heard = [];
  }
  transceive(command: Uint8Array, _clock: unknown, answer: (reply: AirReply) => void): void {
    this.heard.push(toHex(command));
    answer({ kind: 'data', data: this.#answer ?? command });
  }
}

describe('looking for cards', () => {
  it('shows two cards with two target numbers', async () => {
    const { say, device } = await readyDevice();
    device.field.place(card());
    device.field.place(new UnknownClassicCard('DEADBEEF'));
    const answer = await say(LIST_TWO);
    const [cpu, s50] = [CPU_CARD.slice(16, -4), `02${S50_CARD.slice(18, -4)}`];
    expect(answer.slice(ACK.length)).toBe(`0000FF25DBD54B02${cpu}${s50}DF00`);
  });

  it('picks one of two when asked for one', async () => {
    const { say, device } = await readyDevice();
    device.field.place(card());
    device.field.place(new UnknownClassicCard('DEADBEEF'));
    expect(await say(LIST_ONE)).toBe(ACK + CPU_CARD);
  });

  it('selects the card with the UID asked for', async () => {
    const { say, device } = await readyDevice();
    device.field.place(card());
    device.field.place(new UnknownClassicCard('DEADBEEF'));
    expect(await say('0000FF08F8D44A0100DEADBEEFA900')).toBe(ACK + S50_CARD);
  });

  it('does not select another card in its place', async () => {
    const { say, device } = await readyDevice();
    device.field.place(card());
    expect(await say('0000FF08F8D44A0100DEADBEEFA900')).toBe(ACK + NO_CARD);
  });

  it('selects a 7-byte UID behind its cascade tag', async () => {
    const { say, device } = await readyDevice();
    device.field.place(new UnknownIsoDepCard('04A1B2C3D4E5F6'));
    const answer = await say('0000FF0CF4D44A01008804A1B2C3D4E5F69000');
    expect(answer).toContain('0704A1B2C3D4E5F6067577810280');
  });

  it('gives no ATS and no ISO-DEP when automatic RATS is off', async () => {
    const { say, device } = await readyDevice();
    await say('0000FF03FDD412041600');
    device.field.place(card());
    expect(await say(LIST_ONE)).toBe(`${ACK}0000FF0CF4D54B0101000428045A17C3E99100`);
    expect(await say(SELECT_PURSE, 500)).toBe(ACK + SILENT);
  });

  it('does not find a card that is pulled away while it is selected', async () => {
    const { say, device, clock, heard } = await readyDevice();
    const purse = card();
    device.field.place(purse);
    await say(LIST_ONE, 7);
    device.field.remove(purse);
    await clock.run(100);
    expect(heard().endsWith(NO_CARD)).toBe(true);
  });
});

describe('a purse on the reader', () => {
  it('is selected and tells its balance', async () => {
    const { say } = await listed(card());
    expect(await say(SELECT_PURSE)).toBe(ACK + SELECTED);
    expect(await say(BALANCE)).toBe(ACK + BALANCE_1250);
  });

  it('forgets the selected file when it is listed again', async () => {
    const { say } = await listed(card());
    await say(SELECT_PURSE);
    await say(LIST_ONE);
    expect(await say(BALANCE)).toBe(`${ACK}${NO_PURSE}`);
  });

  it('is reset by switching the field off and on', async () => {
    const { say } = await listed(card());
    await say(SELECT_PURSE);
    await say(FIELD_OFF);
    await say(FIELD_ON);
    expect(await say(BALANCE, 500)).toBe(ACK + SILENT);
    expect(await say(LIST_ONE)).toBe(ACK + CPU_CARD);
  });

  it('pulled away is silent after its frame waiting time', async () => {
    const purse = card();
    const { say, device } = await listed(purse);
    device.field.remove(purse);
    expect(await say(BALANCE, 150)).toBe(ACK);
    expect(await say('', 20)).toBe(SILENT);
  });

  it('laid down again is silent until it is listed', async () => {
    const purse = card();
    const { say, device } = await listed(purse);
    device.field.remove(purse);
    device.field.place(purse);
    expect(await say(BALANCE, 500)).toBe(ACK + SILENT);
  });

  it('that works for 2 s keeps the chip waiting', async () => {
    const purse = card();
    const { say } = await listed(purse);
    purse.armFault('slow-answer', 0x5c);
    await say(SELECT_PURSE);
    expect(await say(BALANCE, 1_900)).toBe(ACK);
    expect(await say('', 200)).toBe(BALANCE_1250);
  });

  it('can be pulled away by whoever watches the exchange, before the command reaches it', async () => {
    const purse = card();
    const { say, device } = await listed(purse);
    await say(SELECT_PURSE);
    device.onExchange.listen(({ phase, command }) => {
      if (phase === 'command' && command[1] === 0x50) device.field.remove(purse);
    });
    expect(await say(INITIALISE, 500)).toBe(ACK + SILENT);
  });

  it('can be pulled away before its answer is heard', async () => {
    const purse = card();
    const { say, device } = await listed(purse);
    const phases: string[] = [];
    device.onExchange.listen(({ phase, card: seen }) => {
      phases.push(phase);
      if (phase === 'answer') device.field.remove(seen);
    });
    expect(await say(SELECT_PURSE, 500)).toBe(ACK + SILENT);
    expect(phases).toEqual(['command', 'answer', 'silence']);
  });

  it('answers the presence check R(NAK) and the diagnosis 06', async () => {
    const { say } = await listed(card());
    expect(await say('0000FF03FDD442B23800')).toBe(`${ACK}0000FF04FCD54300A34500`);
    expect(await say('0000FF03FDD400062600')).toBe(`${ACK}0000FF03FDD501002A00`);
  });

  it('released is in no context for an exchange', async () => {
    const { say } = await listed(card());
    await say('0000FF03FDD45200DA00');
    expect(await say(BALANCE)).toBe(ACK + WRONG_CONTEXT);
  });

  it('deselected is selected anew by the next exchange, its session gone', async () => {
    const { say } = await listed(card());
    await say(SELECT_PURSE);
    await say('0000FF03FDD44400E800');
    expect(await say(BALANCE)).toBe(`${ACK}${NO_PURSE}`);
  });
});

describe('long exchanges', () => {
  it('chains what the host sends in parts', async () => {
    const echo = new EchoCard();
    const { say } = await listed(echo);
    expect(await say('0000FF05FBD44041AABB4600')).toBe(`${ACK}0000FF03FDD54100EA00`);
    expect(await say('0000FF04FCD44001CC1F00')).toContain('D54100AABBCC');
    expect(echo.heard).toEqual(['AABBCC']);
  });

  it('hands a long answer over in pieces of at most 262 bytes', async () => {
    const { say } = await listed(new EchoCard(300));
    const first = await say('0000FF04FCD44001CC1F00');
    expect(first.slice(ACK.length).startsWith('0000FFFFFF0109F6D54140AB')).toBe(true);
    expect(first.match(/AB/gu)?.length).toBe(262);
    const rest = await say('0000FF03FDD44001EB00');
    expect(rest).toContain('D54100AB');
    expect(rest.match(/AB/gu)?.length).toBe(38);
  });
});

describe('other cards', () => {
  it('a stranger’s CPU card knows no purse', async () => {
    const { say } = await listed(new UnknownIsoDepCard('11223344'));
    expect(await say(SELECT_PURSE)).toBe(`${ACK}0000FF05FBD541006A82FE00`);
  });

  it('a stranger’s S50 refuses authentication and is silent afterwards', async () => {
    const { say } = await listed(new UnknownClassicCard('DEADBEEF'));
    const authenticate = '0000FF0FF1D440016004FFFFFFFFFFFFDEADBEEF5500';
    expect(await say(authenticate)).toBe(`${ACK}0000FF03FDD54114D600`);
    expect(await say('0000FF05FBD440013004B700')).toBe(ACK + SILENT);
  });

  it('the card of another school looks the same from outside', async () => {
    const { say, device } = await readyDevice();
    device.field.place(otherSchoolCard(seededRandom(1)));
    expect(await say(LIST_ONE)).toContain('0004 28 04 6B28D4FA 10788090'.replaceAll(' ', ''));
  });
});

describe('the frame waiting time of an ATS', () => {
  it.each([
    ['1078809002209000000000005A17C3E9', 154.6],
    ['067577810280', 77.3],
    ['0100', 4.8],
  ])('%s', (ats, expected) => {
    expect(frameWaitingMs(fromHex(ats))).toBeCloseTo(expected, 0);
  });
});
