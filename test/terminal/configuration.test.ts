/** A configuration file with something wrong in it is one coded error that names the field; nothing is guessed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, constantFrom, jsonValue, property, string } from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfiguration, parseConfiguration } from '../../src/config/load.ts';
import { errorCode, errorText, TerminalError } from '../../src/kernel/errors.ts';

const GOOD = {
  terminal: '100000000042',
  school: { zh: '示例大学', en: 'Sample University' },
  place: '第一食堂',
  help: {
    hotline: '0000-0000',
    loadKiosks: ['图书馆一层'],
    cashMachines: ['第一食堂'],
    hours: '07:00–22:30',
  },
  cardReader: { path: '/dev/serial/by-id/reader' },
  banknoteAcceptor: {
    path: '/dev/serial/by-id/acceptor',
    templates: [{ type: 3, value: 10_000, edition: 2015 }],
  },
  ioBoard: {
    path: '/dev/serial/by-id/board',
    unit: 1,
    coils: { lampGreen: 0, lampRed: 1, readerLight: 2 },
    inputs: { door: 0, cashBox: 1 },
  },
  host: { url: 'https://campus.example/terminal', answerSeconds: 28 },
  cash: { escrowDecideSeconds: 4 },
};

type Path = readonly (string | number)[];

/** The good configuration with one value put in the place of another, or a field added. */
function changed(path: Path, value: unknown): string {
  const copy = structuredClone(GOOD) as Record<string | number, unknown>;
  let inner = copy;
  for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
  inner[path.at(-1)!] = value;
  return JSON.stringify(copy);
}

function refusal(text: string): { readonly code: string; readonly text: string } {
  try {
    parseConfiguration(text, 'terminal.json');
  } catch (error) {
    expect(error).toBeInstanceOf(TerminalError);
    return { code: errorCode(error), text: errorText(error) };
  }
  throw new Error('it was taken for good');
}

/** As the error names it: `banknoteAcceptor.templates[0].type`. */
function nameOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

const WRONG: readonly [Path, readonly unknown[]][] = [
  [['terminal'], ['42', '10000000004X', '1000000000420', 100_000_000_042, null, undefined]],
  [['place'], ['', 'x'.repeat(61), 7, undefined]],
  [['help'], [undefined, [], 'help']],
  [
    ['help', 'hotline'],
    ['1', '0'.repeat(21), 10_086, undefined],
  ],
  [
    ['help', 'loadKiosks'],
    ['图书馆', undefined, Array.from({ length: 21 }, () => 'x')],
  ],
  [
    ['help', 'loadKiosks', 0],
    ['x'.repeat(61), 1],
  ],
  [
    ['help', 'cashMachines'],
    [{}, undefined],
  ],
  [
    ['help', 'hours'],
    ['x'.repeat(41), undefined],
  ],
  [['cardReader'], [undefined, '/dev/ttyS0']],
  [
    ['cardReader', 'path'],
    ['', 'x'.repeat(201), undefined],
  ],
  [
    ['banknoteAcceptor', 'path'],
    ['', undefined],
  ],
  [
    ['banknoteAcceptor', 'templates'],
    [[], undefined, {}],
  ],
  [
    ['banknoteAcceptor', 'templates', 0, 'type'],
    [-1, 24, 1.5, '3', undefined],
  ],
  [
    ['banknoteAcceptor', 'templates', 0, 'value'],
    [0, -10_000, 100.5, 100_001, '10000', undefined],
  ],
  [
    ['banknoteAcceptor', 'templates', 0, 'edition'],
    [1998, 2100, '2015', undefined],
  ],
  [
    ['ioBoard', 'path'],
    ['', undefined],
  ],
  [
    ['ioBoard', 'unit'],
    [0, 248, 'one'],
  ],
  [
    ['ioBoard', 'coils', 'lampGreen'],
    [-1, 65_536, undefined],
  ],
  [
    ['ioBoard', 'coils', 'lampRed'],
    [0.5, undefined],
  ],
  [
    ['ioBoard', 'coils', 'readerLight'],
    ['2', undefined],
  ],
  [
    ['ioBoard', 'inputs', 'door'],
    [-1, undefined],
  ],
  [
    ['ioBoard', 'inputs', 'cashBox'],
    [65_536, undefined],
  ],
  [['host'], [undefined, 'https://campus.example/']],
  [
    ['host', 'url'],
    [
      'campus',
      'http://campus.example/',
      'http://192.0.2.7:8080/',
      'http://localhost.evil.example/',
      'http://127.0.0.1.evil.example/',
      'http://user@campus.example/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      '',
      undefined,
    ],
  ],
  [
    ['host', 'answerSeconds'],
    [4, 61, 27.5, '28'],
  ],
  [
    ['cash', 'escrowDecideSeconds'],
    [0, 9, '4'],
  ],
];

const CASES = WRONG.flatMap(([path, values]) =>
  values.map(
    (value) => [nameOf(path), JSON.stringify(value)?.slice(0, 40) ?? 'left out', path, value] as const,
  ),
);

describe('a terminal configuration', () => {
  it('with everything right is taken as it stands', () => {
    expect(parseConfiguration(JSON.stringify(GOOD), 'terminal.json')).toEqual(GOOD);
  });

  it('may leave out acceptor, board and what has a default', () => {
    const { terminal, school, place, help, cardReader } = GOOD;
    const small = { terminal, school, place, help, cardReader, host: { url: 'http://127.0.0.1:8080/' } };
    expect(parseConfiguration(JSON.stringify(small), 'terminal.json')).toEqual({
      ...small,
      host: { ...small.host, answerSeconds: 28 },
      cash: { escrowDecideSeconds: 4 },
    });
  });

  it.each(['http://127.0.0.1/', 'http://localhost:9/', 'http://[::1]:8080/', 'https://campus.example/'])(
    'may name the host %s',
    (url) => {
      expect(parseConfiguration(changed(['host', 'url'], url), 'terminal.json').host.url).toBe(url);
    },
  );

  it.each(CASES)('with %s %s is CONFIG_INVALID and names the field', (name, _, path, value) => {
    const { code, text } = refusal(changed(path, value));
    expect(code).toBe('CONFIG_INVALID');
    expect(text).toContain('terminal.json');
    expect(text).toContain(name);
  });

  it.each([
    [['colour'], 'colour'],
    [['help', 'email'], 'email'],
    [['cardReader', 'baud'], 'baud'],
    [['banknoteAcceptor', 'templates', 0, 'country'], 'country'],
    [['ioBoard', 'coils', 'lampBlue'], 'lampBlue'],
    [['host', 'insecure'], 'insecure'],
    [['cash', 'mode'], 'mode'],
  ] as const)('with a field it does not know (%j) is CONFIG_INVALID and names it', (path, name) => {
    const { code, text } = refusal(changed(path, true));
    expect(code).toBe('CONFIG_INVALID');
    expect(text).toContain(name);
  });

  it('names every wrong field at once', () => {
    const text = JSON.stringify({ ...GOOD, terminal: 'x', place: '', host: { url: 'nowhere' } });
    for (const field of ['terminal', 'place', 'host.url']) expect(refusal(text).text).toContain(field);
  });

  it.each(['', 'terminal: 42', '{', '[1,', '\u0000', '{"terminal": 1,}', "{'terminal': 1}"])(
    'that is not JSON (%j) is CONFIG_INVALID',
    (text) => {
      expect(refusal(text)).toMatchObject({
        code: 'CONFIG_INVALID',
        text: 'terminal.json is not JSON (CONFIG_INVALID)',
      });
    },
  );

  it('that is any other JSON is CONFIG_INVALID', () => {
    assert(
      property(jsonValue(), (value) => {
        expect(refusal(JSON.stringify(value)).code).toBe('CONFIG_INVALID');
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('with any text in the place of any field is taken or refused by code, never thrown about', () => {
    const paths = WRONG.map(([path]) => path);
    assert(
      property(constantFrom(...paths), string(), (path, text) => {
        try {
          parseConfiguration(changed(path, text), 'terminal.json');
        } catch (error) {
          expect(errorCode(error)).toBe('CONFIG_INVALID');
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('cannot reach into the prototype of anything', () => {
    const { code } = refusal(`{"__proto__": {"terminal": "100000000042"}}`);
    expect(code).toBe('CONFIG_INVALID');
    expect(({} as Record<string, unknown>)['terminal']).toBeUndefined();
  });
});

describe('a configuration file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'configuration-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function file(content: string | Uint8Array): string {
    const path = join(folder, 'terminal.json');
    writeFileSync(path, content);
    return path;
  }

  function failure(path: string): { readonly code: string; readonly text: string } {
    try {
      loadConfiguration(path);
    } catch (error) {
      return { code: errorCode(error), text: errorText(error) };
    }
    throw new Error('it was taken for good');
  }

  it('is read', () => {
    expect(loadConfiguration(file(JSON.stringify(GOOD))).terminal).toBe('100000000042');
  });

  it('written by an editor that puts a byte order mark in front is read', () => {
    expect(loadConfiguration(file(`\uFEFF${JSON.stringify(GOOD)}`)).terminal).toBe('100000000042');
  });

  it('that is not there is CONFIG_UNREADABLE and named', () => {
    const path = join(folder, 'nothing.json');
    expect(failure(path)).toEqual({
      code: 'CONFIG_UNREADABLE',
      text: `cannot read ${path} (CONFIG_UNREADABLE)`,
    });
  });

  it('that is a folder is CONFIG_UNREADABLE', () => {
    expect(failure(folder).code).toBe('CONFIG_UNREADABLE');
  });

  it('that is too long is CONFIG_INVALID, however good its beginning', () => {
    const { code, text } = failure(file(JSON.stringify(GOOD) + ' '.repeat(65_536)));
    expect(code).toBe('CONFIG_INVALID');
    expect(text).toContain('longer than 65536');
  });

  it('that is not text is CONFIG_INVALID', () => {
    expect(failure(file(Uint8Array.of(0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28))).code).toBe('CONFIG_INVALID');
  });

  it('that is endless is not read to its end', () => {
    expect(failure('/dev/zero').code).toBe('CONFIG_INVALID');
  });
});
