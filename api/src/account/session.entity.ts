import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Account } from './account.entity.ts';

const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    accountId: () => p.manyToOne(Account).mapToPk().fieldName('account_id').index().deleteRule('cascade'),
    /** The place that is meant by a request which names no service. */
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').index().deleteRule('cascade'),
    tokenHash: p.text().unique().hidden(),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
  },
});

/** A person's sign-in on one browser, good for each of their services. The token itself is only in the cookie. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
