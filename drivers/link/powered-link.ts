/** Links of one life: after the cut nothing is sent and nothing is heard. */
import type { PowerDomain } from '../../src/kernel/power-domain.ts';
import type { Link, LinkFactory } from './link.ts';

export function poweredLink(domain: PowerDomain, open: LinkFactory): LinkFactory {
  return async () => {
    const opening = open();
    // The port is closed even when power is cut while it opens, or the next life would find it busy.
    void opening.then(
      (link) => {
        const forget = domain.onCut(() => {
          link.close();
        });
        void link.closed.then(forget);
      },
      () => undefined,
    );
    return powered(domain, await domain.guard(opening));
  };
}

function powered(domain: PowerDomain, link: Link): Link {
  return {
    send: domain.wrap((bytes: Uint8Array) => {
      link.send(bytes);
    }),
    onBytes: (listener) => link.onBytes(domain.wrap(listener)),
    closed: domain.guard(link.closed),
    close: domain.wrap(() => {
      link.close();
    }),
  };
}
