/** The holder's evidence while there is no printer: serial number and QR code, as a slip of paper (design.md §12.14). */
import { FIELD_WORDS } from '../../../catalogue/labels.ts';
import { PAGE_WORDS } from '../../../catalogue/page-words.ts';
import type { Voucher } from '../../../contract/screen-model.ts';
import { QrCode } from '../../parts/qr-code.tsx';
import { Serial } from '../../parts/serial.tsx';
import { useText } from '../../terminal.ts';

interface VoucherCardProps {
  readonly voucher: Voucher;
  readonly hotline: string;
}

export function VoucherCard({ voucher, hotline }: VoucherCardProps) {
  const text = useText();
  return (
    <aside class="voucher">
      <QrCode value={voucher.qr} label={text(PAGE_WORDS.qrCode)} />
      <div class="facts">
        <div>
          <span class="label">{text(FIELD_WORDS.serial)}</span>
          <Serial value={voucher.serial} />
        </div>
        <p>{text(PAGE_WORDS.keepNumber)}</p>
        {hotline !== '' && (
          <p>
            {text(FIELD_WORDS.hotline)} <b>{hotline}</b>
          </p>
        )}
      </div>
    </aside>
  );
}
