/** Smaller differences are the way of the answer, and its clock's whole seconds. */
const toleratedMs = 60_000;

let aheadMs = 0;

/** Compares this machine's clock with the server's, which wrote the answer's `date`; many a machine's clock is a day off. */
export function learnTime<A extends Pick<Response, 'headers'>>(answer: A, now = Date.now()): A {
  const difference = now - Date.parse(answer.headers.get('date') ?? '');
  if (!Number.isNaN(difference)) aheadMs = Math.abs(difference) > toleratedMs ? difference : 0;
  return answer;
}

/** The present time by the server's clock, for what is said about times that the server gave. */
export function serverNow(): Date {
  return new Date(Date.now() - aheadMs);
}
