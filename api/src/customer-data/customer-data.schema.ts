import { builder, domainError, enumValues } from '../builder.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { LocalTextRef } from '../service/service.schema.ts';
import { mostFields, type CustomerDataKind, type DataField } from './answer.ts';
import type { CustomerData } from './customer-data-client.ts';
import { CustomerDataFailed, CustomerDataLinkOff, type CustomerDataProblem } from './customer-data.errors.ts';
import {
  lookUpCustomerData,
  readCustomerDataLink,
  rotateCustomerDataSecret,
  saveCustomerDataLink,
  testCustomerDataLink,
  type CustomerDataLink,
  type ShownDataSecret,
} from './customer-data.service.ts';

const CustomerDataProblemRef = builder.enumType('CustomerDataProblem', {
  description: 'Why the company’s system told nothing.',
  values: enumValues<CustomerDataProblem>({
    UNREACHABLE: 'There is no connection.',
    TIMED_OUT: 'No whole answer within three seconds.',
    REFUSED_ADDRESS: 'The name leads into an inner network.',
    BAD_CERTIFICATE: 'The certificate does not hold.',
    TOO_LONG: 'The answer is longer than 64 kB.',
    REFUSED: 'It answered 401 or 403.',
    BAD_STATUS: 'Another status than 200 and 204, which redirects are too.',
    MALFORMED: 'The answer is not as it has to be.',
    UNREADABLE_SECRET: 'The key is gone under which the secret is kept; rotate it.',
    BUSY: 'Too many questions are under way.',
  }),
});
domainError(CustomerDataLinkOff, 'The customer-data link is off, or has no address or no secret yet.');
domainError(CustomerDataFailed, 'The company’s system told nothing that can be shown. Try again.', (t) => ({
  problem: t.expose('problem', {
    type: CustomerDataProblemRef,
    description: 'What went wrong.',
  }),
  status: t.exposeInt('status', {
    nullable: true,
    description: 'The HTTP status of its answer; null where there was none.',
  }),
  part: t.exposeString('part', {
    nullable: true,
    description: 'Of MALFORMED: which part of the answer, as `fields[2].link`; `$` for the whole of it.',
  }),
}));

const CustomerDataKindRef = builder.enumType('CustomerDataKind', {
  description: 'How a value reads.',
  values: enumValues<CustomerDataKind>({
    TEXT: 'As it is.',
    NUMBER: 'A decimal number.',
    DATE: 'A day, as 2026-11-30.',
    TIME: 'An instant, as ISO 8601 has it.',
  }),
});

const CustomerDataFieldRef = builder.objectRef<DataField>('CustomerDataField').implement({
  description: 'One thing that the company’s system tells of a customer. It is plain text of somebody else’s.',
  fields: (t) => ({
    label: t.expose('label', { type: LocalTextRef, description: 'What it is called.' }),
    value: t.exposeString('value', { nullable: true, description: 'Null for not known.' }),
    kind: t.expose('kind', { type: CustomerDataKindRef, description: 'How `value` reads.' }),
    link: t.exposeString('link', { nullable: true, description: 'Where there is more of it; https.' }),
  }),
});

const CustomerDataRef = builder.objectRef<CustomerData>('CustomerData').implement({
  description: 'What the company’s system tells. Damso writes down nothing of it.',
  fields: (t) => ({
    fields: t.field({
      type: [CustomerDataFieldRef],
      description: `In its order; at most ${mostFields}. Empty where it knows nothing.`,
      resolve: ({ fields }) => [...fields],
    }),
    fetchedAt: t.expose('fetchedAt', { type: 'DateTime', description: 'When it told.' }),
  }),
});

const CustomerDataLinkRef = builder.objectRef<CustomerDataLink>('CustomerDataLink').implement({
  description:
    'How the company’s own system is asked about a customer when an agent looks: a POST of JSON, signed as Standard Webhooks has it.',
  fields: (t) => ({
    enabled: t.exposeBoolean('enabled', { description: 'Whether agents’ looks ask it.' }),
    url: t.exposeString('url', { nullable: true, description: 'Null where there is none yet.' }),
    sendsEmail: t.exposeBoolean('sendsEmail', {
      description: 'Whether a question holds the customer’s e-mail address too.',
    }),
    sendsPhone: t.exposeBoolean('sendsPhone', { description: 'The same of the phone number.' }),
    secretMadeAt: t.expose('secretMadeAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the secret was made; null without one.',
    }),
    formerEndsAt: t.expose('formerEndsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the secret before it signs too; null without one.',
    }),
  }),
});

const ShownDataSecretRef = builder.objectRef<ShownDataSecret>('CustomerDataSecret').implement({
  description: 'The secret is shown this once.',
  fields: (t) => ({
    link: t.expose('link', { type: CustomerDataLinkRef, description: 'As it stands now.' }),
    secret: t.exposeString('secret', {
      description: 'As libraries of Standard Webhooks take it: `whsec_` and base64.',
    }),
  }),
});

builder.queryField('customerDataLink', (t) =>
  t.field({
    type: CustomerDataLinkRef,
    description: 'How the company’s own system is asked about customers.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => readCustomerDataLink(ctx),
  }),
);

const SaveCustomerDataLinkInputRef = builder.inputType('SaveCustomerDataLinkInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    enabled: t.boolean({ description: 'It is on only with an address and a secret.' }),
    url: t.string({
      description:
        'https, at a public address; http too where the installation names the inner network that it is in. Null or blank for none.',
    }),
    sendsEmail: t.boolean({ description: 'Whether it is told the customer’s e-mail address.' }),
    sendsPhone: t.boolean({ description: 'Whether it is told the phone number.' }),
  }),
});

builder.mutationField('saveCustomerDataLink', (t) =>
  t.field({
    type: CustomerDataLinkRef,
    description: 'Sets where the company’s system is asked and what it is told, and switches it.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveCustomerDataLinkInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveCustomerDataLink(ctx, input),
  }),
);

builder.mutationField('rotateCustomerDataSecret', (t) =>
  t.field({
    type: ShownDataSecretRef,
    description: 'The first secret, or another. The former one signs beside it for a day.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    resolve: (_, __, ctx) => rotateCustomerDataSecret(ctx),
  }),
);

builder.mutationField('testCustomerDataLink', (t) =>
  t.field({
    type: CustomerDataRef,
    description:
      'Asks about nobody, with the type TEST, to see what the company’s system answers; also while the link is off.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [CustomerDataFailed, CustomerDataLinkOff, RateLimited, NotPermitted] },
    resolve: (_, __, ctx) => testCustomerDataLink(ctx),
  }),
);

builder.mutationField('lookUpCustomerData', (t) =>
  t.field({
    type: CustomerDataRef,
    description:
      'Asks the company’s system about a customer, and notes in the audit log who looked. Within a minute the same answer is given again. For agents who see the customer.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [CustomerDataFailed, CustomerDataLinkOff, RateLimited, NotPermitted] },
    args: { customerId: t.arg.id({ required: true, description: '`Customer.id`.' }) },
    resolve: (_, { customerId }, ctx) => lookUpCustomerData(ctx, customerId),
  }),
);
