import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create as createDisposition } from 'content-disposition';
import { refusalTo } from '../access/refusal.ts';
import type { App } from '../app.ts';
import { Context } from '../context.ts';
import { NotPermitted, RateLimited, secondFactorNeeded } from '../errors.ts';
import { StoreAway } from '../files/store-away.ts';
import { UploadRefused, type UploadProblem } from '../files/upload.errors.ts';
import { PictureKind } from '../picture/picture.entity.ts';
import { pictureLimit, shownPicture, tooLargePicture, uploadPicture } from '../picture/picture.service.ts';
import { MediaType } from '../media-types.ts';
import { download, type Download } from '../attachment/attachment.service.ts';
import { fileLimit, tooLarge, upload, type UploadedFile } from '../attachment/upload.service.ts';
import { FileUnavailable, OriginalUnavailable } from '../masking/masking.errors.ts';
import { revealedContent } from '../masking/regions.service.ts';
import { describeError } from '../log.ts';
import { InquiryDisabled } from '../service/service.errors.ts';
import { foreignSite } from '../service/site.service.ts';
import { refuse, send, type Refusal } from './answer.ts';
import { callerOf, identify, refusalOf, type Identified } from './caller.ts';

const statusOf: Record<UploadProblem, number> = {
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  EMPTY: 400,
  INVALID_NAME: 400,
  INCOMPLETE: 400,
  UNREADABLE: 400,
  TOO_MANY_PIXELS: 413,
  BUSY: 503,
  SERVICE_MISSING: 400,
  UNKNOWN_SERVICE: 404,
  NOT_STORED: 503,
};

/** `POST /files` and `GET /files/<id>`; `Attachment` in the schema says what they take and answer. */
export async function answerFiles(
  app: App,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  origin: string | undefined,
): Promise<void> {
  const isUpload = path === '/files';
  const ctx = await admitted(app, { isUpload, origin }, request, response);
  if (!ctx) return;
  await (isUpload ? take(ctx, response, () => received(ctx, request)) : give(ctx, path, request, response));
}

/** What is sent to be shown, by the end of its address. */
const kinds: Readonly<Record<string, PictureKind>> = {
  '/pictures/logo': PictureKind.LOGO,
  '/pictures/person': PictureKind.PERSON,
};

/** `POST /pictures/logo`, `POST /pictures/person` and `GET /pictures/<name>`; `Picture` in the schema says what they take and answer. */
export async function answerPictures(
  app: App,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  origin: string | undefined,
): Promise<void> {
  const kind = kinds[path];
  const isUpload = kind !== undefined;
  const ctx = await admitted(app, { isUpload, isPublic: !isUpload, origin }, request, response);
  if (!ctx) return;
  await (kind === undefined
    ? show(ctx, path, request, response)
    : take(ctx, response, async () => {
        const announced = lengthOf(request);
        if (announced > pictureLimit) throw tooLargePicture();
        return { token: await uploadPicture(ctx, { kind, content: whole(request), announced }) };
      }));
}

/** The context of whoever asks in the right way; everybody else was answered. */
async function admitted(
  app: App,
  { isUpload, isPublic = false, origin }: { isUpload: boolean; isPublic?: boolean; origin: string | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Context | null> {
  const allowed = isUpload ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(request.method ?? '')) {
    response.setHeader('allow', allowed.join(', '));
    refuse(response, 405, 'METHOD_NOT_ALLOWED', `Here is ${allowed.join(' and ')} only.`);
    return null;
  }
  const caller = callerOf(app, request, origin);
  const identified = await identify(app, request, caller);
  const refusal = refusalOf(app, request, identified, origin) ?? strangeSite(app, identified, origin, request);
  if (refusal) {
    refuse(response, ...refusal);
    return null;
  }
  const ctx = new Context(app, identified.viewer, caller);
  if (!isUpload) ctx.onlyReads();
  // A logo is for everybody, and so for whoever is nobody yet.
  if (ctx.signedIn && !ctx.person && !isPublic) {
    refuse(response, 403, 'SECOND_FACTOR_NEEDED', secondFactorNeeded().message);
    return null;
  }
  return ctx;
}

/** Where nobody is known by a credential, the service is the one that a file is said to be for. */
function strangeSite(
  app: App,
  { viewer }: Identified,
  origin: string | undefined,
  { headers }: IncomingMessage,
): Refusal | null {
  const slug = headers['x-service'];
  if (viewer || origin === undefined || typeof slug !== 'string') return null;
  return app.sites.admitBySlug(slug, origin) ? null : [403, 'FOREIGN_SITE', foreignSite];
}

async function take(ctx: Context, response: ServerResponse, receive: () => Promise<object>): Promise<void> {
  let uploaded: object;
  try {
    uploaded = await receive();
  } catch (error) {
    if (error instanceof RateLimited) {
      response.setHeader('retry-after', error.retryAfter);
      refuse(response, 429, 'RATE_LIMITED', error.message);
    } else if (error instanceof NotPermitted) {
      const { code, message, ...others } = refusalTo(ctx, error);
      refuse(response, code === 'UNAUTHENTICATED' ? 401 : 403, code, message, others);
    } else if (error instanceof InquiryDisabled) refuse(response, 403, 'INQUIRY_DISABLED', error.message);
    else if (error instanceof UploadRefused) {
      if (error.retryAfter !== null) response.setHeader('retry-after', error.retryAfter);
      refuse(response, statusOf[error.code], error.code, error.message);
    } else if (error instanceof LengthRequired) refuse(response, 411, 'LENGTH_REQUIRED', error.message);
    else throw error;
    return;
  }
  response.setHeader('cache-control', 'no-store');
  send(response, 201, 'application/json', JSON.stringify(uploaded));
}

class LengthRequired extends Error {}

function received(ctx: Context, request: IncomingMessage): Promise<UploadedFile> {
  const { 'x-file-name': name, 'x-service': service } = request.headers;
  const announced = lengthOf(request);
  if (announced > fileLimit) throw tooLarge();
  return upload(ctx, {
    name: decoded(name),
    content: whole(request),
    announced,
    service: typeof service === 'string' ? service : undefined,
  });
}

/** In bytes; a body has no more than it states. */
function lengthOf({ headers }: IncomingMessage): number {
  const length = headers['content-length'];
  if (length === undefined) throw new LengthRequired('The request must state its content-length.');
  return Number(length);
}

function decoded(name: string | string[] | undefined): string {
  try {
    // A header’s own characters are bytes of Latin-1; whoever percent-encodes sends only those of ASCII.
    return decodeURIComponent(String(name ?? ''));
  } catch {
    throw new UploadRefused('INVALID_NAME', 'x-file-name must be percent-encoded UTF-8.');
  }
}

/** The body; a sender who goes away in the middle is no failure of ours. */
async function* whole(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of request) yield part as Buffer;
  } catch {
    throw new UploadRefused('INCOMPLETE', 'The file did not come whole.');
  }
}

async function give(ctx: Context, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!ctx.viewer) {
    refuse(response, 401, 'UNAUTHENTICATED', 'A file is for those whose it is: sign in, or show your token.');
    return;
  }
  let found: Download | null;
  try {
    found = await findDownload(ctx, path.slice('/files/'.length));
  } catch (error) {
    if (error instanceof FileUnavailable || error instanceof OriginalUnavailable) {
      refuse(response, 503, 'UNAVAILABLE', error.message);
    } else refuseAway(ctx, response, error);
    return;
  }
  if (!found) {
    refuse(response, 404, 'NOT_FOUND', 'There is no such file for you.');
    return;
  }
  const { name, mediaType, size, content, isMasked } = found;
  if (isMasked) {
    refuse(response, 404, 'FILE_MASKED', 'The file is masked.');
    return;
  }
  if (!content) {
    refuse(response, 404, 'FILE_MISSING', 'The file is not in the store any more.');
    return;
  }
  response.writeHead(200, {
    'content-type': mediaType === MediaType.TEXT ? `${mediaType}; charset=utf-8` : mediaType,
    'content-length': size,
    // Whatever a browser makes of it, it runs nothing and loads nothing.
    'content-disposition': dispositionOf(name),
    'content-security-policy': `default-src 'none'; sandbox`,
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
  if (request.method === 'HEAD') {
    content.destroy();
    response.end();
    return;
  }
  // Nobody can be told of a failure in the middle but by the connection’s end, which the pipeline brings about.
  await pipeline(content, response).catch(() => undefined);
}

const revealedAddress = /^([^/]+)\/revealed$/;

/** A file, or what somebody was let see of one for a minute. */
async function findDownload(ctx: Context, address: string): Promise<Download | null> {
  const [, regionId] = revealedAddress.exec(address) ?? [];
  if (regionId === undefined) return download(ctx, address);
  const revealed = await revealedContent(ctx, regionId);
  if (!revealed) return null;
  const { name, mediaType, content } = revealed;
  return { name, mediaType, size: content.length, content: Readable.from([content]), isMasked: false };
}

async function show(ctx: Context, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let shown: Awaited<ReturnType<typeof shownPicture>>;
  try {
    shown = await shownPicture(ctx, path.slice('/pictures/'.length));
  } catch (error) {
    response.setHeader('cache-control', 'no-store');
    refuseAway(ctx, response, error);
    return;
  }
  if (!shown) {
    response.setHeader('cache-control', 'no-store');
    refuse(response, 404, 'NOT_FOUND', 'There is no such picture for you.');
    return;
  }
  response.writeHead(200, {
    'content-type': 'image/webp',
    'content-length': shown.content.length,
    'content-security-policy': `default-src 'none'; sandbox`,
    'cross-origin-resource-policy': shown.isPublic ? 'cross-origin' : 'same-origin',
    // What is under a name is never another; whose picture it is not for asks the server.
    'cache-control': `${shown.isPublic ? 'public' : 'private'}, max-age=31536000, immutable`,
    ...(!shown.isPublic && { vary: 'Cookie, Authorization, Origin' }),
  });
  response.end(request.method === 'HEAD' ? undefined : shown.content);
}

/** While the store does not answer, whoever wants something of it is told to come again, and the log has why. */
function refuseAway({ app }: Context, response: ServerResponse, error: unknown): void {
  if (!(error instanceof StoreAway)) throw error;
  app.log.error(describeError(error.cause), 'a file could not be read');
  refuse(response, 503, 'UNAVAILABLE', 'The file cannot be read at this moment. Try again later.');
}

/** Saved under its own name; for who does not know the exact spelling of RFC 6266, what is not plain ASCII is an underscore. */
function dispositionOf(name: string): string {
  return createDisposition(name, { fallback: name.replace(/[^\x20-\x7e]|["\\%]/g, '_') });
}
