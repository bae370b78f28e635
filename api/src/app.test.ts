import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { InProcessBus } from './realtime/bus.ts';

class UnwillingBus extends InProcessBus {
  override close(): Promise<void> {
    return Promise.reject(new Error('not now'));
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
});
