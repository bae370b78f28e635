import { tidied } from '@damso/api/blank';
import { readEmailAddress } from '@damso/api/email-address';

/** What a customer fills in to leave an inquiry. */
export interface InquiryFields {
  inquiryTypeId: string;
  email: string;
  title: string;
  content: string;
}

export type InquiryField = keyof InquiryFields | 'agreement';

/** What is wrong with a field: nothing in it, too much of it, or not what it is for. */
export type Flaw = 'missing' | 'tooLong' | 'invalid';

export type Flaws = Partial<Record<InquiryField, Flaw>>;

/** The fields in the order in which they stand; the first with a flaw is where to go. */
export const inquiryFields = ['inquiryTypeId', 'email', 'title', 'content', 'agreement'] as const;

/** The longest the server takes, in UTF-16 units. */
export const inquiryLimits = { email: 320, title: 200, content: 10_000 };

/** As it is submitted: composed, without blanks around, and with the line breaks of no particular system. */
export function tidy({ inquiryTypeId, email, title, content }: InquiryFields): InquiryFields {
  const plain = (text: string) => tidied(text.replace(/\r\n?/g, '\n'));
  return { inquiryTypeId, email: plain(email), title: plain(title).replace(/\n/g, ' '), content: plain(content) };
}

/** What is wrong with a title or a content that must be there. */
export function textFlaw(text: string, limit: number): Flaw | undefined {
  if (!text) return 'missing';
  return text.length > limit ? 'tooLong' : undefined;
}

/** What can be told without asking the server. */
export function flawsOf(fields: InquiryFields, agreed: boolean): Flaws {
  const { inquiryTypeId, email, title, content } = tidy(fields);
  const flaws: Flaws = {};
  if (!inquiryTypeId) flaws.inquiryTypeId = 'missing';
  if (!email) flaws.email = 'missing';
  else if (!readEmailAddress(email)) flaws.email = 'invalid';
  const [ofTitle, ofContent] = [textFlaw(title, inquiryLimits.title), textFlaw(content, inquiryLimits.content)];
  if (ofTitle) flaws.title = ofTitle;
  if (ofContent) flaws.content = ofContent;
  if (!agreed) flaws.agreement = 'missing';
  return flaws;
}

/** The flaw that the server names by its argument; nothing when the argument is none of the customer's. */
export function flawNamed(argument: string): Flaws | undefined {
  // A type that is not there any more must be chosen anew.
  if (argument === 'inquiryTypeId') return { inquiryTypeId: 'missing' };
  return argument === 'email' || argument === 'title' || argument === 'content' ? { [argument]: 'invalid' } : undefined;
}

/**
 * The content with what the customer wrote elsewhere (`pieces`, oldest first) in it. What was brought in before and since then left
 * alone is replaced; to what the customer wrote here only the new pieces are added, and what was deleted does not come back.
 */
export function withCarried(content: string, broughtIn: readonly string[], pieces: readonly string[]): string {
  if (content.trim() === broughtIn.join('\n').trim()) return pieces.join('\n');
  const added = pieces.filter((piece) => !broughtIn.includes(piece) && !content.includes(piece));
  return (content ? [content, ...added] : added).join('\n');
}
