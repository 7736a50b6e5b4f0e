/** Moving the wall clock of terminals and server. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useBench, useText } from '../connection/bench-context.ts';
import { Act } from '../parts/act.tsx';
import { movedText } from '../parts/format.ts';
import { Menu } from '../parts/menu.tsx';
import { UI } from '../words/interface.ts';
import { words } from '../words/words.ts';
import { Group } from './group.tsx';

const HOUR = 60;
const DAY = 1_440;
const JUMPS = [
  { minutes: -DAY, label: words('−1 天', '−1 d') },
  { minutes: -HOUR, label: words('−1 时', '−1 h') },
  { minutes: HOUR, label: words('+1 时', '+1 h') },
  { minutes: DAY, label: words('+1 天', '+1 d') },
] as const;
/** The contract's limit: a year and a day. */
const MOST = 527_040;

export function ClockControls(): JSX.Element {
  const { state, language } = useBench();
  const text = useText();
  const moved = state.clockMovedMinutes;
  return (
    <Group
      icon="clock"
      label={`${text(UI.clock)} · ${moved === 0 ? text(UI.clockTrue) : movedText(moved, language)}`}
    >
      {JUMPS.map(({ minutes, label }) => (
        <Act key={minutes} action={{ do: 'jump-clock', minutes }} name={`${text(UI.clock)} ${text(label)}`}>
          {text(label)}
        </Act>
      ))}
      <Menu label={text(UI.custom)} name={`${text(UI.clock)} ${text(UI.custom)}`} heading={text(UI.clock)}>
        {(close) => <CustomJump moved={moved} close={close} />}
      </Menu>
    </Group>
  );
}

function CustomJump({ moved, close }: { readonly moved: number; readonly close: () => void }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  const id = useId();
  const [typed, setTyped] = useState('30');
  const minutes = Number(typed);
  const good = Number.isInteger(minutes) && minutes !== 0 && Math.abs(minutes) <= MOST;
  return (
    <form
      class="sheet-list"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        act({ do: 'jump-clock', minutes });
        close();
      }}
    >
      <span class="sheet-row">
        <label for={id}>{text(UI.minutes)}</label>
        <input
          id={id}
          type="number"
          min={-MOST}
          max={MOST}
          step={1}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button go" disabled={!good}>
          <span>{text(UI.jump)}</span>
        </button>
      </span>
      {moved === 0 ? null : (
        <Act action={{ do: 'jump-clock', minutes: -moved }} icon="back" onDone={close}>
          {text(UI.clockBack)}
        </Act>
      )}
    </form>
  );
}
