/**
 * One seeded defect: a few replacements in the money path, as a text file.
 *
 *   What is wrong, in one line.
 *   try cash/kill            the groups of fault points that must notice
 *   file src/load/recovery.ts
 *   find
 *   …lines as they stand…
 *   put
 *   …lines instead…
 *   end
 */
import { TerminalError } from '../../../src/kernel/errors.ts';

export interface Replacement {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export interface Defect {
  readonly name: string;
  readonly title: string;
  /** For `--only`. */
  readonly only: string;
  readonly replacements: readonly Replacement[];
}

function broken(name: string, why: string): TerminalError {
  return new TerminalError('DEFECT_PATCH', `${name}: ${why}`);
}

/** Throws `DEFECT_PATCH` for a file that is not of this form. */
export function parseDefect(name: string, text: string): Defect {
  const [title = '', trial = '', ...lines] = text.split('\n');
  if (!trial.startsWith('try ')) throw broken(name, 'the second line says what to try');
  const replacements: Replacement[] = [];
  let rest = lines.filter((line, index) => line !== '' || index < lines.length - 1);
  while (rest.length > 0) {
    const [head = ''] = rest;
    const put = rest.indexOf('put');
    const end = rest.indexOf('end');
    if (!head.startsWith('file ') || rest[1] !== 'find' || put < 0 || end < put)
      throw broken(name, `not a replacement: ${head}`);
    replacements.push({
      file: head.slice('file '.length),
      find: rest.slice(2, put).join('\n'),
      put: rest.slice(put + 1, end).join('\n'),
    });
    rest = rest.slice(end + 1);
  }
  if (replacements.length === 0) throw broken(name, 'nothing is replaced');
  return { name, title, only: trial.slice('try '.length), replacements };
}

/** The file with the defect in it. Throws `DEFECT_PATCH` unless the text to be replaced stands there exactly once. */
export function applyReplacement(name: string, source: string, { file, find, put }: Replacement): string {
  const first = source.indexOf(find);
  if (first < 0) throw broken(name, `${file} has changed: the text to be replaced is not there`);
  if (source.includes(find, first + 1)) throw broken(name, `${file}: the text to be replaced is there twice`);
  return source.slice(0, first) + put + source.slice(first + find.length);
}
