import type { SendFile } from './uploads.svelte.ts';

/** An upload that stands still for so long has no way any more, though nobody tells. */
const stalledAfterMs = 60_000;

/** Sends files with these headers, by the old interface of browsers: it alone tells how far an upload has come. */
export const sendBy =
  (own: () => Record<string, string>): SendFile =>
  (headers, body, { onprogress, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/files');
      for (const [name, value] of Object.entries({ ...headers, ...own() })) request.setRequestHeader(name, value);
      let stalled: ReturnType<typeof setTimeout> | undefined;
      const moves = (): void => {
        clearTimeout(stalled);
        stalled = setTimeout(() => request.abort(), stalledAfterMs);
      };
      request.upload.onprogress = ({ loaded, total }) => {
        moves();
        onprogress(total === 0 ? 0 : loaded / total);
      };
      request.onload = () => {
        const after = request.getResponseHeader('retry-after');
        const headers: HeadersInit = after === null ? {} : { 'retry-after': after };
        resolve(new Response(request.responseText, { status: request.status, headers }));
      };
      request.onerror = request.onabort = () => reject(new Error('There was no answer.'));
      request.onloadend = () => clearTimeout(stalled);
      signal.addEventListener('abort', () => request.abort());
      request.send(body);
      moves();
    });
