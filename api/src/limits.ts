import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { RateLimited } from './errors.ts';
import { networkOf } from './network-of.ts';

/** How often something may be done, counted in this process. */
export class Limits {
  /** Messages per sender. */
  readonly sends: RateLimiterMemory;
  /** Reads told of per reader: far more than anybody reads, in however many chats. */
  readonly reads: RateLimiterMemory;
  /** Chats opened or ended per person. */
  readonly transitions: RateLimiterMemory;
  /** How often a person says that they type, or do not any more. */
  readonly typing: RateLimiterMemory;
  /** Chats begun per address. */
  readonly starts: RateLimiterMemory;
  /** Inquiries left per address. */
  readonly inquiries: RateLimiterMemory;
  /** Inquiries left per service and e-mail address, from wherever. */
  readonly inquiriesPerEmail: RateLimiterMemory;
  /** Files sent per person, or per address of nobody. */
  readonly uploads: RateLimiterMemory;
  /** Kilobytes of files per agent, or per service and network of everybody else, in an hour. */
  readonly uploadedKb: RateLimiterMemory;
  /** The same per service, of all who are no agents. */
  readonly uploadedKbOfService: RateLimiterMemory;
  /** Sign-ins tried per address, right or wrong: each costs a password hash. */
  readonly signIns: RateLimiterMemory;
  /** Failed sign-ins per e-mail and address: ten in a quarter of an hour. */
  readonly failedSignIns = new RateLimiterMemory({ points: 10, duration: 900 });

  constructor(config: Config) {
    this.sends = new RateLimiterMemory({ points: config.sendsPerMinute, duration: 60 });
    this.reads = new RateLimiterMemory({ points: config.readsPerMinute, duration: 60 });
    this.transitions = new RateLimiterMemory({ points: config.transitionsPerMinute, duration: 60 });
    this.typing = new RateLimiterMemory({ points: config.typingPerMinute, duration: 60 });
    this.starts = new RateLimiterMemory({ points: config.startsPerMinute, duration: 60 });
    this.inquiries = new RateLimiterMemory({ points: config.inquiriesPerMinute, duration: 60 });
    this.inquiriesPerEmail = new RateLimiterMemory({ points: config.inquiriesPerEmailPerHour, duration: 3600 });
    this.uploads = new RateLimiterMemory({ points: config.uploadsPerMinute, duration: 60 });
    this.uploadedKb = new RateLimiterMemory({ points: config.uploadMbPerHour * 1024, duration: 3600 });
    this.uploadedKbOfService = new RateLimiterMemory({
      points: config.uploadMbPerServicePerHour * 1024,
      duration: 3600,
    });
    this.signIns = new RateLimiterMemory({ points: config.signInsPerMinute, duration: 60 });
  }
}

/** Takes one point of `key`, or so many, or throws RateLimited, which says `what` was too much. */
export async function spend(limiter: RateLimiterMemory, key: string, points = 1, what?: string): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refused) {
    throw new RateLimited(secondsOf(refused as RateLimiterRes), what);
  }
}

/** Takes what a file of so many bytes uses up of the hour: of an agent's own, or of what others may send to a service. */
export async function spendUpload(
  limits: Limits,
  { serviceId, agentId, ip }: { serviceId: string; agentId: string | null; ip: string },
  bytes: number,
): Promise<void> {
  const kb = Math.ceil(bytes / 1024);
  const what = 'More was sent within an hour than is taken.';
  await spend(limits.uploadedKb, agentId ?? `${serviceId} ${networkOf(ip)}`, kb, what);
  if (agentId === null) await spend(limits.uploadedKbOfService, serviceId, kb, what);
}

function secondsOf(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
