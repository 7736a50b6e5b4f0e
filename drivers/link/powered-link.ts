/** Links of one life: after the cut nothing is sent and nothing is heard. */
import type { PowerDomain } from '../../src/kernel/power-domain.ts';
import type { Link, LinkFactory } from './link.ts';

export function poweredLink(domain: PowerDomain, open: LinkFactory): LinkFactory {
  return async () => {
    const link = await domain.guard(open());
    domain.onCut(() => {
      link.close();
    });
    return powered(domain, link);
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
