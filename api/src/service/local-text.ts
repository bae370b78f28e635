import { optionalField } from '../text.ts';
import type { Language, LocalText } from './service.entity.ts';

export type LocalTextInput = { readonly [language in Language]?: string | null };

/** A text after what was typed into its field: a language that is absent stays, null or blank removes it. */
export function localText(
  field: string,
  input: LocalTextInput | null | undefined,
  present: LocalText,
  limit: number,
): LocalText {
  if (input == null) return present;
  const of = (language: Language) =>
    input[language] === undefined ? present[language] : optionalField(`${field}.${language}`, input[language], limit);
  return { ko: of('ko'), en: of('en') };
}

/** The text in a language, or in the other one where there is none. */
export function inLanguage(text: LocalText, language: Language): string {
  return text[language] ?? text.ko ?? text.en ?? '';
}
