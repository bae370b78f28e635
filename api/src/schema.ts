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
import { isObjectType, type GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';

export const schema = builder.toSchema();

assertRules(schema);
readNodes(schema);

interface Stated {
  readonly pothosOptions?: { readonly authScopes?: unknown };
}

/** Deny by default: a query, mutation or subscription without a stated rule does not start. Rules are stated at fields, not at types. */
function assertRules(built: GraphQLSchema): void {
  const states = ({ extensions }: { extensions: Stated }) => extensions.pothosOptions?.authScopes !== undefined;
  for (const root of [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (!states(field)) throw new Error(`${root?.name ?? ''}.${field.name} states no rule (authScopes).`);
    }
  }
  for (const type of Object.values(built.getTypeMap())) {
    if (isObjectType(type) && states(type))
      throw new Error(`${type.name} states a rule (authScopes) for all its fields.`);
  }
}

/**
 * Takes the resolvers of `node` away, which read that property and nothing else, as is done where there is none. A compiled document
 * then reads it without a call, which would make some 600 bytes of closures and path for each row of a list.
 */
function readNodes(built: GraphQLSchema): void {
  for (const type of Object.values(built.getTypeMap())) {
    if (isObjectType(type) && type.name.endsWith('Edge')) delete type.getFields()['node']?.resolve;
  }
}
