import type { Dialog } from './dialog.svelte.ts';
import type { Session } from './session.ts';

/*
 * A chat that the browser keeps nothing of inside another site goes on in a window of our own, where it is kept. The new window asks
 * the dialog that opened it for the session; both see to it that the other is of this origin, so nobody else gets it or gives one.
 */
const question = 'damso.session';

/** Opens the window, and answers it. */
export function openOwnWindow(dialog: Dialog): void {
  const opened = open(location.href);
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== opened || origin !== location.origin || data !== question) return;
    opened?.postMessage(dialog.session, origin);
  });
}

/** In the window: asks whoever opened it. */
export function takeOver(dialog: Dialog): void {
  const opener = window.opener as Window | null;
  if (!opener || window.parent !== window) return;
  addEventListener('message', ({ source, origin, data }: MessageEvent<Session | undefined>) => {
    if (source === opener && origin === location.origin && typeof data?.token === 'string') dialog.adopt(data);
  });
  opener.postMessage(question, location.origin);
}
