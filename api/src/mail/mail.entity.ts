import { defineEntity, p } from '@mikro-orm/postgresql';
import { Language, Service } from '../service/service.entity.ts';

/**
 * What a mail tells. INQUIRY_RECEIVED, INQUIRY_ANSWERED: to the customer of a ticket, with the link by which it is looked up.
 * PASSWORD_RESET: to a person who forgot their password, with the link by which they choose another. INVITATION: to whoever is invited
 * to be an agent, with the link that an administrator may hand over, too. TICKET_ASSIGNED: to the agent (the part) to whom somebody else
 * gave the ticket. TRANSCRIPT: a chat, to the address that its customer named.
 */
export const MailKind = {
  INQUIRY_RECEIVED: 'INQUIRY_RECEIVED',
  INQUIRY_ANSWERED: 'INQUIRY_ANSWERED',
  PASSWORD_RESET: 'PASSWORD_RESET',
  INVITATION: 'INVITATION',
  TICKET_ASSIGNED: 'TICKET_ASSIGNED',
  TRANSCRIPT: 'TRANSCRIPT',
} as const;
export type MailKind = (typeof MailKind)[keyof typeof MailKind];

/**
 * Why a mail is dead. REFUSED: the mail server would not have it. UNREACHABLE: for two days nothing took it. UNREADABLE: the key of the
 * link in it is gone, or for two days it could not be written.
 */
export const MailProblem = { REFUSED: 'REFUSED', UNREACHABLE: 'UNREACHABLE', UNREADABLE: 'UNREADABLE' } as const;
export type MailProblem = (typeof MailProblem)[keyof typeof MailProblem];

const MailSchema = defineEntity({
  name: 'Mail',
  indexes: [
    { properties: ['serviceId', 'failedAt'] },
    {
      name: 'mail_due_index',
      expression: `create index "mail_due_index" on "mail" ("due_at") where "due_at" is not null`,
    },
    {
      name: 'mail_dead_index',
      expression: `create index "mail_dead_index" on "mail" ("service_id", "failed_at", "id") where "due_at" is null`,
    },
  ],
  properties: {
    id: p.uuid().primary(),
    /** Null for what concerns no single service. */
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').nullable().deleteRule('cascade'),
    /** A `MailKind`, or one of a newer program that runs beside this one. */
    kind: p.text(),
    /** The receiver's. */
    language: p.enum(() => Language),
    /** The row it tells of, of which table its kind says; no foreign key, because that table depends on it. */
    aboutId: p.uuid().index(),
    /** A part of that row, such as a comment of the ticket. */
    partId: p.uuid().nullable(),
    /** The receiver's address, where the row it tells of does not have it. */
    email: p.text().nullable(),
    /** The key that `box` is encrypted under. */
    keyId: p.text().nullable(),
    /** The token of the link in it, encrypted: nothing that opens a door stands in the database as it is. */
    box: p.blob().nullable(),
    /** When it is tried next: now, later, or, while a process is at it, when that process counts as dead. Null once the mail is dead. */
    dueAt: p.datetime().nullable().defaultRaw('now()'),
    /** What fails after this is dead. */
    giveUpAt: p.datetime().defaultRaw(`(now() + '2 days'::interval)`),
    attempts: p.integer().default(0),
    failedAt: p.datetime().nullable(),
    problem: p.enum(() => MailProblem).nullable(),
    /** The numbers of the mail server's last answer, such as `550 5.1.1`; never its words, which can quote an address. */
    answer: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/**
 * A mail that has not gone out yet, or never will. It holds no text: what it says is written when it is sent, from the rows as they are
 * then, so a mask or an erasure holds for what waits. Once it is sent its row is gone.
 */
export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail);
