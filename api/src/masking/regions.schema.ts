import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import { AttachmentRef } from '../attachment/attachment.schema.ts';
import { builder, domainError, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import {
  FileUnavailable,
  InvalidRange,
  MaskingDisabled,
  OriginalUnavailable,
  StaleRevision,
  StaleText,
} from './masking.errors.ts';
import { maskRegion } from './regions.service.ts';

domainError(
  FileUnavailable,
  'The store or the disk is full or away, too many pictures are under way, or the file cannot be unpacked; nothing was changed. Try again later.',
);

const MaskedRegionRef = builder.objectRef<MaskedRegion>('MaskedRegion').implement({
  description:
    'A hidden rectangle of a picture, black in the file itself and in every size of it. Of an animation it is black in each picture.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('MaskedRegion', id) }),
    x: t.exposeInt('x', {
      description:
        'In pixels of the upright picture, as `y`, `width` and `height`. All four are 0 for the whole of a file that is no picture: it has no content, and its address answers FILE_MASKED.',
    }),
    y: t.exposeInt('y', { description: 'From the top.' }),
    width: t.exposeInt('width', { description: 'To the right.' }),
    height: t.exposeInt('height', { description: 'Downwards.' }),
    maskedAt: t.field({
      type: 'DateTime',
      description: 'When it was hidden.',
      resolve: ({ maskedAt }) => new Date(maskedAt),
    }),
    maskedBy: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Null for what a program hid.',
      resolve: ({ maskedById }, _, ctx) => (maskedById ? agentById(ctx, maskedById) : null),
    }),
    apiClient: t.field({
      type: ApiClientRef,
      nullable: true,
      description: 'The program that hid it; null for agents.',
      resolve: ({ maskedByClientId }, _, ctx) => (maskedByClientId ? apiClientById(ctx, maskedByClientId) : null),
    }),
    sealed: t.exposeBoolean('sealed', { description: 'What it hides was destroyed; it cannot be released.' }),
  }),
});

builder.objectFields(AttachmentRef, (t) => ({
  regions: t.field({
    type: [MaskedRegionRef],
    description: 'What of it is hidden, in the order in which it was; they may overlap.',
    // Complexity of a list that is usually empty.
    complexity: { field: 1, multiplier: 1 },
    resolve: ({ regions }) => [...(regions ?? [])],
  }),
}));

const MaskRegionInputRef = builder.inputType('MaskRegionInput', {
  description: 'What is to be hidden: a rectangle of a picture or, where all four numbers are null, the whole file.',
  fields: (t) => ({
    attachmentId: t.id({ required: true, description: '`Attachment.id`.' }),
    revision: t.int({ required: true, description: '`Attachment.revision` at which it was shown.' }),
    x: t.int({ description: 'In pixels of the upright picture, as the others.' }),
    y: t.int({ description: 'From the top.' }),
    width: t.int({ description: 'To the right; at least 1.' }),
    height: t.int({ description: 'Downwards; at least 1.' }),
  }),
});

builder.mutationField('maskRegion', (t) =>
  t.field({
    type: AttachmentRef,
    description: `Hides a rectangle of a picture, or a whole file, for every reader: a new file is written with it in black, the former one is kept
encrypted and its addresses lead nowhere. What is hidden already stays as it is. \`StaleRevision\` is answered of a file in a chat, with the
message that bears it, \`StaleText\` of one in a ticket. For agents who see the chat or the ticket; in tickets a key needs \`tickets:read\` too.`,
    keys: 'masks:write',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: {
      types: [
        MaskingDisabled,
        StaleRevision,
        StaleText,
        InvalidRange,
        InvalidInput,
        OriginalUnavailable,
        FileUnavailable,
        NotPermitted,
      ],
    },
    args: { input: t.arg({ type: MaskRegionInputRef, required: true }) },
    resolve: (_, { input }, ctx) => maskRegion(ctx, input),
  }),
);
