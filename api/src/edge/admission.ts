import type { Viewer } from '../access/viewer.ts';
import type { Viewers, WatchEnd } from '../access/viewers.ts';

/**
 * Sockets and event streams with one credential, and without any from one address. Of a customer fewer: five tabs hold one each, and
 * after a change of the network the former ones too until they miss a ping; that is ten, and room for as many again.
 */
const mostPerViewer = 100;
const mostPerCustomer = 20;
const mostPerAddress = 1_000;

/** Counts the connections that stay open, of either sort, by who opened them. */
export class Admission {
  readonly #viewers: Viewers;
  readonly #anonymous = new Map<string, number>();

  constructor(viewers: Viewers) {
    this.#viewers = viewers;
  }

  /**
   * Counts a connection in and returns what counts it out; null when there are too many already. `end` is called once its credential
   * ends, or stands for other rights.
   */
  admit(viewer: Viewer | null, ip: string, end: (why: WatchEnd) => void): (() => void) | null {
    if (!viewer) return this.#admitAddress(ip);
    const most = viewer.kind === 'customer' ? mostPerCustomer : mostPerViewer;
    return this.#viewers.countOf(viewer) >= most ? null : this.#viewers.watch(viewer, end);
  }

  #admitAddress(ip: string): (() => void) | null {
    const count = this.#anonymous.get(ip) ?? 0;
    if (count >= mostPerAddress) return null;
    this.#anonymous.set(ip, count + 1);
    return () => {
      const left = (this.#anonymous.get(ip) ?? 1) - 1;
      if (left > 0) this.#anonymous.set(ip, left);
      else this.#anonymous.delete(ip);
    };
  }
}
