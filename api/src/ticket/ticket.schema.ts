import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, DomainErrorRef, nodeLoaders, NodeRef } from '../builder.ts';
import { ChatRef } from '../chat/chat.schema.ts';
import { chatById } from '../chat/chat.service.ts';
import { ConsentRequired, ConsentStale } from '../customer/consent.errors.ts';
import { ConsentInputRef, customerById, CustomerRef } from '../customer/customer.schema.ts';
import { InvalidInput, RateLimited } from '../errors.ts';
import { decodeId, encodeId } from '../ids.ts';
import { rowsById } from '../loader.ts';
import type { Language } from '../service/service.entity.ts';
import { LanguageRef } from '../service/service.schema.ts';
import { AttachmentMissing } from './attachment.errors.ts';
import { AttachmentRef } from './attachment.schema.ts';
import { attachmentsOf } from './attachment.service.ts';
import { submitInquiry, ticketById, type SubmittedInquiry } from './inquiry.service.ts';
import { InquiryType } from './inquiry-type.entity.ts';
import { Channel, Ticket, TicketStatus } from './ticket.entity.ts';
import { InquiryDisabled } from './ticket.errors.ts';

const inquiryTypeById = rowsById(InquiryType);

/** An inquiry type in the language of whoever reads it. */
export interface LocalInquiryType {
  readonly inquiryType: InquiryType;
  readonly language: Language;
}

builder.objectType(InquiryDisabled, {
  name: 'InquiryDisabled',
  description: 'The service takes no inquiries, or there is no such service.',
  interfaces: [DomainErrorRef],
});

export const InquiryTypeRef = builder.objectRef<LocalInquiryType>('InquiryType').implement({
  description: 'A kind of inquiry a customer can choose.',
  interfaces: [NodeRef],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'inquiryType' in value,
  fields: (t) => ({
    id: t.id({ resolve: ({ inquiryType }) => encodeId('InquiryType', inquiryType.id) }),
    name: t.string({
      resolve: ({ inquiryType: { name }, language }) => name[language] ?? name.ko ?? name.en ?? '',
    }),
  }),
});

const TicketStatusRef = builder.enumType('TicketStatus', {
  description: 'NEW: unassigned. OPEN: being worked on. PENDING: waits for someone. RESOLVED: answered. CLOSED: done.',
  values: Object.values(TicketStatus),
});
const ChannelRef = builder.enumType('Channel', {
  description: 'Where a ticket came from.',
  values: Object.values(Channel),
});

const TicketRef = builder.objectType(Ticket, {
  name: 'Ticket',
  description: 'What outlives a chat: a question with a number, until it is answered.',
  interfaces: [NodeRef],
  isTypeOf: (value) => value instanceof Ticket,
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Ticket', id) }),
    number: t.exposeString('number', {
      description: 'To be said on the phone, for example D-2026-000123; no other ticket has it.',
    }),
    title: t.exposeString('title'),
    content: t.exposeString('content', { description: 'Plain text in NFC, at most 10,000 UTF-16 units.' }),
    status: t.field({ type: TicketStatusRef, resolve: ({ status }) => status }),
    channel: t.field({ type: ChannelRef, resolve: ({ channel }) => channel }),
    tags: t.stringList({
      description: 'Shown in lists; holds `chat` when the ticket came from a chat.',
      resolve: ({ channel }) => (channel === Channel.CHAT ? ['chat'] : []),
    }),
    inquiryType: t.field({
      type: InquiryTypeRef,
      resolve: async ({ inquiryTypeId, language }, _, ctx) => ({
        inquiryType: await inquiryTypeById(ctx, inquiryTypeId),
        language,
      }),
    }),
    chat: t.field({
      type: ChatRef,
      nullable: true,
      resolve: ({ chatId }, _, ctx) => (chatId ? chatById(ctx, chatId) : null),
    }),
    customer: t.field({
      type: CustomerRef,
      nullable: true,
      resolve: ({ customerId }, _, ctx) => (customerId ? customerById(ctx, customerId) : null),
    }),
    assignee: t.field({
      type: AgentRef,
      nullable: true,
      resolve: ({ assigneeId }, _, ctx) => (assigneeId ? agentById(ctx, assigneeId) : null),
    }),
    attachments: t.field({
      type: [AttachmentRef],
      description: 'What came with the ticket itself, at most 5 files in the order they were uploaded.',
      resolve: ({ id }, _, ctx) => attachmentsOf(ctx, { ticketId: id }),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
});
nodeLoaders.set('Ticket', (id, ctx) => ticketById(ctx, id));

builder.queryField('ticket', (t) =>
  t.field({
    type: TicketRef,
    nullable: true,
    description:
      'A ticket by its id; null when there is none for you. Administrators and agents with the chat right see the service’s tickets, customers their own.',
    authScopes: { viewer: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, ctx) => {
      const row = decodeId('Ticket', id);
      return row ? ticketById(ctx, row) : null;
    },
  }),
);

const SubmitInquiryInputRef = builder.inputType('SubmitInquiryInput', {
  description: 'What a customer says in an inquiry.',
  fields: (t) => ({
    service: t.string({ required: true, description: 'The service’s slug.' }),
    inquiryTypeId: t.id({ required: true, description: 'One of `HelpCenter.inquiryTypes`.' }),
    email: t.string({ required: true, description: 'At most 320 UTF-16 units.' }),
    title: t.string({ required: true, description: '1 to 200 UTF-16 units.' }),
    content: t.string({ required: true, description: '1 to 10,000 UTF-16 units.' }),
    consent: t.field({ type: ConsentInputRef, description: 'Without it: ConsentRequired.' }),
    language: t.field({ type: LanguageRef, description: 'The customer’s; by default the one of the consent.' }),
    attachments: t.stringList({
      description: 'Tokens of uploaded files, at most 5; see Attachment. A repetition does not need them again.',
    }),
    attempt: t.id({
      description:
        'A random text nobody can guess, 22 to 100 characters, made once per wish to submit. Repeated with the same one, because the answer got lost, the same inquiry is answered.',
    }),
  }),
});

const SubmittedInquiryRef = builder.objectRef<SubmittedInquiry>('SubmittedInquiry').implement({
  description: 'The ticket and the proof that it is yours.',
  fields: (t) => ({
    ticket: t.field({ type: TicketRef, resolve: ({ ticket }) => ticket }),
    token: t.exposeString('token', {
      description: 'As `StartedChat.token`, for 365 days: with it the inquiry is looked up and added to.',
    }),
  }),
});

builder.mutationField('submitInquiry', (t) =>
  t.field({
    type: SubmittedInquiryRef,
    description:
      'Public: a question left when nobody can chat (S12). It becomes a ticket of the channel HELP_CENTER. With a customer’s token it is that customer’s.',
    authScopes: { public: true },
    errors: {
      types: [InvalidInput, InquiryDisabled, ConsentRequired, ConsentStale, AttachmentMissing, RateLimited],
    },
    args: { input: t.arg({ type: SubmitInquiryInputRef, required: true }) },
    resolve: (_, { input }, ctx) => submitInquiry(ctx, input),
  }),
);
