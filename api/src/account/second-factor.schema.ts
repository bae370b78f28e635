import { builder, domainError, enumValues } from '../builder.ts';
import { NotPermitted, RateLimited } from '../errors.ts';
import type { Account } from './account.entity.ts';
import {
  type CodeProblem,
  InvalidCode,
  InvalidCredentials,
  SecondFactorNeeded,
  SecondFactorOff,
  SecondFactorOn,
} from './account.errors.ts';
import { AccountRef } from './account.schema.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  isFactorRequired,
  recoveryCodesLeft,
  renewRecoveryCodes,
  setupMinutes,
  switchOffSecondFactor,
  type NewRecoveryCodes,
  type SecondFactorSetup,
} from './second-factor.service.ts';

const CodeProblemRef = builder.enumType('CodeProblem', {
  description: 'Why a code is not accepted.',
  values: enumValues<CodeProblem>({
    USED: 'It was accepted before; the next one will do.',
    CLOCK_FAST: 'It is one of some minutes to come, so the clock of the device that made it is wrong.',
    CLOCK_SLOW: 'It is one of some minutes past, so the clock of the device that made it is wrong.',
    WRONG: 'Everything else.',
  }),
});

domainError(
  SecondFactorNeeded,
  'The password is right, and a code is needed beside it: the same call with `code` goes on. Nothing was begun.',
);
domainError(
  InvalidCode,
  'The code is not accepted. Ten such within an hour, or sixty within a day: RateLimited, for codes of the app and not for recovery codes.',
  (t) => ({
    problem: t.expose('problem', {
      type: CodeProblemRef,
      description: 'Why the code is not accepted.',
    }),
  }),
);
domainError(SecondFactorOn, 'The account has a second factor already.');
domainError(SecondFactorOff, 'The account has no second factor, or none that was begun within the hour.');

const SecondFactorRef = builder.objectRef<Account>('SecondFactor').implement({
  description: 'A code that is asked for beside the password: of an app (TOTP, RFC 6238), or a recovery code.',
  fields: (t) => ({
    since: t.field({
      type: 'DateTime',
      description: 'When it was set up.',
      resolve: ({ secondFactorAt }) => secondFactorAt!,
    }),
    recoveryCodesLeft: t.int({
      description: 'Of ten; each stands in for the app once.',
      resolve: (account, _, ctx) => recoveryCodesLeft(ctx, account),
    }),
  }),
});

builder.objectFields(AccountRef, (t) => ({
  secondFactor: t.field({
    type: SecondFactorRef,
    nullable: true,
    description: 'Null where the password alone signs in.',
    resolve: (account) => (account.secondFactorAt ? account : null),
  }),
  secondFactorRequired: t.boolean({
    description:
      'The organisation requires a second factor of everybody. Who has none yet is answered `account`, `beginSecondFactor`, `confirmSecondFactor`, signing out, and what is public as to nobody; everything else is refused with SECOND_FACTOR_NEEDED.',
    resolve: (_, __, ctx) => isFactorRequired(ctx),
  }),
}));

const SecondFactorSetupRef = builder.objectRef<SecondFactorSetup>('SecondFactorSetup').implement({
  description: 'What an app for one-time codes is given. Shown once.',
  fields: (t) => ({
    secret: t.exposeString('secret', { description: 'To be typed into the app: base32.' }),
    uri: t.exposeString('uri', { description: 'The same with names, for a QR code: `otpauth://totp/…`.' }),
  }),
});

const NewRecoveryCodesRef = builder.objectRef<NewRecoveryCodes>('NewRecoveryCodes').implement({
  description: 'Recovery codes, which are shown once.',
  fields: (t) => ({
    account: t.expose('account', {
      type: AccountRef,
      description: 'The account, with its second factor as it is now.',
    }),
    codes: t.stringList({
      description: 'Ten. Letter case, blanks and hyphens do not matter.',
      resolve: ({ codes }) => [...codes],
    }),
  }),
});

const password = 'The present one.';
const code = 'Of the app, or a recovery code.';

builder.mutationField('beginSecondFactor', (t) =>
  t.field({
    type: SecondFactorSetupRef,
    description: `A secret for the app of whoever asks. It is in force once \`confirmSecondFactor\` was shown a code of it, within ${setupMinutes} minutes; beginning again makes another one.`,
    keys: 'none',
    authScopes: { signedIn: true },
    errors: { types: [InvalidCredentials, SecondFactorOn, RateLimited, NotPermitted] },
    args: { password: t.arg.string({ required: true, description: password }) },
    resolve: (_, input, ctx) => beginSecondFactor(ctx, input),
  }),
);

builder.mutationField('confirmSecondFactor', (t) =>
  t.field({
    type: NewRecoveryCodesRef,
    description:
      'From now on a code is asked for beside the password. Every other session of the person ends, its streams within 5 s.',
    keys: 'none',
    authScopes: { signedIn: true },
    errors: { types: [InvalidCode, SecondFactorOn, SecondFactorOff, RateLimited, NotPermitted] },
    args: { code: t.arg.string({ required: true, description: 'Of the app.' }) },
    resolve: (_, input, ctx) => confirmSecondFactor(ctx, input),
  }),
);

builder.mutationField('switchOffSecondFactor', (t) =>
  t.field({
    type: AccountRef,
    description:
      'From now on the password alone signs in. Where the organisation requires a second factor another one has to be set up at once.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [InvalidCredentials, InvalidCode, SecondFactorOff, RateLimited, NotPermitted] },
    args: {
      password: t.arg.string({ required: true, description: password }),
      code: t.arg.string({ required: true, description: code }),
    },
    resolve: (_, input, ctx) => switchOffSecondFactor(ctx, input),
  }),
);

builder.mutationField('renewRecoveryCodes', (t) =>
  t.field({
    type: NewRecoveryCodesRef,
    description: 'Ten other recovery codes in place of those that are left.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [InvalidCredentials, InvalidCode, SecondFactorOff, RateLimited, NotPermitted] },
    args: {
      password: t.arg.string({ required: true, description: password }),
      code: t.arg.string({ required: true, description: code }),
    },
    resolve: (_, input, ctx) => renewRecoveryCodes(ctx, input),
  }),
);
