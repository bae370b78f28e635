import { builder, domainError, nodeLoaders, NodeRef } from '../builder.ts';
import { deviceOf } from '../device.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { PictureRef } from '../picture/picture.schema.ts';
import { LanguageRef } from '../service/service.schema.ts';
import type { Account } from './account.entity.ts';
import { AccountLocked, CommonPassword, InvalidCredentials, LastOwner } from './account.errors.ts';
import { changePassword, endSession, ownAccount, ownSession, ownSessions, type SessionRow } from './account.service.ts';

domainError(InvalidCredentials, 'E-mail or password is wrong.');
domainError(AccountLocked, 'The password is right, and an owner of the organisation has locked the account.');
domainError(LastOwner, 'The organisation would be left without an owner who can sign in.');
domainError(CommonPassword, 'The password is one of those that are tried first.');

const SessionRef = builder.objectRef<SessionRow>('Session').implement({
  description: 'A sign-in on one browser, good for each of the person’s services.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Session', id) }),
    device: t.string({
      nullable: true,
      description: 'For example iPhone, or Desktop.',
      resolve: ({ userAgent }) => deviceOf(userAgent).device,
    }),
    browser: t.string({
      nullable: true,
      description: 'For example Safari 18.',
      resolve: ({ userAgent }) => deviceOf(userAgent).browser,
    }),
    os: t.string({
      nullable: true,
      description: 'For example iOS 18.',
      resolve: ({ userAgent }) => deviceOf(userAgent).os,
    }),
    ipAddress: t.string({
      nullable: true,
      description: 'Where it was begun; null when that was at a version that did not note it.',
      resolve: ({ ip }) => ip,
    }),
    signedInAt: t.field({ type: 'DateTime', description: 'When it was begun.', resolve: ({ createdAt }) => createdAt }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'Ends by itself then.',
    }),
    current: t.exposeBoolean('isCurrent', { description: 'The one that asks.' }),
  }),
});

nodeLoaders.set('Session', (id, ctx) => ownSession(ctx, id));

export const AccountRef = builder.objectRef<Account>('Account').implement({
  description:
    'A person who signs in. What they are and may do in a service is their agent there. Shown to nobody else.',
  fields: (t) => ({
    email: t.exposeString('email', { description: 'Signs in with it; in small letters.' }),
    name: t.exposeString('name', {
      description: 'At most 100 UTF-16 units; each service may know the person by another one.',
    }),
    picture: t.field({
      type: PictureRef,
      nullable: true,
      description: 'Shown wherever the name is; null where there is none.',
      resolve: ({ pictureId }) => pictureId,
    }),
    language: t.expose('language', {
      type: LanguageRef,
      nullable: true,
      description: 'In which the console and mails speak to the person; null for as the browser says.',
    }),
    mailsAssignedTickets: t.exposeBoolean('mailsAssignedTickets', {
      description: 'Told by mail of a ticket that somebody else gives them, in any of their services.',
    }),
    owner: t.exposeBoolean('isOwner', {
      description: 'Looks after the organisation: its services, its accounts, its owners. See `organisation`.',
    }),
    sessions: t.field({
      type: [SessionRef],
      description: 'The open sessions, the newest first; at most 100.',
      resolve: (_, __, ctx) => ownSessions(ctx),
    }),
  }),
});

builder.queryField('account', (t) =>
  t.field({
    type: AccountRef,
    nullable: true,
    description:
      'The account of the person who asks, also in a service that is switched off and of one who must set up a second factor first; null for whoever is none.',
    keys: 'none',
    authScopes: { public: true },
    resolve: (_, __, ctx) => (ctx.signedIn ? ownAccount(ctx) : null),
  }),
);

builder.mutationField('changePassword', (t) =>
  t.field({
    type: AccountRef,
    description: 'Needs the present password. Every other session of the person ends, its streams within 5 s.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [InvalidCredentials, AccountLocked, InvalidInput, CommonPassword, RateLimited, NotPermitted] },
    args: {
      password: t.arg.string({ required: true, description: 'The present one.' }),
      newPassword: t.arg.string({
        required: true,
        description: '8 to 1,000 UTF-16 units; no common one, and not the person’s own address or name.',
      }),
    },
    resolve: (_, input, ctx) => changePassword(ctx, input),
  }),
);

builder.mutationField('endSession', (t) =>
  t.field({
    type: AccountRef,
    description: 'Ends another session of the person, its streams within 5 s. The one that asks is ended by `signOut`.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [NotPermitted] },
    args: { sessionId: t.arg.id({ required: true, description: '`Session.id`.' }) },
    resolve: (_, { sessionId }, ctx) => endSession(ctx, sessionId),
  }),
);
