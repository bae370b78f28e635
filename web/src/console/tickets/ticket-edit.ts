import { tidied } from '@damso/api/blank';
import type { UpdateTicketInput } from '#lib/graphql/generated/console/graphql.ts';
import { inquiryLimits } from '#lib/inquiry/inquiry.ts';

/** What may be changed in one step. */
export type TicketEdit = Omit<UpdateTicketInput, 'ticketId' | 'revision'>;

/** The longest the server takes, in UTF-16 units. */
export const { title: longestTitle, content: longestContent } = inquiryLimits;
export const longestComment = 10_000;

/** As it is saved: composed, without blanks around, and with the line breaks of no particular system. */
export const tidyText = (text: string): string => tidied(text.replace(/\r\n?/g, '\n'));
export const tidyTitle = (text: string): string => tidyText(text).replace(/\n+/g, ' ');
