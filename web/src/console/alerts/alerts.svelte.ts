import { createContext } from 'svelte';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import { m } from '#lib/paraglide/messages.js';
import { inOneTab } from './in-one-tab.ts';
import { playRequestTone } from './request-tone.ts';

export type AlertKind = 'sound' | 'notification';

/** Why a notification cannot be switched on: the browser has none here, or the person refused them. */
export type AlertRefusal = 'unsupported' | 'denied';

export interface AlertsOptions {
  /** Keeps the choices, and what was told, for all tabs of this browser. */
  storage: TextStorage;
  /** Tells whose requests these are: another agent at this browser has other tabs. */
  agentId: string;
  /** The ids of the chats that wait to be opened; undefined while that is not known. */
  requests: () => readonly string[] | undefined;
  /** The agent followed a notification. */
  onfollow: () => void;
}

/** Requests that come together are told together; and by then the list is whole again after a reload. */
const settleMs = 400;
/** Where tabs cannot agree, one of them is first. */
const spreadMs = 1_000;

const kinds: readonly AlertKind[] = ['sound', 'notification'];

/**
 * Tells the agent of new requests by a sound and by a notification of the desktop, where the agent has switched these on in this
 * browser: each request once, in one tab, and never with a name or a word of the conversation.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  #on = $state.raw<ReadonlySet<AlertKind>>(new Set());
  #refusal = $state<AlertRefusal | null>(null);

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#on = this.#chosen();
  }

  isOn(kind: AlertKind): boolean {
    return this.#on.has(kind);
  }

  /** Why the notification could not be switched on. */
  get refusal(): AlertRefusal | null {
    return this.#refusal;
  }

  /** Asks the browser for its permission only now that the agent wishes it. */
  async set(kind: AlertKind, on: boolean): Promise<void> {
    const { storage } = this.#options;
    if (kind === 'notification') {
      this.#refusal = on ? await askPermission() : null;
      if (this.#refusal) return;
    }
    if (on) {
      // Requests that wait already are not announced.
      this.#remember(kind, this.#options.requests() ?? []);
      storage.set(switchName(kind), 'on');
      if (kind === 'sound') playRequestTone();
    } else {
      storage.remove(switchName(kind));
      storage.remove(this.#toldName(kind));
    }
    this.#on = this.#chosen();
  }

  /** Watches until the returned function is called. To be called in an effect. */
  start(): () => void {
    const noticeOtherTab = () => (this.#on = this.#chosen());
    addEventListener('storage', noticeOtherTab);
    $effect(() => {
      if (this.isOn('sound')) return whenTouched(() => this.#watch('sound'));
    });
    $effect(() => {
      if (this.isOn('notification')) return this.#watch('notification');
    });
    return () => removeEventListener('storage', noticeOtherTab);
  }

  #watch(kind: AlertKind): () => void {
    return inOneTab(`damso.${this.#options.agentId}.${kind}`, () =>
      $effect.root(() => {
        $effect(() => {
          const requests = this.#options.requests();
          if (!requests) return;
          const ms = 'locks' in navigator ? settleMs : settleMs + Math.random() * spreadMs;
          const timer = setTimeout(() => this.#tell(kind, requests), ms);
          return () => clearTimeout(timer);
        });
      }),
    );
  }

  #tell(kind: AlertKind, requests: readonly string[]): void {
    const told = new Set(this.#options.storage.get(this.#toldName(kind))?.split(' '));
    const count = requests.filter((id) => !told.has(id)).length;
    this.#remember(kind, requests);
    if (count === 0) return;
    if (kind === 'sound') playRequestTone();
    else this.#notify(count);
  }

  /** A request that was opened, and comes back, is a new one. */
  #remember(kind: AlertKind, requests: readonly string[]): void {
    this.#options.storage.set(this.#toldName(kind), requests.join(' '));
  }

  #notify(count: number): void {
    try {
      const notification = new Notification(m.alert_requests({ count }), { icon: '/favicon.svg' });
      notification.onclick = () => {
        notification.close();
        focus();
        this.#options.onfollow();
      };
    } catch {
      // Phones have notifications only through a service worker.
      void this.set('notification', false).then(() => (this.#refusal = 'unsupported'));
    }
  }

  #chosen(): ReadonlySet<AlertKind> {
    const isChosen = (kind: AlertKind) => this.#options.storage.get(switchName(kind)) === 'on';
    return new Set(kinds.filter((kind) => isChosen(kind) && (kind === 'sound' || isPermitted())));
  }

  #toldName(kind: AlertKind): string {
    return `told-${kind}.${this.#options.agentId}`;
  }
}

const switchName = (kind: AlertKind) => `alert-${kind}`;

const isPermitted = () => 'Notification' in globalThis && Notification.permission === 'granted';

async function askPermission(): Promise<AlertRefusal | null> {
  if (!('Notification' in globalThis) || !isSecureContext) return 'unsupported';
  return (await Notification.requestPermission()) === 'granted' ? null : 'denied';
}

/** A page that nobody has touched yet may not sound; another tab may. */
function whenTouched(begin: () => () => void): () => void {
  let stop = () => {};
  const touched = new AbortController();
  const start = () => {
    touched.abort();
    stop = begin();
  };
  if ((navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive) start();
  else for (const name of ['pointerdown', 'keydown']) addEventListener(name, start, { signal: touched.signal });
  return () => {
    touched.abort();
    stop();
  };
}

export const [getAlerts, setAlerts] = createContext<Alerts>();
