/** Every error of the API has a stable code and a text: `{ code, text }`. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export function failure(
  context: Context,
  status: ContentfulStatusCode,
  code: string,
  text: string,
): Response {
  return context.json({ code, text }, status);
}

export function notFound(context: Context): Response {
  return failure(context, 404, 'BENCH_NOT_FOUND', 'there is nothing here');
}

/** A whole number of the query in its range; `fallback` when it is not given, undefined when it is no such number. */
export function numberOf(text: string | undefined, fallback: number, most: number): number | undefined {
  if (text === undefined) return fallback;
  const value = Number(text);
  return /^\d{1,15}$/u.test(text) && value <= most ? value : undefined;
}

export function badQuery(context: Context, what: string): Response {
  return failure(context, 400, 'BENCH_QUERY', `${what} is not what it should be`);
}
