import { isStaff } from '../access/viewer.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { boundedConnection, boundedPage } from '../bounded-list.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { batched, rowsById } from '../loader.ts';
import { Service } from '../service/service.entity.ts';
import { LanguageRef, ServiceProfileRef } from '../service/service.schema.ts';
import { ConsentRequired, ConsentStale } from './consent.errors.ts';
import type { Consent, ConsentNotice } from './consent.entity.ts';
import { consentsOf } from './consent.service.ts';
import { readable } from './customer-info.ts';
import { memberIdsOf } from './identity.service.ts';
import { keepingWords } from './keeping-words.ts';
import { MergeFinal, StaleCustomer } from './customer.errors.ts';
import { CustomerOrder, duplicatesOf, readCustomers, recordsMergedInto } from './customer-list.service.ts';
import type { CustomerRow } from './customer.rows.ts';
import { besideOf, forgetVisitor, saveCustomer, settleSaid } from './customer.service.ts';
import { findPerson, findRecord } from './group.service.ts';
import { mergeById, mergeCustomers, mergesOf, undoMerge, type Merge } from './merge.service.ts';

domainError(ConsentRequired, 'The consent is missing: show `HelpCenter.consentNotice` and pass its version.');
domainError(ConsentStale, 'The notice has changed since it was shown: show the current one and ask again.');

export const ConsentNoticeRef = builder.objectRef<ConsentNotice>('ConsentNotice').implement({
  description: 'What a customer agrees to before a chat starts: the four points a notice must have, as plain text.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'To be passed back as `ConsentInput.noticeVersion`.' }),
    language: t.expose('language', {
      type: LanguageRef,
      description: 'The one it is written in.',
    }),
    purpose: t.exposeString('purpose', { description: 'What the data is collected for.' }),
    items: t.exposeString('items', { description: 'Which data is collected.' }),
    retention: t.exposeString('retention', { description: 'How long it is kept.' }),
    refusal: t.exposeString('refusal', { description: 'What follows from refusing.' }),
    shownRetention: t.string({
      description:
        '`retention` as it is to be shown: on a line below it stands what is erased by itself after how long, made of the present settings. That line is no part of what is agreed to.',
      resolve: async ({ serviceId, language, retention }, _, { app }) =>
        [retention, keepingWords(await app.settings.find(serviceId), language)].filter(Boolean).join('\n'),
    }),
  }),
});

export const ConsentInputRef = builder.inputType('ConsentInput', {
  description: 'The customer’s yes to one version of the notice.',
  fields: (t) => ({
    noticeVersion: t.string({ required: true, description: '`ConsentNotice.version` of the notice that was shown.' }),
    language: t.field({ type: LanguageRef, required: true, description: 'The language it was read in.' }),
  }),
});

const serviceById = rowsById(Service);
const isAdmin = ({ viewer }: Context) => viewer?.kind === 'agent' && viewer.role === 'ADMIN';

const ConsentRef = builder.objectRef<Consent>('Consent').implement({
  description: 'A recorded yes to one version of the privacy notice.',
  fields: (t) => ({
    noticeVersion: t.exposeString('noticeVersion', { description: 'The `ConsentVersion.version` that was agreed to.' }),
    language: t.expose('language', {
      type: LanguageRef,
      description: 'The one it was read in.',
    }),
    agreedAt: t.expose('agreedAt', {
      type: 'DateTime',
      description: 'When the customer agreed.',
    }),
    ipAddress: t.string({
      nullable: true,
      description: 'Where from; for administrators.',
      resolve: ({ ip }, _, ctx) => (isAdmin(ctx) ? ip : null),
    }),
  }),
});

const SaidFieldRef = builder.enumType('SaidField', {
  description: 'What customers, or a company’s server for them, say of who they are.',
  values: {
    NAME: { value: 'name', description: 'The name.' },
    EMAIL: { value: 'email', description: 'The e-mail address.' },
    PHONE: { value: 'phone', description: 'The phone number.' },
  } as const,
});
const saidNames = ['name', 'email', 'phone'] as const;

export const CustomerRef = builder.objectRef<CustomerRow>('Customer');

const CustomerMergeRef = builder.objectRef<Merge>('CustomerMerge').implement({
  description: 'An agent said that two records are one person.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'For `undoMerge`.', resolve: ({ id }) => encodeId('CustomerMerge', id) }),
    agent: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Who said it.',
      resolve: ({ authorId }, _, ctx) => (authorId ? agentById(ctx, authorId) : null),
    }),
    mergedAt: t.expose('mergedAt', { type: 'DateTime', description: 'When it was said.' }),
    undoableUntil: t.expose('undoableUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'A day after it was made; null once it is final.',
    }),
  }),
});

nodeLoaders.set('CustomerMerge', (id, ctx) => mergeById(ctx, id));

const mergeOf = batched<string, Merge | null>(mergesOf, (id) => id);
const mergedInto = batched<string, CustomerRow[]>(recordsMergedInto, (id) => id);
const duplicates = batched<CustomerRow, CustomerRow[]>(duplicatesOf, ({ id }) => id);
const memberIdOf = batched<string, string | null>(memberIdsOf, (id) => id);
const consents = batched<string, Consent[]>(consentsOf, (id) => id);
const few = { field: 1, multiplier: 20 };

nodeLoaders.set('Customer', (id, ctx) => findRecord(ctx, id));
CustomerRef.implement({
  description:
    'The person asking; every field is null until somebody told it. A customer is not told what agents learnt from another record. One person may have several records, which agents merge: the one that the others were merged into stands for all.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Customer', id) }),
    service: t.field({
      type: ServiceProfileRef,
      description: 'The service whose customer it is.',
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
    name: t.string({
      nullable: true,
      description: 'At most 100 UTF-16 units; null where it is not known.',
      resolve: (customer, _, { viewer }) => readable(customer, 'name', viewer),
    }),
    email: t.string({
      nullable: true,
      description: 'In small letters; null where it is not known.',
      resolve: (customer, _, { viewer }) => readable(customer, 'email', viewer),
    }),
    phone: t.string({
      nullable: true,
      description: 'As it was written, at most 50 UTF-16 units; null where it is not known.',
      resolve: (customer, _, { viewer }) => readable(customer, 'phone', viewer),
    }),
    memo: t.string({
      nullable: true,
      description: 'What agents noted; null for the customer.',
      resolve: ({ memo }, _, ctx) => (isStaff(ctx) ? memo : null),
    }),
    saidName: t.string({
      nullable: true,
      description:
        'What the customer says the name is, while an agent saved another one that stays: for an agent to decide on (`settleSaid`). Null for the customer.',
      resolve: ({ saidName }, _, ctx) => (isStaff(ctx) ? saidName : null),
    }),
    saidEmail: t.string({
      nullable: true,
      description: 'The same of the e-mail.',
      resolve: ({ saidEmail }, _, ctx) => (isStaff(ctx) ? saidEmail : null),
    }),
    saidPhone: t.string({
      nullable: true,
      description: 'The same of the phone number, which only the company’s server says.',
      resolve: ({ saidPhone }, _, ctx) => (isStaff(ctx) ? saidPhone : null),
    }),
    verified: t.field({
      type: [SaidFieldRef],
      description:
        'What of name, e-mail and phone number the company’s own server vouches for (member link), as it stands here. Empty for customers.',
      resolve: ({ verified }, _, ctx) => (isStaff(ctx) ? saidNames.filter((name) => verified.includes(name)) : []),
    }),
    verifiedSaid: t.field({
      type: [SaidFieldRef],
      description: 'The same of `saidName`, `saidEmail` and `saidPhone`.',
      resolve: ({ verified }, _, ctx) =>
        isStaff(ctx) ? saidNames.filter((name) => verified.includes(besideOf[name])) : [],
    }),
    memberId: t.string({
      nullable: true,
      description:
        'Who the person is in the company’s own system: `sub` of its tokens. Null for others, and for customers.',
      resolve: ({ id }, _, ctx) => (isStaff(ctx) ? memberIdOf(ctx, id) : null),
    }),
    infoVersion: t.string({
      description:
        'Changes whenever name, e-mail, phone or memo do; to be passed back as `SaveCustomerInput.infoVersion`. Empty for customers.',
      resolve: ({ infoRevision }, _, ctx) => (isStaff(ctx) ? String(infoRevision) : ''),
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the record was made.',
    }),
    erasedAt: t.expose('erasedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When everything personal was destroyed; null where it was not.',
    }),
    duplicates: t.field({
      type: [CustomerRef],
      complexity: few,
      description:
        'Other people with the same e-mail, newest first, at most 20: perhaps the same person. Empty for customers and for agents who do not see all customers.',
      resolve: (customer, _, ctx) => duplicates(ctx, customer),
    }),
    mergedRecords: t.field({
      type: [CustomerRef],
      complexity: few,
      description: 'Records that were merged into this one, newest first, as they are themselves. Empty for customers.',
      resolve: ({ id }, _, ctx) => (isStaff(ctx) ? mergedInto(ctx, id) : []),
    }),
    merge: t.field({
      type: CustomerMergeRef,
      nullable: true,
      description: 'How this record became part of another; null where it stands for itself, and for customers.',
      resolve: ({ id, mergedIntoId }, _, ctx) => (mergedIntoId && isStaff(ctx) ? mergeOf(ctx, id) : null),
    }),
    consents: t.field({
      type: [ConsentRef],
      complexity: few,
      description: 'What the person agreed to, in whichever record, newest first, at most 20. Empty for customers.',
      resolve: ({ id }, _, ctx) => (isStaff(ctx) ? consents(ctx, id) : []),
    }),
  }),
});

builder.queryField('customer', (t) =>
  t.field({
    type: CustomerRef,
    nullable: true,
    description:
      'The person a record stands for: the record itself or the one it was merged into; null when there is none for you. Administrators, agents with the ticket right and those who see all chats see every customer, others those they chat with.',
    keys: 'customers:read',
    authScopes: { agent: true },
    args: { id: t.arg.id({ required: true, description: '`Customer.id`.' }) },
    resolve: (_, { id }, ctx) => findPerson(ctx, id),
  }),
);

const CustomerFilterRef = builder.inputType('CustomerFilter', {
  description: 'Every condition that is given must hold.',
  fields: (t) => ({
    text: t.string({
      description:
        'Part of name (or `guest-` and the four last letters or digits of the id), e-mail or phone, however that is typed; at most 100 UTF-16 units and not only blanks; letter case does not matter.',
    }),
    email: t.string({ description: 'This e-mail, in small letters as it is kept.' }),
  }),
});
const CustomerOrderRef = builder.enumType('CustomerOrder', {
  description: 'By when the record was made.',
  values: enumValues<CustomerOrder>({ CREATED_AT_DESC: 'The newest first.', CREATED_AT_ASC: 'The oldest first.' }),
});

builder.queryField('customers', (t) =>
  t.connection(
    {
      type: CustomerRef,
      ...boundedPage(
        'The service’s customers, one record per person and without those that were erased, the newest first unless `orderBy` says otherwise. For administrators, agents with the ticket right and those who see all chats; empty for others.',
      ),
      keys: 'customers:read',
      authScopes: { agent: true },
      args: {
        filter: t.arg({ type: CustomerFilterRef, description: 'Which customers; all without it.' }),
        orderBy: t.arg({ type: CustomerOrderRef, description: 'CREATED_AT_DESC by default.' }),
      },
      resolve: (_, { filter, orderBy, ...args }, ctx) =>
        boundedConnection<CustomerRow>(
          args,
          ({ id }) => encodeId('Customer', id),
          (page) => readCustomers(ctx, filter ?? {}, orderBy ?? CustomerOrder.CREATED_AT_DESC, page),
        ),
    },
    { name: 'CustomerConnection' },
    { name: 'CustomerEdge' },
  ),
);

domainError(
  StaleCustomer,
  'Somebody else saved or merged the customer since the version that was edited; nothing was written.',
  (t) => ({
    customer: t.expose('customer', { type: CustomerRef, description: 'As it is now.' }),
  }),
);
domainError(MergeFinal, 'A day has passed since the merge, or the records were erased: it stays.');

const SaveCustomerInputRef = builder.inputType('SaveCustomerInput', {
  description: 'What is absent stays as it is; null or blank clears.',
  fields: (t) => ({
    customerId: t.id({ required: true, description: '`Customer.id`.' }),
    infoVersion: t.string({
      description:
        '`Customer.infoVersion` that was edited; StaleCustomer when it is not the present one. Absent: not checked.',
    }),
    name: t.string({ description: 'At most 100 UTF-16 units.' }),
    email: t.string({ description: 'At most 254 octets; kept in small letters.' }),
    phone: t.string({ description: 'At most 50 UTF-16 units.' }),
    memo: t.string({ description: 'At most 2,000 UTF-16 units.' }),
  }),
});

builder.mutationField('saveCustomer', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'What is known of a person. A record that was merged into another is StaleCustomer with that one. For those who see every customer.',
    keys: 'customers:write',
    authScopes: { agent: true },
    errors: { types: [InvalidInput, StaleCustomer, NotPermitted] },
    args: { input: t.arg({ type: SaveCustomerInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveCustomer(ctx, input),
  }),
);

builder.mutationField('forgetVisitor', (t) =>
  t.boolean({
    description:
      'Ends the caller’s visitor token and, with close code 4401, every socket that it opened: the way out of a shared computer. Chats and inquiries stay as they are. False when there was none.',
    keys: 'none',
    authScopes: { public: true },
    resolve: (_, __, ctx) => forgetVisitor(ctx),
  }),
);

const SettleSaidInputRef = builder.inputType('SettleSaidInput', {
  description: 'What becomes of `Customer.saidName`, `saidEmail` or `saidPhone`.',
  fields: (t) => ({
    customerId: t.id({ required: true, description: '`Customer.id`.' }),
    field: t.field({ type: SaidFieldRef, required: true, description: 'Which of the three it is.' }),
    said: t.string({
      required: true,
      description: 'What was decided on; StaleCustomer when the customer does not say it any more.',
    }),
    take: t.boolean({
      required: true,
      description: 'True: it takes the place of what was saved. False: what was saved stays, and this goes.',
    }),
  }),
});

builder.mutationField('settleSaid', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'Decides on what a customer says beside what an agent saved. A record that was merged into another is StaleCustomer with that one. What was saved and is masked cannot be replaced (InvalidInput). For every agent who sees the customer.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [InvalidInput, StaleCustomer, NotPermitted] },
    args: { input: t.arg({ type: SettleSaidInputRef, required: true }) },
    resolve: (_, { input }, ctx) => settleSaid(ctx, input),
  }),
);

builder.mutationField('mergeCustomers', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'Says that two records are one person: `intoId` stands for both from now on, and what it does not know is filled with what `fromId` knows. Neither may have been merged into another (InvalidInput). Chats and tickets stay with their record, so a customer’s token opens what it opened before. Can be undone for a day. For those who see every customer.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: {
      fromId: t.arg.id({ required: true, description: '`Customer.id` of the record that becomes part of the other.' }),
      intoId: t.arg.id({ required: true, description: '`Customer.id` of the record that then stands for both.' }),
    },
    resolve: (_, { fromId, intoId }, ctx) => mergeCustomers(ctx, fromId, intoId),
  }),
);

builder.mutationField('undoMerge', (t) =>
  t.field({
    type: CustomerRef,
    description:
      'Parts what one merge put together and answers the record that stands for itself again, in whatever order merges are undone. What the merge filled elsewhere is taken back, unless somebody saved something else there. Undone twice is undone once. For those who see every customer.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [MergeFinal, NotPermitted] },
    args: { mergeId: t.arg.id({ required: true, description: '`CustomerMerge.id`.' }) },
    resolve: (_, { mergeId }, ctx) => undoMerge(ctx, mergeId),
  }),
);
