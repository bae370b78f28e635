import { createHash } from 'node:crypto';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { RateLimited } from './errors.ts';
import { networkOf } from './network-of.ts';
import type { RedisConnection } from './realtime/redis.ts';
import { WrongTokens } from './wrong-tokens.ts';

/** How often something may be done: counted over all processes where a Redis connects them, else and while it is away in this one. */
export class Limits {
  /** Messages per sender: in this process, as the four that follow, because these wait for nothing but the database. */
  readonly sends: RateLimiterAbstract;
  /** Reads told of per reader: far more than anybody reads, in however many chats. */
  readonly reads: RateLimiterAbstract;
  /** Chats opened or ended per person. */
  readonly transitions: RateLimiterAbstract;
  /** How often a person says that they type, or do not any more. */
  readonly typing: RateLimiterAbstract;
  /** Questions to the company's own system about customers, per agent and in this process: more than anybody opens. */
  readonly looks: RateLimiterAbstract;
  /** What a program asks for with its API key: root fields, in this process. */
  readonly keys: RateLimiterAbstract;
  /** Points of operations per caller, in this process. */
  readonly cost: RateLimiterAbstract;
  /** Chats begun per address. */
  readonly starts: RateLimiterAbstract;
  /** Tokens of companies' servers shown per address. */
  readonly identities: RateLimiterAbstract;
  /** Inquiries left per address. */
  readonly inquiries: RateLimiterAbstract;
  /** Inquiries left and transcripts asked for per service and e-mail address, from wherever. */
  readonly inquiriesPerEmail: RateLimiterAbstract;
  /** Transcripts asked for per customer: three an hour. */
  readonly transcripts: RateLimiterAbstract;
  /** Files sent per person, or per address of nobody. */
  readonly uploads: RateLimiterAbstract;
  /** Kilobytes of files per agent, or per service and network of everybody else, in an hour. */
  readonly uploadedKb: RateLimiterAbstract;
  /** The same per service, of all who are no agents. */
  readonly uploadedKbOfService: RateLimiterAbstract;
  /** Sign-ins tried per address, right or wrong: each costs a password hash. */
  readonly signIns: RateLimiterAbstract;
  /** Failed sign-ins per e-mail and address: ten in a quarter of an hour. */
  readonly failedSignIns: RateLimiterAbstract;
  /**
   * Failed sign-ins per e-mail, from wherever: thirty in a quarter of an hour. Whoever guesses from many addresses has a million tries
   * a year, at passwords that are none of the 49,000 common ones. A stranger who uses them up keeps a person out for a quarter of an
   * hour each time, and never where that person is signed in on the same network.
   */
  readonly failedSignInsPerEmail: RateLimiterAbstract;
  /** Credentials that are none, per network. */
  readonly wrongTokens: WrongTokens;
  /** Links to choose a password anew per e-mail, from wherever: each is a mail to somebody who may not have asked for it. */
  readonly passwordResets: RateLimiterAbstract;

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
    this.reads = new RateLimiterMemory({ points: config.readsPerMinute, duration: 60 });
    this.transitions = new RateLimiterMemory({ points: config.transitionsPerMinute, duration: 60 });
    this.typing = new RateLimiterMemory({ points: config.typingPerMinute, duration: 60 });
    this.looks = new RateLimiterMemory({ points: 60, duration: 60 });
    this.keys = new RateLimiterMemory({ points: config.keyUsesPerMinute, duration: 60 });
    this.cost = new RateLimiterMemory({ points: config.costPerMinute, duration: 60 });
    this.starts = shared('starts', config.startsPerMinute, 60);
    this.identities = shared('identities', config.startsPerMinute, 60);
    this.inquiries = shared('inquiries', config.inquiriesPerMinute, 60);
    this.inquiriesPerEmail = shared('inquiriesPerEmail', config.inquiriesPerEmailPerHour, 3600);
    this.transcripts = shared('transcripts', 3, 3600);
    this.uploads = shared('uploads', config.uploadsPerMinute, 60);
    this.uploadedKb = shared('uploadedKb', config.uploadMbPerHour * 1024, 3600);
    this.uploadedKbOfService = shared('uploadedKbOfService', config.uploadMbPerServicePerHour * 1024, 3600);
    this.signIns = shared('signIns', config.signInsPerMinute, 60);
    this.failedSignIns = shared('failedSignIns', 10, 900);
    this.failedSignInsPerEmail = shared('failedSignInsPerEmail', 30, 900);
    this.wrongTokens = new WrongTokens(config.wrongTokensPerMinute);
    this.passwordResets = shared('passwordResets', 5, 3600);
  }
}

/** Keys are addresses and e-mail addresses, of which Redis gets no more than a hash. */
class SharedLimiter extends RateLimiterRedis {
  override getKey(key: string | number): string {
    return super.getKey(createHash('sha256').update(`${this.keyPrefix} ${key}`).digest('base64url'));
  }
}

/** Takes one point of `key`, or so many, or throws RateLimited, which says `what` was too much. */
export async function spend(limiter: RateLimiterAbstract, key: string, points = 1, what?: string): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (refused) {
    throw new RateLimited(secondsOf(refused as RateLimiterRes), what);
  }
}

/**
 * Takes what a file of so many bytes uses up of the hour: of an agent's own, or of what others may send to a service. Of `paid` bytes it
 * was taken before.
 */
export async function spendUpload(
  limits: Limits,
  by: { agentId: string } | { serviceId: string; ip: string },
  bytes: number,
  paid = 0,
): Promise<void> {
  const kb = Math.ceil(bytes / 1024) - Math.ceil(paid / 1024);
  if (kb <= 0 && paid > 0) return;
  const what = 'More was sent within an hour than is taken.';
  if ('agentId' in by) return spend(limits.uploadedKb, by.agentId, kb, what);
  await spend(limits.uploadedKb, `${by.serviceId} ${networkOf(by.ip)}`, kb, what);
  await spend(limits.uploadedKbOfService, by.serviceId, kb, what);
}

/** What a minute holds for a caller, once an operation was let in or refused. */
export interface Budget {
  readonly isOver: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the minute is over. */
  readonly resetsIn: number;
}

/** Takes the points, or none of them where they are more than what is left. */
export async function spendOrLeave(limiter: RateLimiterAbstract, key: string, points: number): Promise<Budget> {
  const budget = (isOver: boolean, state: RateLimiterRes): Budget => ({
    isOver,
    limit: limiter.points,
    remaining: Math.max(0, limiter.points - state.consumedPoints),
    resetsIn: secondsOf(state),
  });
  try {
    return budget(false, await limiter.consume(key, points));
  } catch {
    return budget(true, await limiter.reward(key, points));
  }
}

function secondsOf(state: RateLimiterRes): number {
  return Math.max(1, Math.ceil(state.msBeforeNext / 1000));
}
