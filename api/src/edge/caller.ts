import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Viewer } from '../access/viewer.ts';
import { sessionDays } from '../account/account.service.ts';
import type { App } from '../app.ts';
import type { Caller } from '../context.ts';
import { decodeId } from '../ids.ts';
import { hashToken } from '../secrets.ts';
import type { Refusal } from './answer.ts';

const cookieName = 'damso_session';

/**
 * Sent by our own server-rendered pages with their requests to the API: it proves that the address they name as the caller can be
 * trusted.
 */
export const internalKey = randomBytes(32).toString('base64url');

export interface Identified {
  readonly viewer: Viewer | null;
  /** A bearer token was sent that is not valid. That is refused, whereas a cookie that has expired only means "nobody". */
  readonly invalid: boolean;
}

/**
 * Who asks: by a bearer token if one is shown, else by the session cookie, and with that in the service that is asked for. A browser
 * cannot send a header of its own with a socket, so what a socket says of both comes with its first frame.
 */
export async function identify(
  app: App,
  request: IncomingMessage,
  authorization?: string,
  asked = askedBy(request),
): Promise<Identified> {
  const shown = authorization ?? request.headers.authorization;
  if (shown !== undefined) {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(shown)?.[1];
    const viewer = token ? await app.viewers.find(hashToken(token)) : null;
    return { viewer, invalid: viewer === null };
  }
  const session = sessionTokenOf(request);
  return { viewer: session ? await app.viewers.find(hashToken(session), asked) : null, invalid: false };
}

/**
 * The id of the service that a request asks for: by a header, or for a file or picture, which a link leads to, by `?service=`. What is no such id
 * asks for a service in which nobody has a place.
 */
function askedBy({ headers, url = '' }: IncomingMessage): string | null {
  const asked = headers['damso-service'] ?? /^\/(?:files|pictures)\/[^?]*\?service=([^&]*)/.exec(url)?.[1];
  return asked === undefined ? null : askedFor(asked);
}

export const askedFor = (asked: unknown) => (typeof asked === 'string' && decodeId('Service', asked)) || 'none';

/** Why a request over HTTP is refused because of who sent it; null when it is not. */
export function refusalOf(app: App, request: IncomingMessage, { viewer, invalid }: Identified): Refusal | null {
  if (invalid) return [401, 'UNAUTHENTICATED', 'The token is not valid or has expired.'];
  if (viewer?.kind === 'agent' && isForeign(app, request)) {
    return [403, 'FOREIGN_ORIGIN', 'A page of another origin may not use an agent’s session.'];
  }
  return null;
}

/** Browsers send cookies with sockets that any page opens, and no other origin may use an agent's session. */
export function isHijack(app: App, request: IncomingMessage): boolean {
  return sessionTokenOf(request) !== undefined && isForeign(app, request);
}

/** A browser says that the page behind this request is not of our own origin. */
function isForeign(app: App, request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const ours = [host, app.config.publicUrl && new URL(app.config.publicUrl).host];
  return !ours.includes(new URL(origin).host);
}

function sessionTokenOf(request: IncomingMessage): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[cookieName] || undefined;
}

/** The header that sets the session cookie or, with null, clears it. */
export function sessionCookie(app: App, token: string | null): string {
  return stringifySetCookie({
    name: cookieName,
    value: token ?? '',
    maxAge: token === null ? 0 : sessionDays * 86_400,
    path: '/',
    httpOnly: true,
    secure: app.config.publicUrl?.startsWith('https:') ?? false,
    sameSite: 'lax',
  });
}

/** The id by which the proxy in front, or whoever asks, knows a request; undefined where none is told that may stand in a log. */
export function toldRequestId({ headers }: IncomingMessage): string | undefined {
  const told = headers['x-request-id'];
  return typeof told === 'string' && /^[\w.:-]{1,64}$/.test(told) ? told : undefined;
}

/**
 * The address a request comes from: the one that our own pages pass on for their visitor, else the one that trusted proxies
 * report, else that of the connection.
 */
export function callerOf(app: App, request: IncomingMessage, requestId = toldRequestId(request)): Caller {
  const userAgent = request.headers['user-agent']?.slice(0, 500) ?? null;
  const asked = askedBy(request);
  const told = request.headers['x-damso-caller'];
  if (typeof told === 'string' && request.headers['x-damso-internal'] === internalKey) {
    return { ip: told, userAgent, asked, requestId };
  }
  const direct = request.socket.remoteAddress ?? '';
  const { trustProxy } = app.config;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim());
  const ip = trustProxy > 0 ? (forwarded.at(-trustProxy) ?? direct) : direct;
  return { ip: ip.replace(/^::ffff:/, '').slice(0, 45) || direct, userAgent, asked, requestId };
}
