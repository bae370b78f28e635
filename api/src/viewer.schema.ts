import { brandWithType } from '@pothos/core';
import { ApiClient } from './api-client/api-client.entity.ts';
import { ApiClientRef } from './api-client/api-client.schema.ts';
import { Agent } from './agent/agent.entity.ts';
import { AgentRef } from './agent/agent.schema.ts';
import { builder, nodeLoaders, NodeRef } from './builder.ts';
import { Customer } from './customer/customer.entity.ts';
import { CustomerRef } from './customer/customer.schema.ts';
import { secondFactorNeeded } from './errors.ts';
import { parseId } from './ids.ts';

const ViewerRef = builder.unionType('Viewer', {
  description: 'Who can ask: an agent, a customer or a program with an API key.',
  types: [AgentRef, CustomerRef, ApiClientRef],
  resolveType: (viewer) => (viewer instanceof Agent ? 'Agent' : viewer instanceof ApiClient ? 'ApiClient' : 'Customer'),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    nullable: true,
    description:
      'Whoever is asking; null for nobody. SECOND_FACTOR_NEEDED, as from everything else, for who has to set up a second factor first. In a service that is switched off (`ServiceProfile.switchedOff`) its agents read what they read before; everything that is more is refused, but for what is of their `account` or the `organisation`.',
    keys: 'any',
    authScopes: { public: true },
    grantScopes: ['self'],
    resolve: (_, __, { viewer, person, signedIn, em }) => {
      if (signedIn && !person) throw secondFactorNeeded();
      if (person) return em.findOne(Agent, person.id);
      if (viewer?.kind === 'client') return em.findOne(ApiClient, viewer.id);
      return viewer && em.findOne(Customer, viewer.id);
    },
  }),
);

builder.queryField('epoch', (t) =>
  t.string({
    description:
      'Says to which history revisions belong. It is another one once the database was restored from a backup; whatever was read with the former may not have happened. Every WebSocket is told it too, as `epoch` in the payload of `connection_ack`.',
    keys: 'any',
    authScopes: { public: true },
    resolve: (_, __, { app }) => app.epoch.current,
  }),
);

/** Of objects whose ids begin with another word than their type. */
const typesOfIds: Readonly<Record<string, string>> = {
  Account: 'OrganisationAccount',
  Mail: 'UndeliveredMail',
  Service: 'ServiceProfile',
};

builder.queryField('node', (t) =>
  t.field({
    type: NodeRef,
    nullable: true,
    description: 'Any object by its id; null when there is none for you.',
    keys: 'any',
    authScopes: { public: true },
    args: { id: t.arg.id({ required: true, description: 'The `id` of any `Node`.' }) },
    resolve: async (_, { id }, ctx) => {
      const parsed = parseId(id);
      if (!parsed) return null;
      const found = (await nodeLoaders.get(parsed.typename)?.(parsed.id, ctx)) ?? null;
      // Every other field says of which type its objects are, and unions know their outcomes by their classes. Only here the id
      // says it, so the object is marked here, and rows from the database need neither a class nor a tag.
      brandWithType(found, (typesOfIds[parsed.typename] ?? parsed.typename) as never);
      return found;
    },
  }),
);
