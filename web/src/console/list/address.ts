/** A part of an address, which is left out where it says nothing. */
export type AddressPart = [name: string, value: string | null];

/** The query part of an address, empty where no part says anything. */
export function queryOf(parts: readonly AddressPart[]): string {
  const given = parts.filter((part): part is [string, string] => part[1] !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
