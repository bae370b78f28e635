import { AgentRef, agentById } from '../agent/agent.schema.ts';
import { builder, domainError } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { LocalTextInputRef, LocalTextRef } from '../service/service.schema.ts';
import {
  publishConsentDraft,
  readDraft,
  readVersions,
  saveConsentDraft,
  type ConsentVersion,
  type DraftedNotice,
} from './consent-draft.service.ts';
import { StaleConsentDraft } from './consent.errors.ts';
import { ConsentNoticeRef } from './customer.schema.ts';

const ConsentDraftRef = builder.objectRef<DraftedNotice>('ConsentDraft').implement({
  description: 'The next privacy notice as administrators are writing it; customers see nothing of it.',
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Grows with every save and publication.' }),
    purpose: t.field({
      type: LocalTextRef,
      description: 'What the data is collected for.',
      resolve: ({ points }) => points.purpose,
    }),
    items: t.field({
      type: LocalTextRef,
      description: 'Which data is collected.',
      resolve: ({ points }) => points.items,
    }),
    retention: t.field({
      type: LocalTextRef,
      description: 'How long it is kept.',
      resolve: ({ points }) => points.retention,
    }),
    refusal: t.field({
      type: LocalTextRef,
      description: 'What follows from refusing.',
      resolve: ({ points }) => points.refusal,
    }),
    published: t.exposeBoolean('isPublished', { description: 'It is the current notice; publishing changes nothing.' }),
    author: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Who saved or published it last; null where nobody did yet.',
      resolve: ({ authorId }, _, ctx) => (authorId ? agentById(ctx, authorId) : null),
    }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was saved or published last; null where nobody did yet.',
    }),
  }),
});

const ConsentVersionRef = builder.objectRef<ConsentVersion>('ConsentVersion').implement({
  description: 'One version of the privacy notice. It is never changed, so what somebody agreed to can always be read.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Its name, which a consent records; opaque.' }),
    current: t.exposeBoolean('isCurrent', { description: 'The one that customers are asked to agree to now.' }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Null for one from before this was written down.',
    }),
    publishedBy: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Null for one that came with the service.',
      resolve: ({ publishedById }, _, ctx) => (publishedById ? agentById(ctx, publishedById) : null),
    }),
    notices: t.field({
      type: [ConsentNoticeRef],
      description: 'One for each language it was published in.',
      resolve: ({ notices }) => [...notices],
    }),
  }),
});

builder.queryField('consentDraft', (t) =>
  t.field({
    type: ConsentDraftRef,
    description: 'The next privacy notice; where nobody wrote yet, the current one.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => readDraft(ctx),
  }),
);

builder.queryField('consentVersions', (t) =>
  t.field({
    type: [ConsentVersionRef],
    description: 'The versions of the privacy notice, the newest first, at most 100.',
    keys: 'settings:read',
    authScopes: { agent: true },
    complexity: { field: 1, multiplier: 100 },
    resolve: (_, __, ctx) => readVersions(ctx),
  }),
);

domainError(
  StaleConsentDraft,
  'Somebody else saved or published the draft since the revision that was edited; nothing was written.',
  (t) => ({ draft: t.expose('draft', { type: ConsentDraftRef, description: 'As it is now.' }) }),
);

const SaveConsentDraftInputRef = builder.inputType('SaveConsentDraftInput', {
  description: 'What is absent stays as it is. Each text has at most 4,000 UTF-16 units.',
  fields: (t) => ({
    revision: t.int({ required: true, description: '`ConsentDraft.revision` that was edited.' }),
    purpose: t.field({ type: LocalTextInputRef, description: 'What the data is collected for.' }),
    items: t.field({ type: LocalTextInputRef, description: 'Which data is collected.' }),
    retention: t.field({ type: LocalTextInputRef, description: 'How long it is kept.' }),
    refusal: t.field({ type: LocalTextInputRef, description: 'What follows from refusing.' }),
  }),
});

builder.mutationField('saveConsentDraft', (t) =>
  t.field({
    type: ConsentDraftRef,
    description: 'Saves the next privacy notice; customers see nothing of it.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, StaleConsentDraft, NotPermitted] },
    args: { input: t.arg({ type: SaveConsentDraftInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveConsentDraft(ctx, input),
  }),
);

builder.mutationField('publishConsentDraft', (t) =>
  t.field({
    type: ConsentVersionRef,
    description:
      'Makes the draft the notice that every customer is asked to agree to from now on: a new version, complete in every language of the service, else `InvalidInput` with the point that is missing. An agreement to the former one is `ConsentStale`. What is published already is answered as it is.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, StaleConsentDraft, NotPermitted] },
    args: { revision: t.arg.int({ required: true, description: '`ConsentDraft.revision` that was read.' }) },
    resolve: (_, { revision }, ctx) => publishConsentDraft(ctx, revision),
  }),
);
