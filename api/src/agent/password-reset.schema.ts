import type { Account } from '../account/account.entity.ts';
import { CommonPassword, PasswordLinkInvalid } from '../account/account.errors.ts';
import { builder, domainError } from '../builder.ts';
import { InvalidInput, RateLimited } from '../errors.ts';
import { LanguageRef } from '../service/service.schema.ts';
import {
  findPasswordReset,
  passwordResetMinutes,
  requestPasswordReset,
  resetPassword,
} from './password-reset.service.ts';

domainError(PasswordLinkInvalid, 'The link was used, has run out, or never was one.');

const PasswordResetRef = builder.objectRef<Account>('PasswordReset').implement({
  description: 'A link by which a password is chosen anew, shown to whoever has it.',
  fields: (t) => ({ email: t.exposeString('email', { description: 'Whose password it is.' }) }),
});

const PasswordResetRequestRef = builder.objectRef<true>('PasswordResetRequest').implement({
  description: 'Says nothing about whether the address is anybody’s.',
  fields: (t) => ({
    minutes: t.int({ description: 'So long a link lasts.', resolve: () => passwordResetMinutes }),
  }),
});

builder.queryField('mailsPasswordResets', (t) =>
  t.boolean({
    description:
      'Public: whether `requestPasswordReset` sends anything. Where no mail goes out an administrator has to help.',
    keys: 'none',
    authScopes: { public: true },
    resolve: (_, __, { app }) => app.outbox.isOn,
  }),
);

builder.queryField('passwordReset', (t) =>
  t.field({
    type: PasswordResetRef,
    nullable: true,
    description: 'Public: what a link is good for; null once it was used or has run out.',
    keys: 'none',
    authScopes: { public: true },
    args: { token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }) },
    resolve: (_, { token }, ctx) => findPasswordReset(ctx, token),
  }),
);

builder.mutationField('requestPasswordReset', (t) =>
  t.field({
    type: PasswordResetRequestRef,
    description:
      'Public: sends a link by which whoever has this e-mail address chooses another password. The answer, and how long it takes, is the same for an address that is nobody’s.',
    keys: 'none',
    authScopes: { public: true },
    errors: { types: [RateLimited] },
    args: {
      email: t.arg.string({ required: true, description: 'The address of the account.' }),
      language: t.arg({ type: LanguageRef, required: true, description: 'Of the mail, where the person chose none.' }),
    },
    resolve: (_, input, ctx) => requestPasswordReset(ctx, input),
  }),
);

builder.mutationField('resetPassword', (t) =>
  t.field({
    type: PasswordResetRef,
    description:
      'Public, for whoever has the link: another password. Every session of the person ends, its streams within 5 s, and so does every other link. Nobody is signed in by it.',
    keys: 'none',
    authScopes: { public: true },
    errors: { types: [PasswordLinkInvalid, InvalidInput, CommonPassword, RateLimited] },
    args: {
      token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }),
      newPassword: t.arg.string({ required: true, description: 'See `changePassword`.' }),
    },
    resolve: (_, input, ctx) => resetPassword(ctx, input),
  }),
);
