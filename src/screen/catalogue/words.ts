/** One text in both languages of the terminal. Chinese comes first everywhere (design.md §9). */
import type { Language } from '../contract/screen-model.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export function words(zh: string, en: string): Words {
  return { zh, en };
}

export function inLanguage(text: Words, language: Language): string {
  return language === 'zh' ? text.zh : text.en;
}
