/** The button behind every action, and its relatives: switch and choice. */
import type { ComponentChildren, JSX } from 'preact';
import type { BenchAction } from '../../actions.ts';
import { useBench } from '../connection/bench-context.ts';
import { Icon, type IconName } from './icons.tsx';

interface ActProps {
  readonly action: BenchAction;
  /** Why it is not possible now. The button stays reachable and says so. */
  readonly reason?: string | undefined;
  readonly icon?: IconName;
  readonly tone?: 'plain' | 'danger' | 'go';
  /** What a screen reader hears when the visible words are too short. */
  readonly name?: string;
  readonly title?: string;
  readonly onDone?: () => void;
  readonly children: ComponentChildren;
}

export function Act(props: ActProps): JSX.Element {
  const { act, say } = useBench();
  const { action, reason, icon, tone = 'plain', name, title, onDone, children } = props;
  const press = (): void => {
    if (reason !== undefined) {
      say(reason);
      return;
    }
    act(action);
    onDone?.();
  };
  return (
    <button
      type="button"
      class={`button ${tone}`}
      aria-disabled={reason === undefined ? undefined : true}
      aria-label={name}
      title={reason ?? title}
      onClick={press}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface SwitchProps {
  readonly on: boolean;
  readonly toOn: BenchAction;
  readonly toOff: BenchAction;
  readonly icon?: IconName;
  /** The thing that is switched, e.g. 总电源. */
  readonly name: string;
  /** The visible words, if shorter than the name. */
  readonly label?: string;
  /** What off and on are called. */
  readonly words: readonly [off: string, on: string];
  /** `off` is the fault for mains and cables, `on` for an open door. */
  readonly fault?: 'off' | 'on';
}

export function Switch(props: SwitchProps): JSX.Element {
  const { act } = useBench();
  const { on, toOn, toOff, icon, name, label = name, words, fault = 'off' } = props;
  const faulty = (fault === 'on') === on;
  return (
    <button
      type="button"
      role="switch"
      class={`switch ${faulty ? 'faulty' : ''}`}
      aria-checked={on}
      aria-label={`${name}：${words[on ? 1 : 0]}`}
      onClick={() => act(on ? toOff : toOn)}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span class="switch-name">{label}</span>
      <span class="switch-knob" />
      <span class="switch-word">{words[on ? 1 : 0]}</span>
    </button>
  );
}

interface ChoiceProps<V extends string> {
  readonly name: string;
  readonly values: readonly { readonly value: V; readonly label: string; readonly title?: string }[];
  readonly chosen: V;
  readonly onChoose: (value: V) => void;
}

/** A row of buttons of which one is pressed. */
export function Choice<V extends string>({ name, values, chosen, onChoose }: ChoiceProps<V>): JSX.Element {
  return (
    <span class="choice" role="group" aria-label={name}>
      {values.map(({ value, label, title }) => (
        <button
          type="button"
          key={value}
          aria-pressed={value === chosen}
          title={title}
          onClick={() => onChoose(value)}
        >
          {label}
        </button>
      ))}
    </span>
  );
}
