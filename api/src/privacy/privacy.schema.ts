import { builder, domainError } from '../builder.ts';
import { CustomerRef } from '../customer/customer.schema.ts';
import { NotPermitted } from '../errors.ts';
import { eraseCustomer } from './erase.service.ts';
import { ChatOpen } from './privacy.errors.ts';

domainError(
  ChatOpen,
  'The person waits for an agent or is being served, in one of their records: end that chat first.',
);

builder.mutationField('eraseCustomer', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'Destroys everything personal of a person, in all of their records, for ever: name, e-mail, phone, memo; messages, notes, masks and addresses of their chats; title, text, comments of their tickets; files of both; where they agreed from; their tokens. Counts, instants, states, ratings and categories stay. Erased texts are empty. Done twice it is done once.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [ChatOpen, NotPermitted] },
    args: { customerId: t.arg.id({ required: true, description: '`Customer.id`, of any record of the person.' }) },
    resolve: (_, { customerId }, ctx) => eraseCustomer(ctx, customerId),
  }),
);
