import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionSchema } from '../../simulator/bench/actions.ts';
import { ApiRig } from './api-rig.ts';

const DOCUMENT = readFileSync(new URL('../../docs/bench-api.md', import.meta.url), 'utf8');

let rig: ApiRig;

beforeAll(async () => {
  rig = await ApiRig.start();
});

afterAll(() => rig.close());

/** The script of the document, as a person would run it. */
async function runScript(address: string): Promise<string[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'bench-script-')), 'visit.mjs');
  writeFileSync(file, /```js\n([\s\S]*?)```/u.exec(DOCUMENT)![1]!);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file, address]);
    return stdout.trim().split('\n');
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
}

describe('docs/bench-api.md', () => {
  it('has a script that really plays a torn visit', async () => {
    const [torn, end] = await runScript(rig.running.address);
    expect(torn).toMatch(/^torn: 100 元在 A 的钞箱里/u);
    expect(end).toMatch(/^I318 card 11250 ledger \d+ missing 0$/u);
    await expect.poll(async () => (await rig.state()).cards[0]!.ledger).toBe(11_250);
  });

  it('names every action', () => {
    const verbs = actionSchema.options.map(({ shape }) => shape.do.value);
    const missing = verbs.filter((verb) => !DOCUMENT.includes(`"do":"${verb}"`));
    expect(missing).toEqual([]);
  });

  it('shows actions that fit the schema', () => {
    const shown = [...DOCUMENT.matchAll(/\{"do":"[^}]*\}/gu)].map(([text]) => text);
    const whole = shown.filter((text) => !text.includes('…'));
    expect(whole.length).toBeGreaterThan(25);
    for (const text of whole) expect(actionSchema.safeParse(JSON.parse(text)).success, text).toBe(true);
  });

  it('names every note, card and pull', async () => {
    const words = (await rig.state()).cards.map(({ id }) => id);
    for (const word of words) expect(DOCUMENT).toContain(`\`${word}\``);
  });
});
