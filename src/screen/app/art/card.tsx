/** The campus card as everybody knows it, without a photograph: 856 × 540, as ISO/IEC 7810 has it. */
import { PAGE_WORDS } from '../../catalogue/page-words.ts';
import { useTerminal, useText } from '../terminal.ts';

export function CardFace() {
  const { model } = useTerminal();
  const text = useText();
  return (
    <g>
      <defs>
        <linearGradient id="card-band" x1="0" y1="0" x2="1" y2="1">
          <stop class="card-band-from" offset="0" />
          <stop class="card-band-to" offset="1" />
        </linearGradient>
      </defs>
      <rect class="card-body" width="856" height="540" rx="46" />
      <path fill="url(#card-band)" d="M0 46Q0 0 46 0H810Q856 0 856 46V190C620 120 420 300 0 214Z" />
      <path class="card-wave" d="M0 238C420 330 640 150 856 216" />
      <text class="card-name" x="52" y="112">
        {text(model.school)} {model.language === 'zh' ? text(PAGE_WORDS.cardName) : ''}
      </text>
      <path class="card-contactless" d="M724 66q34 40 0 82M760 46q52 62 0 122" />
      <rect class="card-photo" x="56" y="282" width="168" height="206" rx="16" />
      <circle class="card-person" cx="140" cy="358" r="38" />
      <path class="card-person" d="M76 488q10-84 64-84t64 84z" />
      <g class="card-lines">
        <rect x="272" y="304" width="190" height="40" rx="10" />
        <rect x="272" y="378" width="330" height="26" rx="9" opacity=".55" />
        <rect x="272" y="432" width="250" height="26" rx="9" opacity=".55" />
      </g>
    </g>
  );
}
