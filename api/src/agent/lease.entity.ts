import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import { Agent } from './agent.entity.ts';

const LeaseSchema = defineEntity({
  name: 'Lease',
  properties: {
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').primary().deleteRule('cascade'),
    processId: p.uuid().primary(),
    expiresAt: p.datetime().index(),
    /** The agent gave it back by signing out: no connection broke that could come back. */
    signedOut: p.boolean().default(false),
  },
});

/** Proof that a console of the agent is connected to one process of the product. Expires by time. */
export class Lease extends LeaseSchema.class {
  override [PrimaryKeyProp]?: ['agentId', 'processId'];
}
LeaseSchema.setClass(Lease);

const LeaseClockSchema = defineEntity({
  name: 'LeaseClock',
  properties: {
    /** There is one row. */
    id: p.integer().primary().autoincrement(false),
    beatAt: p.datetime(),
  },
});

/**
 * When leases were last prolonged by any process. While none can, because the database or the whole product is away, the time of
 * leases stands still (`leaseTime` in gate.ts): nobody is gone who had no way to say that they are there.
 */
export class LeaseClock extends LeaseClockSchema.class {}
LeaseClockSchema.setClass(LeaseClock);
