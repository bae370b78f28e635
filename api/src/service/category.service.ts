import type { Context } from '../context.ts';
import { requiredField } from '../text.ts';
import { Category } from './category.entity.ts';
import { Tree, type Placed } from './tree.ts';

export type PlacedCategory = Placed<Category>;

export const categoryTree = new Tree(Category, 'Category');

export interface SaveCategoryInput {
  id?: string | null;
  parentId?: string | null;
  name: string;
}

/** Adds a category below another one or at the top, or renames one. */
export async function saveCategory(ctx: Context, input: SaveCategoryInput): Promise<PlacedCategory> {
  const name = requiredField('name', input.name, 100);
  return categoryTree.save(ctx, {
    ...input,
    add: (em, place) => em.create(Category, { ...place, name }),
    change: (category) => {
      category.name = name;
    },
  });
}
