import type { EntityClass } from '@mikro-orm/postgresql';
import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { arrange } from './arrange.ts';

const mostLevels = 3;
const mostPresent = 500;

/** A row of a service's tree. */
interface Branch {
  id: string;
  serviceId: string;
  /** Null at the top. */
  parentId?: string | null;
  /** Order among those of the same parent, ascending. */
  position: number;
  /** Can no longer be chosen; what holds it keeps it. */
  removedAt?: Date | null;
}

/** A row with those above it. */
export interface Placed<T> {
  readonly row: T;
  /** From the top down to the row itself, so their number is its level. */
  readonly path: readonly T[];
}

/** Where a new row comes: last of its parent's. */
type Slot = Pick<Branch, 'serviceId' | 'position'> & { parentId: string | null };

/** What an administrator does to one row: `add` where none was named, else `change`. */
interface Save<T> {
  id?: string | null;
  parentId?: string | null;
  add: (em: Context['em'], place: Slot) => T;
  change: (row: T) => void;
}

/**
 * The trees that services file things under: at most three levels, an order of their own, at most 500 rows that are not removed.
 * What is removed stays, because something may be filed under it.
 */
export class Tree<T extends Branch> {
  readonly #entity: EntityClass<T>;
  readonly #typeName: string;

  /** `typeName` is the GraphQL type, which ids carry. */
  constructor(entity: EntityClass<T>, typeName: string) {
    this.#entity = entity;
    this.#typeName = typeName;
  }

  /** Every row of each of the services, removed ones too, in the order of the tree: parents before their children. */
  async ofServices(em: Context['em'], serviceIds: readonly string[]): Promise<Placed<T>[][]> {
    const where = { serviceId: { $in: [...serviceIds] } };
    const rows: T[] = await em.find<T>(
      this.#entity,
      where as never,
      {
        orderBy: { position: 'asc', id: 'asc' },
      } as never,
    );
    const ofService = Map.groupBy(rows, ({ serviceId }) => serviceId);
    return serviceIds.map((id) => inOrder(ofService.get(id) ?? []));
  }

  /** The row ids of a row, removed or not, and of those below it; none where there is no such row. */
  async below(ctx: Context, nodeId: string): Promise<string[]> {
    const { tableName } = ctx.app.orm.getMetadata(this.#entity);
    const { rows } = await ctx.app.sql.query<{ id: string }>(
      `with recursive below as (
         select id from ${tableName} where id = $1
         union all select child.id from ${tableName} child join below on child.parent_id = below.id)
       select id from below`,
      [decodeId(this.#typeName, nodeId)],
    );
    return rows.map(({ id }) => id);
  }

  /** Adds a row below another one or at the top, or changes one. For administrators. */
  save(ctx: Context, { id, parentId, add, change }: Save<T>): Promise<Placed<T>> {
    return this.#change(ctx, async (em, tree, serviceId) => {
      if (id != null) {
        const { row } = this.#presentIn(tree, id);
        change(row);
        return row;
      }
      if (tree.filter(isPresent).length >= mostPresent) {
        throw new InvalidInput('name', `There may be ${mostPresent} at most.`);
      }
      const parent = parentId == null ? null : this.#presentIn(tree, parentId);
      if (parent && parent.path.length >= mostLevels) {
        throw new InvalidInput('parentId', `There are ${mostLevels} levels at most.`);
      }
      const row = add(em, { serviceId, parentId: parent?.row.id ?? null, position: tree.length });
      await em.flush();
      return row;
    });
  }

  /** The row and those below it can no longer be chosen. For administrators. */
  remove(ctx: Context, id: string): Promise<Placed<T>> {
    return this.#change(ctx, (_, tree) => {
      const { row } = this.#presentIn(tree, id);
      for (const each of tree) if (each.path.includes(row)) each.row.removedAt ??= new Date();
      return Promise.resolve(row);
    });
  }

  /** Puts a row before one of the same parent, or last. For administrators. */
  move(ctx: Context, id: string, before: string | null | undefined): Promise<Placed<T>> {
    return this.#change(ctx, (_, tree) => {
      const { row } = this.#presentIn(tree, id);
      const siblings = tree.map((each) => each.row).filter(({ parentId }) => parentId === row.parentId);
      const target = before == null ? null : this.#presentIn(tree, before).row;
      if (target && target.parentId !== row.parentId) throw new NotPermitted();
      arrange(siblings, row, target);
      return Promise.resolve(row);
    });
  }

  #presentIn(tree: readonly Placed<T>[], nodeId: string): Placed<T> {
    const id = decodeId(this.#typeName, nodeId);
    const found = tree.find((each) => each.row.id === id && isPresent(each));
    if (!found) throw new NotPermitted();
    return found;
  }

  /** Two administrators follow each other, so neither places a row in an order that has changed. */
  async #change(
    ctx: Context,
    change: (em: Context['em'], tree: readonly Placed<T>[], serviceId: string) => Promise<T>,
  ): Promise<Placed<T>> {
    const admin = requireAdmin(ctx);
    const { serviceId } = admin;
    const work = async (em: Context['em']) => {
      const read = async () => (await this.ofServices(em, [serviceId]))[0] ?? [];
      const changed = await change(em, await read(), serviceId);
      await em.flush();
      return (await read()).find(({ row }) => row === changed) as Placed<T>;
    };
    return ctx.write({ service: serviceId, adminId: admin.id }, ({ em }) => work(em));
  }
}

/** Neither it nor, because removing takes those below along, anything above it was removed. */
export const isPresent = ({ row }: Placed<Branch>) => row.removedAt == null;

function inOrder<T extends Branch>(rows: readonly T[]): Placed<T>[] {
  const children = Map.groupBy(rows, ({ parentId }) => parentId ?? null);
  const below = (parentId: string | null, above: readonly T[]): Placed<T>[] =>
    (children.get(parentId) ?? []).flatMap((row) => {
      const path = [...above, row];
      return [{ row, path }, ...below(row.id, path)];
    });
  return below(null, []);
}
