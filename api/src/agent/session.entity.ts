import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from './agent.entity.ts';

const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').index().deleteRule('cascade'),
    tokenHash: p.text().unique().hidden(),
    createdAt: p.datetime().defaultRaw('now()'),
    expiresAt: p.datetime(),
  },
});

/** An agent's sign-in on one browser. The token itself is only in the cookie. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
