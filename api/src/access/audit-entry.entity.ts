import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Chat } from '../chat/chat.entity.ts';
import { Customer } from '../customer/customer.entity.ts';
import { Service } from '../service/service.entity.ts';

/**
 * MASKED: hidden. RELEASED: shown to everyone again. REVEALED: shown to one agent for a minute. SEALED: destroyed for ever. ERASED:
 * everything personal of a customer destroyed. LOOKED_UP: what the company's own system tells of a customer was shown to an agent.
 */
export const AuditAction = {
  MASKED: 'MASKED',
  RELEASED: 'RELEASED',
  REVEALED: 'REVEALED',
  SEALED: 'SEALED',
  ERASED: 'ERASED',
  LOOKED_UP: 'LOOKED_UP',
} as const;
export type AuditAction = (typeof AuditAction)[keyof typeof AuditAction];

const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  indexes: [
    { properties: ['serviceId', 'id'] },
    { properties: ['agentId', 'action', 'at'] },
    {
      name: 'audit_entry_ticket_id_index',
      expression: `create index "audit_entry_ticket_id_index" on "audit_entry" ("ticket_id") where "ticket_id" is not null`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** Who did it; null for the service itself, by a setting. */
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').nullable(),
    /** The program that did it with its API key; null for agents and the service. */
    clientId: p.uuid().nullable(),
    action: p.enum(() => AuditAction),
    /** Where; null for what was done elsewhere. */
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id').nullable().index(),
    messageId: p.uuid().nullable(),
    /** Of the mask that it was about, which may be gone. */
    maskId: p.uuid().nullable().index(),
    /** To whom; of what was done to a mask only where it lies in a field of the customer. */
    customerId: () => p.manyToOne(Customer).mapToPk().fieldName('customer_id').nullable().index(),
    /** Why, in the agent's words. */
    reason: p.text().nullable(),
    at: p.datetime().defaultRaw('clock_timestamp()'),
    /** In which ticket. */
    ticketId: p.uuid().nullable(),
    /** Of a mask of another text than a message: the row and the text, as in `MaskOriginal`. */
    objectId: p.uuid().nullable(),
    field: p.text().nullable(),
  },
});

/** What was done with personal data: what, by whom, when, why. Written in the transaction that does it; never changed; docs/operations.md says when it goes. */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
