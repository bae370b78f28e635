import type { EntityClass } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { BatchLoader } from './realtime/batch-loader.ts';

/**
 * What field resolvers ask for, gathered into one call per turn and remembered for the request or event. `load` answers in the
 * order of its keys; `keyOf` tells equal keys apart from others.
 */
export function batched<K, V>(load: (ctx: Context, keys: readonly K[]) => Promise<V[]>, keyOf: (key: K) => string) {
  const make = (ctx: Context) => new DataLoader<K, V, string>((keys) => load(ctx, keys), { cacheKeyFn: keyOf });
  return (ctx: Context, key: K): Promise<V> => ctx.remembered(make).load(key);
}

/**
 * What requests and events of one turn ask for, however many they are, is read for all of them in one call of at most `size`
 * different keys. Nothing is remembered. They share their failures too, so what a caller may have got wrong is looked at before.
 */
export function readForAll<K, V>(
  load: (app: App, keys: readonly K[]) => Promise<readonly V[]>,
  size: number,
  keyOf: (key: K) => string,
) {
  const readers = new WeakMap<App, BatchLoader<K, V>>();
  const readerOf = (app: App) => {
    const present = readers.get(app);
    if (present) return present;
    const reader = new BatchLoader<K, V>(async (keys) => {
      const names = keys.map(keyOf);
      const different = new Map(keys.map((key, at) => [names[at] as string, key]));
      const found = await load(app, [...different.values()]);
      const byName = new Map([...different.keys()].map((name, at) => [name, found[at] as V]));
      return names.map((name) => byName.get(name) as V);
    }, size);
    readers.set(app, reader);
    return reader;
  };
  return (app: App, key: K): Promise<V> => readerOf(app).load(key);
}

/** The same, remembered for the request or event. */
export function batchedForAll<V>(load: (app: App, keys: readonly string[]) => Promise<readonly V[]>, size: number) {
  const read = readForAll(load, size, (key: string) => key);
  return batched<string, V>(
    (ctx, keys) => Promise.all(keys.map((key) => read(ctx.app, key))),
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
