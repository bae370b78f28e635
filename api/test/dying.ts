type Work = (...given: never[]) => Promise<unknown>;

/** Puts something around a method that answers a promise. */
export function wrap<Owner extends object>(
  prototype: Owner,
  name: string & keyof Owner,
  around: (work: (...given: never[]) => Promise<unknown>, given: never[]) => Promise<unknown>,
): void {
  const methods = prototype as Record<string, Work>;
  const work = methods[name]!;
  methods[name] = function (this: unknown, ...given: never[]) {
    return around(work.bind(this), given);
  };
}

const lives = Number(process.env['DIES_AFTER_STEPS']);
let steps = 0;
/** The process is killed after so many of these, as by a cut of the power. */
export function step(): void {
  if (steps === lives) process.kill(process.pid, 'SIGKILL');
  steps += 1;
}
