import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { ChangeLogEntry } from './change-log.entity.ts';
import { readChangeLog } from './change-log.rows.ts';

nodeLoaders.set('ChangeLogEntry', async (id, { viewer, em }) =>
  viewer?.kind === 'agent' && viewer.role === 'ADMIN'
    ? em.findOne(ChangeLogEntry, { id, serviceId: viewer.serviceId })
    : null,
);
const ChangeLogEntryRef = builder.objectType(ChangeLogEntry, {
  name: 'ChangeLogEntry',
  description: 'One changed right or setting.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('ChangeLogEntry', id) }),
    changedAt: t.field({ type: 'DateTime', resolve: ({ changedAt }) => changedAt }),
    author: t.field({
      type: AgentRef,
      description: 'Who changed it.',
      resolve: ({ authorId }, _, ctx) => agentById(ctx, authorId),
    }),
    agent: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Whose right it is; null for a setting of the service.',
      resolve: ({ agentId }, _, ctx) => (agentId ? agentById(ctx, agentId) : null),
    }),
    field: t.exposeString('field', {
      description:
        'What changed. Of an agent: invited, removed, name, role, canChat, canTicket, seesAllChats, inAssignment, mayChangeAssignment, mayReveal or maySeal. Of the service: features, helpCenterChat, helpCenterInquiry, consentVersion, quotesAnswers, retriedMails (how many were tried again), memberLink, membersOnly, memberKey (what tokens are signed with: algorithm and hint), or the name of a chat or masking setting.',
    }),
    before: t.exposeString('before', { nullable: true, description: 'As JSON text; null when there was none.' }),
    after: t.exposeString('after', { nullable: true, description: 'As JSON text; null when there is none.' }),
  }),
});

builder.queryField('changeLog', (t) =>
  t.connection(
    {
      type: ChangeLogEntryRef,
      ...page('Who changed which right or setting, newest first. For administrators.'),
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
