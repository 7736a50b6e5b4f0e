/** Keys of a keyboard as keys of the terminal's keypad. */
import type { Key } from '../../contract/screen-model.ts';

const NAMED: Readonly<Record<string, Key>> = {
  Enter: 'confirm',
  Escape: 'cancel',
  Backspace: 'correct',
  Delete: 'clear',
};

const DIGIT = /^\d$/u;

export function keypadKey(key: string): Key | undefined {
  return DIGIT.test(key) ? (key as Key) : NAMED[key];
}
