import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from '../service/service.entity.ts';

export const Availability = { ONLINE: 'ONLINE', BREAK: 'BREAK', OFFLINE: 'OFFLINE' } as const;
export type Availability = (typeof Availability)[keyof typeof Availability];

export const AgentRole = { ADMIN: 'ADMIN', AGENT: 'AGENT' } as const;
export type AgentRole = (typeof AgentRole)[keyof typeof AgentRole];

const AgentSchema = defineEntity({
  name: 'Agent',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id').index(),
    email: p.text().unique(),
    name: p.text(),
    passwordHash: p.text().hidden(),
    role: p.enum(() => AgentRole),
    canChat: p.boolean().default(false),
    availability: p.enum(() => Availability).default(Availability.OFFLINE),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A person of the service. `availability` is the agent's wish and changed by nothing but a person; a lease is another thing. */
export class Agent extends AgentSchema.class {}
AgentSchema.setClass(Agent);
