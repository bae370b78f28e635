/** What the storage says, or nothing where the browser blocks it. */
function attempt<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}

/** A token of a link once it has left the address bar: for a reload of this tab, until it is used. */
const kept = (name: string) => ({
  get: () => attempt((storage) => storage.getItem(name)) ?? '',
  set: (token: string) => attempt((storage) => storage.setItem(name, token)),
  remove: () => attempt((storage) => storage.removeItem(name)),
});

export const keptToken = kept('damso.invitation');
export const keptSetupToken = kept('damso.set-up');
export const keptResetToken = kept('damso.reset-password');
