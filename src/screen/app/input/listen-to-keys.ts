/** Physical keys. Each is one act: Enter on a focused button presses that button and is no key besides. */
import type { Key } from '../../contract/screen-model.ts';
import { keypadKey } from './keys.ts';

export function listenToKeys(act: (key: Key) => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    document.documentElement.dataset['input'] = 'keys';
    const key = keypadKey(event.key);
    if (key === undefined) return;
    event.preventDefault();
    if (event.repeat) return;
    const focused = document.activeElement;
    if (key === 'confirm' && focused instanceof HTMLButtonElement) focused.click();
    else act(key);
  });
}
