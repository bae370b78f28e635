import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { create as createDisposition } from 'content-disposition';
import type { App } from '../app.ts';
import { Context } from '../context.ts';
import { NotPermitted, RateLimited, secondFactorNeeded } from '../errors.ts';
import { MediaType } from '../ticket/attachment.entity.ts';
import { UploadRefused, type UploadProblem } from '../ticket/attachment.errors.ts';
import { download, fileLimit, tooLarge, upload, type UploadedFile } from '../ticket/attachment.service.ts';
import { InquiryDisabled } from '../ticket/ticket.errors.ts';
import { refuse, send } from './answer.ts';
import { callerOf, identify, refusalOf } from './caller.ts';

const statusOf: Record<UploadProblem, number> = {
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  EMPTY: 400,
  INVALID_NAME: 400,
  INCOMPLETE: 400,
};

/** `POST /files` and `GET /files/<id>`; `Attachment` in the schema says what they take and answer. */
export async function answerFiles(
  app: App,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isUpload = path === '/files';
  const allowed = isUpload ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(request.method ?? '')) {
    response.setHeader('allow', allowed.join(', '));
    refuse(response, 405, 'METHOD_NOT_ALLOWED', `Here is ${allowed.join(' and ')} only.`);
    return;
  }
  const caller = callerOf(app, request);
  const identified = await identify(app, request, caller);
  const refusal = refusalOf(app, request, identified);
  if (refusal) {
    refuse(response, ...refusal);
    return;
  }
  const ctx = new Context(app, identified.viewer, caller);
  if (ctx.signedIn && !ctx.person) {
    refuse(response, 403, 'SECOND_FACTOR_NEEDED', secondFactorNeeded().message);
    return;
  }
  await (isUpload ? take(ctx, request, response) : give(ctx, path, request, response));
}

async function take(ctx: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let uploaded: UploadedFile;
  try {
    uploaded = await received(ctx, request);
  } catch (error) {
    if (error instanceof RateLimited) {
      response.setHeader('retry-after', error.retryAfter);
      refuse(response, 429, 'RATE_LIMITED', error.message);
    } else if (error instanceof NotPermitted) refuse(response, 403, 'FORBIDDEN', error.message);
    else if (error instanceof InquiryDisabled) refuse(response, 403, 'INQUIRY_DISABLED', error.message);
    else if (error instanceof UploadRefused) refuse(response, statusOf[error.code], error.code, error.message);
    else if (error instanceof LengthRequired) refuse(response, 411, 'LENGTH_REQUIRED', error.message);
    else throw error;
    return;
  }
  response.setHeader('cache-control', 'no-store');
  send(response, 201, 'application/json', JSON.stringify(uploaded));
}

class LengthRequired extends Error {}

function received(ctx: Context, request: IncomingMessage): Promise<UploadedFile> {
  const { 'content-length': length, 'x-file-name': name, 'x-service': service } = request.headers;
  if (length === undefined) throw new LengthRequired('The request must state its content-length.');
  if (Number(length) > fileLimit) throw tooLarge();
  return upload(ctx, {
    name: decoded(name),
    content: whole(request),
    announced: Number(length),
    service: typeof service === 'string' ? service : undefined,
  });
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
  const found = await download(ctx, path.slice('/files/'.length));
  if (!found) {
    refuse(response, 404, 'NOT_FOUND', 'There is no such file for you.');
    return;
  }
  const { attachment, content } = found;
  if (!content) {
    refuse(response, 404, 'FILE_MISSING', 'The file is not in the store any more.');
    return;
  }
  const { mediaType, size, name } = attachment;
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

/** Saved under its own name; for who does not know the exact spelling of RFC 6266, what is not plain ASCII is an underscore. */
function dispositionOf(name: string): string {
  return createDisposition(name, { fallback: name.replace(/[^\x20-\x7e]|["\\%]/g, '_') });
}
