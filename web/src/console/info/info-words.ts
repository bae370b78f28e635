import { tidied } from '@damso/api/blank';
import { pathWords } from '#console/picker/tree-path.ts';
import type { SaidField } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { isTooLong, longest, type Name, type Values } from './chat-info.ts';
import type { EditedInfo } from './info-form.svelte.ts';

export function fieldWords(name: Name): string {
  return {
    name: m.info_name,
    email: m.info_email,
    phone: m.info_phone,
    memo: m.info_memo,
    category: m.info_category,
    note: m.info_note,
  }[name]();
}

/** The same of what customers say of themselves. */
export const saidFieldWords = (field: SaidField): string =>
  fieldWords(({ NAME: 'name', EMAIL: 'email', PHONE: 'phone' } as const)[field]);

const figure = (count: number) => count.toLocaleString(getLocale());

/** What is wrong with a value, by our own rules or by the server's. */
export function problemWords(form: EditedInfo, name: Name): string | null {
  const value = form.values?.[name];
  if (value !== undefined && name !== 'category' && isTooLong(name, value)) {
    return m.text_too_long({ length: figure(tidied(value as string).length), longest: figure(longest[name]) });
  }
  const { complaint } = form;
  if (complaint?.name !== name) return null;
  if (name === 'email') return m.info_email_refused();
  if (name === 'category') return m.info_category_refused();
  if (form.masked?.includes(name)) return m.info_masked_refused();
  return m.value_refused({ message: complaint.message });
}

/** What is left of a limit, once it comes near. */
export function lengthWords(form: EditedInfo, name: Name): string | null {
  if (name === 'category') return null;
  const length = tidied(form.values?.[name] ?? '').length;
  if (length < longest[name] * 0.9) return null;
  return m.text_length({ length: figure(length), longest: figure(longest[name]) });
}

export function valueWords(value: Values[Name] | undefined): string {
  if (value === null || value === undefined || value === '') return m.info_empty();
  return typeof value === 'string' ? value : pathWords(value.path);
}
