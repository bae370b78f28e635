import { createHash } from 'node:crypto';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { RateLimited } from './errors.ts';
import type { RedisConnection } from './realtime/redis.ts';

/** How often something may be done: counted over all processes where a Redis connects them, else and while it is away in this one. */
export class Limits {
  /** Messages per sender: in this process, because a send waits for nothing but the database. */
  readonly sends: RateLimiterAbstract;
  /** Chats begun per address. */
  readonly starts: RateLimiterAbstract;
  /** Inquiries left per address. */
  readonly inquiries: RateLimiterAbstract;
  /** Inquiries left per service and e-mail address, from wherever. */
  readonly inquiriesPerEmail: RateLimiterAbstract;
  /** Files sent per person, or per address of nobody. */
  readonly uploads: RateLimiterAbstract;
  /** Sign-ins tried per address, right or wrong: each costs a password hash. */
  readonly signIns: RateLimiterAbstract;
  /** Failed sign-ins per e-mail and address: ten in a quarter of an hour. */
  readonly failedSignIns: RateLimiterAbstract;

  constructor(config: Config, redis: RedisConnection | null) {
    const shared = (name: string, points: number, duration: number) => {
      const ofThisProcess = new RateLimiterMemory({ points, duration });
      if (!redis) return ofThisProcess;
      return new SharedLimiter({
        storeClient: redis.client,
        keyPrefix: `${redis.prefix}limit:${name}`,
        points,
        duration,
        insuranceLimiter: ofThisProcess,
        rejectIfRedisNotReady: true,
      });
    };
    this.sends = new RateLimiterMemory({ points: config.sendsPerMinute, duration: 60 });
    this.starts = shared('starts', config.startsPerMinute, 60);
    this.inquiries = shared('inquiries', config.inquiriesPerMinute, 60);
    this.inquiriesPerEmail = shared('inquiriesPerEmail', config.inquiriesPerEmailPerHour, 3600);
    this.uploads = shared('uploads', config.uploadsPerMinute, 60);
    this.signIns = shared('signIns', config.signInsPerMinute, 60);
    this.failedSignIns = shared('failedSignIns', 10, 900);
  }
}

/** Keys are addresses and e-mail addresses, of which Redis gets no more than a hash. */
class SharedLimiter extends RateLimiterRedis {
  override getKey(key: string | number): string {
    return super.getKey(createHash('sha256').update(`${this.keyPrefix} ${key}`).digest('base64url'));
  }
}

/** Takes one point of `key`, or throws RateLimited. */
export async function spend(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw new RateLimited(secondsOf(refused as RateLimiterRes));
  }
}

function secondsOf(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
