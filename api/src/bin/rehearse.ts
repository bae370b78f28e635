import './production.ts';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';
import type { Client } from 'pg';
import WebSocket from 'ws';
import { createApp } from '../app.ts';
import type { Config } from '../config.ts';
import { openDatabase } from '../database.ts';
import { serve } from '../edge/server.ts';
import { createFiles } from '../files/files.ts';
import { readMaskKeys } from '../masking/mask-keys.ts';
import { countsByKey, unreadableSecrets } from '../masking/rotation.ts';
import { Vault } from '../masking/vault.ts';
import { migrate } from '../migrate.ts';
import { onOwnConnection } from '../own-connection.ts';
import { beginEpoch } from '../realtime/epoch.ts';
import { hashToken, newToken } from '../secrets.ts';
import { statementsOn } from '../sql.ts';
import { checkedConfig, runProgram } from './checks.ts';

/**
 * Rehearses a restore: copies the database, restores the copy as an empty database beside it, starts the product on that and resumes a
 * chat as a browser does that was open before. What is found missing is said; the copy is dropped.
 */

const run = promisify(execFile);

type Told = ExecutionResult<{ chatChanges: { messages: unknown[] } }>;

/** So many of the newest attachments are looked for. */
const attachmentsLookedFor = 100;

const withName = (url: string, name: string) => String(Object.assign(new URL(url), { pathname: `/${name}` }));

/** How a program of PostgreSQL is told where to connect to; the password stands in no list of processes. */
function access(url: string): { address: string; env: NodeJS.ProcessEnv } {
  const { password } = new URL(url);
  const address = String(Object.assign(new URL(url), { password: '' }));
  return { address, env: { ...process.env, ...(password && { PGPASSWORD: decodeURIComponent(password) }) } };
}

/** Whether there is a pg_dump that reads this server. */
async function hasDump(server: number): Promise<boolean> {
  const version = await run('pg_dump', ['--version']).then(
    ({ stdout }) => Number(/\b(\d+)[.\w]*/.exec(stdout)?.[1]),
    () => 0,
  );
  return version >= server;
}

/** Copies by pg_dump and pg_restore where they are of the server's version, else by PostgreSQL itself. Answers how. */
async function copy(admin: Client, url: string, name: string): Promise<string> {
  const { rows } = await admin.query<{ version: number }>(
    `select current_setting('server_version_num')::int / 10000 as version`,
  );
  const { version } = rows[0]!;
  const source = decodeURIComponent(new URL(url).pathname.slice(1));
  if (!(await hasDump(version))) {
    await admin.query(`create database ${name} template ${admin.escapeIdentifier(source)}`).catch((error: unknown) => {
      if ((error as { code?: string }).code !== '55006') throw error;
      throw new Error(
        `There is no pg_dump ${version} here, and without it nobody may use the database: stop Damso first.`,
      );
    });
    return `copied by PostgreSQL (there is no pg_dump ${version} here)`;
  }
  const dir = await mkdtemp(join(tmpdir(), 'damso-rehearsal-'));
  try {
    const file = join(dir, 'dump');
    const [from, to] = [access(url), access(withName(url, name))];
    await run('pg_dump', ['--format=custom', `--file=${file}`, `--dbname=${from.address}`], { env: from.env });
    await admin.query(`create database ${name} template template0`);
    const options = ['--no-owner', '--exit-on-error', `--dbname=${to.address}`, file];
    await run('pg_restore', options, { env: to.env });
    return `dumped and restored by pg_dump ${version}`;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** What of keys and files the copy would miss, a sentence each. */
async function missing(config: Config, client: Client): Promise<string[]> {
  const vault = new Vault(readMaskKeys(config));
  const sql = statementsOn(client);
  const unknown = [...(await countsByKey(sql))].filter(
    ([id, { originals }]) => originals > 0 && !vault.keyIds.includes(id),
  );
  const shut = await unreadableSecrets(sql, vault);
  const files = createFiles(config);
  const { rows } = await client.query<{ id: string }>(
    `select case revision when 0 then id else version end as id from attachment
       where (ticket_id is not null or message_id is not null) and size > 0 order by attachment.id desc limit ${attachmentsLookedFor}`,
  );
  let absent = 0;
  for (const { id } of rows) {
    const content = await files.get(id);
    if (content) content.destroy();
    else absent += 1;
  }
  return [
    ...unknown.map(
      ([id, { originals }]) => `The key ${id} is missing, under which ${originals} originals of masks stand.`,
    ),
    ...(shut.secondFactors > 0
      ? [`The keys do not open ${shut.secondFactors} second factors: these people could not sign in.`]
      : []),
    ...(shut.webhookSecrets > 0
      ? [`The keys do not open ${shut.webhookSecrets} secrets of webhooks: nothing could be sent there.`]
      : []),
    ...(shut.customerDataSecrets > 0
      ? [
          `The keys do not open ${shut.customerDataSecrets} secrets of customer-data links: nothing could be asked there.`,
        ]
      : []),
    ...(shut.memberSecrets > 0
      ? [`The keys do not open ${shut.memberSecrets} secrets of member links: their tokens would be refused.`]
      : []),
    ...(absent > 0 ? [`Of the newest ${rows.length} attachments ${absent} have no file.`] : []),
  ];
}

/** Starts the product on the copy and resumes its newest chat. Answers how many messages a reader gets who begins anew. */
async function resume(config: Config, url: string, formerEpoch: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'damso-rehearsal-'));
  const app = await createApp(
    {
      ...config,
      // Asked here, and not where the product is.
      port: 0,
      host: '127.0.0.1',
      publicUrl: undefined,
      // It has files of its own: what it clears away are not those of the product.
      filesDir: join(dataDir, 'files'),
      filesS3: undefined,
      // What waits to be sent is sent by the product.
      smtpUrl: undefined,
    },
    url,
  );
  const server = await serve(app);
  try {
    const { rows } = await app.sql.query<{ id: string; customerId: string }>(
      'select id, customer_id as "customerId" from chat order by id desc limit 1',
      [],
    );
    const chat = rows[0];
    if (!chat) return 'there is no chat in it to resume';
    const token = newToken();
    await app.sql.query(
      `insert into visitor_token (customer_id, token_hash, expires_at) values ($1, $2, now() + interval '5 minutes')`,
      [chat.customerId, hashToken(token)],
    );
    const first = async (epoch: string) => {
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
      });
      try {
        const query = `subscription ($id: ID!, $epoch: String!) { chatChanges(chatId: $id, after: 0, epoch: $epoch) { messages { id } } }`;
        const told = client.iterate({
          query,
          variables: { id: `Chat_${chat.id}`, epoch },
        });
        const { value } = (await told.next()) as IteratorYieldResult<Told> | { value: undefined };
        return value;
      } finally {
        await client.dispose();
      }
    };
    const refused = await first(formerEpoch);
    if (refused?.errors?.[0]?.extensions['code'] !== 'EPOCH_CHANGED')
      throw new Error('A reader from before the restore was not told to begin anew.');
    const afresh = await first(app.epoch.current);
    if (!afresh?.data) throw new Error('A reader that begins anew was told nothing.');
    return `its newest chat begins anew with ${afresh.data.chatChanges.messages.length} messages`;
  } finally {
    await server.close();
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await runProgram(async () => {
  const config = await checkedConfig(process.env, ['keys', 'files']);
  const database = await openDatabase(config);
  const name = `damso_rehearsal_${randomUUID().replaceAll('-', '')}`;
  const url = withName(database.url, name);
  try {
    await onOwnConnection(withName(database.url, 'postgres'), async (admin) => {
      try {
        console.log(`The database was ${await copy(admin, database.url, name)}.`);
        await migrate(url);
        const problems = await onOwnConnection(url, async (client) => {
          const { rows } = await client.query<{ epoch: string }>('select epoch from installation');
          await beginEpoch(statementsOn(client));
          // What waits to be told is told by the product, not by the copy.
          await client.query('update webhook_endpoint set paused_at = coalesce(paused_at, now())');
          const found = await missing(config, client);
          console.log(`Damso started on it: ${await resume(config, url, rows[0]!.epoch)}.`);
          return found;
        });
        for (const problem of problems) console.error(problem);
        if (problems.length > 0) process.exitCode = 1;
        else console.log('Keys and files are there.');
      } finally {
        await admin.query(`drop database if exists ${name} with (force)`);
      }
    });
  } finally {
    await database.close();
  }
});
