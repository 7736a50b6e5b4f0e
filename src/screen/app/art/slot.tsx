/** The slot for notes: lamp, mouth, and the note on its way. 560 × 520. */
export type NoteWay = 'in' | 'inside' | 'out';

interface SlotProps {
  /** What the lamp at the slot shows right now. */
  readonly lamp: 'green' | 'off';
  readonly way: NoteWay;
  /** Face value on the note, as it is printed; none when it is not known what was put in. */
  readonly face?: string;
}

const ARROW_IN = 'M280 506v-76m-34 34 34-34 34 34';
const ARROW_OUT = 'M280 430v76m-34-34 34 34 34-34';

export function Slot({ lamp, way, face }: SlotProps) {
  return (
    <svg viewBox="0 0 560 520" aria-hidden="true" class={`slot slot-${way}`}>
      <rect class="metal" x="20" y="10" width="520" height="300" rx="36" />
      <rect class="dark" x="70" y="60" width="420" height="34" rx="17" />
      <rect class={`slot-lamp ${lamp}`} x="82" y="69" width="396" height="16" rx="8" />
      {lamp === 'green' && <rect class="slot-halo" x="54" y="44" width="452" height="66" rx="33" />}
      <path class="dark" d="M84 150h392q26 0 26 26v44q0 26-26 26H84q-26 0-26-26v-44q0-26 26-26z" />
      <rect class="mouth" x="110" y="190" width="340" height="18" rx="9" />
      {way === 'inside' ? <Scan /> : <Note face={face} />}
      {way !== 'inside' && <path class={`slot-arrow ${way}`} d={way === 'in' ? ARROW_IN : ARROW_OUT} />}
    </svg>
  );
}

function Note({ face }: { readonly face: string | undefined }) {
  return (
    <g class="note-moves">
      <path class="note-paper" d="M134 199h292v190a14 14 0 0 1-14 14H148a14 14 0 0 1-14-14z" />
      <path class="note-frame" d="M156 230h248v140H156z" />
      {face !== undefined && (
        <text class="note-face" x="280" y="322">
          {face}
        </text>
      )}
      <rect class="mouth" x="110" y="186" width="340" height="18" rx="9" />
    </g>
  );
}

/** The note is in the machine: only light behind the mouth tells of it. */
function Scan() {
  return (
    <g>
      <path class="slot-chute" d="M134 246h292v132a20 20 0 0 1-20 20H154a20 20 0 0 1-20-20z" />
      <rect class="slot-scan" x="150" y="284" width="260" height="10" rx="5" />
    </g>
  );
}
