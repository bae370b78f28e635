import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterwards } from '../../test/afterwards.ts';
import { Kit } from '../../test/kit.ts';
import { newMaskKey } from '../masking/mask-keys.ts';
import { InProcessBus } from '../realtime/bus.ts';

const kit = await Kit.start();

const readinessOf = async (of: Kit) => {
  const response = await fetch(`${of.url}/ready`);
  const text = await response.text();
  // Neither where the database is and how it is entered, nor where files are.
  for (const secret of [new URL(kit.databaseUrl).pathname, of.app.config.filesDir, 'postgres:']) {
    expect(text).not.toContain(secret);
  }
  return { status: response.status, ...(JSON.parse(text) as { ready: boolean; problems: Record<string, string> }) };
};

/** Asks until the answer is this one: answers are a second old at most. */
const expectProblems = (of: Kit, problems: Record<string, unknown>) =>
  expect
    .poll(() => readinessOf(of), { timeout: 20_000 })
    .toEqual({
      status: Object.keys(problems).length === 0 ? 200 : 503,
      ready: Object.keys(problems).length === 0,
      problems,
    });

test('a process with all that it needs is ready', async () => {
  expect(await readinessOf(kit)).toEqual({ status: 200, ready: true, problems: {} });
});

test('one whose database says nothing, or is gone, tells so in time, and is ready again when it is back', async () => {
  const ends = new Set<Socket>();
  let isSilent = false;
  const relay = createServer((near) => {
    const { hostname, port } = new URL(kit.databaseUrl);
    const far = connect(Number(port), hostname);
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        ends.delete(end);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => !isSilent && far.write(data));
    far.on('data', (data) => !isSilent && near.write(data));
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  afterwards(() => {
    cut();
    relay.close();
  });
  const { port } = relay.address() as AddressInfo;
  const behind = await Kit.process(String(Object.assign(new URL(kit.databaseUrl), { host: `127.0.0.1:${port}` })));
  await expectProblems(behind, {});
  isSilent = true;
  const late = 'it does not answer within 2 seconds';
  await expectProblems(behind, { database: late, migrations: late, maskKeys: late });
  // The process itself lives.
  expect((await fetch(`${behind.url}/health`)).status).toBe(200);
  isSilent = false;
  cut();
  await expectProblems(behind, {});
  relay.close();
  cut();
  await expectProblems(behind, {
    database: 'it does not work',
    migrations: 'it does not work',
    maskKeys: 'it does not work',
  });
}, 60_000);

test('migrations that are missing are named, newer ones when they were there first', async () => {
  const { sql } = kit.app;
  const { rows } = await sql.query<{ name: string }>(
    'select name from mikro_orm_migrations order by name desc limit 1',
    [],
  );
  const last = rows[0]!.name;
  await sql.query('update mikro_orm_migrations set name = $2 where name = $1', [last, 'Migration29991231_newer']);
  const older = await Kit.process(kit.databaseUrl);
  await expectProblems(kit, { migrations: '1 are not applied; run `npm run migrate`' });
  await expectProblems(older, {
    migrations: 'the database is of a newer program: it has 1 that this one does not know',
  });
  await sql.query('update mikro_orm_migrations set name = $2 where name = $1', ['Migration29991231_newer', last]);
  // A newer program beside this one, as while all are replaced one by one.
  await sql.query(`insert into mikro_orm_migrations (name, executed_at) values ('Migration29991231_newer', now())`, []);
  await expectProblems(kit, {});
  await sql.query(`delete from mikro_orm_migrations where name = 'Migration29991231_newer'`, []);
});

test('keys that do not open what other processes masked are named', async () => {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  const { id, revision } = await customer.send(customer.chatId, 'call 010-1234-5678', randomUUID());
  await agent.run(
    `mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 5, end: 18 }) { __typename } }`,
    {
      id,
      r: revision,
    },
  );
  await expectProblems(kit, {});
  const others = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: newMaskKey() });
  await expectProblems(others, { maskKeys: 'masks are under a key that this process does not have' });
  const { rows } = await kit.app.sql.query<{ id: string }>('select key_id as id from mask_original', []);
  const sameName = newMaskKey().replace(/^[^:]+/, rows[0]!.id);
  await expectProblems(await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: sameName }), {
    maskKeys: 'a key of this process does not open the masks under the key of that name: it is another one',
  });
});

test('a folder of files that cannot be written into is named', async () => {
  const dir = join(tmpdir(), `damso-test-${randomUUID()}`);
  const process = await Kit.process(kit.databaseUrl, { DAMSO_FILES: dir });
  await expectProblems(process, {});
  await rm(dir, { recursive: true, force: true });
  await writeFile(dir, '');
  await expectProblems(process, { files: 'something else is there' });
});

test('a lost bus is told, and does not keep requests from a process', async () => {
  class LostBus extends InProcessBus {
    override readonly isConnected = false;
  }
  expect(await readinessOf(await Kit.process(kit.databaseUrl, {}, new LostBus()))).toEqual({
    status: 200,
    ready: true,
    problems: { bus: expect.stringContaining('late') },
  });
});

test('a process that is about to end says so first, and serves until whoever asks has heard it', async () => {
  const leaving = await Kit.process(kit.databaseUrl);
  expect((await readinessOf(leaving)).ready).toBe(true);
  const stopped = leaving.stop();
  expect(await readinessOf(leaving)).toEqual({
    status: 503,
    ready: false,
    problems: { process: 'it is going down' },
  });
  expect((await leaving.post(JSON.stringify({ query: '{ viewer { __typename } }' }))).status).toBe(200);
  await stopped;
  await expect(fetch(`${leaving.url}/ready`)).rejects.toThrow();
});
