const name = 'damso.invitation';

/** What the storage says, or nothing where the browser blocks it. */
function attempt<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

/** The token of the link once it has left the address bar: for a reload of this tab, until it is used. */
export const keptToken = {
  get: () => attempt((storage) => storage.getItem(name)) ?? '',
  set: (token: string) => attempt((storage) => storage.setItem(name, token)),
  remove: () => attempt((storage) => storage.removeItem(name)),
};
