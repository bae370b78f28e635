import { ensureRedis } from '../../scripts/programs.ts';

/** Found, or installed, once for all test files: they start servers of their own. */
export default function setup(): void {
  process.env['REDIS_SERVER'] = ensureRedis();
}
