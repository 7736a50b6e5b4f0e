/** Door, cables, mains, the program itself, and the wall clock. */
import { refuseUnless } from '../refusal.ts';
import { byHand, placeOf, poweredPlace, runningPlace, type Handlers } from './handlers.ts';

type KioskVerb =
  | 'door'
  | 'unplug'
  | 'plug'
  | 'cut-power'
  | 'power-on'
  | 'kill-program'
  | 'start-program'
  | 'jump-clock';

/** Ten years either way: cards and server dates stay within what they can say. */
const CLOCK_LIMIT_MINUTES = 5_270_400;

export const KIOSK_ACTS: Handlers<KioskVerb> = {
  door: (parts, { kiosk, open }) => {
    const place = placeOf(parts, kiosk);
    const already = `门已${open ? '开' : '关'} / the door is ${open ? 'open' : 'shut'} already`;
    refuseUnless(place.doorOpen !== open, 'BENCH_NOTHING_TO_DO', already);
    byHand(parts, kiosk, `${open ? '打开' : '关上'}机门`, `${open ? 'opens' : 'shuts'} the door`);
    place.openDoor(open);
    parts.world.touch();
  },
  unplug: (parts, { kiosk, cable }) => {
    const line = placeOf(parts, kiosk).hardware.lines[cable];
    refuseUnless(line.plugged, 'BENCH_CABLE_OUT', `${cable} 的线已拔下 / the cable is out already`);
    byHand(parts, kiosk, `拔下 ${cable} 的线`, `pulls the cable of ${cable}`);
    line.unplug();
    parts.world.touch();
  },
  plug: (parts, { kiosk, cable }) => {
    const line = placeOf(parts, kiosk).hardware.lines[cable];
    refuseUnless(!line.plugged, 'BENCH_CABLE_IN', `${cable} 的线已插好 / the cable is in already`);
    byHand(parts, kiosk, `插上 ${cable} 的线`, `plugs the cable of ${cable} in`);
    line.plug();
    parts.world.touch();
  },
  'cut-power': (parts, { kiosk }) => {
    const place = poweredPlace(parts, kiosk);
    byHand(parts, kiosk, '断电', 'cuts the power');
    parts.world.together(() => {
      place.cutPower();
      parts.world.touch();
    });
  },
  'power-on': (parts, { kiosk }) => {
    const place = placeOf(parts, kiosk);
    refuseUnless(!place.mains, 'BENCH_POWER_IS_ON', `${kiosk} 已通电 / ${kiosk} has power already`);
    byHand(parts, kiosk, '通电', 'switches the power on');
    parts.world.together(() => {
      place.switchOn();
      parts.world.touch();
    });
  },
  'kill-program': (parts, { kiosk }) => {
    const place = runningPlace(parts, kiosk);
    byHand(parts, kiosk, '终止程序', 'kills the program');
    place.kiosk.killProgram();
  },
  'start-program': (parts, { kiosk }) => {
    const place = poweredPlace(parts, kiosk);
    refuseUnless(
      place.program !== 'running',
      'BENCH_PROGRAM_RUNS',
      `${kiosk} 的程序正在运行 / the program of ${kiosk} runs`,
    );
    byHand(parts, kiosk, '启动程序', 'starts the program');
    place.startProgram();
  },
  'jump-clock': (parts, { minutes }) => {
    const moved = parts.clock.movedMinutes + minutes;
    refuseUnless(
      Math.abs(moved) <= CLOCK_LIMIT_MINUTES,
      'BENCH_CLOCK_LIMIT',
      '时钟最多偏移十年 / the clock moves ten years at most',
    );
    byHand(parts, undefined, `时钟拨动 ${minutes} 分钟`, `moves the clock by ${minutes} minutes`);
    parts.clock.move(minutes);
    parts.world.touch();
  },
};
