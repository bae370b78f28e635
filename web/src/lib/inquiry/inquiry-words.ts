import { m } from '#lib/paraglide/messages.js';
import { inquiryLimits, type Flaw, type InquiryField, type InquiryFields } from './inquiry.ts';
import { isolated } from '#lib/bidi/isolated.ts';

/** What to do about a flaw, to stand at its field. */
export function flawInWords(field: InquiryField, flaw: Flaw, fields: InquiryFields): string {
  if (flaw === 'missing') return m.inquiry_missing();
  if (flaw === 'tooLong' && (field === 'title' || field === 'content')) {
    return m.inquiry_too_long({ count: fields[field].length, limit: inquiryLimits[field] });
  }
  return field === 'email' ? m.inquiry_invalid_email() : m.inquiry_invalid_text();
}

/** Where an inquiry type stands, from the top down. */
export const pathInWords = (path: readonly string[]): string => path.map(isolated).join(' › ');
