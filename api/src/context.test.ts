import { setImmediate } from 'node:timers/promises';
import { RequestCache } from '@pothos/plugin-scope-auth';
import type { ExecutionArgs } from 'graphql';
import { expect, test } from 'vitest';
import { garbageCollector } from '../test/costs.ts';
import { Kit } from '../test/kit.ts';
import { builder } from './builder.ts';
import { Context } from './context.ts';
import { Graphql } from './edge/graphql.ts';

const kit = await Kit.start();

const rows = 20_000;
/** Of the heap, at least. */
const bytesOfRow = 24;
const runs = 8;

test('what an operation read goes with it, without a collection of everything', async () => {
  const graphql = new Graphql(kit.app.log);
  const read = () => Array.from({ length: rows }, (_, at) => ({ at }));
  const run = async () => {
    const context = new Context(kit.app, null, { ip: '127.0.0.1', userAgent: null });
    await setImmediate();
    expect(context.remembered(read) === context.remembered(read)).toBe(true);
    const { args } = graphql.prepare({ query: '{ epoch }' }, context) as { args: ExecutionArgs };
    expect(await graphql.execute(args)).toMatchObject({ data: { epoch: expect.any(String) } });
  };
  const collect = garbageCollector();
  const heldAfter = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await run();
      collect({ type: 'minor' });
    }
    return process.memoryUsage().heapUsed;
  };
  // The tables of libraries are there and old, as in a process that has answered before.
  await heldAfter(6);
  collect();
  const before = await heldAfter(1);
  expect((await heldAfter(runs)) - before).toBeLessThan((runs * rows * bytesOfRow) / 4);
});

test('what Pothos knows of a context goes with the operation', () => {
  const context = new Context(kit.app, null, { ip: '127.0.0.1', userAgent: null });
  const known = () => RequestCache.fromContext(context, builder);
  const first = known();
  expect(known()).toBe(first);
  context.forget();
  expect(known()).not.toBe(first);
});
