import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { InProcessBus } from './realtime/bus.ts';
import { Service } from './service/service.entity.ts';

class UnwillingBus extends InProcessBus {
  override close(): Promise<void> {
    return Promise.reject(new Error('not now'));
  }
}

/** It is closed right before the database. */
class LateBus extends InProcessBus {
  onClose = () => Promise.resolve();
  override async close(): Promise<void> {
    await this.onClose();
    await super.close();
  }
}

describe('a process that ends', () => {
  test('lets go of the database also when one of its parts does not close', async () => {
    const kit = await Kit.start({}, new UnwillingBus());
    await kit.app.sql.query('select 1', []);
    await kit.app.close();
    expect(await kit.app.orm.isConnected()).toBe(false);
    await expect(kit.app.sql.query('select 1', [])).rejects.toThrow();
  });

  test('lets go of the database also while connections to it are being opened', async () => {
    const late = new LateBus();
    const kit = await Kit.start({}, late);
    const failures: unknown[] = [];
    const { orm, pools } = kit.app;
    late.onClose = async () => {
      const open = pools.reads.totalCount;
      for (let more = 0; more < 20; more += 1) {
        void orm.em
          .fork()
          .count(Service)
          .catch((error: unknown) => failures.push(error));
      }
      while (pools.reads.totalCount === open) await setImmediate();
    };
    await kit.app.close();
    late.onClose = () => Promise.resolve();
    // Kysely would have one for each connection that it forgot while it was being opened.
    expect(failures.filter((error) => error instanceof TypeError)).toEqual([]);
    expect(pools.reads.totalCount).toBe(0);
  });
});
