/** `POST /api/actions`: one action a request, checked against its schema before anything is touched. */
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Clock } from '../../../src/kernel/clock.ts';
import { actionSchema } from '../actions.ts';
import type { Bench } from '../engine/bench.ts';
import { failure } from './answers.ts';
import { Pace } from './pace.ts';

/** Longest body, bytes. */
const BODY_LIMIT = 4_096;
const ACTIONS_PER_SECOND = 50;

export function actionRoute(bench: Bench, clock: Clock): Hono {
  const app = new Hono();
  const pace = new Pace(clock, ACTIONS_PER_SECOND);
  const limit = bodyLimit({
    maxSize: BODY_LIMIT,
    onError: (context) =>
      failure(context, 413, 'BENCH_BODY_TOO_LARGE', `a body has at most ${BODY_LIMIT} bytes`),
  });
  app.post('/actions', limit, async (context) => {
    if (!pace.take())
      return failure(context, 429, 'BENCH_TOO_FAST', `at most ${ACTIONS_PER_SECOND} actions a second`);
    if (!/^application\/json\b/u.test(context.req.header('content-type') ?? ''))
      return failure(context, 415, 'BENCH_BODY_TYPE', 'the body must be application/json');
    const body = parsed(await context.req.text());
    if (body === undefined) return failure(context, 400, 'BENCH_BODY_NOT_JSON', 'the body is not JSON');
    return perform(bench, context, body.value);
  });
  return app;
}

async function perform(bench: Bench, context: Context, value: unknown): Promise<Response> {
  const action = actionSchema.safeParse(value);
  if (!action.success)
    return failure(context, 400, 'BENCH_ACTION_UNKNOWN', z.prettifyError(action.error).slice(0, 1_000));
  const outcome = await bench.act(action.data);
  return context.json(outcome, outcome.ok ? 200 : 409);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
