import { createSubscriber } from 'svelte/reactivity';
import { serverNow } from '#lib/graphql/server-time.ts';

const every = (ms: number) =>
  createSubscriber((update) => {
    const timer = setInterval(update, ms);
    return () => clearInterval(timer);
  });

const everyTenSeconds = every(10_000);
const everySecond = every(1_000);

/** The present time, told anew every ten seconds to whatever shows it. */
export function currentTime(): Date {
  everyTenSeconds();
  return serverNow();
}

/** The present time, told anew every second: for what a person counts the seconds of. */
export function currentSecond(): Date {
  everySecond();
  return serverNow();
}
