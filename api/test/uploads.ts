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
  const response = await fetch(`${by.kit.url}/files`, {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(name), ...headersOf(by.credentials), ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const answer = await response.json();
  const [error] = answer.errors ?? [];
  return { status: response.status, code: error?.extensions.code, message: error?.message, ...answer };
}

/** GETs what is on a path, as somebody. */
export const fetchedBy = (by: Actor, path: string, { method = 'GET', headers = {} } = {}) =>
  fetch(`${by.kit.url}${path}`, { method, headers: { ...headersOf(by.credentials), ...headers } });
