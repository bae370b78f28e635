import { builder, DomainErrorRef, nodeLoaders, NodeRef } from '../builder.ts';
import { NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { rowsById } from '../loader.ts';
import { Service } from '../service/service.entity.ts';
import { ServiceProfileRef } from '../service/service.schema.ts';
import { Agent, AgentRole, Availability } from './agent.entity.ts';
import { InvalidCredentials } from './agent.errors.ts';
import { setAvailability, signIn, signOut } from './agent.service.ts';
import type { AgentPresence } from './presence.ts';

export const agentById = rowsById(Agent);
const serviceById = rowsById(Service);

const AvailabilityRef = builder.enumType('Availability', {
  description: 'What an agent chose. Only ONLINE gets new chats; BREAK and OFFLINE keep the running ones.',
  values: Object.values(Availability),
});
const AgentRoleRef = builder.enumType('AgentRole', { values: Object.values(AgentRole) });

builder.objectType(InvalidCredentials, {
  name: 'InvalidCredentials',
  description: 'E-mail or password is wrong.',
  interfaces: [DomainErrorRef],
});

/** What agents see of each other, and who signs in of themselves. */
const colleague = { $any: { agent: true, $granted: 'self' } };

export const AgentRef = builder.objectRef<Agent>('Agent');
nodeLoaders.set('Agent', async (id, { viewer, em }) =>
  viewer?.kind === 'agent' ? em.findOne(Agent, { id, serviceId: viewer.serviceId }) : null,
);
AgentRef.implement({
  description: 'A person of the service. Customers see the name only.',
  interfaces: [NodeRef],
  isTypeOf: (value) => value instanceof Agent,
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Agent', id) }),
    name: t.exposeString('name'),
    email: t.exposeString('email', { authScopes: colleague }),
    availability: t.field({
      type: AvailabilityRef,
      description: 'The wish; whether a console is connected too is told by `presenceChanges`.',
      authScopes: colleague,
      resolve: ({ availability }) => availability,
    }),
    role: t.field({ type: AgentRoleRef, authScopes: colleague, resolve: ({ role }) => role }),
    canChat: t.exposeBoolean('canChat', { description: 'The chat right (S4).', authScopes: colleague }),
    service: t.field({
      type: ServiceProfileRef,
      authScopes: colleague,
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
  }),
});

const AgentPresenceRef = builder.objectRef<AgentPresence>('AgentPresence').implement({
  description: 'Whether an agent can be given chats, and why not.',
  fields: (t) => ({
    agent: t.field({ type: AgentRef, resolve: ({ agentId }, _, ctx) => agentById(ctx, agentId) }),
    availability: t.field({ type: AvailabilityRef, resolve: ({ availability }) => availability }),
    connected: t.exposeBoolean('connected', {
      description:
        'A console of the agent is alive. After the last one closed this holds for 5 s more; after one vanished, until a ping found out (20 s) and those 5 s; after its server died, for 35 s.',
    }),
    assignable: t.exposeBoolean('assignable', { description: 'Gets new chats now.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why not assignable: NO_CHAT_RIGHT, OFFLINE, BREAK or NOT_CONNECTED. Null when assignable.',
    }),
  }),
});

builder.mutationField('signIn', (t) =>
  t.field({
    type: AgentRef,
    description:
      'Over HTTP only. Starts a session of 14 days, carried by the httpOnly cookie `damso_session`. After ten failures of one e-mail and address within a quarter of an hour: RateLimited.',
    authScopes: { public: true },
    grantScopes: ['self'],
    errors: { types: [InvalidCredentials, RateLimited] },
    args: { email: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
    resolve: (_, input, ctx) => signIn(ctx, input),
  }),
);

builder.mutationField('signOut', (t) =>
  t.boolean({
    description: 'Ends the session and, with close code 4401, every socket that it opened. False when there was none.',
    authScopes: { public: true },
    resolve: (_, __, ctx) => signOut(ctx),
  }),
);

builder.mutationField('setAvailability', (t) =>
  t.field({
    type: AgentRef,
    description: 'Sets the caller’s own availability. Running chats stay whatever is chosen.',
    authScopes: { chatAgent: true },
    errors: { types: [NotPermitted] },
    args: { availability: t.arg({ type: AvailabilityRef, required: true }) },
    resolve: (_, { availability }, ctx) => setAvailability(ctx, availability),
  }),
);

builder.subscriptionField('presenceChanges', (t) =>
  t.field({
    type: AgentPresenceRef,
    description: 'Agents of the service: the present values first, then every change.',
    authScopes: { agent: true },
    subscribe: (_, __, ctx) => ctx.app.presence.watchAgents(ctx.viewer?.serviceId ?? ''),
    resolve: (presence) => presence,
  }),
);
