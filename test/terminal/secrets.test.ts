/** A full run with trouble in it, and then the hunt: no key, code, PIN or full number in anything that is kept, shown or sent. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/kernel/hex.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { ScreenModel } from '../../src/screen/contract/screen-model.ts';
import { renderText } from '../../src/screen/text-view/render.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_MASTER_KEYS, TEST_PERSON } from '../../simulator/campus/fixtures.ts';
import { diversify, loadSessionKey } from '../../simulator/devices/card/pboc-crypto.ts';
import { MemoryShelf } from '../../src/journal/memory-shelf.ts';
import { Stage } from './stage.ts';

type Source = 'journal' | 'trace' | 'screens' | 'log' | 'requests' | 'replies';

const found: Record<Source, string[]> = {
  journal: [],
  trace: [],
  screens: [],
  log: [],
  requests: [],
  replies: [],
};
const SOURCES = Object.keys(found) as Source[];

/** Each secret by a name for the failure's text. */
const secrets: [string, string][] = [];

/** The ways in which bytes or text could be written down. */
function spellings(secret: string): string[] {
  const text = [secret];
  if (/^(?:[0-9a-f]{2})+$/iu.test(secret)) {
    const bytes = Buffer.from(secret, 'hex');
    text.push(
      secret.toUpperCase(),
      secret.toLowerCase(),
      bytes.toString('base64'),
      bytes.toString('base64url'),
    );
    text.push([...bytes].join(','), (secret.match(/../gu) ?? []).join(' ').toUpperCase());
  }
  const asText = Buffer.from(secret, 'utf8');
  text.push(asText.toString('hex'), asText.toString('hex').toUpperCase(), asText.toString('base64'));
  return [...new Set(text)];
}

function leaks(source: Source, secret: string): string[] {
  const all = found[source].join('\n');
  return spellings(secret).filter((spelling) => all.includes(spelling));
}

function recordingLog(): Log {
  const write =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, text: string): void => {
      found.log.push(`${level} ${text} ${JSON.stringify(fields)}`);
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function listenTo(stage: Stage): void {
  const { kiosk, network } = stage;
  const keepFacts = kiosk.onLife;
  kiosk.onLife = (terminal, itself) => {
    keepFacts?.(terminal, itself);
    itself.trace.events.listen((entry) => found.trace.push(JSON.stringify(entry)));
  };
  const send = network.send.bind(network);
  network.send = async (envelope) => {
    found.requests.push(Buffer.from(envelope.body).toString('utf8'));
    const reply = await send(envelope);
    if (reply.kind === 'reply') found.replies.push(Buffer.from(reply.body).toString('utf8'));
    return reply;
  };
}

/** Good visits, both kinds of tear, a returned note, a jam, a refused card, silence of the server, a restart. */
async function fullRun(stage: Stage): Promise<void> {
  await stage.switchOn();
  await stage.serves();
  await stage.toRewriteOffer('answer');
  await stage.leave();
  stage.lift();
  await stage.tear('command');
  await stage.run(2_000);
  stage.lay();
  await stage.sees('result');
  await stage.leave();
  await stage.toSlot();
  stage.insert(stage.note({ condition: 'torn' }));
  await stage.run(4_000);
  stage.takeNote();
  stage.lift();
  await stage.run(10_000);
  for (const account of SAMPLE_ACCOUNTS) {
    const card = stage.cardOf(account);
    stage.lay(card);
    await stage.run(3_000);
    stage.lift(card);
    await stage.run(2_000);
  }
  stage.network.up = false;
  await stage.run(40_000);
  stage.network.up = true;
  await stage.sees('attract');
  stage.kiosk.cutPower();
  await stage.run(1_000);
  await stage.switchOn();
  await stage.toSlot(stage.cardOf(TEST_PERSON));
  stage.hardware.acceptor.faults.arm({ kind: 'jam', at: 'stacking', ends: 'operator' });
  stage.insert();
  await stage.sees('failure');
  await stage.run(30_000);
}

function nameSecrets(stage: Stage): void {
  for (const [name, key] of Object.entries(SAMPLE_MASTER_KEYS)) secrets.push([name, key]);
  const identity = stage.kiosk.identities.load();
  if (identity.kind === 'found') secrets.push(['message key', identity.identity.key]);
  for (const { code } of stage.ledger.all<{ code: string }>('select code from codes'))
    secrets.push(['code', code]);
  for (const { card } of SAMPLE_ACCOUNTS) {
    for (const [name, key] of Object.entries(SAMPLE_MASTER_KEYS)) {
      const own = diversify(fromHex(key), fromHex(card.applicationSerial));
      secrets.push([`${name} of card ${card.applicationSerial}`, toHex(own)]);
    }
  }
  const load = SAMPLE_MASTER_KEYS.loadMaster;
  for (const { data } of stage.factsOf('attempt-asked')) {
    const own = diversify(fromHex(load), fromHex(data.card.applicationSerial));
    const session = loadSessionKey(own, fromHex(data.intent.random), data.intent.counter);
    secrets.push([`session key of attempt ${data.attemptId}`, toHex(session)]);
  }
  for (const { holderName } of SAMPLE_ACCOUNTS) {
    if (/^\p{Script=Han}+$/u.test(holderName)) secrets.push(['full name', holderName]);
  }
}

/** 居民身份证号: 17 digits and a check character that fits, standing alone. */
function idNumbers(text: string): string[] {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return (text.match(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/gu) ?? []).filter((number) => {
    const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
    const birth = Number(number.slice(6, 10));
    return '10X98765432'[sum % 11] === number[17]!.toUpperCase() && birth > 1_900 && birth < 2_100;
  });
}

/** Bank card number: 19 digits of 银联 (62) or of the invented banks (9900) that pass the Luhn check, standing alone. */
function bankCardNumbers(text: string): string[] {
  return (text.match(/(?<![0-9A-Za-z])(?:62\d\d|9900)\d{15}(?![0-9A-Za-z])/gu) ?? []).filter((number) => {
    const sum = Array.from(number)
      .toReversed()
      .reduce((total, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
    return sum % 10 === 0;
  });
}

describe('secrets', () => {
  beforeAll(async () => {
    const stage = await Stage.open({ on: false, kiosk: () => ({ log: recordingLog() }) });
    listenTo(stage);
    await fullRun(stage);
    const { shelf } = stage.kiosk;
    if (shelf instanceof MemoryShelf) found.journal.push(JSON.stringify(shelf.image('kept')));
    found.journal.push(...stage.facts.map((fact) => JSON.stringify(fact)));
    for (const model of stage.shown) {
      found.screens.push(JSON.stringify(model));
      for (const language of ['zh', 'en'] as const) found.screens.push(renderText({ ...model, language }, 0));
    }
    nameSecrets(stage);
  });

  it.each(SOURCES)('the %s of the run is long enough to be worth a hunt', (source) => {
    expect(found[source].join('').length).toBeGreaterThan(source === 'log' ? 300 : 5_000);
  });

  it('a planted secret is found in every spelling', () => {
    for (const [, secret] of secrets) {
      for (const spelling of spellings(secret)) {
        found.log.push(`x${spelling}y`);
        expect(leaks('log', secret)).toContain(spelling);
        found.log.pop();
      }
    }
    expect(secrets.filter(([name]) => name === 'message key')).toHaveLength(1);
    expect(secrets.filter(([name]) => name.startsWith('session key')).length).toBeGreaterThan(2);
  });

  it.each(SOURCES)('no key, code or full name in the %s', (source) => {
    expect(secrets.filter(([, secret]) => leaks(source, secret).length > 0).map(([name]) => name)).toEqual(
      [],
    );
  });

  it('no full identity or bank card number anywhere', () => {
    expect(idNumbers('号码 99999920990505005X。')).toEqual(['99999920990505005X']);
    expect(bankCardNumbers('card 9900010000000000018')).toEqual(['9900010000000000018']);
    for (const source of SOURCES) {
      expect(idNumbers(found[source].join('\n')), source).toEqual([]);
      expect(bankCardNumbers(found[source].join('\n')), source).toEqual([]);
    }
  });

  it('the password of the card is never sent to a card', () => {
    const toCard = found.trace.filter(
      (line) => line.includes('host-to-device') && line.includes('card-reader'),
    );
    expect(toCard.length).toBeGreaterThan(100);
    expect(toCard.filter((line) => /D440010020/u.test(line))).toEqual([]);
  });

  it('the student number is on no screen but those of its own visit, with the card lying there', () => {
    const shown = found.screens.filter((text) => /20990000\d\d/u.test(text) && text.startsWith('{'));
    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown)
      expect(['placed', 'writing', 'take']).toContain((JSON.parse(text) as ScreenModel).tray);
  });
});
