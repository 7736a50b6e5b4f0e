/** Large text, high contrast and language: in the header, or in the tray of a tall panel where a hand reaches them. */
import { LANGUAGE_NAMES, PAGE_WORDS } from '../../catalogue/page-words.ts';
import type { Language } from '../../contract/screen-model.ts';
import { useTerminal, useText } from '../terminal.ts';
import { HelpButton } from './help-button.tsx';

const LANGUAGES = ['zh', 'en'] as const satisfies readonly Language[];
const TAGS = { zh: 'zh-CN', en: 'en' } as const;

export function Services({ place }: { readonly place: 'header' | 'tray' }) {
  const text = useText();
  const { model, draw, speak } = useTerminal();
  const { display, language } = model;
  return (
    <div class={`services in-${place}`} role="group" aria-label={text(PAGE_WORDS.display)}>
      {place === 'tray' && <HelpButton />}
      <button
        type="button"
        aria-pressed={display.largeText}
        onClick={() => draw({ ...display, largeText: !display.largeText })}
      >
        {text(PAGE_WORDS.largeText)}
      </button>
      <button
        type="button"
        aria-pressed={display.highContrast}
        onClick={() => draw({ ...display, highContrast: !display.highContrast })}
      >
        {text(PAGE_WORDS.highContrast)}
      </button>
      <span class="languages">
        {LANGUAGES.map((name) => (
          <button
            key={name}
            type="button"
            lang={TAGS[name]}
            aria-pressed={language === name}
            onClick={() => name !== language && speak(name)}
          >
            {LANGUAGE_NAMES[name]}
          </button>
        ))}
      </span>
    </div>
  );
}
