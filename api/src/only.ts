/** Some fields of an object. */
export function only<T extends object, F extends keyof T>(fields: readonly F[], from: T): Pick<T, F> {
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<T, F>;
}
