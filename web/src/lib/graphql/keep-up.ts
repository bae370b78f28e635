import type { Api } from './api.ts';

/**
 * Looks whenever the connection opens and so often while the page is seen, until the returned function is called: for what no stream tells
 * of.
 */
export function keepUp(api: Pick<Api, 'onOpen'>, everyMs: number, look: () => void): () => void {
  const stop = api.onOpen(look);
  const timer = setInterval(() => {
    if (!document.hidden) look();
  }, everyMs);
  return () => {
    clearInterval(timer);
    stop();
  };
}
