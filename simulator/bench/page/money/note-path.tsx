/** The way of one note as a drawing: the paper from the hand to the box, the money from the order to the card. */
import type { JSX } from 'preact';
import type { MoneyLine } from '../../state.ts';
import { useText } from '../connection/bench-context.ts';
import { ORDER_NAMES, PAPER_NAMES } from '../words/names.ts';
import { TRUTH } from '../words/truth-words.ts';

const STATIONS = { hand: 16, slot: 56, escrow: 96, box: 136, order: 182, card: 222 } as const;
const MIDDLE = 18;

/** Where the paper stands on the line. */
const PAPER_AT: Readonly<Record<MoneyLine['paper'], number>> = {
  hand: STATIONS.hand,
  slot: STATIONS.slot,
  path: (STATIONS.slot + STATIONS.escrow) / 2,
  escrow: STATIONS.escrow,
  stacker: (STATIONS.escrow + STATIONS.box) / 2,
  box: STATIONS.box,
  operator: STATIONS.box,
};

export function NotePath({ line }: { readonly line: MoneyLine }): JSX.Element {
  const text = useText();
  const order = line.order === undefined ? text(TRUTH.noOrder) : text(ORDER_NAMES[line.order]);
  return (
    <svg
      class="note-path"
      viewBox="0 0 240 36"
      role="img"
      aria-label={`${text(PAPER_NAMES[line.paper])}；${text(TRUTH.stationOrder)}：${order}`}
      data-tone={line.tone}
    >
      <PaperWay line={line} />
      <path class="gap" d={`M${STATIONS.box + 12} ${MIDDLE}H${STATIONS.order - 10}`} />
      <path
        class={line.onCard ? 'to-card done' : 'to-card'}
        d={`M${STATIONS.order + 10} ${MIDDLE}H${STATIONS.card - 12}`}
      />
      <OrderNode order={line.order} />
      <g class={line.onCard ? 'card-node done' : 'card-node'}>
        <rect x={STATIONS.card - 11} y={MIDDLE - 8} width="22" height="16" rx="3" />
        <path
          d={
            line.onCard
              ? `M${STATIONS.card - 5} ${MIDDLE}l4 4 7-7`
              : `M${STATIONS.card - 11} ${MIDDLE - 3}h22`
          }
        />
      </g>
    </svg>
  );
}

function PaperWay({ line }: { readonly line: MoneyLine }): JSX.Element {
  const at = PAPER_AT[line.paper];
  const back = line.paper === 'hand' && line.tone === 'returned';
  return (
    <g>
      <path class="rail" d={`M${STATIONS.hand} ${MIDDLE}H${STATIONS.box}`} />
      {back ? (
        <path class="way-back" d={`M${STATIONS.escrow} ${MIDDLE - 4}C80 2 42 2 26 11M32 5l-6 6 8 2`} />
      ) : (
        <path class="rail gone" d={`M${STATIONS.hand} ${MIDDLE}H${at}`} />
      )}
      {(['hand', 'slot', 'escrow', 'box'] as const).map((station) => (
        <circle
          class={STATIONS[station] <= at ? 'station passed' : 'station'}
          cx={STATIONS[station]}
          cy={MIDDLE}
          r="3.500"
          key={station}
        />
      ))}
      <g class={`paper ${line.paper}`}>
        <rect x={at - 11} y={MIDDLE - 7} width="22" height="14" rx="2" />
        {line.tone === 'trouble' ? (
          <path class="mark-trouble" d={`M${at - 3.5} ${MIDDLE - 3.5}l7 7m0-7l-7 7`} />
        ) : (
          <circle cx={at} cy={MIDDLE} r="2.500" />
        )}
      </g>
    </g>
  );
}

/** The shape says the state as well as the colour. */
function OrderNode({ order }: { readonly order: MoneyLine['order'] }): JSX.Element {
  const x = STATIONS.order;
  const marks: Partial<Record<NonNullable<MoneyLine['order']>, string>> = {
    owed: `M${x} ${MIDDLE - 4}v4l3 2.500`,
    confirmed: `M${x - 4} ${MIDDLE}l3 3 5.500-5.500`,
    resolved: `M${x - 4} ${MIDDLE}l3 3 5.500-5.500`,
    investigating: `M${x - 2} ${MIDDLE - 2}a2.200 2.200 0 1 1 3 2c-.8.4-1 .8-1 1.500M${x} ${MIDDLE + 4.5}v.1`,
    released: `M${x - 4} ${MIDDLE + 4}l8-8`,
  };
  const mark = order === undefined ? undefined : marks[order];
  return (
    <g class="order-node" data-order={order ?? 'none'}>
      <circle cx={x} cy={MIDDLE} r="8" />
      {mark === undefined ? null : <path d={mark} />}
    </g>
  );
}

/** The names of the stations, once, above all lines and at the same places. */
export function PathLegend(): JSX.Element {
  const text = useText();
  const names = {
    hand: TRUTH.stationHand,
    slot: TRUTH.stationSlot,
    escrow: TRUTH.stationEscrow,
    box: TRUTH.stationBox,
    order: TRUTH.stationOrder,
    card: TRUTH.stationCard,
  } as const;
  return (
    <svg class="path-legend" viewBox="0 0 240 16" aria-hidden="true">
      {(Object.keys(STATIONS) as (keyof typeof STATIONS)[]).map((station) => (
        <text x={STATIONS[station]} y="12" text-anchor="middle" key={station}>
          {text(names[station])}
        </text>
      ))}
    </svg>
  );
}
