/** Money: figure bold, unit small, always two decimals; the hero's decimals are smaller (ui.md §1.3). */
import { fen, formatYuan, type Fen } from '../../../kernel/fen.ts';
import { useTerminal } from '../terminal.ts';

interface MoneyProps {
  readonly amount: Fen;
  readonly size: 'hero' | 'extra' | 'large' | 'medium';
}

export function Money({ amount, size }: MoneyProps) {
  const { language } = useTerminal().model;
  const [whole = '', cents = ''] = formatYuan(amount).split('.');
  return (
    <span class={`money ${size}`}>
      {language === 'en' && <i>¥</i>}
      {whole}
      <em>.{cents}</em>
      {language === 'zh' && <i>元</i>}
    </span>
  );
}

/** A figure with its label above it. */
export function LabelledMoney({ label, amount, size }: MoneyProps & { readonly label: string }) {
  return (
    <div class="labelled">
      <span class="label">{label}</span>
      <Money amount={amount} size={size} />
    </div>
  );
}

/** As `Money`, from the yuan text that a message carries. */
export function Figure({
  yuan,
  size = 'hero',
}: {
  readonly yuan: string;
  readonly size?: MoneyProps['size'];
}) {
  const fenText = /^(\d+)\.(\d\d)$/u.exec(yuan);
  if (fenText === null) return <span class={`money ${size}`}>{yuan}</span>;
  return <Money amount={fen(Number(fenText[1]) * 100 + Number(fenText[2]))} size={size} />;
}
