import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { holdsAddress, plainAddress } from '../api-client/address-list.ts';
import { isApiSecret } from '../api-client/api-secret.ts';
import type { Viewer } from '../access/viewer.ts';
import { sessionDays } from '../account/account.service.ts';
import type { App } from '../app.ts';
import type { Caller } from '../context.ts';
import { decodeId } from '../ids.ts';
import { hashToken } from '../secrets.ts';
import type { Refusal } from './answer.ts';
import { siteRefusal } from './cross-origin.ts';

const cookieName = 'damso_session';

/**
 * Sent by our own server-rendered pages with their requests to the API: it proves that the address they name as the caller can be
 * trusted.
 */
export const internalKey = randomBytes(32).toString('base64url');

export interface Identified {
  readonly viewer: Viewer | null;
  /**
   * Why nobody is let in: a bearer token was sent that is not valid (a cookie that has expired only means "nobody"), or so many came
   * from there that were none that this one is not looked for.
   */
  readonly problem: 'INVALID' | 'TOO_MANY' | null;
}

const nobody: Identified = { viewer: null, problem: null };

/** Where a credential may come from, and which service it is to be for, when the headers of the request do not say it. */
interface Shown {
  authorization?: string | undefined;
  asked?: string | null | undefined;
  /** False where a browser would send its cookie with what a page of anybody makes it ask for. */
  cookieCounts?: boolean;
}

/**
 * Who asks: by a bearer token if one is shown, else by the session cookie, and with that in the service that is asked for. A browser
 * cannot send a header of its own with a socket, so what a socket says of both comes with its first frame.
 */
export async function identify(
  app: App,
  request: IncomingMessage,
  { ip, asked: askedByHeader = null }: Caller,
  { authorization = request.headers.authorization, asked = askedByHeader, cookieCounts = true }: Shown = {},
): Promise<Identified> {
  const isBearer = authorization !== undefined;
  const token = isBearer
    ? /^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1]
    : cookieCounts
      ? sessionTokenOf(request)
      : undefined;
  if (!token) return isBearer ? { viewer: null, problem: 'INVALID' } : nobody;
  const credential = hashToken(token);
  const service = isBearer ? null : asked;
  const { wrongTokens } = app.limits;
  if (wrongTokens.areTooMany(ip) && !app.viewers.isKnown(credential)) {
    return { viewer: null, problem: 'TOO_MANY' };
  }
  const isWhole = !isBearer || !token.startsWith('damso_') || isApiSecret(token);
  const identity = isWhole ? await app.viewers.find(credential, service) : null;
  if (!identity) wrongTokens.add(ip);
  else if (isBearer ? countsAsBearer(identity, ip) : isPerson(identity)) return { viewer: identity, problem: null };
  return isBearer ? { viewer: null, problem: 'INVALID' } : nobody;
}

/** A session counts as a cookie alone. */
const isPerson = ({ kind }: Viewer) => kind === 'agent';

/** A customer by their token, or a program by its secret and from where it may ask. */
function countsAsBearer(identity: Viewer, ip: string): boolean {
  if (identity.kind !== 'client') return identity.kind === 'customer';
  return identity.allowedAddresses.length === 0 || holdsAddress(identity.allowedAddresses, ip);
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

/** Where a program says that its end user is, with the key of the program. */
const endUserHeader = 'damso-end-user-address';

/** Why a request over HTTP is refused because of who sent it; null when it is not. */
export function refusalOf(
  app: App,
  request: IncomingMessage,
  { viewer, problem }: Identified,
  origin: string | undefined,
): Refusal | null {
  if (problem === 'INVALID') return [401, 'UNAUTHENTICATED', 'The token is not valid or has expired.'];
  if (problem === 'TOO_MANY') return [429, 'RATE_LIMITED', 'Too many credentials that are none came from here.'];
  if (viewer && isPerson(viewer) && origin !== undefined) {
    return [403, 'FOREIGN_ORIGIN', 'A page of another origin may not use an agent’s session.'];
  }
  const foreign = siteRefusal(app, viewer, origin);
  if (foreign) return foreign;
  const endUser = request.headers[endUserHeader];
  if (
    viewer?.kind === 'client' &&
    endUser !== undefined &&
    (typeof endUser !== 'string' || plainAddress(endUser) === null)
  ) {
    return [400, 'BAD_REQUEST', 'Damso-End-User-Address must be one address of IPv4 or IPv6.'];
  }
  return null;
}

/**
 * Browsers send cookies with sockets that any page opens, and no other origin may use an agent's session. A registered site may stand on
 * a domain that shares our cookies: it gets its socket, for which they do not count.
 */
export function isHijack(app: App, request: IncomingMessage, origin: string | undefined): boolean {
  return origin !== undefined && sessionTokenOf(request) !== undefined && !app.sites.knows(origin);
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
export function callerOf(
  app: App,
  request: IncomingMessage,
  origin: string | undefined,
  requestId = toldRequestId(request),
): Caller {
  const userAgent = request.headers['user-agent']?.slice(0, 500) ?? null;
  const asked = askedBy(request);
  const told = request.headers['x-damso-caller'];
  if (typeof told === 'string' && request.headers['x-damso-internal'] === internalKey) {
    return { ip: told, userAgent, asked, requestId };
  }
  const endUser = request.headers[endUserHeader];
  const endUserIp = (typeof endUser === 'string' ? plainAddress(endUser) : null) ?? undefined;
  return { ip: addressOf(app, request), userAgent, asked, requestId, endUserIp, origin };
}

/** The address that trusted proxies report, else that of the connection. */
function addressOf(app: App, request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? '';
  const { trustProxy } = app.config;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim());
  const ip = trustProxy > 0 ? (forwarded.at(-trustProxy) ?? direct) : direct;
  return ip.replace(/^::ffff:/, '').slice(0, 45) || direct;
}
