/** What is answered over HTTP: the page to whoever has the token, its assets, and refusals as `{ code, text }`. */
import { Hono, type Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { errorText } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { TOKEN_PARAMETER } from '../contract/page-messages.ts';
import type { Bundle, BundleFile } from './bundle.ts';
import { REFUSALS, type RefusalCode } from './codes.ts';
import type { Gate } from './gate.ts';
import type { RefusalLog } from './refusal-log.ts';

export interface PageAppParts {
  readonly bundle: Bundle;
  readonly gate: Gate;
  /** Origins that may show the page in a frame. */
  readonly frameAncestors: readonly string[];
  readonly refusals: RefusalLog;
  readonly log: Log;
}

const READING = new Set(['GET', 'HEAD']);

export function pageApp({ bundle, gate, frameAncestors, refusals, log }: PageAppParts): Hono {
  const refuse = (context: Context, code: RefusalCode): Response => {
    refusals.note(code);
    return refusalOf(context, code);
  };
  const app = new Hono();
  app.use(headers(frameAncestors));
  app.use(async (context, next) => {
    if (!gate.admitsHost(context.req.header('host'))) return refuse(context, 'SCREEN_HOST');
    if (!READING.has(context.req.method)) return refuse(context, 'SCREEN_METHOD');
    return next();
  });
  app.get('/', (context) =>
    gate.admitsToken(context.req.query(TOKEN_PARAMETER))
      ? send(context, bundle.page, 'no-store')
      : refuse(context, 'SCREEN_TOKEN'),
  );
  app.get('*', (context) => {
    const file = bundle.assets.get(context.req.path);
    if (file === undefined) return refuse(context, 'SCREEN_NOT_FOUND');
    return send(context, file, file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  app.onError((error, context) => {
    log.error({ code: 'SCREEN_FAILED', text: errorText(error) }, 'a request to the screen failed');
    return refusalOf(context, 'SCREEN_FAILED');
  });
  return app;
}

function send(context: Context, { bytes, type }: BundleFile, cache: string): Response {
  return context.body(bytes, 200, { 'content-type': type, 'cache-control': cache });
}

function refusalOf(context: Context, code: RefusalCode): Response {
  const { status, text } = REFUSALS[code];
  if (code === 'SCREEN_METHOD') context.header('allow', [...READING].join(', '));
  context.header('cache-control', 'no-store');
  return context.json({ code, text }, status);
}

function headers(frameAncestors: readonly string[]): ReturnType<typeof secureHeaders> {
  const none = ["'none'"];
  const self = ["'self'"];
  const framed = frameAncestors.length > 0;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      scriptSrc: self,
      styleSrc: self,
      fontSrc: self,
      imgSrc: ["'self'", 'data:'],
      connectSrc: self,
      baseUri: none,
      formAction: none,
      frameAncestors: framed ? [...frameAncestors] : none,
    },
    permissionsPolicy: {
      camera: [],
      displayCapture: [],
      geolocation: [],
      microphone: [],
      serial: [],
      usb: [],
    },
    referrerPolicy: 'no-referrer',
    // It has no word for a list of origins; the policy above says it all.
    xFrameOptions: framed ? false : 'DENY',
    // There is no TLS on loopback.
    strictTransportSecurity: false,
  });
}
