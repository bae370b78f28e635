/**
 * Does something in one tab of this browser only, and in another when that one closes. Where the browser has no locks (a plain http
 * address) every tab does it. The returned function ends it here.
 */
export function inOneTab(name: string, work: () => () => void): () => void {
  // The types know only secure addresses.
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return work();
  const giveUp = new AbortController();
  let end = () => {};
  const turn = async () => {
    if (giveUp.signal.aborted) return;
    const stop = work();
    await new Promise<void>((resolve) => (end = resolve));
    stop();
  };
  // Whoever gave up before the turn came is told by a rejection.
  locks.request(name, { signal: giveUp.signal }, turn).catch(() => {});
  return () => {
    giveUp.abort();
    end();
  };
}
