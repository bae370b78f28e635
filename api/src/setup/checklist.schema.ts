import { builder, enumValues } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import {
  checklist,
  type ChecklistKind,
  confirmChecklistItem,
  dismissChecklist,
  type ChecklistItem,
} from './checklist.service.ts';

const ChecklistKindRef = builder.enumType('ChecklistKind', {
  description: 'What a new service lacks.',
  values: enumValues<ChecklistKind>({
    AGENTS: 'Somebody besides the first.',
    HOURS: 'Other hours than those of set-up, which are around the clock.',
    CONSENT: 'A privacy notice of its own.',
    EMBED_CODE: 'The widget on its pages.',
    MASK_KEYS: 'The keys of what is masked, kept elsewhere too.',
    MAIL: 'A mail server.',
  }),
});

const ChecklistItemRef = builder.objectRef<ChecklistItem>('ChecklistItem').implement({
  description: 'One thing that a new service lacks, or does not any more.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ChecklistKindRef, description: 'Which thing it is.' }),
    done: t.exposeBoolean('isDone', {
      description: 'By what is there; EMBED_CODE and MASK_KEYS by what an administrator confirmed.',
    }),
  }),
});

const ChecklistRef = builder.objectRef<ChecklistItem[]>('Checklist').implement({
  description: 'What is left to be set up.',
  fields: (t) => ({
    items: t.field({
      type: [ChecklistItemRef],
      description:
        'In the order in which they are best done; none once all are done, or an administrator dismissed them.',
      resolve: (items) => items,
    }),
  }),
});

builder.queryField('checklist', (t) =>
  t.field({
    type: ChecklistRef,
    description: 'What is left to be set up in the service.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => checklist(ctx),
  }),
);

builder.mutationField('confirmChecklistItem', (t) =>
  t.field({
    type: ChecklistRef,
    description:
      'Says that EMBED_CODE or MASK_KEYS is done, of which Damso cannot know. MASK_KEYS is for every service of the installation, and until there is a newer key.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: {
      kind: t.arg({
        type: ChecklistKindRef,
        required: true,
        description: 'EMBED_CODE or MASK_KEYS; any other is InvalidInput.',
      }),
    },
    resolve: (_, { kind }, ctx) => confirmChecklistItem(ctx, kind),
  }),
);

builder.mutationField('dismissChecklist', (t) =>
  t.field({
    type: ChecklistRef,
    description: 'Shows no administrator of the service any more what is left.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    resolve: (_, __, ctx) => dismissChecklist(ctx),
  }),
);
