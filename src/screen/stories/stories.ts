/** Every screen and every variation of it, for the gallery, the layout test and the samples of other tests. */
import { ENDING_STORIES } from './ending-stories.ts';
import type { Story } from './frame.ts';
import { MONEY_STORIES } from './money-stories.ts';
import { OUTSIDE_STORIES } from './outside-stories.ts';
import { VISIT_STORIES } from './visit-stories.ts';

export const STORIES: readonly Story[] = [
  ...OUTSIDE_STORIES,
  ...VISIT_STORIES,
  ...MONEY_STORIES,
  ...ENDING_STORIES,
];

export function storyNamed(name: string): Story | undefined {
  return STORIES.find((story) => story.name === name);
}
