import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import { Agent } from './agent.entity.ts';

const LeaseSchema = defineEntity({
  name: 'Lease',
  properties: {
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').primary().deleteRule('cascade'),
    processId: p.uuid().primary(),
    expiresAt: p.datetime().index(),
  },
});

/** Proof that a console of the agent is connected to one process of the product. Expires by time. */
export class Lease extends LeaseSchema.class {
  override [PrimaryKeyProp]?: ['agentId', 'processId'];
}
LeaseSchema.setClass(Lease);
