/** One text in both languages of the bench. Chinese comes first. */
export type Language = 'zh' | 'en';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export function words(zh: string, en: string): Words {
  return { zh, en };
}
