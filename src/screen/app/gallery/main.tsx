/** Renders one story by query: ?story=menu&language=en&large&contrast. Tests drive it by `window.gallery`. */
import { NOW_MS } from '../../stories/frame.ts';
import { STORIES, storyNamed } from '../../stories/stories.ts';
import { guardTouch } from '../input/guard-touch.ts';
import { listenToKeys } from '../input/listen-to-keys.ts';
import { Page } from '../page.tsx';
import { layoutFaults } from './layout-faults.ts';
import type { Gallery } from './stage.ts';

/** 2099-09-01 10:24 in Shanghai. */
const WALL_MS = Date.UTC(2099, 8, 1, 2, 24);

const root = document.querySelector('#terminal');
if (root === null) throw new Error('the gallery has no place for a screen');

let sent: string[] = [];
const page = new Page(root, (event) => sent.push(JSON.stringify(event)));

const gallery: Gallery = {
  names: STORIES.map(({ name }) => name),
  show: (name, language, display) => {
    const story = storyNamed(name);
    if (story === undefined) throw new Error(`no story ${name}`);
    sent = [];
    page.take({ type: 'show', model: { ...story.model(language), display }, nowMs: NOW_MS, wallMs: WALL_MS });
  },
  role: (role) => page.take({ type: 'role', role }),
  wait: () => page.take({ type: 'wait' }),
  faults: layoutFaults,
  sent: () => sent,
};
Object.assign(globalThis, { gallery });

guardTouch();
listenToKeys((key) => page.key(key));

const query = new URLSearchParams(location.search);
gallery.show(query.get('story') ?? 'attract', query.get('language') === 'en' ? 'en' : 'zh', {
  largeText: query.has('large'),
  highContrast: query.has('contrast'),
});
