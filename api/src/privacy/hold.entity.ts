import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Service } from '../service/service.entity.ts';

const HoldSchema = defineEntity({
  name: 'Hold',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').deleteRule('cascade').index(),
    /** Of the chat, ticket or record of a customer. */
    objectId: p.uuid().unique(),
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').index(),
    /** Why, in the administrator's words. */
    reason: p.text(),
    heldAt: p.datetime().defaultRaw('clock_timestamp()'),
  },
});

/** An administrator keeps a chat, a ticket or a person from being erased. */
export class Hold extends HoldSchema.class {}
HoldSchema.setClass(Hold);
