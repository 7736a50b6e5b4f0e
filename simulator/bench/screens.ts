/** The screens of the kiosks in a browser: one screen server each, and what goes between it and the program. */
import type { Clock } from '../../src/kernel/clock.ts';
import type { ScreenServer, ScreenServerOptions } from '../../src/screen/server/screen-server.ts';
import type { EventLog } from './events/event-log.ts';
import type { Place } from './engine/place.ts';

/** Tests and a bench without pages open something else. */
export type OpenScreen = (options: ScreenServerOptions) => Promise<ScreenServer>;

/** Everything that the kiosk shows goes to the server, everything that is touched there to the kiosk. */
export function connectScreen(place: Place, server: ScreenServer, events: EventLog, clock: Clock): void {
  const { kiosk, name } = place;
  place.screenUrl = server.url;
  kiosk.screens.listen((model) => server.screen.show(model));
  server.screen.onEvent((event) => {
    const what = event.type === 'press' ? event.button : event.type === 'key' ? event.key : event.type;
    events.add('hand', name, `在屏幕上：${what} / at the screen: ${what}`);
    kiosk.act(event);
  });
  const showNow = (): void => {
    const model = kiosk.screen();
    if (model === undefined) server.wait();
    else server.screen.show(model);
  };
  place.programChanged.listen(() => {
    showNow();
    // A new life may begin with the very screen that was shown last, which the kiosk does not tell again.
    clock.after(0, 'bench screen', showNow);
  });
  server.wait();
}
