// Loaded into a process before its own code: its clock goes so many milliseconds ahead of the machine's.
const aheadMs = Number(process.env['CLOCK_AHEAD_MS']);
const { now } = Date;
const ahead = () => now() + aheadMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, args: unknown[]) =>
    args.length === 0 ? new target(ahead()) : (Reflect.construct(target, args) as Date),
  get: (target, name) => (name === 'now' ? ahead : Reflect.get(target, name)),
});
