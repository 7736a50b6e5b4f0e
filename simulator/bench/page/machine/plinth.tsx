/** The foot of the machine: mains, program, door, cables and the line to the server. */
import type { JSX } from 'preact';
import type { Cable, KioskName, ServerMode } from '../../actions.ts';
import { useBench, useKiosk, useText } from '../connection/bench-context.ts';
import { Act, Choice, Switch } from '../parts/act.tsx';
import { Menu } from '../parts/menu.tsx';
import { UI } from '../words/interface.ts';
import { CABLE_NAMES, LINE_MEANINGS, LINE_NAMES, PROGRAM_NAMES } from '../words/names.ts';

export function Plinth({ name }: { readonly name: KioskName }): JSX.Element {
  const { act } = useBench();
  const kiosk = useKiosk(name);
  const text = useText();
  return (
    <div class="plinth">
      <Group label={text(UI.mains)}>
        <Switch
          name={`${text(UI.mains)} ${name}`}
          label=""
          icon="power"
          on={kiosk.mains}
          toOn={{ do: 'power-on', kiosk: name }}
          toOff={{ do: 'cut-power', kiosk: name }}
          words={[text(UI.off), text(UI.on)]}
        />
      </Group>
      <Program name={name} />
      <Group label={text(UI.cables)}>
        {(Object.keys(CABLE_NAMES) as Cable[]).map((cable) => (
          <Switch
            key={cable}
            name={`${text(UI.cables)} ${text(CABLE_NAMES[cable])} ${name}`}
            label={text(CABLE_NAMES[cable])}
            on={kiosk.cables[cable]}
            toOn={{ do: 'plug', kiosk: name, cable }}
            toOff={{ do: 'unplug', kiosk: name, cable }}
            words={[text(UI.unplugged), text(UI.connected)]}
          />
        ))}
      </Group>
      <Group label={text(UI.network)}>
        <Choice
          name={`${text(UI.network)} ${name}`}
          values={(Object.keys(LINE_NAMES) as ServerMode[]).map((value) => ({
            value,
            label: text(LINE_NAMES[value]),
            title: text(LINE_MEANINGS[value]),
          }))}
          chosen={kiosk.line}
          onChoose={(mode) => act({ do: 'server', kiosk: name, mode })}
        />
      </Group>
      <Group label={text(UI.door)}>
        <Switch
          name={`${text(UI.door)} ${name}`}
          label=""
          icon="door"
          fault="on"
          on={kiosk.doorOpen}
          toOn={{ do: 'door', kiosk: name, open: true }}
          toOff={{ do: 'door', kiosk: name, open: false }}
          words={[text(UI.closed), text(UI.open)]}
        />
      </Group>
    </div>
  );
}

function Group(props: {
  readonly label: string;
  readonly children: JSX.Element | JSX.Element[];
}): JSX.Element {
  return (
    <div class="plinth-group" role="group" aria-label={props.label}>
      <span class="plinth-label">{props.label}</span>
      <span class="plinth-row">{props.children}</span>
    </div>
  );
}

function Program({ name }: { readonly name: KioskName }): JSX.Element {
  const kiosk = useKiosk(name);
  const text = useText();
  const noMains = kiosk.mains ? undefined : text(UI.noMainsHint);
  const { program, failures } = kiosk;
  const alive = program === 'running' || program === 'restarting';
  return (
    <div class="plinth-group" role="group" aria-label={text(UI.program)}>
      <span class="plinth-label">
        {text(UI.program)} · {text(kiosk.mains ? PROGRAM_NAMES[program] : UI.noMains)}
      </span>
      <span class="plinth-row">
        {alive ? (
          <Act action={{ do: 'kill-program', kiosk: name }} reason={noMains} icon="stop">
            {text(UI.kill)}
          </Act>
        ) : (
          <Act action={{ do: 'start-program', kiosk: name }} reason={noMains} icon="play" tone="go">
            {text(UI.start)}
          </Act>
        )}
        {failures.length === 0 ? null : (
          <Menu
            label={String(failures.length)}
            name={`${text(UI.failures)} ${failures.length}`}
            icon="warn"
            heading={text(UI.failures)}
          >
            {() => (
              <ol class="plain-list">
                {failures.map((failure, index) => (
                  <li key={index}>{failure}</li>
                ))}
              </ol>
            )}
          </Menu>
        )}
      </span>
    </div>
  );
}
