import { LastOwner } from '../account/account.errors.ts';
import { LastAdministrator, OwnRights } from '../agent/agent.errors.ts';
import { AgentRef } from '../agent/agent.schema.ts';
import { builder } from '../builder.ts';
import { NotPermitted } from '../errors.ts';
import { removeAgent } from './remove-agent.service.ts';

builder.mutationField('removeAgent', (t) =>
  t.field({
    type: AgentRef,
    description:
      'The agent is of the service no more: sessions end now, open chats go to the next agent or the line. What was said and done stays.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [LastAdministrator, LastOwner, OwnRights, NotPermitted] },
    args: { agentId: t.arg.id({ required: true, description: '`Agent.id`.' }) },
    resolve: (_, { agentId }, ctx) => removeAgent(ctx, agentId),
  }),
);
