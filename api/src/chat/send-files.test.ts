import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { pdf, png, text } from '../../test/file-samples.ts';
import { Actor, Kit, type Answer, type TestService, rowId } from '../../test/kit.ts';
import { sweeperOf } from '../../test/sweeper.ts';
import { fetchedBy, sendFile, type SentFile } from '../../test/uploads.ts';
import { letGo } from '../attachment/loose-attachments.ts';
import { hashToken } from '../secrets.ts';

const kit = await Kit.start();
const second = await Kit.process(kit.databaseUrl, {}, kit.app.bus);
const { sql } = kit.app;
const fields = 'id name mediaType size width height revision path thumbnailPath';

/** Sends a message with files of these tokens. */
async function say(
  by: Actor,
  chatId: string,
  tokens: string[],
  { text: said = '', key = randomUUID() }: { text?: string; key?: string } = {},
): Promise<Answer> {
  const { sendMessage } = await by.run(
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename
      ... on Message { id seq revision body attachments { ${fields} } } ... on DomainError { message } ... on InvalidInput { field } } }`,
    { input: { chatId, key, text: said, attachments: tokens } },
  );
  return sendMessage;
}

const uploaded = async (by: Actor, sent?: SentFile): Promise<string> => (await sendFile(by, sent)).token;

async function setFiles(service: TestService, files: string): Promise<void> {
  const { saveChatSettings } = await (
    await service.admin()
  ).run(
    'mutation ($f: ChatFiles) { saveChatSettings(input: { files: $f }) { ... on ServiceSettings { chat { files } } } }',
    { f: files },
  );
  expect(saveChatSettings.chat.files).toBe(files);
}

/** A chat in which an agent has answered. */
async function answered(service?: TestService) {
  service ??= await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: 'hello', key: randomUUID() });
  await agent.send(customer.chatId, 'Good morning.');
  return { service, agent, customer, chatId: customer.chatId };
}

const seqsOf = async (chatId: string) =>
  (await sql.query<{ seq: number }>('select seq from message where chat_id = $1 order by seq', [rowId(chatId)])).rows;

const filesOf = async (by: Actor, id: string): Promise<Answer[]> => {
  const { chat } = await by.run(
    `query ($id: ID!) { chat(id: $id) { messages(first: 50) { edges { node { body attachments { ${fields} } } } } } }`,
    { id },
  );
  return chat.messages.edges.flatMap(({ node }: Answer) => node.attachments);
};

describe('a message with files', () => {
  test('bears them in the order of its sender, from both sides, with a word or without', async () => {
    const { agent, customer, chatId } = await answered();
    const [first, last] = [
      await uploaded(customer, { name: 'one.png' }),
      await uploaded(customer, { name: 'two.txt', body: text }),
    ];
    const sent = await say(customer, chatId, [last, first]);
    expect(sent).toMatchObject({ __typename: 'Message', body: '' });
    expect(sent.attachments).toMatchObject([
      { name: 'two.txt', mediaType: 'text/plain', width: null, height: null, thumbnailPath: null },
      { name: 'one.png', mediaType: 'image/png', width: 1, height: 1 },
    ]);
    const back = await say(agent, chatId, [await uploaded(agent, { name: 'a.pdf', body: pdf })], { text: 'Here.' });
    expect(back).toMatchObject({ body: 'Here.', attachments: [{ name: 'a.pdf' }] });
    for (const reader of [agent, customer]) {
      expect((await filesOf(reader, chatId)).map(({ name }) => name)).toEqual(['two.txt', 'one.png', 'a.pdf']);
    }
  });

  test('reaches who listens, at another process too, and who comes back to it after', async () => {
    const { agent, customer, chatId } = await answered();
    const document = `subscription ($id: ID!) { chatChanges(chatId: $id) { revision messages { body attachments { name path } } } }`;
    const here = customer.subscribe(document, { id: chatId });
    const there = agent.subscribe(document, { id: chatId }, second);
    await Promise.all([here.next(), there.next()]);
    const sent = await say(agent, chatId, [await uploaded(agent)], { text: 'look' });
    for (const events of [here, there]) {
      const { chatChanges } = await events.next();
      expect(chatChanges).toEqual({
        revision: sent.revision,
        messages: [{ body: 'look', attachments: [{ name: 'a.png', path: sent.attachments[0].path }] }],
      });
      await events.close();
    }
    const { chatChanges } = await customer.run(
      'query ($id: ID!, $after: Int) { chatChanges(chatId: $id, after: $after) { messages { attachments { name } } } }',
      { id: chatId, after: sent.revision - 1 },
    );
    expect(chatChanges.messages).toEqual([{ attachments: [{ name: 'a.png' }] }]);
  });

  test('opens a requested chat and counts as its answer, as words do', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ message: 'hello', key: randomUUID() });
    await say(agent, customer.chatId, [await uploaded(agent)]);
    const { rows } = await sql.query('select state, answered_at is not null as answered from chat where id = $1', [
      rowId(customer.chatId),
    ]);
    expect(rows).toEqual([{ state: 'ACTIVE', answered: true }]);
  });

  test('sent again with its key is the same message, at whichever process, also after the end', async () => {
    const { agent, customer, chatId } = await answered();
    const token = await uploaded(customer);
    const key = randomUUID();
    const elsewhere = new Actor(second, customer.credentials);
    const both = await Promise.all([
      say(customer, chatId, [token], { key, text: 'x' }),
      say(elsewhere, chatId, [token], { key, text: 'x' }),
    ]);
    await agent.end(chatId);
    const later = await say(elsewhere, chatId, [token], { key, text: 'x' });
    for (const each of both) expect(each).toEqual(later);
    expect(later.__typename).toBe('Message');
    expect(await seqsOf(chatId)).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
    expect((await say(customer, chatId, [token], { text: 'x' })).__typename).toBe('ChatEnded');
  });

  test('is KeyReused where the key stands for other files, for none, or for other words', async () => {
    const { customer, chatId } = await answered();
    const [token, other] = [await uploaded(customer), await uploaded(customer)];
    const key = randomUUID();
    await say(customer, chatId, [token], { key, text: 'x' });
    const outcomes = [
      await say(customer, chatId, [other], { key, text: 'x' }),
      await say(customer, chatId, [token, other], { key, text: 'x' }),
      await say(customer, chatId, [token], { key, text: 'y' }),
      await customer.send(chatId, 'x', key),
    ];
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(outcomes.map(() => 'KeyReused'));
    const said = randomUUID();
    await customer.send(chatId, 'x', said);
    expect((await say(customer, chatId, [other], { key: said, text: 'x' })).__typename).toBe('KeyReused');
    // And the other file is free still.
    expect((await say(customer, chatId, [other])).__typename).toBe('Message');
  });

  test('is of all or nothing: of another’s, a used or an old file nothing is written, and no number burnt', async () => {
    const { service, agent, customer, chatId } = await answered();
    const own = await uploaded(customer);
    const used = await uploaded(customer);
    await say(customer, chatId, [used]);
    const before = await seqsOf(chatId);
    const nobodys = await uploaded(new Actor(kit), { headers: { 'x-service': service.slug } });
    const agents = await uploaded(agent);
    const foreign = await uploaded((await answered()).customer);
    const old = await uploaded(customer);
    await sql.query(`update attachment set created_at = now() - interval '61 min' where token_hash = $1`, [
      hashToken(old),
    ]);
    for (const token of [used, nobodys, agents, foreign, old, 'nothing']) {
      expect((await say(customer, chatId, [own, token])).__typename).toBe('AttachmentMissing');
    }
    expect(await seqsOf(chatId)).toEqual(before);
    expect(await say(customer, chatId, [own])).toMatchObject({
      seq: before.length + 1,
      attachments: [{ name: 'a.png' }],
    });
  });

  test('has one of two that reach for the same file at once', async () => {
    const { customer, chatId } = await answered();
    const token = await uploaded(customer);
    const elsewhere = new Actor(second, customer.credentials);
    const both = await Promise.all([say(customer, chatId, [token]), say(elsewhere, chatId, [token])]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['AttachmentMissing', 'Message']);
  });

  test('has five at most, and a text where it has none', async () => {
    const { customer, chatId } = await answered();
    const tokens = [];
    for (let n = 0; n < 6; n += 1) tokens.push(await uploaded(customer, { name: `${n}.txt`, body: 'x' }));
    expect(await say(customer, chatId, tokens)).toMatchObject({ __typename: 'InvalidInput', field: 'attachments' });
    expect((await say(customer, chatId, [])).__typename).toBe('InvalidText');
    expect((await say(customer, chatId, tokens.slice(0, 5))).attachments).toHaveLength(5);
  });

  test('is refused to whoever may not speak in the chat', async () => {
    const { service, chatId } = await answered();
    const [colleague, stranger] = [await service.onlineAgent(), (await answered()).customer];
    for (const other of [colleague, stranger]) {
      expect((await say(other, chatId, [await uploaded(other)])).__typename).toBe('NotPermitted');
    }
  });

  test('says nothing less of personal data in its words', async () => {
    const service = await kit.service({ security: true });
    await (
      await service.admin()
    ).run('mutation { saveMaskingSettings(input: { rules: [{ kind: PHONE, action: MASK }] }) { __typename } }');
    const { customer, chatId } = await answered(service);
    const [token, key] = [await uploaded(customer), randomUUID()];
    const sent = await say(customer, chatId, [token], { text: 'Call 010-1234-5678', key });
    expect(sent.body).not.toContain('1234');
    expect(await say(customer, chatId, [token], { text: 'Call 010-1234-5678', key })).toEqual(sent);
  });

  test.each(['MASK', 'DESTROY'])('has names that pass the intake as its words do: %s', async (action) => {
    const service = await kit.service({ security: true });
    await (
      await service.admin()
    ).run(
      'mutation ($a: MaskingAction!) { saveMaskingSettings(input: { rules: [{ kind: RESIDENT_NUMBER, action: $a }, { kind: EMAIL, action: $a }] }) { __typename } }',
      { a: action },
    );
    const { customer, chatId } = await answered(service);
    const names = ['홍길동 900101-1234567.png', '900101_1234567.PNG', 'hong@example.com.png', 'hong@example.png'];
    const sent = [];
    for (const name of names) sent.push(await sendFile(customer, { name }));
    const hidden = ['홍길동 **************.png', '**************.PNG', '****************.png', 'hong@example.png'];
    expect(sent.map(({ name }) => name)).toEqual(hidden);
    const said = await say(
      customer,
      chatId,
      sent.map(({ token }) => token),
    );
    expect(said.attachments.map(({ name }: Answer) => name)).toEqual(hidden);
    const { rows } = await sql.query<{ row: string }>('select a::text as row from attachment a where service_id = $1', [
      service.id,
    ]);
    for (const { row } of rows) expect(row).not.toContain('1234567');
    // Where nothing is hidden at intake a name is what its sender called it.
    const elsewhere = await answered(await kit.service({ security: true }));
    expect((await sendFile(elsewhere.customer, { name: names[0]! })).name).toBe(names[0]);
  });

  test('of a page is read in one statement more, and a page without any in none', async () => {
    const { customer, chatId } = await answered();
    const page = () =>
      kit.statementsOf(async () => {
        await filesOf(customer, chatId);
      });
    await page();
    const without = await page();
    await say(customer, chatId, [await uploaded(customer)]);
    await say(customer, chatId, [await uploaded(customer), await uploaded(customer)]);
    expect(await page()).toBe(without + 1);
  });
});

describe('who may send files', () => {
  test.each([
    ['OFF', [false, false, false]],
    ['AGENTS', [false, true, false]],
    ['AFTER_FIRST_ANSWER', [false, true, true]],
    ['ALWAYS', [true, true, true]],
  ])('%s', async (files, [before, ofAgent, after]) => {
    const service = await kit.service();
    await setFiles(service, files);
    const agent = await service.onlineAgent();
    const customer = await service.customer({ message: 'hello', key: randomUUID() });
    const { chatId } = customer;
    const tries = async (by: Actor, may: boolean | undefined) => {
      const { chat } = await by.run('query ($id: ID!) { chat(id: $id) { takesFiles } }', { id: chatId });
      expect(chat.takesFiles).toBe(may);
      const numbers = await seqsOf(chatId);
      const sent = await say(by, chatId, [await uploaded(by)]);
      expect(sent.__typename).toBe(may ? 'Message' : 'FilesDisabled');
      if (!may) expect(await seqsOf(chatId)).toEqual(numbers);
    };
    await tries(customer, before);
    await tries(agent, ofAgent);
    await agent.send(chatId, 'Good morning.');
    await tries(customer, after);
  });

  test('is AFTER_FIRST_ANSWER unless somebody chose, and stands in the change log', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const { serviceSettings } = await admin.run('{ serviceSettings { chat { files } } }');
    expect(serviceSettings.chat.files).toBe('AFTER_FIRST_ANSWER');
    await setFiles(service, 'AGENTS');
    const { changeLog } = await admin.run('{ changeLog(first: 1) { edges { node { field before after } } } }');
    expect(changeLog.edges[0].node).toEqual({ field: 'chatFiles', before: '"AFTER_FIRST_ANSWER"', after: '"AGENTS"' });
  });

  test('an agent with the chat right alone uploads, but not where chats bear no files', async () => {
    const service = await kit.service();
    const agent = await service.agent({ canTicket: false });
    expect((await sendFile(agent)).status).toBe(201);
    await setFiles(service, 'OFF');
    expect(await sendFile(agent)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await sendFile(await service.agent())).status).toBe(201);
  });

  test('a program that writes chats does, and one that reads them gets the files', async () => {
    const { service, customer, chatId } = await answered();
    const [writer, reader, other] = [
      await service.apiClient(['chats:write']),
      await service.apiClient(['chats:read']),
      await service.apiClient(['tickets:read', 'customers:read']),
    ];
    const sent = await say(writer, chatId, [await uploaded(writer)]);
    expect(sent).toMatchObject({ __typename: 'Message', attachments: [{ name: 'a.png' }] });
    expect((await sendFile(reader)).status).toBe(403);
    const statuses = await Promise.all(
      [writer, reader, other, customer].map(async (by) => (await fetchedBy(by, sent.attachments[0].path)).status),
    );
    expect(statuses).toEqual([200, 200, 404, 200]);
  });
});

describe('a file of a message', () => {
  test('is given to whoever may read the message, small too, and is not there for anybody else', async () => {
    const { service, agent, customer, chatId } = await answered();
    const sent = await say(customer, chatId, [await uploaded(customer)]);
    const [{ id, path, thumbnailPath }] = sent.attachments;
    const own = await service.agent();
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    const readers = [agent, customer, await service.agent()];
    const strangers = [
      own,
      await service.agent({ canChat: false, canTicket: true }),
      await service.customer({ message: 'x', key: randomUUID() }),
      (await answered()).agent,
    ];
    const node = async (by: Actor) => (await by.run('query ($id: ID!) { node(id: $id) { id } }', { id })).node;
    for (const by of readers) {
      for (const at of [path, thumbnailPath]) expect((await fetchedBy(by, at)).status).toBe(200);
      expect(await node(by)).toEqual({ id });
    }
    for (const by of strangers) {
      for (const at of [path, thumbnailPath]) expect((await fetchedBy(by, at)).status).toBe(404);
      expect(await node(by)).toBeNull();
    }
    expect((await fetchedBy(new Actor(kit), path)).status).toBe(401);
  });

  test('is nowhere under a version that is not its present one', async () => {
    const { customer, chatId } = await answered();
    const sent = await say(customer, chatId, [await uploaded(customer)]);
    const [{ id, path }] = sent.attachments;
    const status = async (at: string) => (await fetchedBy(customer, at)).status;
    expect(await status(`/files/${id}/${randomUUID()}`)).toBe(404);
    expect(await status(`${path}/other`)).toBe(404);
    // Another content under another version: the former addresses lead nowhere.
    await sql.query('update attachment set revision = 1, version = gen_random_uuid() where id = $1', [rowId(id)]);
    for (const at of [path, `${path}/thumbnail`, `/files/${id}`]) expect(await status(at)).toBe(404);
  });

  test('stays, with its thumbnail, however old it gets', async () => {
    const { customer, chatId } = await answered();
    const sent = await say(customer, chatId, [await uploaded(customer)]);
    await kit.app.looseAttachments.look();
    const { rows } = await sql.query<{ due: boolean }>(
      // What the version before this one removes.
      `select created_at < now() + interval '10 years' as due from attachment where $1::uuid in (id, thumbnail_of)`,
      [rowId(sent.attachments[0].id)],
    );
    expect(rows).toEqual([{ due: false }, { due: false }]);
  });

  test('that was not sent is nobody’s, and goes with its thumbnail after an hour', async () => {
    const { customer } = await answered();
    await uploaded(customer);
    const of = [rowId(customer.id)];
    const { rows } = await sql.query<{ id: string }>('select id from attachment where uploader_id = $1', of);
    expect(rows).toHaveLength(2);
    for (const { id } of rows) expect((await fetchedBy(customer, `/files/Attachment_${id}`)).status).toBe(404);
    await sql.query(`update attachment set created_at = now() - interval '61 min' where uploader_id = $1`, of);
    await Promise.all([kit, second].map(({ app }) => app.looseAttachments.look()));
    expect((await sql.query('select from attachment where uploader_id = $1', of)).rows).toEqual([]);
    const contents = await readdir(kit.app.config.filesDir);
    for (const { id } of rows) expect(contents).not.toContain(id);
  });
});

describe('erasing the person', () => {
  const erase = async (service: TestService, customerId: string) => {
    const { eraseCustomer } = await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customerId });
    expect(eraseCustomer.__typename).toBe('Customer');
  };

  test('takes the files of both sides, names and thumbnails, and what was sent and not submitted', async () => {
    const { service, agent, customer, chatId } = await answered();
    const paths = [];
    for (const by of [customer, agent]) {
      const sent = await say(by, chatId, [await uploaded(by, { name: 'Kim Minsu.png' })]);
      paths.push(sent.attachments[0].path as string);
    }
    await uploaded(customer, { name: 'Kim Minsu.png' });
    await agent.end(chatId);
    await erase(service, customer.id);
    for (const path of paths) expect((await fetchedBy(agent, path)).status).toBe(404);
    expect(await filesOf(agent, chatId)).toEqual([]);
    await kit.app.looseAttachments.look();
    expect((await sql.query('select from attachment where service_id = $1', [service.id])).rows).toEqual([]);
  });

  test('during an upload leaves nothing of it, and its sender is told', async () => {
    const { service, agent, customer, chatId } = await answered();
    await agent.end(chatId);
    const put = kit.app.files.put.bind(kit.app.files);
    // Between the rows and the contents; done twice it is done once.
    kit.app.files.put = async (id, file) => {
      await erase(service, customer.id);
      await put(id, file);
    };
    try {
      expect(await sendFile(customer)).toMatchObject({ status: 400, code: 'INCOMPLETE' });
    } finally {
      kit.app.files.put = put;
    }
    const before = await sql.query<{ id: string }>('select id from attachment where service_id = $1', [service.id]);
    await kit.app.looseAttachments.look();
    expect((await sql.query('select from attachment where service_id = $1', [service.id])).rows).toEqual([]);
    const contents = await readdir(kit.app.config.filesDir);
    for (const { id } of before.rows) expect(contents).not.toContain(id);
  });

  test('by a process that knows of no files in chats leaves them to the others, for minutes', async () => {
    const { agent, customer, chatId } = await answered();
    const [before, after] = [sweeperOf(second), sweeperOf(second)];
    const sent = await say(customer, chatId, [await uploaded(customer)]);
    const [{ path }] = sent.attachments;
    const bystander = await answered();
    const kept = await say(bystander.customer, bystander.chatId, [await uploaded(bystander.customer)]);
    await agent.end(chatId);
    await before.lookIn(0);
    const ofSender = [rowId(customer.id)];
    // What it writes, in this respect.
    await sql.query('update customer set erased_at = now() where id = $1', ofSender);
    await sql.query(`update message set body = '' where chat_id = $1`, [rowId(chatId)]);
    const { rows } = await sql.query<{ id: string }>('select id from attachment where uploader_id = $1', ofSender);
    expect(rows).toHaveLength(2);
    // A process that looked already looks again within minutes, one that starts at once.
    await before.lookIn(10);
    expect((await sql.query('select from attachment where uploader_id = $1', ofSender)).rows).toEqual([]);
    expect((await fetchedBy(agent, path)).status).toBe(404);
    expect(await filesOf(agent, chatId)).toEqual([]);
    const contents = await readdir(kit.app.config.filesDir);
    for (const { id } of rows) expect(contents).not.toContain(id);
    await after.lookIn(0);
    expect((await fetchedBy(bystander.customer, kept.attachments[0].path)).status).toBe(200);
  });

  test('lets go of nothing that is another person’s', async () => {
    const { customer, chatId } = await answered();
    const sent = await say(customer, chatId, [await uploaded(customer)]);
    await kit.app.write(null, (tx) => letGo(tx.sql, { chatIds: [randomUUID()], customerIds: [randomUUID()] }));
    await kit.app.looseAttachments.look();
    expect((await fetchedBy(customer, sent.attachments[0].path)).status).toBe(200);
  });
});

describe('a store that is slow', () => {
  test('holds up its own file and no other', async () => {
    const { customer, agent } = await answered();
    const { files } = kit.app;
    const put = files.put.bind(files);
    let goOn: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    let began: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    files.put = async (id, file) => {
      files.put = put;
      began();
      await slow;
      await put(id, file);
    };
    const held = sendFile(customer);
    await hasBegun;
    expect((await sendFile(agent)).status).toBe(201);
    expect((await sendFile(customer)).status).toBe(201);
    goOn();
    expect((await held).status).toBe(201);
  });
});

describe('a store that is full or away, or a process that dies, while a file comes', () => {
  test('leaves nothing that can be reached, and the next look removes it, at whichever step it was', async () => {
    const { customer } = await answered();
    const of = [rowId(customer.id)];
    const { files } = kit.app;
    const put = files.put.bind(files);
    for (const dies of [0, 1, 2]) {
      let puts = 0;
      // Neither the rest of its puts is done nor what follows them.
      files.put = async (id, file) => {
        if (puts === dies) throw new Error('full');
        await put(id, file);
        puts += 1;
        if (puts === 2) throw new Error('away');
      };
      expect(await sendFile(customer, { body: png })).toMatchObject({ status: 503, code: 'NOT_STORED' });
      files.put = put;
      const { rows } = await sql.query<{ id: string }>('select id from attachment where uploader_id = $1', of);
      expect(rows).toHaveLength(2);
      await sql.query(`update attachment set created_at = now() - interval '61 min' where uploader_id = $1`, of);
      await second.app.looseAttachments.look();
      expect((await sql.query('select from attachment where uploader_id = $1', of)).rows).toEqual([]);
      const contents = await readdir(kit.app.config.filesDir);
      for (const { id } of rows) expect(contents).not.toContain(id);
    }
  });
});
