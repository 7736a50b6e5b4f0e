/** Another page acts; this one looks on and says so. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { Icon } from '../art/icons.tsx';
import { useText } from '../terminal.ts';

export function ViewOnly() {
  const text = useText();
  return (
    <aside class="view-only">
      <Icon name="eye" />
      {text(PAGE_WORDS.viewOnly)}
    </aside>
  );
}
