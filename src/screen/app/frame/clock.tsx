/** Time of day in the header, in Shanghai whatever the machine believes (design.md §9). */
import { useEffect, useState } from 'preact/hooks';
import { useTerminal } from '../terminal.ts';

const MINUTE_MS = 60_000;
const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export function Clock() {
  const { wallMs } = useTerminal();
  const [, tick] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      timer = setTimeout(
        () => {
          tick((count) => count + 1);
          next();
        },
        MINUTE_MS - (wallMs() % MINUTE_MS),
      );
    };
    next();
    return () => clearTimeout(timer);
  }, [wallMs]);
  return <time class="clock">{FORMAT.format(wallMs())}</time>;
}
