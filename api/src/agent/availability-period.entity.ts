import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent, Availability } from './agent.entity.ts';

const AvailabilityPeriodSchema = defineEntity({
  name: 'AvailabilityPeriod',
  indexes: [
    { properties: ['agentId', 'startedAt'] },
    {
      name: 'availability_period_running_unique',
      expression: `create unique index "availability_period_running_unique" on "availability_period" ("agent_id") where "ended_at" is null`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    agentId: () => p.manyToOne(Agent).mapToPk().fieldName('agent_id').deleteRule('cascade'),
    availability: p.enum(() => Availability),
    startedAt: p.datetime().defaultRaw('now()'),
    /** Null while it runs. */
    endedAt: p.datetime().nullable(),
  },
});

/** How long an agent chose to be Online, on Break or Offline; before the first one every agent is Offline. */
export class AvailabilityPeriod extends AvailabilityPeriodSchema.class {}
AvailabilityPeriodSchema.setClass(AvailabilityPeriod);
