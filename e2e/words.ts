import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];
export const localeOf = { ko: 'ko-KR', en: 'en-US' } as const;

export type Say = (name: string, values?: Record<string, string | number>) => string;

/** The screens' own words by their names, so that one story runs in both languages. */
export function wordsOf(language: Language): Say {
  const folder = join(import.meta.dirname, '../web/messages', language);
  const files = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>,
  );
  const words = Object.assign({}, ...files) as Record<string, string>;
  return (name, values = {}) => {
    const text = words[name];
    if (text === undefined) throw new Error(`No message is called ${name}`);
    return text.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
  };
}
