import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit } from '../../test/kit.ts';

const kit = await Kit.start();
const nobody = new Actor(kit);
const howShown = expect.stringContaining('`Authorization: Bearer …`');
const todaysWords = 'You may not do this, or it does not exist.';
const endChat = 'mutation ($id: ID!) { endChat(chatId: $id) { ... on DomainError { __typename message } } }';

async function errorOf(by: Actor, query: string, variables: object = {}) {
  const { body } = await kit.post(JSON.stringify({ query, variables }), by.credentials);
  const { message, extensions } = body.errors[0];
  return { message, extensions };
}

describe('who shows no credential is told how one is shown', () => {
  test('by a query, by a mutation whether or not there is what it is about, and over a socket', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const { chatId } = await service.customer();
    const refusal = { message: howShown, extensions: { code: 'UNAUTHENTICATED' } };
    expect(await errorOf(nobody, '{ chats { edges { cursor } } }')).toEqual(refusal);
    const told = await Promise.all(
      [chatId, `Chat_${randomUUID()}`].map(async (id) => (await nobody.run(endChat, { id })).endChat),
    );
    expect(told).toEqual(Array(2).fill({ __typename: 'NotPermitted', message: howShown }));
    const { errors } = await nobody.subscribe('subscription { deskChanges { removed } }', {}).next();
    expect(errors[0]).toMatchObject(refusal);
  });

  test('by a picture that nobody sent', async () => {
    const response = await fetch(`${kit.url}/pictures/person`, { method: 'POST', body: 'text' });
    expect(response.status).toBe(401);
    expect((await response.json()).errors).toEqual([{ message: howShown, extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

test('who is known is told what they were, and of no scope', async () => {
  const service = await kit.service();
  const [agent, customer] = [await service.onlineAgent(), await service.customer()];
  for (const who of [agent, customer]) {
    const refusal = { message: todaysWords, extensions: { code: 'FORBIDDEN' } };
    expect(await errorOf(who, '{ webhooks { id } }')).toEqual(refusal);
    expect((await who.run(endChat, { id: `Chat_${randomUUID()}` })).endChat.message).toBe(todaysWords);
  }
});

test('a wrong slug is named where it is given', async () => {
  const service = await kit.service();
  const unknown = 'No service has the slug that `service` names.';
  const consent = { noticeVersion: '1', language: 'ko' };
  const asked = async (slug: string) => {
    const { startChat, submitInquiry, identify } = await kit.run(
      `mutation ($chat: StartChatInput!, $inquiry: SubmitInquiryInput!, $member: IdentifyInput!) {
        startChat(input: $chat) { ... on DomainError { message } }
        submitInquiry(input: $inquiry) { ... on DomainError { message } }
        identify(input: $member) { ... on DomainError { message } } }`,
      {
        chat: { service: slug, consent },
        inquiry: {
          service: slug,
          consent,
          inquiryTypeId: service.inquiryTypeId,
          email: 'kim@test.test',
          title: 't',
          content: 'c',
        },
        member: { service: slug, identity: 'a.b.c' },
      },
    );
    return [startChat.message, submitInquiry.message, identify.message];
  };
  expect(await asked('nothing')).toEqual([unknown, unknown, unknown]);
  await kit.app.sql.query('update service set help_center_chat = false, help_center_inquiry = false where id = $1', [
    service.id,
  ]);
  expect(await asked(service.slug)).toEqual([
    'This service offers no chat.',
    'This service takes no inquiries.',
    'The service has no member link, or it is switched off.',
  ]);
});
