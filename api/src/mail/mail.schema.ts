import { builder, domainError } from '../builder.ts';
import { NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { MailKind, MailProblem } from './mail.entity.ts';
import { NoMailServer } from './mail.errors.ts';
import { MailDelivery } from './outbox.ts';
import { retryMails } from './retry-mail.service.ts';
import { cursorOf, hiddenEmail, readUndelivered, type UndeliveredMail } from './undelivered.rows.ts';

export const MailDeliveryRef = builder.enumType('MailDelivery', {
  description:
    'What becomes of mails. SENT: they go out by the mail server. SHOWN: this is the demo, whose page shows what would have gone out. NONE: there is no mail server, so there are none, and links are handed over as they are.',
  values: Object.values(MailDelivery),
});

domainError(NoMailServer, 'No mail goes out here, so none can be tried again.');

const MailKindRef = builder.enumType('MailKind', {
  description:
    'What a mail tells. INQUIRY_RECEIVED, INQUIRY_ANSWERED: to a customer. INVITATION: to whoever is invited to be an agent. TICKET_ASSIGNED: to an agent. TRANSCRIPT: to a customer.',
  values: Object.values(MailKind),
});
const MailProblemRef = builder.enumType('MailProblem', {
  description:
    'Why a mail is dead. REFUSED: the mail server would not have it. UNREACHABLE: for two days nothing took it. UNREADABLE: the key is gone under which the link in it is kept, or for two days it could not be written.',
  values: Object.values(MailProblem),
});

const UndeliveredMailRef = builder.objectRef<UndeliveredMail>('UndeliveredMail').implement({
  description: 'A mail that is not tried any more. It is kept for 30 days.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Mail', id) }),
    kind: t.field({ type: MailKindRef, resolve: ({ kind }) => kind }),
    receiver: t.string({
      nullable: true,
      description: 'Begin and domain of the address, such as `k***@example.com`; null where it is gone.',
      resolve: ({ email }) => email && hiddenEmail(email),
    }),
    failedAt: t.field({ type: 'DateTime', resolve: ({ failedAt }) => failedAt }),
    problem: t.field({ type: MailProblemRef, resolve: ({ problem }) => problem }),
    answer: t.exposeString('answer', {
      nullable: true,
      description: 'The numbers of the mail server’s last answer, such as `550 5.1.1`; null where it gave none.',
    }),
  }),
});

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
      ...page('The service’s mails that could not be delivered, those that failed last first. For administrators.'),
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
    description: 'Tries mails again that could not be delivered, for two more days. For administrators.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NoMailServer, NotPermitted] },
    args: { mailId: t.arg.id({ description: 'All of the service without it.' }) },
    resolve: async (_, { mailId }, ctx) => ({ count: await retryMails(ctx, mailId) }),
  }),
);
