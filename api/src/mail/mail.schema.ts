import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { type MailKind, type MailProblem } from './mail.entity.ts';
import { NoMailServer } from './mail.errors.ts';
import { type MailDelivery } from './outbox.ts';
import { retryMails } from './retry-mail.service.ts';
import { cursorOf, hiddenEmail, readUndelivered, undeliveredById, type UndeliveredMail } from './undelivered.rows.ts';

export const MailDeliveryRef = builder.enumType('MailDelivery', {
  description: 'What becomes of mails.',
  values: enumValues<MailDelivery>({
    SENT: 'They go out by the mail server.',
    SHOWN: 'This is the demo, whose page shows what would have gone out.',
    NONE: 'There is no mail server, so there are none, and links are handed over as they are.',
  }),
});

domainError(NoMailServer, 'No mail goes out here, so none can be tried again.');

const MailKindRef = builder.enumType('MailKind', {
  description: 'What a mail tells.',
  values: enumValues<MailKind>({
    INQUIRY_RECEIVED: 'A customer: their inquiry is here.',
    INQUIRY_ANSWERED: 'A customer: an agent answered their inquiry.',
    INVITATION: 'Somebody: they are invited to be an agent.',
    PASSWORD_RESET: 'A person: the link by which they choose another password.',
    TICKET_ASSIGNED: 'An agent: somebody gave them a ticket.',
    TRANSCRIPT: 'A customer: what was said in their chat.',
  }),
});
const MailProblemRef = builder.enumType('MailProblem', {
  description: 'Why a mail is dead.',
  values: enumValues<MailProblem>({
    REFUSED: 'The mail server would not have it.',
    UNREACHABLE: 'For two days nothing took it.',
    UNREADABLE: 'The key is gone under which the link in it is kept, or for two days it could not be written.',
  }),
});

const UndeliveredMailRef = builder.objectRef<UndeliveredMail>('UndeliveredMail').implement({
  description: 'A mail that is not tried any more. It is kept for 30 days.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Mail', id) }),
    kind: t.expose('kind', { type: MailKindRef, description: 'What it would have told.' }),
    receiver: t.string({
      nullable: true,
      description: 'Begin and domain of the address, such as `k***@example.com`; null where it is gone or masked.',
      resolve: ({ email }) => email && hiddenEmail(email),
    }),
    failedAt: t.expose('failedAt', { type: 'DateTime', description: 'When it was given up.' }),
    problem: t.expose('problem', { type: MailProblemRef, description: 'Why it was given up.' }),
    answer: t.exposeString('answer', {
      nullable: true,
      description: 'The numbers of the mail server’s last answer, such as `550 5.1.1`; null where it gave none.',
    }),
  }),
});

nodeLoaders.set('Mail', (id, ctx) => undeliveredById(ctx, id));

builder.queryField('mailDelivery', (t) =>
  t.field({
    type: MailDeliveryRef,
    description: 'Whether mails go out here.',
    keys: 'none',
    authScopes: { agent: true },
    resolve: (_, __, { app }) => app.outbox.delivery,
  }),
);

builder.queryField('undeliveredMails', (t) =>
  t.connection(
    {
      type: UndeliveredMailRef,
      ...page('The service’s mails that could not be delivered, those that failed last first.'),
      keys: 'none',
      authScopes: { admin: true },
      resolve: (_, args, ctx) => connectionOf(args, cursorOf, (page) => readUndelivered(ctx, page)),
    },
    { name: 'UndeliveredMailConnection' },
    { name: 'UndeliveredMailEdge' },
  ),
);

const RetriedMailsRef = builder.objectRef<{ count: number }>('RetriedMails').implement({
  description: 'What is tried again.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many; 0 where somebody else was first.' }),
  }),
});

builder.mutationField('retryMails', (t) =>
  t.field({
    type: RetriedMailsRef,
    description: 'Tries mails again that could not be delivered, for two more days.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NoMailServer, NotPermitted] },
    args: { mailId: t.arg.id({ description: 'All of the service without it.' }) },
    resolve: async (_, { mailId }, ctx) => ({ count: await retryMails(ctx, mailId) }),
  }),
);
