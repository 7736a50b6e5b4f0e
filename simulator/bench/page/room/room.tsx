/** What is not at a terminal: the campus server, its ledger, the clock, and the staff. */
import type { JSX } from 'preact';
import { useBench, useText } from '../connection/bench-context.ts';
import { Act, Switch } from '../parts/act.tsx';
import { UI, withKiosk } from '../words/interface.ts';
import { ClockControls } from './clock-controls.tsx';
import { Group } from './group.tsx';
import { Inquiries } from './inquiries.tsx';

export function Room(): JSX.Element {
  const { active } = useBench();
  const text = useText();
  return (
    <section class="panel room" aria-label={text(UI.room)}>
      <ServerGroup />
      <LedgerGroup />
      <ClockControls />
      <Group icon="person" label={text(UI.operator)}>
        <Inquiries />
        <Act
          action={{ do: 'close-journal-and-re-enrol', kiosk: active }}
          title={text(UI.reEnrolHint)}
          name={withKiosk(text(UI.reEnrol), active)}
        >
          {withKiosk(text(UI.reEnrolShort), active)}
        </Act>
      </Group>
    </section>
  );
}

function ServerGroup(): JSX.Element {
  const { server } = useBench().state;
  const text = useText();
  return (
    <Group icon="server" label={text(UI.server)}>
      <Act action={{ do: 'restart-server' }}>{text(UI.restartServer)}</Act>
      <Switch
        name={text(UI.dayEnd)}
        on={server.dayEnd}
        fault="on"
        toOn={{ do: 'day-end', closed: true }}
        toOff={{ do: 'day-end', closed: false }}
        words={[text(UI.dayEndOff), text(UI.dayEndOn)]}
      />
    </Group>
  );
}

function LedgerGroup(): JSX.Element {
  const { server } = useBench().state;
  const text = useText();
  return (
    <Group icon="box" label={`${text(UI.ledger)} · ${text(UI.epoch)} ${server.epoch}`}>
      <Act action={{ do: 'back-up-ledger' }}>{text(UI.backup)}</Act>
      <Act
        action={{ do: 'restore-ledger' }}
        reason={server.hasBackup ? undefined : text(UI.noBackup)}
        name={text(UI.restore)}
      >
        {text(UI.restoreShort)}
      </Act>
      <Act
        action={{ do: 'waive-epoch' }}
        reason={server.authorising ? text(UI.waiveNot) : undefined}
        title={text(UI.waiveHint)}
        tone={server.authorising ? 'plain' : 'go'}
      >
        {text(UI.waive)}
      </Act>
    </Group>
  );
}
