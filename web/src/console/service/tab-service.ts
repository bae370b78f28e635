const key = 'damso.service';

/**
 * The service in which this tab stands, by its id. A tab keeps it over a reload, a new one begins with the one that was entered last in
 * this browser, and without any the server means that of the sign-in.
 */
export const tabService = {
  get(): string | null {
    try {
      return sessionStorage.getItem(key) ?? localStorage.getItem(key);
    } catch {
      // Storage is blocked: whoever has places in several services stands in that of the sign-in.
      return null;
    }
  },

  set(id: string): void {
    try {
      sessionStorage.setItem(key, id);
      localStorage.setItem(key, id);
    } catch {
      // As above.
    }
  },

  /** Nobody is anybody there any more. */
  forget(): void {
    try {
      sessionStorage.removeItem(key);
      localStorage.removeItem(key);
    } catch {
      // As above.
    }
  },
};

const movedKey = 'damso.moved';

/** The service that a person has no place in any more, whose tab stands in another one of theirs since; told once. */
export const leftService = {
  take(): string | null {
    try {
      const name = sessionStorage.getItem(movedKey);
      sessionStorage.removeItem(movedKey);
      return name;
    } catch {
      return null;
    }
  },

  set(name: string): void {
    try {
      sessionStorage.setItem(movedKey, name);
    } catch {
      // Storage is blocked: they see by its name in which service they are.
    }
  },
};

/** The header by which a request says in which service it is made. */
export function serviceHeader(): Record<string, string> {
  const id = tabService.get();
  return id === null ? {} : { 'damso-service': id };
}

/** A link to something that is given out to agents of this service. */
export function inTabService(path: string): string {
  const id = tabService.get();
  return id === null ? path : `${path}?${new URLSearchParams({ service: id }).toString()}`;
}
