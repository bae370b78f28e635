import { tidied } from '@damso/api/blank';
/** The longest text that the API searches for. */
export const longestText = 100;

/** What is searched for, in characters that the API takes; null without any. */
export function wantedText(typed: string): string | null {
  const text = tidied(typed.replaceAll('\0', '').toWellFormed());
  return text === '' ? null : text;
}
