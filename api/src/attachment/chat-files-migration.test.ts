import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate, namesInFolder, type Migrating } from '../migrate.ts';

const first = 'Migration20261201000000_chat_files';
const address = (name: string) => String(Object.assign(new URL(inject('template')), { pathname: `/${name}` }));
const admin = new pg.Client({ connectionString: address('postgres') });
const name = `chat_files_${randomUUID().replaceAll('-', '')}`;
const client = new pg.Client({ connectionString: address(name) });

/** As a process of the version before writes it. */
const makeService = (slug: string) =>
  client.query(
    `insert into service (slug, name, languages, features, help_center_chat, consent_version)
     values ($1, 'S', '{ko}', '{chat}', true, '1')`,
    [slug],
  );

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create database ${name}`);
  const folder = new URL('../../migrations/', import.meta.url);
  const list: NonNullable<Migrating['list']> = [];
  for (const each of (await namesInFolder()).sort()) {
    if (each >= first) break;
    const module = (await import(new URL(`${each}.ts`, folder).href)) as Record<string, (typeof list)[number]['class']>;
    list.push({ name: each, class: module[each]! });
  }
  await migrate(address(name), { list });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

describe('a service from before chats bore files', () => {
  test('takes none of customers until somebody wants them; one that is made since does', async () => {
    await makeService('before');
    await migrate(address(name));
    await makeService('since');
    const { rows } = await client.query('select slug, chat_files from service order by slug');
    expect(rows).toEqual([
      { slug: 'before', chat_files: 'AGENTS' },
      { slug: 'since', chat_files: 'AFTER_FIRST_ANSWER' },
    ]);
  });
});
