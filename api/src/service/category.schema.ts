import { isClientWith, requireStaff } from '../access/viewer.ts';
import { builder, nodeLoaders, NodeRef } from '../builder.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { batchedForAll } from '../loader.ts';
import { categoryTree, saveCategory, type PlacedCategory } from './category.service.ts';
import { isPresent } from './tree.ts';

const treeOf = batchedForAll((app, serviceIds) => categoryTree.ofServices(app.orm.em.fork(), serviceIds), 50);

/** A category of the service by its row id, removed ones too. */
export async function categoryById(ctx: Context, serviceId: string, id: string): Promise<PlacedCategory | null> {
  return (await treeOf(ctx, serviceId)).find(({ row }) => row.id === id) ?? null;
}

nodeLoaders.set('Category', async (id, ctx) =>
  ctx.viewer?.kind === 'agent' || isClientWith(ctx.viewer, 'settings:read')
    ? categoryById(ctx, ctx.viewer.serviceId, id)
    : null,
);
export const CategoryRef = builder.objectRef<PlacedCategory>('Category').implement({
  description: 'What an agent files a chat under.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ row }) => encodeId('Category', row.id) }),
    name: t.string({ description: 'At most 100 UTF-16 units.', resolve: ({ row }) => row.name }),
    path: t.stringList({
      description: 'Names from the top down to this one.',
      resolve: ({ path }) => path.map(({ name }) => name),
    }),
    level: t.int({ description: '1 to 3.', resolve: ({ path }) => path.length }),
    parentId: t.id({
      nullable: true,
      description: 'The `Category` above; null at the top.',
      resolve: ({ row }) => (row.parentId ? encodeId('Category', row.parentId) : null),
    }),
    removed: t.boolean({
      description: 'Can no longer be chosen; chats filed under it keep it.',
      resolve: (category) => !isPresent(category),
    }),
  }),
});

builder.queryField('categories', (t) =>
  t.field({
    type: [CategoryRef],
    description:
      'The categories of the service that can be chosen, as a tree in order: every parent before its children.',
    keys: 'settings:read',
    authScopes: { agent: true },
    complexity: 500,
    resolve: async (_, __, ctx) => (await treeOf(ctx, requireStaff(ctx, 'settings:read').serviceId)).filter(isPresent),
  }),
);

const SaveCategoryInputRef = builder.inputType('SaveCategoryInput', {
  description: 'A new category without `id`, else the new name of one.',
  fields: (t) => ({
    id: t.id({ description: '`Category.id` of the one that changes.' }),
    parentId: t.id({ description: 'For a new one: below which; at the top without.' }),
    name: t.string({ required: true, description: '1 to 100 UTF-16 units.' }),
  }),
});

builder.mutationField('saveCategory', (t) =>
  t.field({
    type: CategoryRef,
    description: 'Adds or renames a category; at most 3 levels and 500 categories.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveCategoryInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveCategory(ctx, input),
  }),
);

builder.mutationField('removeCategory', (t) =>
  t.field({
    type: CategoryRef,
    description: 'The category and those below it can no longer be chosen; chats filed under them keep them.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { categoryId: t.arg.id({ required: true, description: '`Category.id`.' }) },
    resolve: (_, { categoryId }, ctx) => categoryTree.remove(ctx, categoryId),
  }),
);

builder.mutationField('moveCategory', (t) =>
  t.field({
    type: CategoryRef,
    description: 'Puts a category, with those below it, before one of the same parent, or last.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: {
      categoryId: t.arg.id({ required: true, description: '`Category.id`.' }),
      before: t.arg.id({ description: '`Category.id` of the one it is to stand before; last where it is absent.' }),
    },
    resolve: (_, { categoryId, before }, ctx) => categoryTree.move(ctx, categoryId, before),
  }),
);
