import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, domainError, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { batched, rowsById } from '../loader.ts';
import { ApiClient, type ApiClientSecret } from './api-client.entity.ts';
import { FormerSecretInUse } from './api-client.errors.ts';
import {
  apiClients,
  createApiClient,
  endFormerApiClientSecret,
  revokeApiClient,
  rotateApiClientSecret,
  secretsOf,
  updateApiClient,
  type CreatedApiClient,
} from './api-client.service.ts';
import { keyScopes } from '../access/key-scopes.ts';
import { scopesInWords } from '../access/keys-plugin.ts';
import { isStaffViewer } from '../access/viewer.ts';

domainError(FormerSecretInUse, 'There are two secrets already; end the former one first.');

/** A program by its row id, whoever asks. */
export const apiClientById: (ctx: Context, id: string) => Promise<ApiClient> = rowsById(ApiClient);
const secrets = batched<string, ApiClientSecret[]>(secretsOf, (id) => id);

const KeyScopeRef = builder.objectRef<{ name: string; sentence: string }>('KeyScope').implement({
  description: 'What an API key may be allowed to do.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What `ApiClient.scopes` calls it.' }),
    sentence: t.exposeString('sentence', { description: 'What it opens, in English.' }),
  }),
});

const ApiClientSecretRef = builder.objectRef<ApiClientSecret>('ApiClientSecret').implement({
  description: 'A secret that is good now, without the secret.',
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'How it begins.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

/** Readable by administrators and by the program itself. */
const ownOrAdmin = ({ id }: ApiClient, _: object, { viewer }: Context) => viewer?.id === id || { admin: true };

nodeLoaders.set('ApiClient', async (id, { viewer, em }) =>
  isStaffViewer(viewer) ? em.findOne(ApiClient, { id, serviceId: viewer.serviceId }) : null,
);
export const ApiClientRef = builder.objectType(ApiClient, {
  name: 'ApiClient',
  description:
    'A program that may use the API of one service. Its secret goes as `Authorization: Bearer damso_…` with HTTP and as `connectionParams.authorization` with a socket. Others than administrators and the program itself see the name only.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('ApiClient', id) }),
    name: t.exposeString('name', { description: 'What it is called where it writes; customers read it, too.' }),
    scopes: t.stringList({
      description: `What it may do. ${scopesInWords}`,
      authScopes: ownOrAdmin,
      resolve: ({ scopes }) => scopes,
    }),
    allowedAddresses: t.stringList({
      description: 'From where it may ask, in CIDR; empty for everywhere.',
      authScopes: ownOrAdmin,
      resolve: ({ allowedAddresses }) => allowedAddresses,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Good until then; null for without end.',
      authScopes: ownOrAdmin,
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Lets nobody in since; null while it does.',
      authScopes: ownOrAdmin,
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was made.',
      authScopes: ownOrAdmin,
    }),
    createdBy: t.field({
      type: AgentRef,
      description: 'The administrator who made it.',
      authScopes: ownOrAdmin,
      resolve: ({ createdById }, _, ctx) => agentById(ctx, createdById),
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Up to a minute late; null for never.',
      authScopes: ownOrAdmin,
    }),
    lastUsedAddress: t.string({
      nullable: true,
      description: 'Where from.',
      authScopes: ownOrAdmin,
      resolve: ({ lastUsedIp }) => lastUsedIp,
    }),
    secrets: t.field({
      type: [ApiClientSecretRef],
      description: 'Those that are good, oldest first: two while one takes the place of the other, none once revoked.',
      complexity: { field: 1, multiplier: 2 },
      authScopes: ownOrAdmin,
      resolve: ({ id }, _, ctx) => secrets(ctx, id),
    }),
  }),
});

builder.queryField('apiClients', (t) =>
  t.field({
    type: [ApiClientRef],
    description: 'The programs that may use the API, those in use first and the newest first, at most 200.',
    complexity: { field: 1, multiplier: 50 },
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => apiClients(ctx),
  }),
);

builder.queryField('keyScopes', (t) =>
  t.field({
    type: [KeyScopeRef],
    description: 'What API keys may be allowed to do: a closed list.',
    complexity: { field: 1, multiplier: 10 },
    keys: 'any',
    authScopes: { viewer: true },
    resolve: () => Object.entries(keyScopes).map(([name, sentence]) => ({ name, sentence })),
  }),
);

const CreatedApiClientRef = builder.objectRef<CreatedApiClient>('CreatedApiClient').implement({
  description: 'A program and its new secret.',
  fields: (t) => ({
    client: t.expose('client', {
      type: ApiClientRef,
      description: 'The program, with its new secret among `secrets`.',
    }),
    secret: t.exposeString('secret', { description: 'Shown this once, and kept nowhere.' }),
  }),
});

const limits = {
  name: '1 to 50 UTF-16 units.',
  scopes: 'Of `keyScopes`, one at least.',
  allowedAddresses: 'Addresses or networks of IPv4 or IPv6, in CIDR, at most 50.',
};

const CreateApiClientInputRef = builder.inputType('CreateApiClientInput', {
  description: 'A program that is to use the API.',
  fields: (t) => ({
    name: t.string({ required: true, description: limits.name }),
    scopes: t.stringList({ required: true, description: limits.scopes }),
    allowedAddresses: t.stringList({ description: `${limits.allowedAddresses} Absent or empty for everywhere.` }),
    expiresAt: t.field({ type: 'DateTime', description: 'Good until then; absent for without end.' }),
  }),
});

builder.mutationField('createApiClient', (t) =>
  t.field({
    type: CreatedApiClientRef,
    description: 'Lets a program use the API of the service; at most 100.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: CreateApiClientInputRef, required: true }) },
    resolve: (_, { input }, ctx) => createApiClient(ctx, input),
  }),
);

const UpdateApiClientInputRef = builder.inputType('UpdateApiClientInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: '`ApiClient.id`.' }),
    name: t.string({ description: limits.name }),
    scopes: t.stringList({ description: limits.scopes }),
    allowedAddresses: t.stringList({ description: `${limits.allowedAddresses} Empty for everywhere.` }),
    expiresAt: t.field({ type: 'DateTime', description: 'Null for without end.' }),
  }),
});

builder.mutationField('updateApiClient', (t) =>
  t.field({
    type: ApiClientRef,
    description:
      'Changes what a program is called and may do. Its sockets close with 4205, and come back with what it may do now.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: UpdateApiClientInputRef, required: true }) },
    resolve: (_, { input }, ctx) => updateApiClient(ctx, input),
  }),
);

builder.mutationField('rotateApiClientSecret', (t) =>
  t.field({
    type: CreatedApiClientRef,
    description:
      'A second secret. Both are good until `endFormerApiClientSecret`, so the program changes over without an outage.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [FormerSecretInUse, NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`ApiClient.id`.' }) },
    resolve: (_, { id }, ctx) => rotateApiClientSecret(ctx, id),
  }),
);

builder.mutationField('endFormerApiClientSecret', (t) =>
  t.field({
    type: ApiClientRef,
    description:
      'Of two secrets the older one is good no longer, and its sockets close with 4401. Changes nothing where there is one.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`ApiClient.id`.' }) },
    resolve: (_, { id }, ctx) => endFormerApiClientSecret(ctx, id),
  }),
);

builder.mutationField('revokeApiClient', (t) =>
  t.field({
    type: ApiClientRef,
    description:
      'The program is let in no longer: every secret of it ends, for good, and its sockets close with 4401 within 5 s on every process.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`ApiClient.id`.' }) },
    resolve: (_, { id }, ctx) => revokeApiClient(ctx, id),
  }),
);
