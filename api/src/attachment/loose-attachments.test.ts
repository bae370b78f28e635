import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rmdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { png } from '../../test/file-samples.ts';
import { Kit, type TestService } from '../../test/kit.ts';
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
  test('is removed after a day', async () => {
    const incoming = join(filesDir, 'incoming');
    await mkdir(incoming, { recursive: true });
    const [old, fresh] = [randomUUID(), randomUUID()];
    for (const name of [old, fresh]) await writeFile(join(incoming, name), png);
    const dayBefore = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(incoming, old), dayBefore, dayBefore);
    await Promise.all([kit, second].map(({ app }) => app.looseAttachments.look()));
    expect(await readdir(incoming)).toEqual([fresh]);
  });
});
