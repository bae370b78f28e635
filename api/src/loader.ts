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
 * The same, but what the events of one turn ask for is read for all of them in one call, however many subscribers there are; at
 * most `size` different keys each.
 */
export function batchedForAll<V>(load: (app: App, keys: readonly string[]) => Promise<readonly V[]>, size: number) {
  const readers = new WeakMap<App, BatchLoader<string, V>>();
  const readerOf = (app: App) => {
    const present = readers.get(app);
    if (present) return present;
    const reader = new BatchLoader<string, V>(async (keys) => {
      const different = [...new Set(keys)];
      const found = await load(app, different);
      const byKey = new Map(different.map((key, at) => [key, found[at] as V]));
      return keys.map((key) => byKey.get(key) as V);
    }, size);
    readers.set(app, reader);
    return reader;
  };
  return batched<string, V>(
    (ctx, keys) => Promise.all(keys.map((key) => readerOf(ctx.app).load(key))),
    (key) => key,
  );
}

/** Rows of one table by id, read for all; they are referenced, so they exist. */
export function rowsById<T extends { id: string }>(entity: EntityClass<T>) {
  return batchedForAll<T>(async (app, ids) => {
    const rows = await app.orm.em.fork().find<T>(entity, { id: { $in: [...ids] } } as never);
    const found = new Map((rows as T[]).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) as T);
  }, 500);
}
