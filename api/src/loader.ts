import type { EntityClass } from '@mikro-orm/postgresql';
import { createContextCache } from '@pothos/core';
import DataLoader from 'dataloader';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { BatchLoader } from './realtime/batch-loader.ts';

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

/**
 * Rows of one table by id; they are referenced, so they exist. What the events of one turn ask for is read for all of them in one
 * statement, however many subscribers there are.
 */
export function rowsById<T extends { id: string }>(entity: EntityClass<T>) {
  const readers = new WeakMap<App, BatchLoader<string, T>>();
  const readerOf = (app: App) => {
    const present = readers.get(app);
    if (present) return present;
    const reader = new BatchLoader<string, T>(async (ids) => {
      const rows = await app.orm.em.fork().find<T>(entity, { id: { $in: [...new Set(ids)] } } as never);
      const found = new Map((rows as T[]).map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) as T);
    }, 500);
    readers.set(app, reader);
    return reader;
  };
  return batched<string, T>(
    (ctx, ids) => Promise.all(ids.map((id) => readerOf(ctx.app).load(id))),
    (id) => id,
  );
}
