/** A pseudo-terminal whose device reads nothing, as one that hangs: its line fills up. */
import { closeSync } from 'node:fs';
import koffi from 'koffi';
import { onTestFinished } from 'vitest';

export interface UnreadPty {
  readonly path: string;
  unplug(): void;
}

export function unreadPty(): UnreadPty {
  const libc = koffi.load('libc.so.6');
  const openpty = libc.func('int openpty(_Out_ int *m, _Out_ int *s, void *name, void *termios, void *size)');
  const ptsname = libc.func('int ptsname_r(int fd, void *buffer, size_t size)');
  const master = [-1];
  const slave = [-1];
  openpty(master, slave, null, null, null);
  const name = Buffer.alloc(64);
  ptsname(master[0], name, name.length);
  let plugged = true;
  const unplug = (): void => {
    if (!plugged) return;
    plugged = false;
    closeSync(master[0]!);
    closeSync(slave[0]!);
  };
  onTestFinished(unplug);
  return { path: name.toString('latin1', 0, name.indexOf(0)), unplug };
}
