import { badRequest } from './errors.ts';
import { isStorable } from './text.ts';

/** In UTF-16 units. */
const longestText = 100;

/** The text that a list is searched for; null without one. */
export function searched(text: string | null | undefined): string | null {
  if (text == null || text === '') return null;
  if (!isStorable(text)) throw badRequest('BAD_USER_INPUT', 'The text holds characters that cannot be stored.');
  const normal = text.normalize('NFC');
  if (normal.trim() === '') throw badRequest('BAD_USER_INPUT', 'The text holds only blanks.');
  if (normal.length > longestText) {
    throw badRequest('BAD_USER_INPUT', `The text is longer than ${longestText} characters.`);
  }
  return normal;
}

/** The pattern of LIKE for texts with this one as a part of them. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * SQL: whether so few rows of a table hold every gram of `part` that they can be collected, at most `most`. The index could tell only
 * by reading all of them, and the planner keeps no samples of what people wrote, so 1,000 rows are looked at, which `sample` chooses.
 * What none of them holds is in 1 % of all at most, but for one case in 20,000; and whichever way is taken, the same rows are found.
 */
export const areFew = (part: string, table: string, said: string, sample: string, most: number): string => `(
  select count(*) * greatest((select reltuples from pg_class where oid = '${table}'::regclass), 0) / 1000 <= ${most}
  from (select ${said} as said from ${table} ${sample} limit 1000) s
  where (select bool_and(strpos(lower(said), gram) > 0)
    from unnest(array(select lexeme from unnest(search_grams(${part})))) as gram))`;
