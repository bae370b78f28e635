import { defineEntity, OptionalProps, p } from '@mikro-orm/postgresql';
import { Account } from '../account/account.entity.ts';
import { Picture } from '../picture/picture.entity.ts';
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
    accountId: () => p.manyToOne(Account).mapToPk().fieldName('account_id'),
    /** As the customers of the service see it. */
    name: p.text(),
    /** The account's, once the invitation is accepted: every chat that is told of names its agent, and reads it with the name. */
    pictureId: () => p.manyToOne(Picture).mapToPk().fieldName('picture_id').nullable().index(),
    /** Null until the invitation is accepted, and after the agent was removed. */
    joinedAt: p.datetime().nullable(),
    /** What the version before accounts reads: triggers write both, and the next release drops them. */
    formerEmail: p.text().fieldName('email').hidden().unique('agent_email_unique').nullable(),
    formerPasswordHash: p.text().fieldName('password_hash').hidden().nullable(),
    role: p.enum(() => AgentRole),
    canChat: p.boolean().default(false),
    /** May see the service's tickets and work on them; administrators always may. */
    canTicket: p.boolean().default(true),
    /** Sees every chat of the service; without it only the own. */
    seesAllChats: p.boolean().default(true),
    /** The assignment switch: new chats are given to this agent. */
    inAssignment: p.boolean().default(true),
    mayChangeAssignment: p.boolean().default(false),
    /** May look at what a mask hides, for a reason that is written down. */
    mayReveal: p.boolean().default(false),
    /** May destroy what a mask hides. */
    maySeal: p.boolean().default(false),
    availability: p.enum(() => Availability).default(Availability.OFFLINE),
    /** Null while the agent never chose. */
    availabilitySince: p.datetime().nullable(),
    /** Who chose it, when that was someone else. */
    availabilitySetBy: () =>
      p.manyToOne(Agent).mapToPk().fieldName('availability_set_by').nullable().index().deleteRule('set null'),
    createdAt: p.datetime().defaultRaw('now()'),
    /** Set when the agent was removed from the service. The row stays because messages and log entries refer to it. */
    removedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['accountId', 'serviceId'] }],
});

/** What an administrator grants an agent or switches for them: the one list of it. */
export const agentRights = [
  'role',
  'canChat',
  'canTicket',
  'seesAllChats',
  'inAssignment',
  'mayChangeAssignment',
  'mayReveal',
  'maySeal',
] as const;
export type AgentRights = Pick<Agent, (typeof agentRights)[number]>;

/** A person's place in a service. `availability` is the agent's wish and changed by nothing but a person; a lease is another thing. */
export class Agent extends AgentSchema.class {
  [OptionalProps]?: 'isInvited';

  /** Invited, and not yet accepted. */
  get isInvited(): boolean {
    return this.joinedAt === null || this.joinedAt === undefined;
  }
}
AgentSchema.setClass(Agent);
