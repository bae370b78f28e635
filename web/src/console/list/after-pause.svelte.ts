const settleMs = 250;

/** Does the work whenever what `read` reads has changed, once it has rested for a moment. To be called while a component begins. */
export function afterPause(read: () => unknown, work: () => void): void {
  let isFirst = true;
  $effect(() => {
    read();
    if (isFirst) {
      isFirst = false;
      return;
    }
    const timer = setTimeout(work, settleMs);
    return () => clearTimeout(timer);
  });
}
