import { InvalidInput, InvalidText } from './errors.ts';

/** PostgreSQL cannot store NUL, and a lone surrogate would be replaced silently. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** At most so many UTF-16 units in one message. */
export const messageLimit = 4_000;

/** A message's text in NFC, or InvalidText with the reason. */
export function messageText(text: string): string {
  if (!isStorable(text)) throw new InvalidText('The text holds characters that cannot be stored.');
  const normal = text.normalize('NFC');
  if (normal.trim() === '') throw new InvalidText('The text is empty.');
  if (normal.length > messageLimit) throw new InvalidText(`The text is longer than ${messageLimit} characters.`);
  return normal;
}

/** A one-line field in NFC without blanks around it; null when it is absent or blank. */
export function optionalLine(field: string, value: string | null | undefined, limit: number): string | null {
  if (value === null || value === undefined) return null;
  if (!isStorable(value)) throw new InvalidInput(field, `${field} holds characters that cannot be stored.`);
  const normal = value.normalize('NFC').trim();
  if (normal.length > limit) throw new InvalidInput(field, `${field} is longer than ${limit} characters.`);
  return normal === '' ? null : normal;
}
