import type { BrowserStorage } from '#lib/chat/text-storage.ts';

/** What makes this browser the same customer again and lets it into the last chat, if there was one. */
export interface Session {
  token: string;
  chatId?: string;
  /** A mark of the member it is; absent for others. */
  member?: string;
}

export const sessionName = 'session';
const cookieLastsSeconds = 30 * 86_400;

/** What tells other tabs that everything was forgotten; that it is there says nothing of anybody. */
export const leftAs = 'left';

/**
 * The session as a partitioned cookie: browsers that give a frame of another site no storage grant it this, apart for each site around
 * it. It holds nothing else, and comes to the server with the dialog's own files only, which nobody reads it from.
 */
const cookie = {
  name: (service: string) => `damso.${service}`,
  get(service: string): string | undefined {
    try {
      const start = `${cookie.name(service)}=`;
      const found = document.cookie.split('; ').find((each) => each.startsWith(start));
      return found && decodeURIComponent(found.slice(start.length));
    } catch {
      return undefined;
    }
  },
  set(service: string, text: string, seconds = cookieLastsSeconds): void {
    try {
      const value = `${cookie.name(service)}=${encodeURIComponent(text)}`;
      document.cookie = `${value};path=/widget;max-age=${seconds};secure;samesite=none;partitioned`;
    } catch {
      // Cookies are blocked too.
    }
  },
};

export function storedSession(storage: BrowserStorage, service: string): Session | undefined {
  try {
    const text = storage.get(sessionName) ?? cookie.get(service) ?? '{}';
    const { token, ...more } = JSON.parse(text) as Partial<Session>;
    return typeof token === 'string' ? { token, ...more } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether the session outlives the page: not every browser keeps something for a frame of another site. */
export function storeSession(storage: BrowserStorage, service: string, session: Session | undefined): boolean {
  if (cookie.get(service)) cookie.set(service, '', 0);
  if (!session) {
    storage.remove(sessionName);
    return true;
  }
  const text = JSON.stringify(session);
  storage.set(sessionName, text);
  if (!storage.fleeting.includes(sessionName)) return true;
  cookie.set(service, text);
  if (cookie.get(service) !== text) return false;
  // Told by the cookie alone: another tab of the customer changes it too.
  storage.remove(sessionName);
  return true;
}
