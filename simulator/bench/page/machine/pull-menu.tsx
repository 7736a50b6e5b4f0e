/** At which command to the card it is pulled away: one table, commands down, moments across. */
import type { JSX } from 'preact';
import type { KioskName } from '../../actions.ts';
import { useBench, useText } from '../connection/bench-context.ts';
import { Menu } from '../parts/menu.tsx';
import { UI } from '../words/interface.ts';
import {
  CREDIT_PHASE_NAMES,
  PULL_COMMAND_NAMES,
  PULL_PHASE_NAMES,
  type PullCommand,
  type PullPhase,
} from '../words/names.ts';

const COMMANDS = Object.keys(PULL_COMMAND_NAMES) as PullCommand[];
const PHASES = Object.keys(PULL_PHASE_NAMES) as PullPhase[];

export function PullMenu({ name }: { readonly name: KioskName }): JSX.Element {
  const { act } = useBench();
  const text = useText();
  return (
    <Menu label={text(UI.pull)} name={`${text(UI.pull)} ${name}`} icon="hand" heading={text(UI.pull)}>
      {(close) => (
        <>
          <p class="sheet-hint">{text(UI.pullHint)}</p>
          <div class="pull-table">
            {COMMANDS.map((command) => (
              <div class={`pull-row ${command === 'credit-for-load' ? 'moves-money' : ''}`} key={command}>
                <span class="pull-command">{text(PULL_COMMAND_NAMES[command])}</span>
                {PHASES.map((phase) => (
                  <button
                    type="button"
                    class="button"
                    key={phase}
                    aria-label={`${text(PULL_COMMAND_NAMES[command])}，${text(phaseName(command, phase))}`}
                    onClick={() => {
                      act({ do: 'pull-card-at', kiosk: name, command, phase });
                      close();
                    }}
                  >
                    {text(phaseName(command, phase))}
                  </button>
                ))}
              </div>
            ))}
          </div>
        </>
      )}
    </Menu>
  );
}

function phaseName(command: PullCommand, phase: PullPhase): (typeof PULL_PHASE_NAMES)[PullPhase] {
  return command === 'credit-for-load' ? CREDIT_PHASE_NAMES[phase] : PULL_PHASE_NAMES[phase];
}
