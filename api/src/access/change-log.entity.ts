import { defineEntity, p } from '@mikro-orm/postgresql';
import { Account } from '../account/account.entity.ts';
import { Agent } from '../agent/agent.entity.ts';
import { Service } from '../service/service.entity.ts';

const ChangeLogEntrySchema = defineEntity({
  name: 'ChangeLogEntry',
  indexes: [{ properties: ['serviceId', 'id'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** Null for a change of the organisation, which its owners make. */
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').nullable().deleteRule('no action'),
    /** Null for a program and for a command on the server. */
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').nullable().index(),
    /** The program that did something with its API key; null for agents. */
    clientId: p.uuid().nullable(),
    /** Whose right it is; null for a setting of the service. */
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').nullable().index(),
    /** Of a change of the organisation: which of its services, or which account. */
    aboutServiceId: () =>
      p.manyToOne(Service).mapToPk().fieldName('about_service_id').nullable().index().deleteRule('set null'),
    aboutAccountId: () =>
      p.manyToOne(Account).mapToPk().fieldName('about_account_id').nullable().index().deleteRule('set null'),
    field: p.text(),
    /** As JSON; null when there was none. */
    before: p.text().nullable(),
    after: p.text().nullable(),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

/** One changed right or setting, whose, which, by whom, when, before and after; or one change by a program, with what it was called. Never changed; docs/operations.md says when it goes. */
export class ChangeLogEntry extends ChangeLogEntrySchema.class {}
ChangeLogEntrySchema.setClass(ChangeLogEntry);
