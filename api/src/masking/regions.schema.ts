import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { agentById, AgentRef } from '../agent/agent.schema.ts';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import { AttachmentRef } from '../attachment/attachment.schema.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
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
  maskRegion,
  regionById,
  revealRegion,
  sealRegion,
  unmaskRegion,
  type RevealedRegion,
} from './regions.service.ts';

nodeLoaders.set('MaskedRegion', (id, ctx) => regionById(ctx, id));
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

builder.mutationField('unmaskRegion', (t) =>
  t.field({
    type: AttachmentRef,
    description:
      'Puts what a region hides back for every reader, but for what other regions hide of it. Once nothing is hidden and nothing was sealed, the file is again what it was, byte for byte. Released again, it answers with the file as it is. For agents who see the chat or the ticket.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: { types: [MaskSealed, OriginalUnavailable, FileUnavailable, NotPermitted] },
    args: { regionId: t.arg.id({ required: true, description: '`MaskedRegion.id`.' }) },
    resolve: (_, { regionId }, ctx) => unmaskRegion(ctx, regionId),
  }),
);

const RevealedRegionRef = builder.objectRef<RevealedRegion>('RevealedRegion').implement({
  description: 'What a region hides. Show it until `expiresAt` and keep it nowhere.',
  fields: (t) => ({
    region: t.expose('region', {
      type: MaskedRegionRef,
      description: 'The region, which stays.',
    }),
    path: t.string({
      description:
        'Where what it hides is downloaded from until then, by this agent alone: of a picture the rectangle by itself, as a picture of the same type, black where other regions lie on it; else the file.',
      resolve: ({ region }) => `/files/${encodeId('MaskedRegion', region.id)}/revealed`,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'A minute after it was revealed.',
    }),
  }),
});

builder.mutationField('revealRegion', (t) =>
  t.field({
    type: RevealedRegionRef,
    description:
      'Shows what a region hides to this agent only, for a minute, as `revealMask` does of texts and with the same number an hour. For agents with the right to it (`Agent.mayReveal`) who see the chat or the ticket.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: { types: [MaskSealed, OriginalUnavailable, InvalidInput, NotPermitted, RateLimited] },
    args: {
      regionId: t.arg.id({ required: true, description: '`MaskedRegion.id`.' }),
      reason: t.arg.string({ required: true, description: '1 to 500 UTF-16 units, for the audit log.' }),
    },
    resolve: (_, { regionId, reason }, ctx) => revealRegion(ctx, regionId, reason),
  }),
);

builder.mutationField('sealRegion', (t) =>
  t.field({
    type: AttachmentRef,
    description:
      'Destroys what a region hides, for ever, also where other regions lie on it. For agents with the right to it (`Agent.maySeal`) who see the chat or the ticket.',
    keys: 'none',
    authScopes: { $any: { chatAgent: true, ticketAgent: true } },
    errors: { types: [MaskSealed, OriginalUnavailable, FileUnavailable, NotPermitted] },
    args: { regionId: t.arg.id({ required: true, description: '`MaskedRegion.id`.' }) },
    resolve: (_, { regionId }, ctx) => sealRegion(ctx, regionId),
  }),
);
