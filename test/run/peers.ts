/** Programs that nobody here wrote and that judge our work. Without one of them its tests are left out, not failed. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Peer {
  readonly program: string;
  /** Debian package. */
  readonly package: string;
  /** What is left out without it. */
  readonly judges: string;
}

export const PEERS: readonly Peer[] = [
  {
    program: 'nfc-list',
    package: 'libnfc-bin',
    judges: 'nfc-list (libnfc) against the simulated PN532 reader',
  },
  {
    program: 'strace',
    package: 'strace',
    judges: 'the journal under power cuts and I/O errors, recorded by strace',
  },
];

/** One line per peer: found, or what is left out and how to install it. */
export function peerLines(searchPath: string, peers: readonly Peer[] = PEERS): string[] {
  return peers.map((peer) =>
    isOnPath(peer.program, searchPath)
      ? `peer ${peer.program}: found`
      : `peer ${peer.program}: missing; left out: ${peer.judges}; install it by: apt-get install ${peer.package}`,
  );
}

function isOnPath(program: string, searchPath: string): boolean {
  return searchPath.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
