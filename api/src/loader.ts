import type { EntityClass } from '@mikro-orm/postgresql';
import { createContextCache } from '@pothos/core';
import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * What field resolvers ask for, gathered into one call per turn and remembered for the request or event. `load` answers in the
 * order of its keys; `keyOf` tells equal keys apart from others.
 */
export function batched<K, V>(load: (ctx: Context, keys: readonly K[]) => Promise<V[]>, keyOf: (key: K) => string) {
  const loaders = createContextCache(
    (ctx: Context) => new DataLoader<K, V, string>((keys) => load(ctx, keys), { cacheKeyFn: keyOf }),
  );
  return (ctx: Context, key: K): Promise<V> => loaders(ctx).load(key);
}

/** Rows of one table by id; they are referenced, so they exist. */
export function rowsById<T extends { id: string }>(entity: EntityClass<T>) {
  return batched<string, T>(
    async (ctx, ids) => {
      const rows = await ctx.em.find<T>(entity, { id: { $in: ids } } as never);
      const found = new Map((rows as T[]).map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) as T);
    },
    (id) => id,
  );
}
