import type { EntityManager } from '@mikro-orm/postgresql';
import { RequestCache } from '@pothos/plugin-scope-auth';
import { recordKeyUse } from './access/change-log.service.ts';
import type { KeyUse } from './access/key-admission.ts';
import type { AgentViewer, Viewer } from './access/viewer.ts';
import type { App } from './app.ts';
import type { Scope, Tx } from './write.ts';

/** Where a call came from; kept with consents and chats, never logged. */
export interface Caller {
  readonly ip: string;
  readonly userAgent: string | null;
  /** The id of the service that is asked for; null for none, which is the one that the session means by itself. */
  readonly asked?: string | null;
  /** What its answer bears as `x-request-id` and its errors bear in the log; of a socket, what it was opened with, if anything. */
  readonly requestId?: string | undefined;
  /** Of an end user, as a program says that asks for them; counts with an API key and with nothing else. */
  readonly endUserIp?: string | undefined;
  /** Of the page that asks, where a browser says that it is not of our own origin. */
  readonly origin?: string | undefined;
}

/** What a verb may use: made at the HTTP edge per request, at the WebSocket edge per operation and per event, and by tests. */
export class Context {
  readonly app: App;
  /** Whoever is signed in, also when they must set up a second factor first: for what that takes, and for signing out. */
  readonly signedIn: AgentViewer | null;
  /**
   * The same, once nothing is missing. In a service that is switched off they are a viewer to reads alone (`viewer`), and have what is
   * their own still.
   */
  readonly person: AgentViewer | null;
  /** With an API key that hands on the address of an end user: where that person is. */
  readonly caller: Caller;
  readonly #told: Caller;
  /** What a program was let in to do. */
  keyUse: KeyUse | null = null;
  /** Sets or, with null, clears the session cookie; there only where the answer can carry one. */
  readonly setSession: ((token: string | null) => void) | undefined;
  readonly #known: Viewer | null;
  #reads = false;
  #em: EntityManager | undefined;
  #remembered: Map<unknown, unknown> | undefined;

  constructor(app: App, identity: Viewer | null, caller: Caller, setSession?: (token: string | null) => void) {
    this.app = app;
    this.signedIn = identity?.kind === 'agent' ? identity : null;
    this.person = this.signedIn?.needsSecondFactor ? null : this.signedIn;
    this.#known = this.signedIn ? this.person : identity;
    const { endUserIp } = caller;
    this.caller =
      identity?.kind === 'client' && endUserIp !== undefined ? { ...caller, ip: endUserIp, userAgent: null } : caller;
    this.#told = caller;
    this.setSession = setSession;
  }

  /**
   * Whoever is asking; null for nobody, and for who must set up a second factor before they may do anything. In a service that is switched
   * off its agents are nobody to whatever is more than reading: `onlyReads`.
   */
  get viewer(): Viewer | null {
    return this.person?.isOff && !this.#reads ? null : this.#known;
  }

  /** What is asked for is a query, a stream of news or a file, and changes nothing. */
  onlyReads(): void {
    this.#reads = true;
  }

  /** Where the call itself came from. */
  get directIp(): string {
    return this.#told.ip;
  }

  /** Whoever asked has hung up; the edges know. */
  get isGone(): boolean {
    return false;
  }

  /** The one way in which verbs write (see `Door`): what waited too long, or for nobody, is not begun. */
  write<T>(scope: Scope, work: (tx: Tx) => T | Promise<T>): Promise<T> {
    const { viewer, keyUse } = this;
    if (viewer?.kind !== 'client') return this.app.write(scope, work, this);
    // What a program changes stands in the log with its name, by the same transaction.
    const logged = async (tx: Tx) => {
      const result = await work(tx);
      await recordKeyUse(tx.sql, viewer, keyUse);
      return result;
    };
    return this.app.write(scope, logged, this);
  }

  /** Same caller, nothing remembered: for the next event of a subscription. */
  fresh(): Context {
    const fresh = new Context(this.app, this.signedIn ?? this.viewer, this.#told, this.setSession);
    fresh.#reads = this.#reads;
    return fresh;
  }

  /** This request's own unit of work. */
  get em(): EntityManager {
    return (this.#em ??= this.app.orm.em.fork());
  }

  /** What `make` makes of this context, the first time that it is asked for. */
  remembered<T>(make: (ctx: Context) => T): T {
    const all = (this.#remembered ??= new Map());
    if (!all.has(make)) all.set(make, make(this));
    return all.get(make) as T;
  }

  /**
   * The operation is over. What a WeakMap leads to lives until the next full collection, so Pothos lets go of what it knows of this context;
   * another library that may still know it finds next to nothing.
   */
  forget(): void {
    RequestCache.clearForContext(this);
    this.#em = undefined;
    this.#remembered = undefined;
  }
}
