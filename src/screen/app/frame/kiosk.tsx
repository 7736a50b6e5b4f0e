/** The whole page: header, screen, tray, and what may lie over them. */
import { useLayoutEffect } from 'preact/hooks';
import type { ScreenModel } from '../../contract/screen-model.ts';
import { MachineMap, placeToAct } from '../art/machine-map.tsx';
import { ScreenBody } from '../screens/screen-body.tsx';
import { TerminalProvider, type Terminal } from '../terminal.ts';
import { handsOff } from './hands-off.ts';
import { focusExpected } from './focus-expected.ts';
import { Header } from './header.tsx';
import { MoreTime } from './more-time.tsx';
import { showOnRoot } from './root-state.ts';
import { SimulationMark } from './simulation-mark.tsx';
import { Tray } from './tray.tsx';
import { ViewOnly } from './view-only.tsx';

export function Kiosk({ terminal }: { readonly terminal: Terminal }) {
  const { model } = terminal;
  const question = questionOf(model);
  const focusKey = `${model.id} ${question === undefined ? '' : 'more-time'}`;
  useLayoutEffect(() => showOnRoot(model), [model]);
  useLayoutEffect(() => focusExpected(), [focusKey]);
  return (
    <TerminalProvider value={terminal}>
      <div class="kiosk" data-screen={model.id}>
        <div class="under" inert={question !== undefined}>
          <Header />
          <main>
            <section class={`screen ${model.id}`} key={model.id}>
              <div class="poster">
                <MachineMap lit={placeToAct(model)} />
              </div>
              <ScreenBody model={model} />
            </section>
          </main>
          <Tray />
        </div>
        {model.simulation && <SimulationMark />}
        {!terminal.acts && <ViewOnly />}
        {question}
      </div>
    </TerminalProvider>
  );
}

function questionOf(model: ScreenModel) {
  const { countdown } = model;
  const button = model.buttons.find(({ id }) => id === 'more-time');
  if (countdown?.warning !== true || button === undefined || handsOff(model)) return undefined;
  return <MoreTime countdown={countdown} button={button} />;
}
