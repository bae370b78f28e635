import { baseLocale, isLocale, type Locale } from '#lib/paraglide/runtime.js';

/** The first of the wanted language tags that we speak, by primary subtag; Korean when there is none. */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Locale {
  for (const tag of wanted) {
    const language = tag?.trim().toLowerCase().split('-')[0];
    if (isLocale(language)) return language;
  }
  return baseLocale;
}

/** The language tags of an Accept-Language header, most wanted first. */
export function acceptedLanguages(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
