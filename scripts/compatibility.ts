import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** What is deprecated stays for so many days at least. */
const daysKept = 183;

/** The date in the reason of each deprecation. */
export const sinceOf = (reason: string) => /\bsince (\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1] ?? null;

/** Whatever is deprecated in a schema: its path (`Type.field`, `Type.field.argument`, `Enum.VALUE`) and the reason. */
export function deprecationsOf(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  const note = (path: string, reason: string | null | undefined) => {
    if (reason != null) found.set(path, reason);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) {
      for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.deprecationReason);
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field.deprecationReason);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field.deprecationReason);
      for (const arg of field.args) note(`${type.name}.${field.name}.${arg.name}`, arg.deprecationReason);
    }
  }
  return found;
}

/** The rows of a table of docs/api/changelog.md: what a row is of, and its date. */
export function rowsOf(changelog: string, heading: string): Map<string, string> {
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return new Map(
    Array.from(section.matchAll(/^\| `([\w.]+)` +\| (\d{4}-\d{2}-\d{2}) /gm), ([, path = '', date = '']) => [
      path,
      date,
    ]),
  );
}

/**
 * Why a schema may not take the place of the one that landed last: one sentence for each change that breaks clients, unless what it
 * takes away was deprecated for long enough and stands in the changelog as removed.
 */
export async function breaches(landed: string, present: string, changelog: string): Promise<string[]> {
  const former = buildSchema(landed);
  const deprecated = deprecationsOf(former);
  const removed = rowsOf(changelog, 'Removed');
  const changes = await diff(former, buildSchema(present));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .flatMap(({ path, message }) => {
      const removedAt = removed.get(path ?? '');
      if (path === undefined || removedAt === undefined) return [`${message} It breaks clients.`];
      // A type cannot be deprecated, and goes with the last of what led to it.
      if (!path.includes('.')) return [];
      const since = sinceOf(deprecated.get(path) ?? '');
      if (since === null) return [`${message} It was not deprecated.`];
      const days = (Date.parse(removedAt) - Date.parse(since)) / 86_400_000;
      return days < daysKept
        ? [`${message} It is deprecated since ${since}, which is less than ${daysKept} days.`]
        : [];
    });
}
