import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { png } from '../../test/file-samples.ts';
import { headersOf, Kit, type TestService } from '../../test/kit.ts';
import { SpawnedProcess } from '../../test/spawned-process.ts';
import { sweeperOf } from '../../test/sweeper.ts';
import { hashToken, newToken } from '../secrets.ts';
import { letGo } from './loose-attachments.ts';

const kit = await Kit.start();
const second = await Kit.process(kit.databaseUrl);
const { filesDir } = kit.app.config;

let service: TestService;
beforeEach(async () => {
  await kit.app.sql.query('delete from attachment', []);
  service = await kit.service();
});

/** A row so many minutes old, with its content unless it is to have none. */
async function attachment(minutes: number, { content = true, ticketId = null as string | null } = {}): Promise<string> {
  const id = randomUUID();
  await kit.app.sql.query(
    `insert into attachment (id, service_id, ticket_id, name, media_type, size, created_at)
     values ($1, $2, $3, 'a.png', 'image/png', 1, now() - make_interval(mins => $4))`,
    [id, service.id, ticketId, minutes],
  );
  await mkdir(filesDir, { recursive: true });
  if (content) await writeFile(join(filesDir, id), png);
  return id;
}

async function ticket(): Promise<string> {
  const { submitInquiry } = await kit.run(
    `mutation ($slug: String!, $type: ID!) { submitInquiry(input: { service: $slug, inquiryTypeId: $type, email: "kim@test.test",
      title: "t", content: "c", consent: { noticeVersion: "1", language: ko } }) { ... on SubmittedInquiry { ticket { id } } } }`,
    { slug: service.slug, type: service.inquiryTypeId },
  );
  return submitInquiry.ticket.id.replace('Ticket_', '') as string;
}

async function ticketWith(token: string): Promise<string> {
  const { submitInquiry } = await kit.run(
    `mutation ($slug: String!, $type: ID!, $files: [String!]) { submitInquiry(input: { service: $slug, inquiryTypeId: $type,
      email: "kim@test.test", title: "t", content: "c", attachments: $files, consent: { noticeVersion: "1", language: ko } }) { __typename } }`,
    { slug: service.slug, type: service.inquiryTypeId, files: [token] },
  );
  return submitInquiry.__typename as string;
}

const rows = async () =>
  (await kit.app.sql.query<{ id: string }>('select id from attachment order by id', [])).rows.map(({ id }) => id);
const contents = async () => (await readdir(filesDir)).filter((name) => name !== 'incoming').sort();

describe('what was uploaded and not submitted', () => {
  test('goes after an hour, row and content; what is younger or submitted stays', async () => {
    await attachment(61);
    const kept = [await attachment(59), await attachment(61, { ticketId: await ticket() })].sort();
    await kit.app.looseAttachments.look();
    expect(await rows()).toEqual(kept);
    expect(await contents()).toEqual(kept);
    await kit.app.sql.query('delete from attachment', []);
    await kit.app.files.remove(kept);
  });

  test('goes too when its process died before the content came, or after the content went', async () => {
    await attachment(61, { content: false });
    await kit.app.looseAttachments.look();
    expect(await rows()).toEqual([]);
  });

  test('keeps its row as long as its content cannot be removed', async () => {
    const id = await attachment(61, { content: false });
    // A folder in its place is what no removal of a file removes.
    await mkdir(join(filesDir, id));
    await expect(kit.app.looseAttachments.look()).rejects.toThrow();
    expect(await rows()).toEqual([id]);
    await rmdir(join(filesDir, id));
    await kit.app.looseAttachments.look();
    expect(await rows()).toEqual([]);
  });

  test('goes once when two processes look at once', async () => {
    for (let n = 0; n < 45; n += 1) await attachment(61);
    await Promise.all([kit, second, kit, second].map(({ app }) => app.looseAttachments.look()));
    expect(await rows()).toEqual([]);
    expect(await contents()).toEqual([]);
  });

  test('is left alone while somebody attaches it', async () => {
    const id = await attachment(61);
    await kit.app.write(null, async ({ sql: statements }) => {
      await statements.query('update attachment set ticket_id = $2 where id = $1', [id, await ticket()]);
      await second.app.looseAttachments.look();
    });
    expect(await rows()).toEqual([id]);
    expect(await contents()).toEqual([id]);
    await kit.app.files.remove([id]);
  });
});

describe('a picture and its thumbnail', () => {
  async function picture(minutes: number): Promise<{ id: string; small: string }> {
    const [id, small] = [await attachment(minutes), await attachment(minutes)];
    await kit.app.sql.query(`update attachment set thumbnail_of = $2, name = '' where id = $1`, [small, id]);
    return { id, small };
  }

  test('stay both where somebody attaches the picture while it is looked whether it is loose', async () => {
    const { id, small } = await picture(61);
    await kit.app.write(null, async ({ sql }) => {
      const inTicket = [id, await ticket()];
      await sql.query('update attachment set ticket_id = $2 where id = $1', inTicket);
      // Between what attaches a picture and what keeps its thumbnail.
      await second.app.looseAttachments.look();
      await sql.query(`update attachment set created_at = 'infinity' where thumbnail_of = $1`, [id]);
    });
    expect(await rows()).toEqual([id, small].sort());
    expect(await contents()).toEqual([id, small].sort());
    await kit.app.files.remove([id, small]);
  });

  test('are attached or removed together, whoever is first', async () => {
    const token = newToken();
    for (let n = 0; n < 10; n += 1) {
      const { id, small } = await picture(59);
      await kit.app.sql.query('update attachment set token_hash = $2 where id = $1', [id, hashToken(token)]);
      const [inquiry] = await Promise.all([ticketWith(token), sweeperOf(second).lookIn(2)]);
      const isAttached = inquiry === 'SubmittedInquiry';
      const left = isAttached ? [id, small].sort() : [];
      expect(await rows()).toEqual(left);
      expect(await contents()).toEqual(left);
      await kit.app.files.remove(left);
      await kit.app.sql.query('delete from attachment', []);
    }
  });

  test('go together, and a thumbnail without its picture goes too', async () => {
    await picture(61);
    const { id } = await picture(0);
    await kit.app.sql.query(`update attachment set created_at = 'infinity' where thumbnail_of = $1`, [id]);
    // As a process of a former version removes what it let go.
    await kit.app.sql.query('delete from attachment where id = $1', [id]);
    await kit.app.files.remove([id]);
    await sweeperOf(second).lookIn(0);
    expect(await rows()).toEqual([]);
    expect(await contents()).toEqual([]);
  });
});

describe('letting go of the attachments of tickets', () => {
  test('hides them at once and removes them with the next look, whoever dies in between', async () => {
    const [gone, stays] = [await ticket(), await ticket()];
    await attachment(0, { ticketId: gone });
    const kept = await attachment(0, { ticketId: stays });
    await kit.app.write(null, ({ sql }) => letGo(sql, { ticketIds: [gone] }));
    const { rows: named } = await kit.app.sql.query(`select from attachment where name <> ''`, []);
    expect(named).toHaveLength(1);
    await second.app.looseAttachments.look();
    expect(await rows()).toEqual([kept]);
    expect(await contents()).toEqual([kept]);
    await kit.app.files.remove([kept]);
  });
});

describe('an upload that its process did not live to finish', () => {
  test('is removed after an hour', async () => {
    const incoming = join(filesDir, 'incoming');
    await mkdir(incoming, { recursive: true });
    const [old, fresh] = [randomUUID(), randomUUID()];
    for (const name of [old, fresh]) await writeFile(join(incoming, name), png);
    const before = new Date(Date.now() - 61 * 60_000);
    await utimes(join(incoming, old), before, before);
    await Promise.all([kit, second].map(({ app }) => app.looseAttachments.look()));
    expect(await readdir(incoming)).toEqual([fresh]);
  });
});

describe('a process that is killed while it stores a picture', () => {
  // Received, packed anew, rows written, it and its thumbnail put: before and after each.
  test.each([1, 2, 3, 4, 5, 6, 7])('after step %i leaves nothing an hour later', async (steps) => {
    const dying = await SpawnedProcess.start(kit, { DIES_AFTER_STEPS: String(steps) }, ['dies-storing.ts']);
    const agent = await service.agent();
    await rm(join(filesDir, 'incoming'), { recursive: true, force: true });
    const sent = fetch(`${dying.url}/files`, {
      method: 'POST',
      headers: { 'x-file-name': 'a.png', ...headersOf(agent.credentials) },
      body: new Uint8Array(png),
    });
    await expect(sent).rejects.toThrow();
    expect((await dying.ended).signal).toBe('SIGKILL');
    expect(await rows()).toHaveLength(steps < 4 ? 0 : 2);
    await sweeperOf(second).lookIn(61);
    expect(await rows()).toEqual([]);
    expect(await contents()).toEqual([]);
    expect(await readdir(join(filesDir, 'incoming'))).toEqual([]);
  });
});
