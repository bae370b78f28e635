import pg, { type ClientConfig } from 'pg';

/** Milliseconds that connecting and each statement may take; a statement as long as it needs, where nothing is said. */
type Patience = Pick<ClientConfig, 'connectionTimeoutMillis' | 'query_timeout'>;

/** A connection beside the pool. When it breaks, what is asked of it fails; nothing else does. */
export async function openConnection(url: string, patience: Patience = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...patience,
  });
  // What waits for an answer is told anyway; an `error` event that nobody listens to would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Work on a connection beside the pool, for as long as it takes. */
export async function onOwnConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  patience?: Patience,
): Promise<T> {
  const client = await openConnection(url, patience);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
