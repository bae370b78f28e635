import { LRUCache } from 'lru-cache';
import { networkOf } from './network-of.ts';

const minuteMs = 60_000;
/** So many networks are counted at once; past that the one that was quiet the longest begins anew. */
const mostNetworks = 10_000;

/**
 * Credentials that are none, counted per network and minute. No token of 256 bits is guessed; what is limited is how often the database
 * is asked for it. Credentials that were somebody's not long ago are let through all the same (`Viewers.isKnown`), so nobody who is at work is kept out.
 */
export class WrongTokens {
  readonly #counts = new LRUCache<string, { count: number }>({ max: mostNetworks, ttl: minuteMs });
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether so many came from there that no more is looked for. */
  areTooMany(ip: string): boolean {
    // Mostly nobody guesses, and then this is all that a request takes.
    return this.#counts.size > 0 && (this.#counts.get(networkOf(ip))?.count ?? 0) >= this.#most;
  }

  add(ip: string): void {
    const network = networkOf(ip);
    const counted = this.#counts.get(network);
    if (counted) counted.count += 1;
    else this.#counts.set(network, { count: 1 });
  }
}
