import { builder } from '../builder.ts';
import { CustomerRef } from '../customer/customer.schema.ts';
import { IdentityRefused } from '../customer/identity.errors.ts';
import { RateLimited } from '../errors.ts';
import { ChatRef } from './chat.schema.ts';
import { identify, type Identified } from './identify.service.ts';

const IdentifyInputRef = builder.inputType('IdentifyInput', {
  description: 'Whom a company’s own server vouches for.',
  fields: (t) => ({
    service: t.string({ required: true, description: 'The service’s slug.' }),
    identity: t.string({
      required: true,
      description:
        'A JWT that the server signed: `aud` the slug, `sub` who it is there (1 to 255 characters), `iat`, `exp` at most 5 minutes ahead, and `name`, `email`, `phone` where they are known. At most 4,096 characters. Until it runs out the same browser, on the same network, may use it again; any other is refused (REPLAYED).',
    }),
    join: t.boolean({
      description:
        'Whether the chats and inquiries of the customer whose token comes with the call become the member’s; true when absent. False where nobody knows that it was the same person, as behind a link.',
    }),
  }),
});

const IdentifiedRef = builder.objectRef<Identified>('Identified').implement({
  description: 'A member on one more device.',
  fields: (t) => ({
    customer: t.field({
      type: CustomerRef,
      nullable: true,
      description:
        'Null where the service knows no such member yet: nobody is written down before they agreed to it, which `startChat` and `submitInquiry` with the same `identity` do.',
      resolve: ({ member }) => member,
    }),
    token: t.exposeString('token', {
      nullable: true,
      description: 'As `StartedChat.token`; null with `customer`.',
    }),
    chat: t.expose('chat', {
      type: ChatRef,
      nullable: true,
      description: 'The member’s chat that runs; null where none does.',
    }),
  }),
});

builder.mutationField('identify', (t) =>
  t.field({
    type: IdentifiedRef,
    description:
      'The member link: whoever a company’s own server names is the same customer on every device. What the token says of name, e-mail and phone number is marked as verified, and stands beside what an agent saved by hand. With the token of an anonymous customer, that one’s chats and inquiries become the member’s. `forgetVisitor` is the way out.',
    keys: 'none',
    authScopes: { public: true },
    errors: { types: [IdentityRefused, RateLimited] },
    args: { input: t.arg({ type: IdentifyInputRef, required: true }) },
    resolve: (_, { input }, ctx) => identify(ctx, input),
  }),
);
