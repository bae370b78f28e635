import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RevisionAhead, RevisionFeed, type Change } from './revision-feed.ts';
import type { Stream } from './stream.ts';

interface ListChange extends Change {
  rows: readonly { key: number; revision: number }[];
}

/** A database of objects whose rows carry the revision they last changed at; reading it takes a turn, as a real one does. */
class Table {
  readonly objects = new Map<string, { revision: number; rows: Map<number, number> }>();
  reads = 0;
  failing = false;

  /** Changes one row and answers with what the writer knows. */
  write(id: string, key: number): ListChange {
    const object = this.objects.get(id) ?? { revision: 0, rows: new Map<number, number>() };
    this.objects.set(id, object);
    object.revision += 1;
    object.rows.set(key, object.revision);
    return { id, from: object.revision - 1, revision: object.revision, rows: [{ key, revision: object.revision }] };
  }

  async read(requests: readonly { id: string; after: number }[]): Promise<(ListChange | null)[]> {
    this.reads += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failing) throw new Error('The database is gone.');
    return requests.map(({ id, after }) => {
      const object = this.objects.get(id);
      if (!object) return null;
      const rows = [...object.rows].map(([key, revision]) => ({ key, revision })).filter((row) => row.revision > after);
      return { id, from: after, revision: object.revision, rows };
    });
  }

  rewrites(later: ListChange, earlier: ListChange): boolean {
    return later.rows.some(({ key }) => earlier.rows.some((row) => row.key === key));
  }

  revisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(
      new Map(ids.flatMap((id) => (this.objects.has(id) ? [[id, this.objects.get(id)!.revision]] : []))),
    );
  }
}

/** Applies what a feed says, as a client does. */
class Reader {
  readonly rows = new Map<number, number>();
  revision = 0;
  #feed: RevisionFeed<ListChange>;
  #events: Stream<ListChange> | undefined;

  constructor(feed: RevisionFeed<ListChange>) {
    this.#feed = feed;
  }

  /** Ends the stream and begins a new one where it stood. */
  async resume(): Promise<void> {
    await this.#events?.return();
    this.#events = this.#feed.subscribe('a', this.revision);
  }

  async readUpTo(revision: number): Promise<void> {
    if (!this.#events) await this.resume();
    while (this.revision < revision) {
      const { value, done } = await this.#events!.next();
      if (done) throw new Error('The stream ended early.');
      expect(value.revision).toBeGreaterThan(this.revision);
      for (const row of value.rows) this.rows.set(row.key, row.revision);
      this.revision = value.revision;
    }
  }

  async close(): Promise<void> {
    await this.#events?.return();
  }
}

describe('a revision feed', () => {
  test('brings every reader to the present, whatever is lost, repeated or out of order on the way', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('write' as const),
          key: fc.nat(8),
          told: fc.constantFrom('rows', 'poke', 'late', 'not'),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), reader: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const), reader: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('turn' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const table = new Table();
        const feed = new RevisionFeed<ListChange>(table);
        const readers = [new Reader(feed), new Reader(feed), new Reader(feed)];
        const late: ListChange[] = [];
        table.write('a', 0);
        for (const each of steps) {
          if (each.kind === 'write') {
            const change = table.write('a', each.key);
            if (each.told === 'rows') feed.publish(change);
            else if (each.told === 'poke') feed.poke('a', change.revision);
            else if (each.told === 'late') late.push(change);
            else for (const lateChange of late.splice(0)) feed.publish(lateChange);
          } else if (each.kind === 'turn') await new Promise((resolve) => setImmediate(resolve));
          else if (each.kind === 'resume') await readers[each.reader]!.resume();
          else await readers[each.reader]!.readUpTo(Math.min(1, table.objects.get('a')!.revision));
        }
        const object = table.objects.get('a')!;
        const finished = Promise.all(readers.map((reader) => reader.readUpTo(object.revision)));
        // Whatever was not told is found by comparing.
        await new Promise((resolve) => setImmediate(resolve));
        await feed.compare();
        await finished;
        for (const reader of readers)
          expect(new Map([...reader.rows].sort())).toEqual(new Map([...object.rows].sort()));
        await Promise.all(readers.map((reader) => reader.close()));
        expect(feed.watched).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps a bounded backlog for a reader that stands still, and loses nothing of it', async () => {
    const table = new Table();
    const feed = new RevisionFeed<ListChange>(table);
    table.write('a', 0);
    const still = new Reader(feed);
    await still.readUpTo(1);
    const lively = new Reader(feed);
    await lively.readUpTo(1);
    for (let count = 1; count < 20_000; count += 1) {
      feed.publish(table.write('a', count));
      if (count % 50 === 0) await lively.readUpTo(count + 1);
    }
    const reads = table.reads;
    await still.readUpTo(20_000);
    expect(still.rows.size).toBe(20_000);
    // One read brought it to the present instead of twenty thousand waiting changes.
    expect(table.reads).toBe(reads + 1);
    await Promise.all([still.close(), lively.close()]);
  });

  test('tells a reader that stood still nothing that was written anew since', async () => {
    const table = new Table();
    const feed = new RevisionFeed<ListChange>(table);
    table.write('a', 0);
    const events = feed.subscribe('a', 0);
    await events.next();
    feed.publish(table.write('a', 1));
    feed.publish(table.write('a', 2));
    feed.publish(table.write('a', 1));
    const { value } = await events.next();
    expect(value).toMatchObject({ from: 1, revision: 4 });
    expect(value!.rows).toEqual(
      expect.arrayContaining([
        { key: 2, revision: 3 },
        { key: 1, revision: 4 },
      ]),
    );
    await events.return();
  });

  test('reads once for many readers of one object, and in one call for many objects', async () => {
    const table = new Table();
    const feed = new RevisionFeed<ListChange>(table);
    const ids = Array.from({ length: 100 }, (_, index) => `chat-${index}`);
    for (const id of ids) table.write(id, 0);
    const streams = ids.map((id) => feed.subscribe(id, 0));
    await Promise.all(streams.map((events) => events.next()));
    expect(table.reads).toBe(1);
    const pending = streams.map((events) => events.next());
    for (const id of ids) feed.poke(id, table.write(id, 1).revision);
    await Promise.all(pending);
    expect(table.reads).toBe(2);
    await Promise.all(streams.map((events) => events.return()));
  });

  test('leaves nobody behind whose first read is slower than the next reader’s and older', async () => {
    const table = new Table();
    table.write('a', 1);
    const { promise: slow, resolve: answer } = Promise.withResolvers<undefined>();
    let reads = 0;
    const feed = new RevisionFeed<ListChange>({
      async read(requests) {
        const isFirst = (reads += 1) === 1;
        const read = await table.read(requests);
        if (isFirst) await slow;
        return read;
      },
      revisions: (ids) => table.revisions(ids),
      rewrites: () => false,
    });
    const [early, late] = [feed.subscribe('a', 0), feed.subscribe('a', 0)];
    const first = early.next();
    await expect.poll(() => table.reads).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    feed.poke('a', table.write('a', 2).revision);
    expect((await late.next()).value).toMatchObject({ revision: 2 });
    answer(undefined);
    expect((await first).value).toMatchObject({ revision: 1 });
    expect((await early.next()).value).toMatchObject({ from: 1, revision: 2 });
    await Promise.all([early.return(), late.return()]);
  });

  test('goes on after the database did not answer', async () => {
    const table = new Table();
    const feed = new RevisionFeed<ListChange>(table);
    table.write('a', 0);
    const reader = new Reader(feed);
    await reader.readUpTo(1);
    table.failing = true;
    feed.poke('a', table.write('a', 1).revision);
    while (table.reads < 2) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    table.failing = false;
    const caughtUp = reader.readUpTo(2);
    await feed.compare();
    await caughtUp;
    await reader.close();
  });

  test('refuses a reader that is ahead of the object, and ends for one that does not exist', async () => {
    const table = new Table();
    const feed = new RevisionFeed<ListChange>(table);
    table.write('a', 0);
    await expect(feed.subscribe('a', 5).next()).rejects.toBeInstanceOf(RevisionAhead);
    expect(await feed.subscribe('b', 0).next()).toEqual({ done: true, value: undefined });
    expect(feed.watched).toBe(0);
  });
});
