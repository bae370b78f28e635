import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import {
  fieldOf,
  lengthOf,
  longestText,
  ranges,
  type ChatSettingsForm,
  type Name,
} from './chat-settings-form.svelte.ts';
import type { RowProblem } from './hours.ts';

/** What is wrong with a text or a number, by our own rules or by the server's. */
export function fieldProblem(form: ChatSettingsForm, name: Name): string | null {
  if (!form.hasProblem(name)) return complaintAbout(form, fieldOf(name));
  if (name in ranges) {
    const [least, most] = ranges[name as keyof typeof ranges];
    return m.number_out_of_range({ least, most: most.toLocaleString(getLocale()) });
  }
  return m.text_too_long({ length: lengthOf(form.values?.[name] as string), longest: longestText });
}

/** What the server had against the field that it calls so. */
export function complaintAbout(form: ChatSettingsForm, field: string): string | null {
  return form.complaint?.field === field ? m.value_refused({ message: form.complaint.message }) : null;
}

export function overtakenNote(form: ChatSettingsForm, name: Name): string | null {
  return form.isOvertaken(name) ? m.field_overtaken() : null;
}

export function rowProblemWords(problem: RowProblem): string {
  return {
    malformed: m.hours_malformed,
    empty: m.hours_empty,
    overlap: m.hours_overlap,
    'date-missing': m.holiday_date_missing,
    'date-twice': m.holiday_date_twice,
    'name-long': m.holiday_name_long,
  }[problem]();
}
