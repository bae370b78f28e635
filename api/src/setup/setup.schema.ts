import { CommonPassword } from '../account/account.errors.ts';
import { AgentRef } from '../agent/agent.schema.ts';
import { builder, domainError, enumValues } from '../builder.ts';
import { InvalidInput, RateLimited } from '../errors.ts';
import { LanguageRef } from '../service/service.schema.ts';
import { SetupDone, SetupLinkInvalid } from './setup.errors.ts';
import { setUp, type SetupState, setupState } from './setup.service.ts';

domainError(SetupDone, 'There is a service already; whoever set it up was first.');
domainError(SetupLinkInvalid, 'Not the link that was printed last.');

const SetupStateRef = builder.enumType('SetupState', {
  description: 'What a link to the set-up page is good for.',
  values: enumValues<SetupState>({
    OPEN: 'Nobody has set Damso up, and this link can.',
    LINK_INVALID: 'Another link was printed since, or it never was one.',
    DONE: 'Damso is set up.',
  }),
});

builder.queryField('setupState', (t) =>
  t.field({
    type: SetupStateRef,
    description: 'Public: what the link to the set-up page, as the terminal printed it, is good for.',
    keys: 'none',
    authScopes: { public: true },
    args: { token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }) },
    resolve: (_, { token }, ctx) => setupState(ctx, token),
  }),
);

const SetUpInputRef = builder.inputType('SetUpInput', {
  description: 'The organisation, its first service, its first administrator.',
  fields: (t) => ({
    organisation: t.string({ required: true, description: '1 to 100 UTF-16 units.' }),
    serviceName: t.string({ required: true, description: 'What customers read: 1 to 100 UTF-16 units.' }),
    slug: t.string({
      required: true,
      description:
        'Its name in addresses and in the widget’s script tag: 1 to 63 small letters (a to z), digits and hyphens.',
    }),
    languages: t.field({ type: [LanguageRef], required: true, description: 'Of the service; one at least.' }),
    timeZone: t.string({
      required: true,
      description: 'IANA name, for example Asia/Seoul. The service is open around the clock until its hours are set.',
    }),
    name: t.string({ required: true, description: 'The administrator’s: 1 to 100 UTF-16 units.' }),
    email: t.string({ required: true, description: 'The administrator’s: at most 254 octets, kept in small letters.' }),
  }),
});

builder.mutationField('setUp', (t) =>
  t.field({
    type: AgentRef,
    description:
      'Public, for whoever has the link: makes what an empty database lacks, and signs the first administrator in as by `signIn`. Of two at once one wins.',
    keys: 'none',
    authScopes: { public: true },
    grantScopes: ['self'],
    errors: { types: [SetupDone, SetupLinkInvalid, InvalidInput, CommonPassword, RateLimited] },
    args: {
      token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }),
      input: t.arg({ type: SetUpInputRef, required: true }),
      password: t.arg.string({ required: true, description: 'The administrator’s: 8 to 1,000 UTF-16 units.' }),
    },
    resolve: (_, given, ctx) => setUp(ctx, given),
  }),
);
