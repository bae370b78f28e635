import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type account from '../web/messages/en/account.json';
import type apiKeys from '../web/messages/en/api-keys.json';
import type chat from '../web/messages/en/chat.json';
import type console from '../web/messages/en/console.json';
import type customers from '../web/messages/en/customers.json';
import type desk from '../web/messages/en/desk.json';
import type developers from '../web/messages/en/developers.json';
import type help from '../web/messages/en/help.json';
import type history from '../web/messages/en/history.json';
import type info from '../web/messages/en/info.json';
import type list from '../web/messages/en/list.json';
import type masking from '../web/messages/en/masking.json';
import type organisation from '../web/messages/en/organisation.json';
import type settings from '../web/messages/en/settings.json';
import type setup from '../web/messages/en/setup.json';
import type ticket from '../web/messages/en/ticket.json';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];
export const localeOf = { ko: 'ko-KR', en: 'en-US' } as const;

/** The names of all messages. */
export type MessageName = keyof (typeof account &
  typeof apiKeys &
  typeof chat &
  typeof console &
  typeof customers &
  typeof desk &
  typeof developers &
  typeof help &
  typeof history &
  typeof info &
  typeof list &
  typeof masking &
  typeof organisation &
  typeof settings &
  typeof setup &
  typeof ticket);

export type Say = (name: MessageName, values?: Record<string, string | number>) => string;

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
