/**
 * Who may talk to the bench: whoever knows the token of this start, from this machine, under its own name. A page of
 * somebody else in the same browser knows no token; a name that was bent to this machine does not pass the Host check.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { failure } from './answers.ts';

/** Names of this machine under which the bench may be called; `port` is where it listens. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** Compares in constant time. */
export function sameToken(given: string, token: string): boolean {
  const digest = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(token));
}

export function checkHost(hosts: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!hosts.includes(host)) return failure(context, 421, 'BENCH_HOST', 'call it by 127.0.0.1');
    await next();
    return undefined;
  };
}

/** Browsers say where a request comes from, scripts do not. */
export function checkOrigin(hosts: readonly string[]): MiddlewareHandler {
  const origins = new Set(hosts.map((host) => `http://${host}`));
  return async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && !origins.has(origin))
      return failure(context, 403, 'BENCH_ORIGIN', 'another page may not do this');
    await next();
    return undefined;
  };
}

export function checkToken(token: string): MiddlewareHandler {
  return async (context, next) => {
    if (!sameToken(tokenOf(context), token))
      return failure(context, 401, 'BENCH_TOKEN', 'the token of the printed address is needed');
    await next();
    return undefined;
  };
}

function tokenOf(context: Context): string {
  const header = /^Bearer (\S{1,200})$/u.exec(context.req.header('authorization') ?? '');
  return header?.[1] ?? context.req.query('token') ?? '';
}
