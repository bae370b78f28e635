import { describeError, type Log } from '../log.ts';

/** Whatever hangs must not keep a process that was told to end: those who start processes kill them after 30 s, or after 10. */
const stopWithinMs = 19_000;
/** A Ctrl-C reaches a process twice when npm started it: from the terminal, and handed on by npm. */
const sameSignalMs = 1_000;

/** Ends the process in order at the first SIGINT or SIGTERM, and at once at a second one. Returns what ends it for another reason. */
export function stopOnSignals(log: Log, stop: () => Promise<void>): (code: number) => void {
  let toldAt: number | undefined;
  const end = async (code: number) => {
    try {
      await stop();
      process.exit(code);
    } catch (error) {
      log.error(describeError(error), 'the process did not end in order');
      process.exit(1);
    }
  };
  const told = (code: number) => {
    if (toldAt === undefined) {
      toldAt = performance.now();
      setTimeout(() => process.exit(1), stopWithinMs).unref();
      void end(code);
    } else if (performance.now() - toldAt > sameSignalMs) process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      told(0);
    });
  }
  return told;
}
