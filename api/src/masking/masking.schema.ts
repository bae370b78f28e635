import { brandWithType } from '@pothos/core';
import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { isStaffViewer } from '../access/viewer.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import type { Mask } from '../chat/message.entity.ts';
import { ChatRef, infoOf } from '../chat/chat.schema.ts';
import { MessageRef } from '../chat/message.schema.ts';
import { ChatNoteRef } from '../chat/note.schema.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { PersonalDataKindRef } from '../service/service.schema.ts';
import type { Finding } from './detection.ts';
import { TicketCommentRef, TicketRef } from '../ticket/ticket.schema.ts';
import { CustomerRef } from '../customer/customer.schema.ts';
import type { CustomerField } from '../customer/customer.entity.ts';
import { textOfCustomer } from '../customer/customer-masks.ts';
import { textOf, textOfInfo, textOfTicket, type MaskableObject } from './maskable-texts.ts';
import {
  FileUnavailable,
  InvalidRange,
  MaskingDisabled,
  MaskSealed,
  OriginalUnavailable,
  StaleRevision,
  StaleText,
} from './masking.errors.ts';
import {
  maskById,
  maskMessage,
  maskText,
  maskTexts,
  revealMask,
  unmaskMessage,
  type MaskedTexts,
  type RefusedText,
  type RefusedTextReason,
  type RevealedMask,
} from './masking.service.ts';
import { sealAny, unmaskAny } from './regions.service.ts';
import { sameElsewhere, type SameText } from './same-elsewhere.ts';

const SameTextRef = builder.objectRef<SameText>('SameText').implement({
  description:
    'A stretch of a text that says what a mask hides: what `maskTexts` takes to hide it as well. It does not hold the text.',
  fields: (t) => ({
    objectId: t.exposeID('objectId', { description: 'In which object, as in `MaskTextInput`.' }),
    field: t.exposeString('field', { description: 'Its text, as in `MaskTextInput`.' }),
    revision: t.exposeInt('revision', { description: 'At which it stands there.' }),
    start: t.exposeInt('start', { description: 'UTF-16 offset into the text.' }),
    end: t.exposeInt('end', { description: 'UTF-16 offset behind it.' }),
  }),
});

const MaskRef = builder.objectRef<Mask>('Mask');
nodeLoaders.set('Mask', (id, ctx) => maskById(ctx, id));
MaskRef.implement({
  description:
    'A hidden span of a text that a person wrote (`MaskTextInput.field` says which there are): as many asterisks as it hides grapheme clusters. Spans are disjoint, in order and on cluster edges; an asterisk outside of them is just an asterisk.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Mask', id) }),
    start: t.exposeInt('start', { description: 'UTF-16 offset into the text.' }),
    end: t.exposeInt('end', { description: 'UTF-16 offset behind the last asterisk.' }),
    maskedAt: t.field({
      type: 'DateTime',
      description: 'When it was hidden.',
      resolve: ({ maskedAt }) => new Date(maskedAt),
    }),
    maskedBy: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Null for what a program hid, and for what was hidden at intake, before it was stored.',
      resolve: ({ maskedById }, _, ctx) => (maskedById ? agentById(ctx, maskedById) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that hid it; null for agents and what was hidden at intake.',
      resolve: ({ maskedByClientId }, _, ctx) => (maskedByClientId ? apiClientById(ctx, maskedByClientId) : null),
    }),
    kind: t.expose('kind', {
      type: PersonalDataKindRef,
      nullable: true,
      description: 'What it was taken for at intake; null for what an agent hid.',
    }),
    sealed: t.exposeBoolean('sealed', { description: 'What it hides was destroyed; it cannot be released.' }),
    sameElsewhere: t.field({
      type: [SameTextRef],
      complexity: { field: 100, multiplier: 1 },
      description:
        'Where what it hides stands as well, in the same chat, its tickets and what is known of its customer, or, of what is known of a customer and the e-mail of a ticket, in all chats and tickets of the customer, as far as you may read it: at most 50 places, of the newest texts. Numbers are compared by their digits, everything else regardless of letter case, and what is shorter than 6 characters is not looked for. Only for whoever hid it, for 10 minutes, and where nothing in it was hidden before; empty for everybody else.',
      resolve: (mask, _, ctx) => sameElsewhere(ctx, mask),
    }),
  }),
});

const MaskSuggestionRef = builder.objectRef<Finding>('MaskSuggestion').implement({
  description:
    'A span of a text that looks like personal data; pass it to `maskMessage` with the message’s revision, or to `maskText` with the ticket’s.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PersonalDataKindRef, description: 'What it looks like.' }),
    start: t.exposeInt('start', { description: 'UTF-16 offset into the text.' }),
    end: t.exposeInt('end', { description: 'UTF-16 offset behind it.' }),
  }),
});

/**
 * Complexity of a list that is usually empty. With the usual weight of ten items for each message, a page of a hundred messages
 * would exceed the limit.
 */
const few = { field: 1, multiplier: 1 };

builder.objectFields(MessageRef, (t) => ({
  masks: t.field({
    type: [MaskRef],
    description: 'What of `body` is hidden.',
    complexity: few,
    resolve: ({ masks }) => [...(masks ?? [])],
  }),
  suggestions: t.field({
    type: [MaskSuggestionRef],
    complexity: few,
    description:
      'What looks like personal data and is not hidden, in order and disjoint; for agents, where the contract holds `security` and the service does not switch the kind off.',
    resolve: (message, _, { viewer, app }) =>
      isStaffViewer(viewer) && message.sender !== 'SYSTEM'
        ? app.intake.suggestions(message, `${message.id} ${message.revision}`, viewer.serviceId)
        : [],
  }),
}));

const suggested =
  'that looks like personal data and is not hidden, in order and disjoint; for agents, where the contract holds `security` and the service does not switch the kind off.';

builder.objectFields(TicketRef, (t) => {
  const masksOf = (field: 'title' | 'content') =>
    t.field({
      type: [MaskRef],
      description: `What of \`${field}\` is hidden.`,
      complexity: few,
      resolve: (ticket) => [...textOfTicket(ticket, field).masks],
    });
  const suggestionsOf = (field: 'title' | 'content') =>
    t.field({
      type: [MaskSuggestionRef],
      description: `What of \`${field}\` ${suggested}`,
      complexity: few,
      resolve: (ticket, _, { viewer, app }) =>
        isStaffViewer(viewer)
          ? app.intake.suggestions(
              textOfTicket(ticket, field),
              `${ticket.id} ${field} ${ticket.revision}`,
              viewer.serviceId,
            )
          : [],
    });
  return {
    titleMasks: masksOf('title'),
    contentMasks: masksOf('content'),
    emailMasks: t.field({
      type: [MaskRef],
      description:
        'What of `email` is hidden, which is all of it; empty for customers. No mail is sent to an address that is hidden.',
      complexity: few,
      resolve: (ticket, _, { viewer }) => (isStaffViewer(viewer) ? [...textOfTicket(ticket, 'email').masks] : []),
    }),
    titleSuggestions: suggestionsOf('title'),
    contentSuggestions: suggestionsOf('content'),
  };
});

builder.objectFields(TicketCommentRef, (t) => ({
  masks: t.field({
    type: [MaskRef],
    description: 'What of `body` is hidden.',
    complexity: few,
    resolve: (comment) => [...textOf(comment).masks],
  }),
  suggestions: t.field({
    type: [MaskSuggestionRef],
    description: `What of \`body\` ${suggested}`,
    complexity: few,
    resolve: (comment, _, { viewer, app }) =>
      isStaffViewer(viewer)
        ? app.intake.suggestions(comment, `${comment.id} ${comment.textRevision ?? 0}`, viewer.serviceId)
        : [],
  }),
}));

builder.objectFields(ChatNoteRef, (t) => ({
  masks: t.field({
    type: [MaskRef],
    description: 'What of `body` is hidden.',
    complexity: few,
    resolve: (note) => [...textOf(note).masks],
  }),
  suggestions: t.field({
    type: [MaskSuggestionRef],
    description: `What of \`body\` ${suggested}`,
    complexity: few,
    resolve: (note, _, { viewer, app }) =>
      isStaffViewer(viewer) ? app.intake.suggestions(note, `${note.id} ${note.revision}`, viewer.serviceId) : [],
  }),
}));

builder.objectFields(ChatRef, (t) => ({
  noteMasks: t.field({
    type: [MaskRef],
    description: 'What of `note` is hidden; empty for customers.',
    complexity: few,
    resolve: async ({ id }, _, ctx) => (isStaffViewer(ctx.viewer) ? [...textOfInfo(await infoOf(ctx, id)).masks] : []),
  }),
  noteSuggestions: t.field({
    type: [MaskSuggestionRef],
    description: `What of \`note\` ${suggested}`,
    complexity: few,
    resolve: async ({ id, revision }, _, ctx) =>
      isStaffViewer(ctx.viewer)
        ? ctx.app.intake.suggestions(textOfInfo(await infoOf(ctx, id)), `${id} note ${revision}`, ctx.viewer.serviceId)
        : [],
  }),
}));

builder.objectFields(CustomerRef, (t) => {
  const masksOf = (field: CustomerField) =>
    t.field({
      type: [MaskRef],
      description: `What of \`${field}\` is hidden; empty for customers.`,
      complexity: few,
      resolve: (customer, _, { viewer }) => (isStaffViewer(viewer) ? [...textOfCustomer(customer, field).masks] : []),
    });
  return {
    nameMasks: masksOf('name'),
    emailMasks: masksOf('email'),
    phoneMasks: masksOf('phone'),
    memoMasks: masksOf('memo'),
    memoSuggestions: t.field({
      type: [MaskSuggestionRef],
      description: `What of \`memo\` ${suggested}`,
      complexity: few,
      resolve: (customer, _, { viewer, app }) =>
        isStaffViewer(viewer)
          ? app.intake.suggestions(
              textOfCustomer(customer, 'memo'),
              `${customer.id} memo ${customer.infoRevision}`,
              viewer.serviceId,
            )
          : [],
    }),
  };
});

/** The types of `MaskableObject`. */
const maskable = [MessageRef, TicketRef, TicketCommentRef, ChatNoteRef, ChatRef, CustomerRef] as const;

/** An object as a member of a union. */
async function member(object: MaskableObject | Promise<MaskableObject>) {
  const { type, row } = await object;
  brandWithType(row, type as never);
  return row;
}

const MaskableObjectRef = builder.unionType('MaskableObject', {
  description: 'An object in whose texts something can be hidden.',
  types: [...maskable],
});

domainError(MaskingDisabled, 'The contract does not hold `security`.');
domainError(
  FileUnavailable,
  'The store or the disk is full or away, too many pictures are under way, or the file cannot be unpacked; nothing was changed. Try again later.',
);
domainError(
  InvalidRange,
  'Not 0 ≤ start < end ≤ the length of the text in UTF-16 units; of a picture, not a rectangle of it that is not empty.',
);
domainError(
  StaleRevision,
  'The message, or a file of it, changed since `revision`, so the offsets may mean something else; nothing was hidden.',
  (t) => ({
    current: t.expose('current', { type: MessageRef, description: 'As it is now.' }),
  }),
);
domainError(
  StaleText,
  'The text or the file changed since `revision`, so the offsets may mean something else; nothing was hidden.',
  (t) => ({
    current: t.field({
      type: MaskableObjectRef,
      description: 'The object as it is now.',
      resolve: ({ current }) => member(current),
    }),
  }),
);
domainError(MaskSealed, 'What the mask hides was destroyed.');
domainError(
  OriginalUnavailable,
  'What is hidden cannot be decrypted with the keys this server has: a key is missing or another one, or the stored bytes were altered. The mask stays.',
);

const MaskMessageInputRef = builder.inputType('MaskMessageInput', {
  description: 'What is to be hidden.',
  fields: (t) => ({
    messageId: t.id({ required: true, description: '`Message.id`.' }),
    revision: t.int({
      required: true,
      description: 'The message’s, or a later one of its chat, at which `body` was shown.',
    }),
    start: t.int({ required: true, description: 'UTF-16 offset into the body.' }),
    end: t.int({ required: true, description: 'UTF-16 offset behind it.' }),
  }),
});

builder.mutationField('maskMessage', (t) =>
  t.field({
    type: MessageRef,
    description:
      'Hides a span for every reader, in the database too. It is widened to whole grapheme clusters and merged with the masks it touches; what is hidden already stays as it is, and a sealed mask stays by itself. For agents who see the chat, in every state of it.',
    keys: 'masks:write',
    authScopes: { chatAgent: true },
    errors: { types: [MaskingDisabled, StaleRevision, InvalidRange, OriginalUnavailable, NotPermitted] },
    args: { input: t.arg({ type: MaskMessageInputRef, required: true }) },
    resolve: (_, { input }, ctx) => maskMessage(ctx, input),
  }),
);

const MaskTextInputRef = builder.inputType('MaskTextInput', {
  description: 'What is to be hidden.',
  fields: (t) => ({
    objectId: t.id({
      required: true,
      description: 'Of a `Message`, `Chat`, `ChatNote`, `Ticket`, `TicketComment` or `Customer`.',
    }),
    field: t.string({
      required: true,
      description:
        'Its text: `note` of a chat, `title`, `content` or `email` of a ticket, `name`, `email`, `phone` or `memo` of a customer, `body` of everything else. Name, e-mail and phone number are hidden whole, whatever part is given.',
    }),
    revision: t.int({
      required: true,
      description:
        'At which the text was shown: of a chat, its messages and notes as for `maskMessage`, of a ticket and its comments `Ticket.revision`, of a customer the number in `Customer.infoVersion`.',
    }),
    start: t.int({ required: true, description: 'UTF-16 offset into the text.' }),
    end: t.int({ required: true, description: 'UTF-16 offset behind it.' }),
  }),
});

builder.mutationField('maskText', (t) =>
  t.errorUnionField({
    types: [
      ...maskable,
      MaskingDisabled,
      StaleRevision,
      StaleText,
      InvalidRange,
      InvalidInput,
      OriginalUnavailable,
      NotPermitted,
    ],
    description:
      'Hides a span of any text that a person wrote, as `maskMessage` does of a message, and answers with the object in which it stands. A ticket’s history holds it no more either, for good. `StaleRevision` is answered of messages, `StaleText` of everything else. For agents who see the object; what is in tickets a key hides that has `tickets:read` too, and what is known of customers one that has `customers:read`.',
    keys: 'masks:write',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    args: { input: t.arg({ type: MaskTextInputRef, required: true }) },
    resolve: (_, { input }, ctx) => member(maskText(ctx, input)),
  }),
);

const RefusedTextReasonRef = builder.enumType('RefusedTextReason', {
  description: 'Why nothing was hidden in a text: as the errors of `maskText`.',
  values: enumValues<RefusedTextReason>({
    STALE: 'StaleText or StaleRevision: it changed since `revision`.',
    INVALID_RANGE: 'InvalidRange.',
    INVALID_FIELD: 'InvalidInput: the object has no such text.',
    MASKING_DISABLED: 'MaskingDisabled.',
    ORIGINAL_UNAVAILABLE: 'OriginalUnavailable.',
    NOT_PERMITTED: 'NotPermitted.',
  }),
});

const RefusedTextRef = builder.objectRef<RefusedText>('RefusedText').implement({
  description: 'A text in which nothing was hidden.',
  fields: (t) => ({
    objectId: t.exposeID('objectId', { description: 'As it was given.' }),
    field: t.exposeString('field', { description: 'As it was given.' }),
    reason: t.expose('reason', { type: RefusedTextReasonRef, description: 'Why.' }),
  }),
});

const MaskedTextsRef = builder.objectRef<MaskedTexts>('MaskedTexts').implement({
  description: 'What came of hiding many stretches.',
  fields: (t) => ({
    masked: t.field({
      type: [MaskableObjectRef],
      description: 'The objects in which something was hidden, as they are now.',
      resolve: ({ masked }) => Promise.all(masked.map(member)),
    }),
    refused: t.field({
      type: [RefusedTextRef],
      description: 'The texts in which nothing was.',
      resolve: ({ refused }) => [...refused],
    }),
  }),
});

builder.mutationField('maskTexts', (t) =>
  t.field({
    type: MaskedTextsRef,
    description:
      'Hides up to 50 stretches of any texts, each as `maskText` does: what is refused, because its text changed or is not yours to hide, keeps nothing else from being hidden. Stretches of one text are hidden together. Sent again, it hides what is left. NotPermitted where none of the texts is yours to hide in. For agents who see the objects.',
    keys: 'masks:write',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: [MaskTextInputRef], required: true, description: 'Between 1 and 50 stretches.' }) },
    resolve: (_, { input }, ctx) => maskTexts(ctx, input),
  }),
);

builder.mutationField('unmaskText', (t) =>
  t.errorUnionField({
    types: [...maskable, MaskSealed, OriginalUnavailable, FileUnavailable, NotPermitted],
    description:
      'Puts the original text of a mask back for every reader, whatever it stands in; by the id of a region of a file what that hides, as `unmaskRegion` does, and answers with the object that bears the file. Released again, it answers with the object as it is. For agents who see the object.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    args: { maskId: t.arg.id({ required: true, description: '`Mask.id` or `MaskedRegion.id`.' }) },
    resolve: (_, { maskId }, ctx) => member(unmaskAny(ctx, maskId)),
  }),
);

builder.mutationField('unmaskMessage', (t) =>
  t.field({
    type: MessageRef,
    description:
      'Puts the original text of a message’s mask back for every reader; `unmaskText` does so for every mask. Released again, it answers with the message as it is. For agents who see the chat.',
    keys: 'none',
    authScopes: { chatAgent: true },
    errors: { types: [MaskSealed, OriginalUnavailable, NotPermitted] },
    args: { maskId: t.arg.id({ required: true, description: '`Mask.id`.' }) },
    resolve: (_, { maskId }, ctx) => unmaskMessage(ctx, maskId),
  }),
);

const RevealedMaskRef = builder.objectRef<RevealedMask>('RevealedMask').implement({
  description: 'What a mask hides. Show it until `expiresAt` and keep it nowhere.',
  fields: (t) => ({
    mask: t.expose('mask', { type: MaskRef, description: 'The mask, which stays.' }),
    text: t.exposeString('text', { description: 'The original text.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'A minute after it was revealed.',
    }),
  }),
});

builder.mutationField('revealMask', (t) =>
  t.field({
    type: RevealedMaskRef,
    description:
      'Shows what a mask hides to this agent only, for a minute; nothing is stored but the audit row, which is committed first. The same agent, mask and reason within the minute is the same reveal. 30 an hour by default, then RateLimited. For agents with the right to it (`Agent.mayReveal`) who see the chat or the ticket.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: { types: [MaskSealed, OriginalUnavailable, InvalidInput, NotPermitted, RateLimited] },
    args: {
      maskId: t.arg.id({ required: true, description: '`Mask.id`.' }),
      reason: t.arg.string({ required: true, description: '1 to 500 UTF-16 units, for the audit log.' }),
    },
    resolve: (_, { maskId, reason }, ctx) => revealMask(ctx, maskId, reason),
  }),
);

builder.mutationField('sealMask', (t) =>
  t.errorUnionField({
    types: [...maskable, MaskSealed, OriginalUnavailable, FileUnavailable, NotPermitted],
    description:
      'Destroys what a mask or, by its id, a region of a file hides, for ever, and answers with the object in which it stands. For agents with the right to it (`Agent.maySeal`) who see the chat or the ticket.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    args: { maskId: t.arg.id({ required: true, description: '`Mask.id` or `MaskedRegion.id`.' }) },
    resolve: (_, { maskId }, ctx) => member(sealAny(ctx, maskId)),
  }),
);
