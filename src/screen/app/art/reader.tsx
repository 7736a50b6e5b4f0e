/** The reader, and the card on it, above it, coming and going. */
import { CardFace } from './card.tsx';

/** 520 × 340. */
export function ReaderBody() {
  return (
    <g>
      <rect class="metal" x="4" y="4" width="512" height="332" rx="46" />
      <rect class="dark" x="34" y="34" width="452" height="272" rx="30" />
      <path class="reader-sign" d="M236 208a14 14 0 1 1 .1 0M268 150q36 44 0 88M300 128q56 66 0 132" />
    </g>
  );
}

function Card({ scale }: { readonly scale: number }) {
  return (
    <g transform={`scale(${scale})`}>
      <CardFace />
    </g>
  );
}

/** The card floats above the reader and settles on it, again and again. */
export function CardSettles() {
  return (
    <svg viewBox="250 -60 700 600" aria-hidden="true">
      <g class="waves">
        <circle class="wave" cx="600" cy="339" r="318" />
        <circle class="wave faint" cx="600" cy="339" r="390" />
      </g>
      <g transform="translate(332 164) scale(1.03)">
        <ReaderBody />
      </g>
      <g class="settle">
        <g transform="translate(476 26) rotate(-9 190 120)">
          <rect class="card-shadow" x="12" y="20" width="400" height="252" rx="22" />
          <Card scale={0.467} />
        </g>
      </g>
    </svg>
  );
}

/** The card lies on the reader; waves go between them. */
export function CardIsRead() {
  return (
    <svg viewBox="230 -84 740 692" aria-hidden="true">
      <g class="waves">
        <circle class="wave" cx="600" cy="262" r="284" />
        <circle class="wave faint" cx="600" cy="262" r="340" />
      </g>
      <g transform="translate(340 92)">
        <ReaderBody />
      </g>
      <g transform="translate(400 137)">
        <Card scale={0.467} />
      </g>
    </svg>
  );
}

/** The card is clamped by four corners: it must not move. */
export function CardClamped() {
  return (
    <svg viewBox="300 30 600 400" aria-hidden="true">
      <g transform="translate(340 60)">
        <ReaderBody />
      </g>
      <g transform="translate(400 105)">
        <Card scale={0.467} />
      </g>
      <path
        class="clamp"
        d="M352 130V72q0-16 16-16h58M774 56h58q16 0 16 16v58M848 332v58q0 16-16 16h-58M426 406h-58q-16 0-16-16v-58"
      />
    </svg>
  );
}

/** The card is lifted off the reader. */
export function CardIsTaken() {
  return (
    <svg viewBox="310 -60 640 500" aria-hidden="true">
      <g transform="translate(340 90)">
        <ReaderBody />
      </g>
      <g class="lift">
        <g transform="translate(440 10) rotate(-6 200 126)">
          <rect class="card-shadow" x="10" y="22" width="400" height="252" rx="22" />
          <Card scale={0.467} />
        </g>
      </g>
      <path class="lift-arrow" d="M900 170V30m-34 34 34-34 34 34" />
    </svg>
  );
}

/** The reader without a card. */
export function ReaderWaits() {
  return (
    <svg viewBox="230 -84 740 692" aria-hidden="true">
      <g class="waves">
        <circle class="wave" cx="600" cy="262" r="284" />
        <circle class="wave faint" cx="600" cy="262" r="340" />
      </g>
      <g transform="translate(340 92)">
        <ReaderBody />
      </g>
    </svg>
  );
}
