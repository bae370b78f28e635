import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { requiredField } from '../text.ts';
import { arrange } from './arrange.ts';
import { Category } from './category.entity.ts';
import { underLock } from './service.service.ts';

const mostLevels = 3;
const mostCategories = 500;

/** A category with the names from the top down to it. */
export interface PlacedCategory {
  readonly category: Category;
  readonly path: readonly string[];
}

/** Every category of each of the services, removed ones too, in the order of the tree: parents before their children. */
export function categoryTrees(ctx: Context, serviceIds: readonly string[]): Promise<PlacedCategory[][]> {
  return readTrees(ctx.em, serviceIds);
}

async function readTrees(em: Context['em'], serviceIds: readonly string[]): Promise<PlacedCategory[][]> {
  const all = await em.find(
    Category,
    { serviceId: { $in: [...serviceIds] } },
    { orderBy: { position: 'asc', id: 'asc' } },
  );
  const ofService = Map.groupBy(all, ({ serviceId }) => serviceId);
  return serviceIds.map((id) => treeOf(ofService.get(id) ?? []));
}

function treeOf(categories: readonly Category[]): PlacedCategory[] {
  const children = Map.groupBy(categories, ({ parentId }) => parentId ?? null);
  const below = (parentId: string | null, path: readonly string[]): PlacedCategory[] =>
    (children.get(parentId) ?? []).flatMap((category) => {
      const own = [...path, category.name];
      return [{ category, path: own }, ...below(category.id, own)];
    });
  return below(null, []);
}

export interface SaveCategoryInput {
  id?: string | null;
  parentId?: string | null;
  name: string;
}

/** Adds a category below another one or at the top, or renames one. */
export function saveCategory(ctx: Context, input: SaveCategoryInput): Promise<PlacedCategory> {
  const name = requiredField('name', input.name, 100);
  return changeTree(ctx, async (em, tree, serviceId) => {
    if (input.id != null) {
      const { category } = presentIn(tree, input.id);
      category.name = name;
      return category;
    }
    if (tree.filter(isPresent).length >= mostCategories) {
      throw new InvalidInput('name', `There may be ${mostCategories} categories at most.`);
    }
    const parent = input.parentId == null ? null : presentIn(tree, input.parentId);
    if (parent && parent.path.length >= mostLevels) {
      throw new InvalidInput('parentId', `Categories have ${mostLevels} levels at most.`);
    }
    const parentId = parent?.category.id ?? null;
    const category = em.create(Category, { serviceId, parentId, name, position: tree.length });
    await em.flush();
    return category;
  });
}

/** The category and those below it can no longer be chosen. */
export function removeCategory(ctx: Context, categoryId: string): Promise<PlacedCategory> {
  return changeTree(ctx, (_, tree) => {
    const { category } = presentIn(tree, categoryId);
    const gone = new Set([category.id]);
    // Parents come before their children.
    for (const { category: each } of tree) {
      if (each.parentId && gone.has(each.parentId)) gone.add(each.id);
    }
    for (const { category: each } of tree) if (gone.has(each.id)) each.removedAt ??= new Date();
    return Promise.resolve(category);
  });
}

/** Puts a category before one of the same parent, or last. */
export function moveCategory(
  ctx: Context,
  categoryId: string,
  before: string | null | undefined,
): Promise<PlacedCategory> {
  return changeTree(ctx, (_, tree) => {
    const { category } = presentIn(tree, categoryId);
    const siblings = tree.map((each) => each.category).filter(({ parentId }) => parentId === category.parentId);
    const target = before == null ? null : presentIn(tree, before).category;
    if (target && target.parentId !== category.parentId) throw new NotPermitted();
    arrange(siblings, category, target);
    return Promise.resolve(category);
  });
}

const isPresent = ({ category }: PlacedCategory) => category.removedAt === null;

function presentIn(tree: readonly PlacedCategory[], categoryId: string): PlacedCategory {
  const id = decodeId('Category', categoryId);
  const found = tree.find((each) => each.category.id === id && isPresent(each));
  if (!found) throw new NotPermitted();
  return found;
}

/** Two administrators follow each other, so neither places a category in an order that has changed. */
async function changeTree(
  ctx: Context,
  change: (em: Context['em'], tree: readonly PlacedCategory[], serviceId: string) => Promise<Category>,
): Promise<PlacedCategory> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  const work = async (em: Context['em']) => {
    const read = async () => (await readTrees(em, [serviceId]))[0] ?? [];
    const changed = await change(em, await read(), serviceId);
    await em.flush();
    return (await read()).find(({ category }) => category === changed) as PlacedCategory;
  };
  return underLock(ctx.app, serviceId, work, admin.id);
}
