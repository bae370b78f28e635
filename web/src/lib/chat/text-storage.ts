/** Where typed text outlives the page. */
export interface TextStorage {
  get(name: string): string | undefined;
  set(name: string, text: string): void;
  remove(name: string): void;
  /** The names in use that begin so. */
  names(prefix: string): string[];
  /** Tells what other pages of this browser change, as long as this page lives. */
  watch?(heard: (name: string, text: string | undefined) => void): void;
}

export interface BrowserStorage extends TextStorage {
  /** The names of what is gone with the page, because the browser would not keep it. */
  readonly fleeting: readonly string[];
}

/** Lives as long as the page; what remains when the browser blocks storage. */
function memoryStorage(): TextStorage {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: (prefix) => [...texts.keys()].filter((name) => name.startsWith(prefix)),
  };
}

/**
 * The browser's local storage under one owner's prefix (`agent.<id>`, `customer.<service>`), so that nobody finds another's text on a
 * shared machine. Blocked or full storage never breaks typing: the text then lives as long as the page.
 */
export function browserStorage(owner: string): BrowserStorage {
  const memory = memoryStorage();
  const own = `damso.${owner}.`;
  const attempt = <T>(use: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return use(localStorage);
    } catch {
      return otherwise();
    }
  };
  return {
    get: (name) =>
      memory.get(name) ??
      attempt(
        (storage) => storage.getItem(own + name) ?? undefined,
        () => undefined,
      ),
    get fleeting() {
      return memory.names('');
    },
    set(name, text) {
      const keep = (storage: Storage) => {
        storage.setItem(own + name, text);
        memory.remove(name);
        return true;
      };
      if (attempt(keep, () => false)) return;
      // An earlier text must not come back in the place of this one; without it there may be room.
      attempt(
        (storage) => {
          storage.removeItem(own + name);
          keep(storage);
        },
        () => memory.set(name, text),
      );
    },
    remove(name) {
      memory.remove(name);
      attempt(
        (storage) => storage.removeItem(own + name),
        () => {},
      );
    },
    watch(heard) {
      if (typeof window === 'undefined') return;
      window.addEventListener('storage', ({ key, newValue }) => {
        if (key?.startsWith(own)) heard(key.slice(own.length), newValue ?? undefined);
      });
    },
    names: (prefix) => [
      ...new Set([
        ...memory.names(prefix),
        ...attempt(
          (storage) =>
            Object.keys(storage)
              .filter((name) => name.startsWith(own + prefix))
              .map((name) => name.slice(own.length)),
          (): string[] => [],
        ),
      ]),
    ],
  };
}
