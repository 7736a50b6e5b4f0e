/** Labels of buttons: what pressing them does on this screen (domain.md §13 "words"). */
import { unreachable } from '../../kernel/errors.ts';
import type { Fen } from '../../kernel/fen.ts';
import type { ButtonId, ScreenModel } from '../contract/screen-model.ts';
import { formatMoney } from './format.ts';
import { LANGUAGE_NAMES, PAGE_WORDS } from './page-words.ts';
import { words, type Words } from './words.ts';

/** Names the language one gets, in that language: who cannot read the page must be able to read this. */
const OTHER_LANGUAGE = words(LANGUAGE_NAMES.en, LANGUAGE_NAMES.zh);

export function buttonLabel(model: ScreenModel, id: ButtonId): Words {
  switch (id) {
    case 'cash':
      return words('现金充值', 'Cash top-up');
    case 'help':
      return words('帮助', 'Help');
    case 'next':
      return nextLabel(model);
    case 'exit':
      return exitLabel(model);
    case 'rewrite':
      return rewriteLabel(model);
    case 'later':
      return words('稍后补写', 'Rewrite later');
    case 'continue-top-up':
      return words('继续充值', 'Top up again');
    case 'more-time':
      return words('继续', 'Continue');
    case 'back':
      return words('返回', 'Back');
    case 'ok':
      return words('确定', 'OK');
    case 'large-text':
      return PAGE_WORDS.largeText;
    case 'high-contrast':
      return PAGE_WORDS.highContrast;
    case 'language':
      return OTHER_LANGUAGE;
    default:
      return unreachable(id);
  }
}

function nextLabel(model: ScreenModel): Words {
  return model.id === 'check-card'
    ? words('下一步：放入纸币', 'Next: insert a note')
    : words('下一步', 'Next');
}

/**
 * Leaving ends the page; where there is no page to go back to, it ends the session (domain.md §5.1 step 4).
 */
function exitLabel(model: ScreenModel): Words {
  return model.id === 'menu' || model.id === 'result'
    ? words('退出并取卡', 'Exit, take card')
    : words('退出', 'Exit');
}

/** Screen and message speak of the same button: 点击确定 (E302), 点击“补写” (E303, E305). */
function rewriteLabel(model: ScreenModel): Words {
  if (model.id === 'rewrite-offer') {
    return withAmount(words('确定补写', 'OK, rewrite'), model.amount);
  }
  const amount = model.id === 'menu' ? model.banner?.params['amount'] : undefined;
  return amount === undefined ? words('补写', 'Rewrite') : words(`补写 ${amount} 元`, `Rewrite ¥${amount}`);
}

function withAmount(text: Words, amount: Fen): Words {
  return words(`${text.zh} ${formatMoney(amount, 'zh')}`, `${text.en} ${formatMoney(amount, 'en')}`);
}
