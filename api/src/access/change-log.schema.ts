import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { changeKindOf, changeKinds, type ChangeKind } from './change-kinds.ts';
import { ChangeLogEntry } from './change-log.entity.ts';
import { readChangeLog } from './change-log.rows.ts';

nodeLoaders.set('ChangeLogEntry', async (id, { viewer, em }) =>
  viewer?.kind === 'agent' && viewer.role === 'ADMIN'
    ? em.findOne(ChangeLogEntry, { id, serviceId: viewer.serviceId })
    : null,
);
const ChangeKindRef = builder.enumType('ChangeKind', {
  description: 'What of a right or a setting changed, or what was done. New kinds come with new settings.',
  values: enumValues<ChangeKind>(changeKinds),
});

const ChangeLogEntryRef = builder.objectType(ChangeLogEntry, {
  name: 'ChangeLogEntry',
  description: 'One changed right or setting.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('ChangeLogEntry', id) }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When it was changed.',
    }),
    author: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Who changed it; null for a program.',
      resolve: ({ authorId }, _, ctx) => (authorId ? agentById(ctx, authorId) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that changed something with its API key; null for agents.',
      resolve: ({ clientId }, _, ctx) => (clientId ? apiClientById(ctx, clientId) : null),
    }),
    agent: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Whose right it is; null for a setting of the service.',
      resolve: ({ agentId }, _, ctx) => (agentId ? agentById(ctx, agentId) : null),
    }),
    kind: t.field({
      type: ChangeKindRef,
      description: 'What changed.',
      resolve: (entry) => changeKindOf(entry),
    }),
    mutation: t.string({
      nullable: true,
      description: 'The mutation by which a program changed something; null for agents.',
      resolve: ({ field, clientId }) => (clientId ? field : null),
    }),
    field: t.exposeString('field', {
      deprecationReason: 'Use `kind`, and of a program `mutation`; deprecated since 2026-11-30.',
      description:
        'What changed. Of an agent: invited, removed, name, role, canChat, canTicket, seesAllChats, inAssignment, mayChangeAssignment, mayReveal or maySeal. Of the service: memberLink, membersOnly, memberKey (what tokens are signed with: algorithm and hint), features, helpCenterChat, helpCenterInquiry, consentVersion, quotesAnswers, retriedMails (how many were tried again), apiClient (what an API key may do), webhook, webhookSecret (another one, of this address), webhookSentAgain (to this address), customerDataLink, customerDataUrl, customerDataEmail, customerDataPhone, customerDataSecret (another one), or the name of a chat or masking setting. Of a program: the mutation; `after` is the id of the object that it named.',
    }),
    before: t.exposeString('before', { nullable: true, description: 'As JSON text; null when there was none.' }),
    after: t.exposeString('after', { nullable: true, description: 'As JSON text; null when there is none.' }),
  }),
});

builder.queryField('changeLog', (t) =>
  t.connection(
    {
      type: ChangeLogEntryRef,
      ...page('Who changed which right or setting, newest first.'),
      keys: 'none',
      authScopes: { admin: true },
      args: { agentId: t.arg.id({ description: 'Only the rights of this agent.' }) },
      resolve: (_, { agentId, ...args }, ctx) =>
        connectionOf(
          args,
          ({ id }: ChangeLogEntry) => encodeId('ChangeLogEntry', id),
          (page) => readChangeLog(ctx, agentId, page),
        ),
    },
    { name: 'ChangeLogConnection' },
    { name: 'ChangeLogEdge' },
  ),
);
