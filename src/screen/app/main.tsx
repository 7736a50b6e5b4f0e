/** Starts the page of the terminal: a pure view of what the terminal program says over the socket. */
import { guardTouch } from './input/guard-touch.ts';
import { listenToKeys } from './input/listen-to-keys.ts';
import { Page } from './page.tsx';
import { Connection } from './socket/connection.ts';

const root = document.querySelector('#terminal');
if (root === null) throw new Error('the page has no place for the terminal');

const page = new Page(root, (event) => connection.send(event));
const connection = new Connection(location, {
  onMessage: (message) => page.take(message),
  onGone: () => page.wait(),
});
guardTouch();
listenToKeys((key) => page.key(key));
