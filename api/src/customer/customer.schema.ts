import { builder, DomainErrorRef, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { encodeId } from '../ids.ts';
import { rowsById } from '../loader.ts';
import { Service } from '../service/service.entity.ts';
import { LanguageRef, ServiceProfileRef } from '../service/service.schema.ts';
import { ConsentRequired, ConsentStale } from './consent.errors.ts';
import type { ConsentNotice } from './consent.entity.ts';
import { Customer } from './customer.entity.ts';

const serviceById = rowsById(Service);
export const customerById = rowsById(Customer);

builder.objectType(ConsentRequired, {
  name: 'ConsentRequired',
  description: 'The consent is missing: show `HelpCenter.consentNotice` and pass its version.',
  interfaces: [DomainErrorRef],
});
builder.objectType(ConsentStale, {
  name: 'ConsentStale',
  description: 'The notice has changed since it was shown: show the current one and ask again.',
  interfaces: [DomainErrorRef],
});

export const ConsentNoticeRef = builder.objectRef<ConsentNotice>('ConsentNotice').implement({
  description: 'What a customer agrees to before a chat starts: the four points a notice must have, as plain text.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'To be passed back as `ConsentInput.noticeVersion`.' }),
    language: t.field({ type: LanguageRef, resolve: ({ language }) => language }),
    purpose: t.exposeString('purpose', { description: 'What the data is collected for.' }),
    items: t.exposeString('items', { description: 'Which data is collected.' }),
    retention: t.exposeString('retention', { description: 'How long it is kept.' }),
    refusal: t.exposeString('refusal', { description: 'What follows from refusing.' }),
  }),
});

export const ConsentInputRef = builder.inputType('ConsentInput', {
  description: 'The customer’s yes to one version of the notice.',
  fields: (t) => ({
    noticeVersion: t.string({ required: true, description: '`ConsentNotice.version` of the notice that was shown.' }),
    language: t.field({ type: LanguageRef, required: true, description: 'The language it was read in.' }),
  }),
});

/** Whether one of the agent's chats is with this customer. */
const hasChatWith = async (em: Context['em'], agentId: string, customerId: string) =>
  (
    await em.execute<unknown[]>('select 1 from chat where customer_id = ? and agent_id = ? limit 1', [
      customerId,
      agentId,
    ])
  ).length > 0;

export const CustomerRef = builder.objectRef<Customer>('Customer');
nodeLoaders.set('Customer', async (id, { viewer, em }) => {
  if (!viewer || (viewer.kind === 'agent' ? !viewer.canChat : viewer.id !== id)) return null;
  if (viewer.kind === 'agent' && !viewer.seesAllChats && !(await hasChatWith(em, viewer.id, id))) return null;
  return em.findOne(Customer, { id, serviceId: viewer.serviceId });
});
CustomerRef.implement({
  description: 'The person asking; every field is null until somebody told it.',
  interfaces: [NodeRef],
  isTypeOf: (value) => value instanceof Customer,
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Customer', id) }),
    service: t.field({
      type: ServiceProfileRef,
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
    name: t.exposeString('name', { nullable: true }),
    email: t.exposeString('email', { nullable: true }),
    phone: t.exposeString('phone', { nullable: true }),
    memo: t.string({
      nullable: true,
      description: 'What agents noted; null for the customer.',
      resolve: ({ memo }, _, { viewer }) => (viewer?.kind === 'agent' ? memo : null),
    }),
  }),
});
