import './viewer.schema.ts';
import './access/audit-log.schema.ts';
import './api-client/api-client.schema.ts';
import './access/change-log.schema.ts';
import './account/second-factor.schema.ts';
import './agent/agent.schema.ts';
import './agent/password-reset.schema.ts';
import './chat/canned-reply.schema.ts';
import './chat/chat.schema.ts';
import './chat/desk.schema.ts';
import './chat/identify.schema.ts';
import './chat/message.schema.ts';
import './chat/note.schema.ts';
import './chat/transcript.schema.ts';
import './customer/consent-draft.schema.ts';
import './customer/customer.schema.ts';
import './customer/member-link.schema.ts';
import './event/event.schema.ts';
import './helpcenter/helpcenter.schema.ts';
import './mail/mail.schema.ts';
import './masking/masking.schema.ts';
import './masking/regions.schema.ts';
import './offboarding/offboarding.schema.ts';
import './picture/picture.schema.ts';
import './organisation/organisation.schema.ts';
import './privacy/privacy.schema.ts';
import './rating/rating.schema.ts';
import './service/category.schema.ts';
import './service/service.schema.ts';
import './service/site.schema.ts';
import './setup/checklist.schema.ts';
import './setup/setup.schema.ts';
import './attachment/attachment.schema.ts';
import './ticket/ticket.schema.ts';
import './webhook/webhook.schema.ts';
import './customer-data/customer-data.schema.ts';
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';

export const schema = builder.toSchema();

assertRules(schema);

/** Deny by default: a query, mutation or subscription without a stated rule does not start. */
function assertRules(built: GraphQLSchema): void {
  for (const root of [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const options = field.extensions['pothosOptions'] as { authScopes?: unknown } | undefined;
      if (!options?.authScopes) throw new Error(`${root?.name ?? ''}.${field.name} states no rule (authScopes).`);
    }
  }
}
