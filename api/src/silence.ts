import type { Socket } from 'node:net';
import type { Client, Pool, PoolClient } from 'pg';
import { onOwnConnection } from './own-connection.ts';

/** A connection that owes an answer and says nothing for so long is looked into. */
const silenceMs = 5_000;
/** After so many silences it is closed whatever PostgreSQL says: it ends every statement by itself before. */
const mostSilences = 13;

/** What is not in the description of the driver's connections. */
type Wire = PoolClient & {
  /** False while an answer is due. */
  readonly readyForQuery: boolean;
  /** The number of the process in PostgreSQL that serves it. */
  readonly processID: number;
  readonly connection: { readonly stream: Socket };
};

/**
 * Closes those connections of the pool whose question or answer got lost on the way, as when a firewall forgot them: TCP does not
 * notice, and whoever asked would wait for minutes. A statement that takes long is as silent, so PostgreSQL is asked, on a
 * connection of its own, whether it is at work for this one. With one that is lost those go that nobody uses: they are of its age.
 *
 * PostgreSQL does not notice either. Its end of each is closed too, or whatever a lost transaction has locked would stay locked.
 */
export function closeLost(pool: Pool, databaseUrl: string): void {
  const open = new Set<Wire>();
  const lose = (lost: Wire) => {
    const gone = [...open].filter(
      (wire) => wire === lost || (wire.readyForQuery && wire.getTransactionStatus() === 'I'),
    );
    for (const { connection } of gone) connection.stream.destroy(new Error('The connection was lost.'));
    const processIds = gone.map(({ processID }) => processID);
    // Where it cannot be reached, it ends them when their time is over.
    endProcesses(databaseUrl, processIds).catch(() => undefined);
  };
  pool.on('remove', (client) => open.delete(client as Wire));
  pool.on('connect', (client) => {
    const wire = client as Wire;
    const { stream } = wire.connection;
    let silences = 0;
    open.add(wire);
    stream.setTimeout(silenceMs);
    stream.on('data', () => (silences = 0));
    stream.on('timeout', () => {
      // The socket tells of one silence only once.
      stream.setTimeout(silenceMs);
      if (wire.readyForQuery) return;
      silences += 1;
      const asked = silences;
      isAtWork(databaseUrl, wire.processID).then(
        (atWork) => {
          // It may have answered in the meantime.
          if (silences === asked && (!atWork || asked >= mostSilences)) lose(wire);
        },
        // PostgreSQL is out of reach altogether.
        () => {
          if (silences === asked) lose(wire);
        },
      );
    });
  });
}

/** Whether one of PostgreSQL's processes works on a statement; true where a pooler hides which one it is. */
async function isAtWork(databaseUrl: string, processId: number): Promise<boolean> {
  const look = async (client: Client) => {
    const text = 'select state from pg_stat_activity where pid = $1';
    const { rows } = await client.query<{ state: string }>(text, [processId]);
    return rows[0]?.state === undefined || rows[0].state === 'active';
  };
  return onOwnConnection(databaseUrl, look, { query_timeout: silenceMs });
}

/** Ends what a lost connection left behind in PostgreSQL. */
async function endProcesses(databaseUrl: string, processIds: readonly number[]): Promise<void> {
  const text = `select pg_terminate_backend(pid) from pg_stat_activity
    where pid = any($1::int[]) and usename = current_user and datname = current_database()`;
  await onOwnConnection(databaseUrl, (client) => client.query(text, [processIds]), { query_timeout: silenceMs });
}
