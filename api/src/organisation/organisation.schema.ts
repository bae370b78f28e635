import { changeKindsOf } from '../access/change-kinds.ts';
import { ChangeLogEntry } from '../access/change-log.entity.ts';
import { readOrganisationChanges } from '../access/change-log.rows.ts';
import { Account } from '../account/account.entity.ts';
import { LastOwner } from '../account/account.errors.ts';
import type { Agent } from '../agent/agent.entity.ts';
import { OwnRights } from '../agent/agent.errors.ts';
import type { ApiClient } from '../api-client/api-client.entity.ts';
import { AgentRoleRef, InvitedAgentRef } from '../agent/agent.schema.ts';
import { builder, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched, rowsById } from '../loader.ts';
import { Installation } from '../realtime/installation.entity.ts';
import { Service } from '../service/service.entity.ts';
import { SlugTaken } from '../service/service.errors.ts';
import { FeatureRef, LanguageRef } from '../service/service.schema.ts';
import { lockAccount, makeOwner, unlockAccount, unmakeOwner } from './accounts.service.ts';
import { clientsMadeBy, revokeOrganisationKey } from './keys.service.ts';
import { accountsBehind, agentCountsOf, placesOf, readAccounts, readServices } from './organisation.rows.ts';
import { organisation, saveOrganisation } from './organisation.service.ts';
import { requireSecondFactor, resetSecondFactor } from './second-factors.service.ts';
import { createService, limitContract, switchService, type CreatedService } from './services.service.ts';

const serviceById = rowsById(Service);
const accountById = rowsById(Account);
const agentCount = batched<string, number>(agentCountsOf, (id) => id);
const keysMadeBy = batched<string, ApiClient[]>(clientsMadeBy, (id) => id);
const places = batched<string, Agent[]>(placesOf, (id) => id);
const accountBehind = batched<string, Account>(accountsBehind, (id) => id);

const OrganisationServiceRef = builder.objectRef<Service>('OrganisationService').implement({
  description: 'A service as the owners of the organisation see it.',
  fields: (t) => ({
    id: t.id({
      description: 'That of `ServiceProfile`, which is what `node` finds by it.',
      resolve: ({ id }) => encodeId('Service', id),
    }),
    slug: t.exposeString('slug', { description: 'Its name in addresses and in the widget’s script tag.' }),
    name: t.exposeString('name', { description: 'In the first of its languages.' }),
    languages: t.expose('languages', {
      type: [LanguageRef],
      description: 'Those that customers can choose, the first where they ask for none.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    switchedOffAt: t.expose('switchedOffAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Closed since; null while it is on.',
    }),
    features: t.expose('features', {
      type: [FeatureRef],
      description: 'What its contract holds.',
    }),
    mayHold: t.expose('mayHold', {
      type: [FeatureRef],
      description: 'What its contract may hold: see `limitContract`.',
    }),
    agents: t.int({
      description: 'How many agents it has who have accepted their invitation.',
      resolve: ({ id }, _, ctx) => agentCount(ctx, id),
    }),
  }),
});

const OrganisationPlaceRef = builder.objectRef<Agent>('OrganisationPlace').implement({
  description: 'What a person is in one service.',
  fields: (t) => ({
    service: t.field({
      type: OrganisationServiceRef,
      description: 'Which service it is.',
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
    role: t.expose('role', {
      type: AgentRoleRef,
      description: 'Whether they administer the service.',
    }),
    invited: t.boolean({ description: 'Invited, and not yet accepted.', resolve: ({ isInvited }) => isInvited }),
  }),
});

const OrganisationKeyRef = builder.objectRef<ApiClient>('OrganisationKey').implement({
  description: 'An API key of whichever service, as the owners of the organisation see it.',
  fields: (t) => ({
    id: t.id({ description: 'That of `ApiClient`.', resolve: ({ id }) => encodeId('ApiClient', id) }),
    name: t.exposeString('name', { description: 'As customers and agents see it.' }),
    service: t.field({
      type: OrganisationServiceRef,
      description: 'The only one that it opens.',
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Up to a minute late; null for never.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Opens nothing since; null for one that is good.',
    }),
  }),
});

const OrganisationAccountRef = builder.objectRef<Account>('OrganisationAccount').implement({
  description: 'A person as the owners of the organisation see them.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Account', id) }),
    email: t.exposeString('email', { description: 'Signs in with it; in small letters.' }),
    name: t.exposeString('name', { description: 'At most 100 UTF-16 units.' }),
    owner: t.exposeBoolean('isOwner', { description: 'Looks after the organisation.' }),
    lockedAt: t.expose('lockedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Signs in nowhere since; null for whoever may.',
    }),
    secondFactor: t.boolean({
      description: 'A code is asked for beside the password.',
      resolve: ({ secondFactorAt }) => secondFactorAt != null,
    }),
    joined: t.boolean({
      description: 'Has a password: has accepted an invitation and is of a service still.',
      resolve: ({ passwordHash }) => passwordHash != null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    places: t.field({
      type: [OrganisationPlaceRef],
      description: 'The oldest first.',
      resolve: ({ id }, _, ctx) => places(ctx, id),
    }),
    keys: t.field({
      type: [OrganisationKeyRef],
      description: 'API keys that the person made and that are good, the newest first: they may have copied them.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ id }, _, ctx) => keysMadeBy(ctx, id),
    }),
  }),
});

nodeLoaders.set('Account', async (id, { person, em }) => (person?.isOwner ? em.findOne(Account, { id }) : null));

const changeKinds = changeKindsOf({
  name: ['NAME', 'What the organisation is called.'],
  secondFactorRequired: ['SECOND_FACTOR_REQUIRED', 'Whether everybody needs a second factor.'],
  created: ['SERVICE_CREATED', 'A service was made.'],
  on: ['SERVICE_ON', 'Whether a service is on.'],
  mayHold: ['CONTRACT_LIMIT', 'What the contract of a service may hold.'],
  administrator: ['FIRST_ADMINISTRATOR', 'Who administers a service that was made.'],
  locked: ['ACCOUNT_LOCKED', 'Whether an account is locked.'],
  owner: ['OWNER', 'Whether an account owns the organisation.'],
  secondFactor: ['SECOND_FACTOR', 'The second factor of an account was taken away.'],
  apiKey: ['API_KEY_REVOKED', 'An API key that an account made was revoked; before is its name.'],
});

const OrganisationChangeKindRef = builder.enumType('OrganisationChangeKind', {
  description: 'What owners of the organisation changed.',
  values: enumValues(changeKinds.inWords),
});

const OrganisationChangeRef = builder.objectRef<ChangeLogEntry>('OrganisationChange').implement({
  description: 'One change of the organisation, or of a service or an account by its owners.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('OrganisationChange', id) }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When it was changed.',
    }),
    author: t.field({
      type: OrganisationAccountRef,
      nullable: true,
      description: 'Who changed it; null by a command on the server.',
      resolve: ({ authorId }, _, ctx) => (authorId ? accountBehind(ctx, authorId) : null),
    }),
    service: t.field({
      type: OrganisationServiceRef,
      nullable: true,
      description: 'Of which service.',
      resolve: ({ aboutServiceId }, _, ctx) => (aboutServiceId ? serviceById(ctx, aboutServiceId) : null),
    }),
    account: t.field({
      type: OrganisationAccountRef,
      nullable: true,
      description: 'Of which account.',
      resolve: ({ aboutAccountId }, _, ctx) => (aboutAccountId ? accountById(ctx, aboutAccountId) : null),
    }),
    kind: t.field({
      type: OrganisationChangeKindRef,
      description: 'What changed.',
      resolve: ({ field }) => changeKinds.kindOf(field),
    }),
    field: t.exposeString('field', {
      deprecationReason: 'Use `kind`; deprecated since 2026-11-30.',
      description:
        'What changed. Of the organisation: name or secondFactorRequired. Of a service: created, on, mayHold (of its contract), or with an account administrator (its first). Of an account: locked, owner, secondFactor (taken away) or, with its service, apiKey (revoked; before is its name).',
    }),
    before: t.exposeString('before', { nullable: true, description: 'As JSON text; null when there was none.' }),
    after: t.exposeString('after', { nullable: true, description: 'As JSON text; null when there is none.' }),
  }),
});

nodeLoaders.set('OrganisationChange', async (id, { person, em }) =>
  person?.isOwner ? em.findOne(ChangeLogEntry, { id, serviceId: null }) : null,
);

const OrganisationRef = builder.objectType(Installation, {
  name: 'Organisation',
  description: 'Whose installation this is: every service and every account. For its owners.',
  fields: (t) => ({
    name: t.exposeString('organisation', { nullable: true, description: 'Null where nobody named it.' }),
    secondFactorRequired: t.exposeBoolean('secondFactorRequired', {
      description: 'Everybody needs a second factor: see `requireSecondFactor`.',
    }),
    services: t.connection(
      {
        type: OrganisationServiceRef,
        ...page('The oldest first.'),
        resolve: (_, args, ctx) =>
          connectionOf(
            args,
            ({ id }: Service) => encodeId('Service', id),
            (page) => readServices(ctx, page),
          ),
      },
      { name: 'OrganisationServiceConnection' },
      { name: 'OrganisationServiceEdge' },
    ),
    accounts: t.connection(
      {
        type: OrganisationAccountRef,
        ...page('By name.'),
        args: { text: t.arg.string({ description: 'Only those with this in name or e-mail address.' }) },
        resolve: (_, { text, ...args }, ctx) =>
          connectionOf(
            args,
            ({ id }: Account) => encodeId('Account', id),
            (page) => readAccounts(ctx, text, page),
          ),
      },
      { name: 'OrganisationAccountConnection' },
      { name: 'OrganisationAccountEdge' },
    ),
    changes: t.connection(
      {
        type: OrganisationChangeRef,
        ...page('Who changed what, newest first.'),
        resolve: (_, args, ctx) =>
          connectionOf(
            args,
            ({ id }: ChangeLogEntry) => encodeId('ChangeLogEntry', id),
            (page) => readOrganisationChanges(ctx, page),
          ),
      },
      { name: 'OrganisationChangeConnection' },
      { name: 'OrganisationChangeEdge' },
    ),
  }),
});

builder.queryField('organisation', (t) =>
  t.field({
    type: OrganisationRef,
    description: 'The organisation. For its owners, in whichever service they are.',
    keys: 'none',
    authScopes: { owner: true },
    resolve: (_, __, ctx) => organisation(ctx),
  }),
);

const SaveOrganisationInputRef = builder.inputType('SaveOrganisationInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({ name: t.string({ description: '1 to 100 UTF-16 units.' }) }),
});

builder.mutationField('saveOrganisation', (t) =>
  t.field({
    type: OrganisationRef,
    description: 'Names the organisation. For its owners.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveOrganisationInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveOrganisation(ctx, input),
  }),
);

const CreateServiceInputRef = builder.inputType('CreateServiceInput', {
  description: 'A service, and who looks after it.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What customers read: 1 to 100 UTF-16 units.' }),
    slug: t.string({
      required: true,
      description:
        'Its name in addresses and in the widget’s script tag: 1 to 63 small letters (a to z), digits and hyphens.',
    }),
    languages: t.field({
      type: [LanguageRef],
      required: true,
      description: 'One at least, in the order in which they are offered.',
    }),
    timeZone: t.string({
      required: true,
      description: 'IANA name, for example Asia/Seoul. The service is open around the clock until its hours are set.',
    }),
    administratorEmail: t.string({
      description: 'Of whoever is to be its administrator, who is invited; by default the owner who makes it.',
    }),
  }),
});

const CreatedServiceRef = builder.objectRef<CreatedService>('CreatedService').implement({
  description: 'The service that was made.',
  fields: (t) => ({
    service: t.expose('service', {
      type: OrganisationServiceRef,
      description: 'As the owners of the organisation see it.',
    }),
    invited: t.expose('invited', {
      type: InvitedAgentRef,
      nullable: true,
      description: 'Its administrator and the way in; null where that is the owner who made it.',
    }),
  }),
});

builder.mutationField('createService', (t) =>
  t.field({
    type: CreatedServiceRef,
    description: 'Makes a service with everything in its contract.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [InvalidInput, SlugTaken, NotPermitted] },
    args: { input: t.arg({ type: CreateServiceInputRef, required: true }) },
    resolve: (_, { input }, ctx) => createService(ctx, input),
  }),
);

builder.mutationField('switchService', (t) =>
  t.field({
    type: OrganisationServiceRef,
    description:
      'Closes a service, or opens it again, everywhere within 5 s. Off: no chat and no inquiry begins, the help center says that it is closed, and its agents read what they may read and do nothing there; their streams begin anew, and its API keys open nothing. Nothing is ended or deleted: running chats go back into the line, their customers are told and may go on writing or end them, and once the service is on again they go to its agents.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: {
      serviceId: t.arg.id({ required: true, description: '`OrganisationService.id`.' }),
      on: t.arg.boolean({ required: true, description: 'Whether it is open from now on.' }),
    },
    resolve: (_, input, ctx) => switchService(ctx, input),
  }),
);

builder.mutationField('limitContract', (t) =>
  t.field({
    type: OrganisationServiceRef,
    description:
      'Decides what the contract of a service may hold at most. What it holds beyond that is switched off at once, as by `saveContract`; what it may hold again is switched on by its administrators.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: {
      serviceId: t.arg.id({ required: true, description: '`OrganisationService.id`.' }),
      mayHold: t.arg({ type: [FeatureRef], required: true, description: 'What is absent it may not hold.' }),
    },
    resolve: (_, input, ctx) => limitContract(ctx, input),
  }),
);

builder.mutationField('lockAccount', (t) =>
  t.field({
    type: OrganisationAccountRef,
    description:
      'Locks a person out of every service: sessions and their streams end within 5 s, and a sign-in is refused (`AccountLocked`). Their open chats go to the next agent or the line, chats that customers ended are closed; tickets stay theirs. API keys that they made go on (`OrganisationAccount.keys`): revoke what they may have copied (`revokeOrganisationKey`).',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [LastOwner, NotPermitted] },
    args: { accountId: t.arg.id({ required: true, description: '`OrganisationAccount.id`.' }) },
    resolve: (_, { accountId }, ctx) => lockAccount(ctx, accountId),
  }),
);

builder.mutationField('revokeOrganisationKey', (t) =>
  t.field({
    type: OrganisationKeyRef,
    description: 'As `revokeApiClient`, for a key of whichever service: what came with it ends within 5 s.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: { keyId: t.arg.id({ required: true, description: '`OrganisationKey.id`.' }) },
    resolve: (_, { keyId }, ctx) => revokeOrganisationKey(ctx, keyId),
  }),
);

builder.mutationField('unlockAccount', (t) =>
  t.field({
    type: OrganisationAccountRef,
    description: 'The person may sign in again, by the password they had.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: { accountId: t.arg.id({ required: true, description: '`OrganisationAccount.id`.' }) },
    resolve: (_, { accountId }, ctx) => unlockAccount(ctx, accountId),
  }),
);

builder.mutationField('makeOwner', (t) =>
  t.field({
    type: OrganisationAccountRef,
    description: 'The person looks after the organisation, too: anybody who has `joined`.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: { accountId: t.arg.id({ required: true, description: '`OrganisationAccount.id`.' }) },
    resolve: (_, { accountId }, ctx) => makeOwner(ctx, accountId),
  }),
);

builder.mutationField('unmakeOwner', (t) =>
  t.field({
    type: OrganisationAccountRef,
    description:
      'The person looks after the organisation no longer; of oneself too. Another owner has to remain who can sign in.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [LastOwner, NotPermitted] },
    args: { accountId: t.arg.id({ required: true, description: '`OrganisationAccount.id`.' }) },
    resolve: (_, { accountId }, ctx) => unmakeOwner(ctx, accountId),
  }),
);

builder.mutationField('requireSecondFactor', (t) =>
  t.field({
    type: OrganisationRef,
    description:
      'Whether a second factor is required of everybody. Whoever has none can do nothing but set one up then (see `Account.secondFactorRequired`), also where they are signed in: their streams end within 5 s.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [NotPermitted] },
    args: { required: t.arg.boolean({ required: true, description: 'Whether everybody needs one from now on.' }) },
    resolve: (_, input, ctx) => requireSecondFactor(ctx, input),
  }),
);

builder.mutationField('resetSecondFactor', (t) =>
  t.field({
    type: OrganisationAccountRef,
    description:
      'Takes the second factor of somebody away who has lost it, with their recovery codes, and ends their sessions. Not of oneself.',
    keys: 'none',
    authScopes: { owner: true },
    errors: { types: [OwnRights, NotPermitted] },
    args: { accountId: t.arg.id({ required: true, description: '`OrganisationAccount.id`.' }) },
    resolve: (_, { accountId }, ctx) => resetSecondFactor(ctx, accountId),
  }),
);
