/** Which key of the keypad does the same as this button. */
import { KEY_WORDS } from '../../catalogue/labels.ts';
import type { Key } from '../../contract/screen-model.ts';
import { useText } from '../terminal.ts';

const FEET: Readonly<Partial<Record<Key, string>>> = {
  confirm: 'confirm',
  cancel: 'cancel',
  clear: 'clear',
  correct: 'clear',
};

export function KeyCap({ name }: { readonly name: Key }) {
  const text = useText();
  return <kbd class={`cap ${FEET[name] ?? ''}`}>{text(KEY_WORDS[name])}</kbd>;
}
