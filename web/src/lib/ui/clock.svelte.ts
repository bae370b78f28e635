import { createSubscriber } from 'svelte/reactivity';

const tickMs = 10_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, tickMs);
  return () => clearInterval(timer);
});

/** The present time, told anew every ten seconds to whatever shows it. */
export function currentTime(): Date {
  subscribe();
  return new Date();
}
