import { createContext } from 'svelte';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import { m } from '#lib/paraglide/messages.js';
import { inOneTab } from './in-one-tab.ts';
import { playAnswerTone, playRequestTone } from './tones.ts';

/** Of new requests, and of what customers write in chats that run: each is heard and shown as the agent wishes. */
export type AlertKind = 'sound' | 'notification' | 'answer-sound' | 'answer-notification';

/** Something to tell of once. */
export interface News {
  readonly id: string;
  readonly chatId: string;
}

/** Why a notification cannot be switched on: the browser has none here, or the person refused them. */
export type AlertRefusal = 'unsupported' | 'denied';

export interface AlertsOptions {
  /** Keeps the choices, and what was told, for all tabs of this browser. */
  storage: TextStorage;
  /** Tells whose requests these are: another agent at this browser has other tabs. */
  agentId: string;
  /** The chats that wait to be opened; undefined while that is not known. */
  requests: () => readonly News[] | undefined;
  /** The last words of customers that nobody read yet; undefined while that is not known. */
  answers: () => readonly News[] | undefined;
  /** The agent followed a notification, which may be about one chat. */
  onfollow: (chatId?: string) => void;
}

/** Requests that come together are told together; and by then the list is whole again after a reload. */
const settleMs = 400;
/** Where tabs cannot agree, one of them is first. */
const spreadMs = 1_000;

/** Long enough for whoever has the chat open, in another tab or on another machine, to have read it. */
const answerSettleMs = 1_500;
/** Customers who write without a pause are told of so often. */
const answersEveryMs = 3_000;
/** So many answers are remembered as told: more than there can be unread chats on a desk. */
const mostAnswersTold = 200;

const kinds: readonly AlertKind[] = ['sound', 'notification', 'answer-sound', 'answer-notification'];
const isOfAnswers = (kind: AlertKind) => kind.startsWith('answer-');
const isSound = (kind: AlertKind) => kind.endsWith('sound');

/**
 * Tells the agent of new requests and of customers' answers by sounds and by notifications of the desktop, where the agent has
 * switched these on in this browser: of each once, in one tab, and never with a name or a word of the conversation.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  #on = $state.raw<ReadonlySet<AlertKind>>(new Set());
  #refusal = $state<AlertRefusal | null>(null);
  /** What this tab shows of answers, by chat: it goes when they are read, here or elsewhere. */
  readonly #shown = new Map<string, Notification>();

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
    if (!isSound(kind)) {
      this.#refusal = on ? await askPermission() : null;
      if (this.#refusal) return;
    }
    if (on) {
      // What waits already is not announced.
      this.#remember(kind, this.#news(kind) ?? []);
      storage.set(switchName(kind), 'on');
      if (isSound(kind)) play(kind);
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
    for (const kind of kinds) {
      $effect(() => {
        if (this.isOn(kind)) return isSound(kind) ? whenTouched(() => this.#watch(kind)) : this.#watch(kind);
      });
    }
    return () => removeEventListener('storage', noticeOtherTab);
  }

  #watch(kind: AlertKind): () => void {
    return inOneTab(`damso.${this.#options.agentId}.${kind}`, () => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let toldAt = 0;
      return $effect.root(() => {
        $effect(() => {
          const news = this.#news(kind);
          if (!news) return;
          if (kind === 'answer-notification') this.#closeRead(news);
          const spread = 'locks' in navigator ? 0 : Math.random() * spreadMs;
          if (isOfAnswers(kind)) {
            // On a busy desk there is always another answer: waiting for a pause would be waiting for ever.
            timer ??= setTimeout(
              () => {
                timer = undefined;
                toldAt = Date.now();
                this.#tell(kind, this.#news(kind) ?? []);
              },
              Math.max(answerSettleMs + spread, toldAt + answersEveryMs - Date.now()),
            );
            return;
          }
          const pause = setTimeout(() => this.#tell(kind, news), settleMs + spread);
          return () => clearTimeout(pause);
        });
        $effect(() => () => clearTimeout(timer));
      });
    });
  }

  #news(kind: AlertKind): readonly News[] | undefined {
    return isOfAnswers(kind) ? this.#options.answers() : this.#options.requests();
  }

  #tell(kind: AlertKind, news: readonly News[]): void {
    const told = new Set(this.#told(kind));
    const untold = news.filter(({ id }) => !told.has(id));
    this.#remember(kind, news);
    if (untold.length === 0) return;
    if (isSound(kind)) play(kind);
    else if (kind === 'notification') this.#notify(kind, m.alert_requests({ count: untold.length }));
    else for (const { chatId } of untold) this.#notify(kind, m.alert_answer(), chatId);
  }

  /** A request that was opened, and comes back, is a new one; a message never comes back. */
  #remember(kind: AlertKind, news: readonly News[]): void {
    const ids = news.map(({ id }) => id);
    const told = isOfAnswers(kind) ? [...new Set([...this.#told(kind), ...ids])].slice(-mostAnswersTold) : ids;
    this.#options.storage.set(this.#toldName(kind), told.join(' '));
  }

  #told(kind: AlertKind): string[] {
    return this.#options.storage.get(this.#toldName(kind))?.split(' ') ?? [];
  }

  /** About one chat, or about several; one about the same chat takes the place of the last. */
  #notify(kind: AlertKind, title: string, chatId?: string): void {
    try {
      const about = chatId === undefined ? {} : { tag: `damso.${chatId}`, renotify: true };
      const notification = new Notification(title, { icon: '/favicon.svg', ...about });
      if (chatId !== undefined) this.#shown.set(chatId, notification);
      notification.onclick = () => {
        notification.close();
        focus();
        this.#options.onfollow(chatId);
      };
    } catch {
      // Phones have notifications only through a service worker.
      void this.set(kind, false).then(() => (this.#refusal = 'unsupported'));
    }
  }

  #closeRead(unread: readonly News[]): void {
    for (const [chatId, notification] of this.#shown) {
      if (unread.some((news) => news.chatId === chatId)) continue;
      notification.close();
      this.#shown.delete(chatId);
    }
  }

  #chosen(): ReadonlySet<AlertKind> {
    const isChosen = (kind: AlertKind) => this.#options.storage.get(switchName(kind)) === 'on';
    return new Set(kinds.filter((kind) => isChosen(kind) && (isSound(kind) || isPermitted())));
  }

  #toldName(kind: AlertKind): string {
    return `told-${kind}.${this.#options.agentId}`;
  }
}

const play = (kind: AlertKind) => (isOfAnswers(kind) ? playAnswerTone() : playRequestTone());

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
