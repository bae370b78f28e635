import type { EntityManager } from '@mikro-orm/postgresql';
import type { Identity, Person, Viewer } from './access/viewer.ts';
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
}

/** What a verb may use: made at the HTTP edge per request, at the WebSocket edge per operation and per event, and by tests. */
export class Context {
  readonly app: App;
  /** Whoever is asking; null for nobody, and for who must set up a second factor before they may do anything. */
  readonly viewer: Viewer | null;
  /** Whoever is signed in. In a service that is switched off they are nobody's viewer, and have what is their own still. */
  readonly person: Person | null;
  /** The same, also when they must set up a second factor before they may do anything: for what that takes, and for signing out. */
  readonly signedIn: Person | null;
  readonly caller: Caller;
  /** Sets or, with null, clears the session cookie; there only where the answer can carry one. */
  readonly setSession: ((token: string | null) => void) | undefined;
  #em: EntityManager | undefined;

  constructor(app: App, identity: Identity | null, caller: Caller, setSession?: (token: string | null) => void) {
    this.app = app;
    this.signedIn = identity?.kind === 'customer' ? null : identity;
    this.person = this.signedIn?.needsSecondFactor ? null : this.signedIn;
    const admitted = identity?.kind === 'customer' ? identity : this.person;
    this.viewer = admitted?.kind === 'away' ? null : admitted;
    this.caller = caller;
    this.setSession = setSession;
  }

  /** Whoever asked has hung up; the edges know. */
  get isGone(): boolean {
    return false;
  }

  /** The one way in which verbs write (see `Door`): what waited too long, or for nobody, is not begun. */
  write<T>(scope: Scope, work: (tx: Tx) => T | Promise<T>): Promise<T> {
    return this.app.write(scope, work, this);
  }

  /** Same caller, nothing remembered: for the next event of a subscription. */
  fresh(): Context {
    return new Context(this.app, this.viewer ?? this.signedIn, this.caller, this.setSession);
  }

  /** This request's own unit of work. */
  get em(): EntityManager {
    return (this.#em ??= this.app.orm.em.fork());
  }
}
