/**
 * Who may look at the screen: whoever knows the token of this start, on this machine, under its own name. A name that
 * was bent to this machine (DNS rebinding) fails the Host check, a foreign page the Origin check (design.md §7).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { SOCKET_PATH, TOKEN_PARAMETER } from '../contract/page-messages.ts';
import type { RefusalCode } from './codes.ts';

export const LOOPBACK = '127.0.0.1';

export class Gate {
  readonly origin: string;
  /** With the token: only for whoever opens the page. */
  readonly url: string;
  readonly #hosts: readonly string[];
  readonly #origins: readonly string[];
  readonly #token: Uint8Array;

  constructor(port: number, token: string) {
    this.#hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
    this.#origins = this.#hosts.map((host) => `http://${host}`);
    this.#token = digest(token);
    this.origin = `http://${LOOPBACK}:${port}`;
    this.url = `${this.origin}/?${TOKEN_PARAMETER}=${token}`;
  }

  admitsHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.includes(host);
  }

  /** In constant time: how much of a token is right shows in nothing. */
  admitsToken(token: string | null | undefined): boolean {
    return timingSafeEqual(digest(token ?? ''), this.#token);
  }

  /** Why a socket may not start. Browsers always say their origin here, so whoever does not is refused as well. */
  refusesSocket(target: string, headers: IncomingHttpHeaders): RefusalCode | undefined {
    if (!this.admitsHost(headers.host)) return 'SCREEN_HOST';
    const [path, query] = target.split('?', 2);
    if (path !== SOCKET_PATH) return 'SCREEN_NOT_FOUND';
    if (headers.origin === undefined || !this.#origins.includes(headers.origin)) return 'SCREEN_ORIGIN';
    return this.admitsToken(new URLSearchParams(query).get(TOKEN_PARAMETER)) ? undefined : 'SCREEN_TOKEN';
  }
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}
