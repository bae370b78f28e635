import pg, { type Pool, type PoolConfig } from 'pg';
import { lanes } from './chat/message-writer.ts';
import { closeLost } from './silence.ts';

/**
 * Connections to the database are parted as a ship's hold is, so that what fills one pool leaves the others as they are: a
 * thousand changes that wait for locks keep nobody from reading, and neither keeps a message from being sent. All of them are
 * DATABASE_CONNECTIONS together.
 */
export interface PoolSizes {
  /** Reads, the ORM's included; they wait for no lock. */
  readonly reads: number;
  /** Transactions, each on one connection from its beginning to its end, whichever locks it waits for … */
  readonly transactions: number;
  /** … but for those that change one chat, of which somebody may have any number locked. */
  readonly chats: number;
  /** What is sent: one for each lane, and one for what waits for locked chats. */
  readonly sends: number;
}

export function poolSizes(connections: number): PoolSizes {
  const sends = lanes + 1;
  const rest = connections - sends;
  const [chats, transactions] = [Math.floor(rest / 4), Math.floor(rest / 3)];
  return { sends, chats, transactions, reads: rest - chats - transactions };
}

/** What is sent waits so many milliseconds for a chat that somebody has locked; then it makes way for what is sent elsewhere. */
export const sendLockTimeoutMs = 300;

/** What changes one chat waits so many milliseconds for its lock; then whoever asked is told to try again. */
export const chatLockTimeoutMs = 5_000;

/** Another pool of the same sort of connections, but for `differences`. */
export function poolBeside(pool: Pool, databaseUrl: string, differences: PoolConfig): Pool {
  // The password is not among what is copied.
  const beside = new pg.Pool({ ...pool.options, password: pool.options.password, ...differences });
  // Whoever waits for an answer is told; an `error` event that nobody listens to would end the process.
  beside.on('error', () => undefined);
  beside.on('connect', (client) => client.on('error', () => undefined));
  closeLost(beside, databaseUrl);
  return beside;
}
