import { isClientWith, requireStaff } from '../access/viewer.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { batchedForAll } from '../loader.ts';
import { inLanguage } from '../service/local-text.ts';
import { Service, type Language } from '../service/service.entity.ts';
import { LanguageRef, LocalTextInputRef, LocalTextRef } from '../service/service.schema.ts';
import { isPresent } from '../service/tree.ts';
import { inquiryTypeTree, isInHelpCenter, saveInquiryType, type PlacedInquiryType } from './inquiry-type.service.ts';

const treeOf = batchedForAll((app, serviceIds) => inquiryTypeTree.ofServices(app.orm.em.fork(), serviceIds), 50);

/** An inquiry type in the language of whoever reads it. */
export interface LocalInquiryType extends PlacedInquiryType {
  readonly language: Language;
}

/** What customers of the service can choose, in the order of the tree. */
export async function offeredInquiryTypes(
  ctx: Context,
  serviceId: string,
  language: Language,
): Promise<LocalInquiryType[]> {
  return (await treeOf(ctx, serviceId)).filter(isInHelpCenter).map((type) => ({ ...type, language }));
}

/** An inquiry type of the service by its row id, removed ones too. */
export async function inquiryTypeById(
  ctx: Context,
  serviceId: string,
  id: string,
  language: Language,
): Promise<LocalInquiryType | null> {
  const found = (await treeOf(ctx, serviceId)).find(({ row }) => row.id === id);
  return found ? { ...found, language } : null;
}

/** The language asked for, or the first of the service's. */
async function languageFor(ctx: Context, serviceId: string, language?: Language | null): Promise<Language> {
  return language ?? (await ctx.em.findOneOrFail(Service, serviceId)).languages[0] ?? 'ko';
}

nodeLoaders.set('InquiryType', async (id, ctx) => {
  if (ctx.viewer?.kind !== 'agent' && !isClientWith(ctx.viewer, 'settings:read')) return null;
  const { serviceId } = ctx.viewer;
  return inquiryTypeById(ctx, serviceId, id, await languageFor(ctx, serviceId));
});
export const InquiryTypeRef = builder.objectRef<LocalInquiryType>('InquiryType').implement({
  description: 'What a ticket or an inquiry is about.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ row }) => encodeId('InquiryType', row.id) }),
    name: t.string({
      description: 'In the language asked for, or in the other one where it has no name in that.',
      resolve: ({ row, language }) => inLanguage(row.name, language),
    }),
    names: t.field({
      type: LocalTextRef,
      description: 'The name in each language; one of them at least is there.',
      resolve: ({ row }) => row.name,
    }),
    path: t.stringList({
      description: 'Names from the top down to this one.',
      resolve: ({ path, language }) => path.map(({ name }) => inLanguage(name, language)),
    }),
    level: t.int({ description: '1 to 3.', resolve: ({ path }) => path.length }),
    parentId: t.id({
      nullable: true,
      description: 'The `InquiryType` above; null at the top.',
      resolve: ({ row }) => (row.parentId ? encodeId('InquiryType', row.parentId) : null),
    }),
    inHelpCenter: t.boolean({
      description: 'False: for agents only, with all below it.',
      resolve: ({ row }) => row.inHelpCenter,
    }),
    removed: t.boolean({
      description: 'Can no longer be chosen; tickets keep it.',
      resolve: (type) => !isPresent(type),
    }),
  }),
});

builder.queryField('inquiryTypes', (t) =>
  t.field({
    type: [InquiryTypeRef],
    description:
      'The inquiry types of the service that agents can choose, of any level, as a tree in order: every parent before its children.',
    keys: 'settings:read',
    authScopes: { agent: true },
    complexity: 500,
    args: { language: t.arg({ type: LanguageRef, description: 'By default the first of the service’s.' }) },
    resolve: async (_, args, ctx) => {
      const { serviceId } = requireStaff(ctx, 'settings:read');
      const language = await languageFor(ctx, serviceId, args.language);
      return (await treeOf(ctx, serviceId)).filter(isPresent).map((type) => ({ ...type, language }));
    },
  }),
);

const SaveInquiryTypeInputRef = builder.inputType('SaveInquiryTypeInput', {
  description: 'A new inquiry type without `id`, else a change of one: what is absent stays.',
  fields: (t) => ({
    id: t.id({ description: '`InquiryType.id` of the one that changes.' }),
    parentId: t.id({ description: 'For a new one: below which; at the top without.' }),
    name: t.field({
      type: LocalTextInputRef,
      description: '1 to 100 UTF-16 units in one language at least.',
    }),
    inHelpCenter: t.boolean({
      description: 'Whether customers can choose it, too. A new one: true by default.',
    }),
  }),
});

/** What an administrator changed, in the words of the service's first language. */
async function changed(ctx: Context, change: Promise<PlacedInquiryType>): Promise<LocalInquiryType> {
  const type = await change;
  return { ...type, language: await languageFor(ctx, type.row.serviceId) };
}

builder.mutationField('saveInquiryType', (t) =>
  t.field({
    type: InquiryTypeRef,
    description: 'Adds or changes an inquiry type; at most 3 levels and 500 inquiry types.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveInquiryTypeInputRef, required: true }) },
    resolve: (_, { input }, ctx) => changed(ctx, saveInquiryType(ctx, input)),
  }),
);

builder.mutationField('removeInquiryType', (t) =>
  t.field({
    type: InquiryTypeRef,
    description: 'The inquiry type and those below it can no longer be chosen; tickets that have them keep them.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { inquiryTypeId: t.arg.id({ required: true, description: '`InquiryType.id`.' }) },
    resolve: (_, { inquiryTypeId }, ctx) => changed(ctx, inquiryTypeTree.remove(ctx, inquiryTypeId)),
  }),
);

builder.mutationField('moveInquiryType', (t) =>
  t.field({
    type: InquiryTypeRef,
    description: 'Puts an inquiry type, with those below it, before one of the same parent, or last.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: {
      inquiryTypeId: t.arg.id({ required: true, description: '`InquiryType.id`.' }),
      before: t.arg.id({ description: '`InquiryType.id` of the one it is to stand before; last where it is absent.' }),
    },
    resolve: (_, { inquiryTypeId, before }, ctx) => changed(ctx, inquiryTypeTree.move(ctx, inquiryTypeId, before)),
  }),
);
