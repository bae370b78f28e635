import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { Context, type Caller } from '../context.ts';
import { NotPermitted, RateLimited } from '../errors.ts';
import type { Identified } from './server.ts';
import { MediaType } from '../ticket/attachment.entity.ts';
import { UploadRefused, type UploadProblem } from '../ticket/attachment.errors.ts';
import { download, fileLimit, tooLarge, upload, type UploadedFile } from '../ticket/attachment.service.ts';
import { InquiryDisabled } from '../ticket/ticket.errors.ts';

/** What the server knows of a request and how it says no. */
export interface Edge {
  identify(request: IncomingMessage): Promise<Identified>;
  isForeign(request: IncomingMessage): boolean;
  callerOf(request: IncomingMessage): Caller;
  refuse(response: ServerResponse, status: number, code: string, message: string): void;
}

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
  edge: Edge,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isUpload = path === '/files';
  const allowed = isUpload ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(request.method ?? '')) {
    response.setHeader('allow', allowed.join(', '));
    edge.refuse(response, 405, 'METHOD_NOT_ALLOWED', `Here is ${allowed.join(' and ')} only.`);
    return;
  }
  const { viewer, invalid } = await edge.identify(request);
  if (invalid) {
    edge.refuse(response, 401, 'UNAUTHENTICATED', 'The token is not valid or has expired.');
  } else if (viewer?.kind === 'agent' && edge.isForeign(request)) {
    edge.refuse(response, 403, 'FOREIGN_ORIGIN', 'A page of another origin may not use an agent’s session.');
  } else {
    const ctx = new Context(app, viewer, edge.callerOf(request));
    await (isUpload ? take(ctx, edge, request, response) : give(ctx, edge, path, request, response));
  }
}

async function take(ctx: Context, edge: Edge, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let uploaded: UploadedFile;
  try {
    uploaded = await received(ctx, request);
  } catch (error) {
    if (error instanceof RateLimited) {
      response.setHeader('retry-after', error.retryAfter);
      edge.refuse(response, 429, 'RATE_LIMITED', error.message);
    } else if (error instanceof NotPermitted) edge.refuse(response, 403, 'FORBIDDEN', error.message);
    else if (error instanceof InquiryDisabled) edge.refuse(response, 403, 'INQUIRY_DISABLED', error.message);
    else if (error instanceof UploadRefused) edge.refuse(response, statusOf[error.code], error.code, error.message);
    else if (error instanceof LengthRequired) edge.refuse(response, 411, 'LENGTH_REQUIRED', error.message);
    else throw error;
    return;
  }
  const body = JSON.stringify(uploaded);
  response.writeHead(201, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}

class LengthRequired extends Error {}

function received(ctx: Context, request: IncomingMessage): Promise<UploadedFile> {
  const { 'content-length': length, 'x-file-name': name, 'x-service': service } = request.headers;
  if (length === undefined) throw new LengthRequired('The request must state its content-length.');
  if (Number(length) > fileLimit) throw tooLarge();
  return upload(ctx, {
    name: decoded(name),
    content: whole(request),
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

async function give(
  ctx: Context,
  edge: Edge,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!ctx.viewer) {
    edge.refuse(response, 401, 'UNAUTHENTICATED', 'A file is for those whose it is: sign in, or show your token.');
    return;
  }
  const found = await download(ctx, path.slice('/files/'.length));
  if (!found) {
    edge.refuse(response, 404, 'NOT_FOUND', 'There is no such file for you.');
    return;
  }
  const { attachment, content } = found;
  if (!content) {
    edge.refuse(response, 404, 'FILE_MISSING', 'The file is not in the store any more.');
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

/** Saved under its own name, in the two spellings of RFC 6266. */
function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
