/** 补写 banner: the amount, that it is not lost, and the button if the model has one (ui.md §6). */
import { messageRows } from '../../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../../catalogue/page-words.ts';
import type { MessageRef } from '../../../contract/screen-model.ts';
import { ActionButton } from '../../frame/action-button.tsx';
import { Banner } from '../../parts/banner.tsx';
import { Figure } from '../../parts/money.tsx';
import { CodePill } from '../../parts/pill.tsx';
import { Serial } from '../../parts/serial.tsx';
import { useTerminal, useText } from '../../terminal.ts';

export function MenuBanner({ banner }: { readonly banner: MessageRef }) {
  const text = useText();
  const { model } = useTerminal();
  const { amount, sn } = banner.params;
  const { what, money, next } = messageRows(banner, model.language);
  const rewrite = model.buttons.find(({ id }) => id === 'rewrite');
  return (
    <Banner
      tone="owed"
      icon="warning"
      title={
        <>
          {text(amount === undefined ? PAGE_WORDS.clarifying : PAGE_WORDS.owed)}
          <CodePill code={banner.code} />
        </>
      }
      action={
        <>
          {amount !== undefined && <Figure yuan={amount} />}
          {rewrite && <ActionButton button={rewrite} place="go" />}
        </>
      }
    >
      <p>
        {[amount === undefined ? what : undefined, money, next]
          .filter(Boolean)
          .join(model.language === 'zh' ? '。' : ' ')}
      </p>
      {sn !== undefined && <Serial value={sn} />}
    </Banner>
  );
}
