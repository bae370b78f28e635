import { png } from './file-samples.ts';
import { type Actor, type Answer, headersOf } from './kit.ts';

export interface SentFile {
  body?: Buffer | string;
  name?: string;
  headers?: Record<string, string>;
}

/** POSTs a file; the answer with its status, its code and words where it was refused. */
export async function sendFile(
  by: Actor,
  { body = png, name = 'a.png', headers = {} }: SentFile = {},
): Promise<Answer> {
  return sent(by, '/files', body, { 'x-file-name': encodeURIComponent(name), ...headers });
}

/** POSTs a logo or the picture of a person, in the same way. */
export const sendPicture = (
  by: Actor,
  kind: 'logo' | 'person',
  body: Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> => sent(by, `/pictures/${kind}`, body, headers);

async function sent(by: Actor, path: string, body: Buffer | string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${by.kit.url}${path}`, {
    method: 'POST',
    headers: { ...headersOf(by.credentials), ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const answer = await response.json();
  const [error] = answer.errors ?? [];
  return { status: response.status, code: error?.extensions.code, message: error?.message, ...answer };
}

/** GETs what is on a path, as somebody. */
export const fetchedBy = (by: Actor, path: string, { method = 'GET', headers = {} } = {}) =>
  fetch(`${by.kit.url}${path}`, { method, headers: { ...headersOf(by.credentials), ...headers } });
