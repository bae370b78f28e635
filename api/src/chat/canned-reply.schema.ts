import { isClientWith } from '../access/viewer.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { CannedReply } from './canned-reply.entity.ts';
import { cannedReplies, moveCannedReply, removeCannedReply, saveCannedReply } from './canned-reply.service.ts';

nodeLoaders.set('CannedReply', async (id, { viewer, em }) =>
  (viewer?.kind === 'agent' && (viewer.canChat || viewer.role === 'ADMIN')) || isClientWith(viewer, 'settings:read')
    ? em.findOne(CannedReply, { id, serviceId: viewer.serviceId })
    : null,
);
const CannedReplyRef = builder.objectType(CannedReply, {
  name: 'CannedReply',
  description: 'A text that agents send often.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('CannedReply', id) }),
    shortcut: t.exposeString('shortcut', {
      description: 'What is typed after `/` to find it: without blanks, at most 50 UTF-16 units, one reply each.',
    }),
    body: t.exposeString('body', {
      description: 'At most 4,000 UTF-16 units; `{customer}` and `{agent}` stand for their names.',
    }),
  }),
});

builder.queryField('cannedReplies', (t) =>
  t.field({
    type: [CannedReplyRef],
    description: 'The service’s canned replies in their order. For administrators and agents with the chat right.',
    keys: 'settings:read',
    authScopes: { $any: { chatAgent: true, admin: true } },
    complexity: 500,
    resolve: (_, __, ctx) => cannedReplies(ctx),
  }),
);

const SaveCannedReplyInputRef = builder.inputType('SaveCannedReplyInput', {
  description: 'A new canned reply without `id`, else what one becomes.',
  fields: (t) => ({
    id: t.id({ description: '`CannedReply.id` of the one that changes.' }),
    shortcut: t.string({
      required: true,
      description: '1 to 50 UTF-16 units without blanks; no other reply of the service has it.',
    }),
    body: t.string({
      required: true,
      description: '1 to 4,000 UTF-16 units; `{customer}` and `{agent}` stand for their names.',
    }),
  }),
});

builder.mutationField('saveCannedReply', (t) =>
  t.field({
    type: CannedReplyRef,
    description: 'Adds or changes a canned reply; at most 500.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveCannedReplyInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveCannedReply(ctx, input),
  }),
);

builder.mutationField('removeCannedReply', (t) =>
  t.field({
    type: CannedReplyRef,
    description: 'Removes a canned reply.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { cannedReplyId: t.arg.id({ required: true, description: '`CannedReply.id`.' }) },
    resolve: (_, { cannedReplyId }, ctx) => removeCannedReply(ctx, cannedReplyId),
  }),
);

builder.mutationField('moveCannedReply', (t) =>
  t.field({
    type: CannedReplyRef,
    description: 'Puts a canned reply before another one, or last.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: {
      cannedReplyId: t.arg.id({ required: true, description: '`CannedReply.id`.' }),
      before: t.arg.id({ description: '`CannedReply.id` of the one it is to stand before; last where it is absent.' }),
    },
    resolve: (_, { cannedReplyId, before }, ctx) => moveCannedReply(ctx, cannedReplyId, before),
  }),
);
