/** 本机暂停服务: why, where else, whom to call; help stays reachable from the tray. */
import { FIELD_WORDS, FRAME_WORDS } from '../../catalogue/labels.ts';
import { messageParts, messageRows } from '../../catalogue/messages.ts';
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { screenSentence, screenTitle } from '../../catalogue/screen-texts.ts';
import type { ScreenOf } from '../../contract/screen-model.ts';
import { MachineOff } from '../art/machine-off.tsx';
import { Heading } from '../parts/heading.tsx';
import { CodePill } from '../parts/pill.tsx';
import { Rows, type Row } from '../parts/rows.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Serial } from '../parts/serial.tsx';
import { useText } from '../terminal.ts';

export function OutOfServiceScreen({ model }: { readonly model: ScreenOf<'out-of-service'> }) {
  const text = useText();
  const { message, language, hotline, nearest, terminal } = model;
  const { serial, money } = messageParts(message, language);
  const comma = text(FRAME_WORDS.listComma);
  const rows: Row[] = [
    ...(nearest.length > 0 ? [{ label: text(FIELD_WORDS.nearby), value: nearest.join(comma) }] : []),
    { label: text(PAGE_WORDS.unfinished), value: text(PAGE_WORDS.unfinishedAnswer) },
    // Where the money is concerns whoever holds the number; without one there is no money to tell of.
    ...(serial === undefined || money === undefined
      ? []
      : [{ label: text(FIELD_WORDS.money), value: money }]),
    ...(serial === undefined ? [] : [{ label: text(FIELD_WORDS.serial), value: <Serial value={serial} /> }]),
    ...(hotline === '' ? [] : [{ label: text(FIELD_WORDS.hotline), value: hotline }]),
    { label: text(FIELD_WORDS.thisTerminal), value: terminal },
  ];
  return (
    <div class="stage">
      <div class="scene">
        <MachineOff />
      </div>
      <div class="work">
        <Heading words={screenTitle(model)} />
        <p class="reason">
          <CodePill code={message.code} />
          <span>{messageRows(message, language).what}</span>
        </p>
        <Sentence words={screenSentence(model)} />
      </div>
      <div class="sheet">
        <Rows rows={rows} />
      </div>
    </div>
  );
}
