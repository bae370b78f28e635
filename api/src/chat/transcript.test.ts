import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { Kit, type Actor, type Answer, type TestAgent, type TestClient, type TestCustomer } from '../../test/kit.ts';
import { sendFile } from '../../test/uploads.ts';
import { MailServer } from '../../test/mail-server.ts';

const server = await MailServer.start();
afterEach(() => {
  server.at = () => null;
});
const kit = await Kit.start(server.env);
const { sql } = kit.app;

async function deliver(): Promise<void> {
  kit.app.mailSender!.resume();
  await kit.app.mailSender!.run();
}

/** A conversation of two, and what was said in it. */
async function talked(): Promise<{
  customer: TestCustomer;
  agent: TestAgent;
  said: Answer;
  admin: TestAgent;
  program: TestClient;
}> {
  const service = await kit.service({ security: true });
  const program = await service.apiClient(['chats:write'], { name: 'Depot' });
  const agent = await service.onlineAgent({ name: 'Mina' });
  const customer = await service.customer({ name: 'Kim' });
  await agent.open(customer.chatId);
  const said = await customer.send(customer.chatId, 'my number is <b>010-1234-5678</b>');
  await agent.send(customer.chatId, 'thank you');
  return { customer, agent, said, admin: await service.admin(), program };
}

const ask = async (who: Actor, chatId: string, email = `${randomUUID()}@test.test`) => ({
  email,
  ...(
    await who.run(
      `mutation ($id: ID!, $e: String!) { requestTranscript(chatId: $id, email: $e) { __typename
          ... on Chat { offersTranscript } ... on InvalidInput { field } ... on RateLimited { retryAfter } } }`,
      { id: chatId, e: email },
    )
  ).requestTranscript,
});

const offered = async (who: Actor, chatId: string) =>
  (await who.run('query ($id: ID!) { chat(id: $id) { offersTranscript } }', { id: chatId })).chat
    .offersTranscript as boolean;

const mask = (agent: TestAgent, { id, revision }: Answer, start: number, end: number) =>
  agent.run(
    `mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename ... on Message { body } } }`,
    { input: { messageId: id, revision, start, end } },
  );

describe('a transcript', () => {
  test('of a chat that ended goes to the address that its customer names, with what both said and when', async () => {
    const { customer, agent } = await talked();
    const note = `mutation ($id: ID!) { addChatNote(input: { chatId: $id, key: "1", text: "for us alone" }) { __typename } }`;
    await agent.run(note, { id: customer.chatId });
    expect(await offered(customer, customer.chatId)).toBe(false);
    await customer.end(customer.chatId);
    expect(await offered(customer, customer.chatId)).toBe(true);
    const { email, offersTranscript } = await ask(customer, customer.chatId);
    expect(offersTranscript).toBe(true);
    await deliver();
    const [mail] = server.of(email);
    expect(mail!.text).toMatch(/You · .+\n> my number is[^]+Mina · .+\n> thank you/);
    expect(mail!.html).toContain('&lt;b&gt;010-1234-5678&lt;/b&gt;');
    expect(mail!.raw).not.toContain('for us alone');
    expect(mail!.text).not.toContain('for us alone');
    expect((await sql.query('select from mail where email = $1', [email])).rows).toEqual([]);
  });

  test('names the files that came with what was said', async () => {
    const { customer, agent } = await talked();
    const { token } = await sendFile(agent, { name: '견적서.txt', body: 'text' });
    await agent.run(`mutation ($i: SendMessageInput!) { sendMessage(input: $i) { __typename } }`, {
      i: { chatId: customer.chatId, key: 'file', text: '', attachments: [token] },
    });
    await customer.end(customer.chatId);
    const { email } = await ask(customer, customer.chatId);
    await deliver();
    expect(server.of(email)[0]!.text).toMatch(/Mina · .+\n> \[File: 견적서\.txt\]/);
  });

  test('says what a program said by its name, and that it was one', async () => {
    const { customer, program } = await talked();
    await program.send(customer.chatId, 'it is on its way');
    await customer.end(customer.chatId);
    const { email } = await ask(customer, customer.chatId);
    await deliver();
    expect(server.of(email)[0]!.text).toMatch(/Depot \(integration\) · .+\n> it is on its way/);
  });

  test('never holds what is masked when it is sent, also when that was masked after it was asked for', async () => {
    const { customer, agent, said } = await talked();
    await customer.end(customer.chatId);
    server.at = (step) => (step === 'RCPT' ? 450 : null);
    const { email } = await ask(customer, customer.chatId);
    await deliver();
    expect((await mask(agent, said, 16, 29)).maskMessage.body).toBe('my number is <b>*************</b>');
    server.at = () => null;
    await sql.query('update mail set due_at = now() where email = $1', [email]);
    await deliver();
    expect(server.of(email)).toHaveLength(1);
    expect(server.of(email)[0]!.text).toContain('*************');
    expect(`${server.of(email)[0]!.text}${server.of(email)[0]!.html}`).not.toContain('1234');
  });

  test('is not sent of whom somebody erased meanwhile, and the address is gone with them', async () => {
    const { customer, agent, admin } = await talked();
    await customer.end(customer.chatId);
    await agent.end(customer.chatId);
    server.at = (step) => (step === 'RCPT' ? 450 : null);
    const { email } = await ask(customer, customer.chatId);
    await deliver();
    const { eraseCustomer } = await admin.run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', {
      id: customer.id,
    });
    expect(eraseCustomer.__typename).toBe('Customer');
    expect((await sql.query('select from mail where email = $1', [email])).rows).toEqual([]);
    server.at = () => null;
    await deliver();
    expect(server.of(email)).toEqual([]);
  });

  test('is refused while the chat goes on, where nobody answered, to others than its customer, and to no address', async () => {
    const { customer, agent } = await talked();
    expect(await ask(customer, customer.chatId)).toMatchObject({ __typename: 'NoTranscript' });
    await customer.end(customer.chatId);
    expect(await ask(agent, customer.chatId)).toMatchObject({ __typename: 'NotPermitted' });
    const stranger = (await talked()).customer;
    expect(await ask(stranger, customer.chatId)).toMatchObject({ __typename: 'NotPermitted' });
    for (const email of ['', 'nobody', 'a@b.c\r\nBcc: x@y.z', 'x'.repeat(400)]) {
      expect(await ask(customer, customer.chatId, email)).toMatchObject({ __typename: 'InvalidInput', field: 'email' });
    }
    const elsewhere = await kit.service();
    await elsewhere.onlineAgent();
    const unanswered = await elsewhere.customer({ message: 'BUY AT evil.test', key: randomUUID() });
    await unanswered.end(unanswered.chatId);
    expect(await ask(unanswered, unanswered.chatId)).toMatchObject({ __typename: 'NoTranscript' });
    await deliver();
    expect(server.received.some(({ text }) => text?.includes('evil'))).toBe(false);
  });

  test('can be asked for three times an hour, and told then when again', async () => {
    const { customer } = await talked();
    await customer.end(customer.chatId);
    for (let n = 0; n < 3; n += 1) {
      expect(await ask(customer, customer.chatId)).toMatchObject({ __typename: 'Chat' });
    }
    expect(await ask(customer, customer.chatId)).toMatchObject({
      __typename: 'RateLimited',
      retryAfter: expect.any(Number),
    });
  });

  test('of a long chat holds its end, in a size that mail servers take', async () => {
    const { customer } = await talked();
    await customer.end(customer.chatId);
    await sql.query(
      `insert into message (id, chat_id, seq, revision, sender, sender_id, body)
       select gen_random_uuid(), c.id, c.last_seq + n, c.revision, 'CUSTOMER', c.customer_id, 'line ' || n || '.'
       from chat c, generate_series(1, 1200) n where c.id = $1`,
      [customer.chatId.slice('Chat_'.length)],
    );
    const { email } = await ask(customer, customer.chatId);
    await deliver();
    const [mail] = server.of(email);
    expect(mail!.text).toContain('line 1200.');
    expect(mail!.text).toContain('line 201.');
    expect(mail!.text).not.toContain('line 200.');
    expect(mail!.text).toContain('this is the end of it');
  });
});

test('where no mail goes out none is offered', async () => {
  const silent = await Kit.start();
  const service = await silent.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  await agent.open(customer.chatId);
  await agent.send(customer.chatId, 'hello');
  await customer.end(customer.chatId);
  expect(await offered(customer, customer.chatId)).toBe(false);
  expect(await ask(customer, customer.chatId)).toMatchObject({ __typename: 'NoTranscript' });
});
