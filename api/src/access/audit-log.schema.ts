import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, nodeLoaders, NodeRef, enumValues } from '../builder.ts';
import { ChatRef } from '../chat/chat.schema.ts';
import { chatById } from '../chat/chat.service.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import { TicketRef } from '../ticket/ticket.schema.ts';
import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { type AuditAction, AuditEntry } from './audit-entry.entity.ts';
import { readAuditLog } from './audit-log.rows.ts';

const AuditActionRef = builder.enumType('AuditAction', {
  description: 'What was done with personal data.',
  values: enumValues<AuditAction>({
    MASKED: 'A part of a text or of a file was hidden.',
    RELEASED: 'It was shown to everyone again.',
    REVEALED: 'It was shown to one agent for a minute.',
    SEALED: 'It was destroyed for ever.',
    ERASED: 'Everything personal of a customer was destroyed.',
    LOOKED_UP: 'What the company’s own system tells of a customer was shown to an agent.',
  }),
});

nodeLoaders.set('AuditEntry', async (id, { viewer, em }) =>
  viewer?.kind === 'agent' && viewer.role === 'ADMIN'
    ? em.findOne(AuditEntry, { id, serviceId: viewer.serviceId })
    : null,
);
const AuditEntryRef = builder.objectType(AuditEntry, {
  name: 'AuditEntry',
  description:
    'What was done with personal data: what, by whom, when, why. It holds none itself, unless a reason does.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('AuditEntry', id) }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was done.' }),
    action: t.expose('action', { type: AuditActionRef, description: 'What was done.' }),
    agent: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Who did it; null for a program and for the service itself, by a setting.',
      resolve: ({ agentId }, _, ctx) => (agentId ? agentById(ctx, agentId) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that did it with its API key; null for agents and the service itself.',
      resolve: ({ clientId }, _, ctx) => (clientId ? apiClientById(ctx, clientId) : null),
    }),
    chat: t.field({
      type: ChatRef,
      nullable: true,
      description:
        'Where; null for ERASED, LOOKED_UP and masks in tickets and customers, and for who may not read that chat.',
      resolve: ({ chatId }, _, ctx) => (chatId ? chatById(ctx, chatId) : null),
    }),
    messageId: t.id({
      nullable: true,
      description: 'Null for ERASED, LOOKED_UP and masks of other texts.',
      resolve: ({ messageId }) => messageId && encodeId('Message', messageId),
    }),
    ticket: t.field({
      type: TicketRef,
      nullable: true,
      description: 'Where, of a mask in a ticket; null for every other entry, and for who may not read that ticket.',
      resolve: ({ ticketId }, _, ctx) => (ticketId ? ticketById(ctx, ticketId) : null),
    }),
    textOf: t.id({
      nullable: true,
      description:
        'Of a mask in another text than a message: the object in which it stands; of a file its `Attachment`.',
      resolve: ({ objectId, field }) => objectId && field && encodeId(field.split('.')[0]!, objectId),
    }),
    field: t.string({
      nullable: true,
      description: 'Which text of `textOf`, as in `MaskTextInput`; `content` of a file.',
      resolve: ({ field }) => field?.split('.')[1] ?? null,
    }),
    maskId: t.id({
      nullable: true,
      description: 'The mask, or region of a file, which may be gone; null for ERASED and LOOKED_UP.',
      resolve: ({ maskId, field }) =>
        maskId && encodeId(field?.startsWith('Attachment.') ? 'MaskedRegion' : 'Mask', maskId),
    }),
    customerId: t.id({
      nullable: true,
      description: 'Of ERASED, LOOKED_UP and masks in a customer’s fields: whose data.',
      resolve: ({ customerId }) => customerId && encodeId('Customer', customerId),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Of REVEALED, in the agent’s words.' }),
  }),
});

const AuditFilterRef = builder.inputType('AuditFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    agentId: t.id({ description: 'Done by this agent.' }),
    chatId: t.id({ description: 'Done in this chat.' }),
    actions: t.field({ type: [AuditActionRef], description: 'One of these was done.' }),
    from: t.field({ type: 'DateTime', description: 'At or after.' }),
    to: t.field({ type: 'DateTime', description: 'Before.' }),
  }),
});

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEntryRef,
      ...page('Who hid, released, revealed, destroyed and looked up what, newest first.'),
      keys: 'none',
      authScopes: { admin: true },
      args: { filter: t.arg({ type: AuditFilterRef, description: 'Which entries; all without it.' }) },
      resolve: (_, { filter, ...args }, ctx) =>
        connectionOf(
          args,
          ({ id }: AuditEntry) => encodeId('AuditEntry', id),
          (page) => readAuditLog(ctx, filter ?? {}, page),
        ),
    },
    { name: 'AuditLogConnection' },
    { name: 'AuditLogEdge' },
  ),
);
