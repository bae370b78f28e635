import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from './agent.entity.ts';

const InvitationSchema = defineEntity({
  name: 'Invitation',
  properties: {
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').primary().deleteRule('cascade'),
    tokenHash: p.text().unique().hidden(),
    expiresAt: p.datetime(),
  },
});

/** An invited agent's open link: one per agent, gone when it is used. The token itself is only in the link. */
export class Invitation extends InvitationSchema.class {}
InvitationSchema.setClass(Invitation);
