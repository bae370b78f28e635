import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer } from '../test/kit.ts';
import { isBlank, tidied } from './blank.ts';

/** Characters of which nobody sees one. */
const unseen = Array.from(
  ' \t\n\r\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\u0085' +
    '\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f' +
    '\u202a\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2069\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0' +
    '\u0001\u001b\u007f\u0301\u20dd\u{1d159}\u{1d173}\u{13441}\u{e0001}\u{e0020}\u{e0061}\u{e0100}',
);
const unseenText = fc.array(fc.constantFrom(...unseen), { maxLength: 12 }).map((all) => all.join(''));
/** What people see, also where parts of it are not seen by themselves. */
const seen = [
  '가',
  'a',
  '1',
  '.',
  '·',
  'ㅋ',
  'ㆍ',
  '👩‍👩‍👧',
  '❤️',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '1️⃣',
  'é',
  'می‌خواهم',
  'ㅤ김',
  '⠁',
  '①',
  '　가　',
  '\u{1f3fb}',
];

describe('a blank text', () => {
  test.each(unseen.map((character) => [character.codePointAt(0)!.toString(16), character]))('U+%s', (_, character) =>
    expect([isBlank(character), tidied(character)]).toEqual([true, '']),
  );

  test('is any number of what nobody sees, and nothing with anything else in it', () => {
    expect(isBlank('')).toBe(true);
    fc.assert(
      fc.property(unseenText, unseenText, fc.constantFrom(...seen), (ahead, behind, text) => {
        expect(isBlank(ahead + behind)).toBe(true);
        expect(isBlank(ahead + text + behind)).toBe(false);
        expect(tidied(`x${ahead}${text}${behind}x`)).toBe(`x${ahead}${text}${behind}x`.normalize('NFC'));
      }),
      { numRuns: 500 },
    );
  });
});

const kit = await Kit.start();
const blanks = ['\u3164', '\u200b\u2060', '\u2800\u2800', ' \u00ad\n', '\u{e0020}\ufe0f'];

describe('where something must be written', () => {
  test('a blank is nothing, in every field', async () => {
    const service = await kit.service({ security: true });
    const admin = await service.admin();
    const agent = await service.onlineAgent({ canTicket: true, mayReveal: true });
    const other = await service.onlineAgent();
    const customer = await service.customer({ name: '소라', message: '제 번호는 1234예요' });
    const { chatId } = customer;
    const holder = (await agent.open(chatId)).__typename === 'Chat' ? agent : other;
    await holder.open(chatId);
    const run = async (who: Actor, name: string, input: object, field: string | null) => {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const found = field === null ? '' : '... on InvalidInput { field }';
      const query = `mutation ($input: ${type}!) { answer: ${name}(input: $input) { __typename ${found} } }`;
      return (await who.run(query, { input })).answer;
    };
    const { inquiryTypeId } = service;
    const words = { title: '제목', content: '내용' };
    const { answer: ticket } = await agent.run(
      `mutation ($input: CreateTicketInput!) { answer: createTicket(input: $input) { ... on Ticket { id revision } } }`,
      { input: { inquiryTypeId, ...words } },
    );
    const { answer: page } = await agent.run(
      'query ($id: ID!) { answer: chat(id: $id) { messages(first: 5) { edges { node { id revision sender } } } } }',
      { id: chatId },
    );
    const { node: said } = page.messages.edges.find(({ node }: Answer) => node.sender === 'CUSTOMER');
    const { answer: masked } = await holder.run(
      'mutation ($input: MaskMessageInput!) { answer: maskMessage(input: $input) { ... on Message { masks { id } } } }',
      { input: { messageId: said.id, revision: said.revision, start: 0, end: 2 } },
    );
    for (const blank of blanks) {
      const key = randomUUID();
      const consent = { noticeVersion: '1', language: 'ko' };
      const inquiry = { service: service.slug, inquiryTypeId, email: 'a@example.com', consent };
      const comment = { ticketId: ticket.id, key, text: blank };
      const change = { ticketId: ticket.id, revision: ticket.revision };
      const refused: [Actor, string, object, string | null][] = [
        [new Actor(kit), 'startChat', { service: service.slug, consent, message: blank }, null],
        [customer, 'sendMessage', { chatId, key, text: blank }, null],
        [holder, 'sendMessage', { chatId, key, text: blank }, null],
        [holder, 'addChatNote', { chatId, key, text: blank }, null],
        [new Actor(kit), 'submitInquiry', { ...inquiry, ...words, title: blank }, 'title'],
        [new Actor(kit), 'submitInquiry', { ...inquiry, ...words, content: blank }, 'content'],
        [new Actor(kit), 'submitInquiry', { ...inquiry, ...words, email: blank }, 'email'],
        [agent, 'createTicket', { inquiryTypeId, ...words, title: blank }, 'title'],
        [agent, 'createTicket', { inquiryTypeId, ...words, content: blank }, 'content'],
        [agent, 'updateTicket', { ...change, title: blank }, 'title'],
        [agent, 'updateTicket', { ...change, content: blank }, 'content'],
        [agent, 'addTicketComment', { ...comment, kind: 'NOTE' }, null],
        [agent, 'addTicketComment', { ...comment, kind: 'REPLY' }, null],
        [admin, 'saveCategory', { name: blank }, 'name'],
        [admin, 'saveInquiryType', { name: { ko: blank, en: blank } }, 'name'],
        [admin, 'saveCannedReply', { shortcut: blank, body: '네' }, 'shortcut'],
        [admin, 'saveCannedReply', { shortcut: '네', body: blank }, 'body'],
        [admin, 'inviteAgent', { email: 'b@example.com', name: blank, role: 'AGENT', canChat: true }, 'name'],
        [admin, 'saveAgent', { agentId: agent.id, name: blank }, 'name'],
      ];
      for (const [who, verb, input, field] of refused) {
        const answer = await run(who, verb, input, field);
        expect({ verb, blank, ...answer }).toEqual(
          field === null
            ? { verb, blank, __typename: 'InvalidText' }
            : { verb, blank, __typename: 'InvalidInput', field },
        );
      }
      const { answer: revealed } = await agent.run(
        'mutation ($m: ID!, $r: String!) { answer: revealMask(maskId: $m, reason: $r) { ... on InvalidInput { field } } }',
        { m: masked.masks[0].id, r: blank },
      );
      expect(revealed).toEqual({ field: 'reason' });
      await expect(
        agent.run('query ($t: String) { customers(filter: { text: $t }) { edges { cursor } } }', { t: blank }),
      ).rejects.toThrow('BAD_USER_INPUT');
    }
  });

  test('a blank clears what may be absent', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ name: '\u3164\u200b' });
    const { chatId } = customer;
    await agent.open(chatId);
    const read = async () =>
      (
        await agent.run('query ($id: ID!) { chat(id: $id) { note customer { name email phone memo } } }', {
          id: chatId,
        })
      ).chat;
    expect((await read()).customer.name).toBeNull();
    const save = (text: string) =>
      agent.run('mutation ($input: SaveChatInfoInput!) { saveChatInfo(input: $input) { __typename } }', {
        input: { chatId, name: text, phone: text, memo: text, note: text },
      });
    await save('ㅤ김 소라 👩‍🚀');
    expect(await read()).toMatchObject({ note: 'ㅤ김 소라 👩‍🚀', customer: { name: 'ㅤ김 소라 👩‍🚀' } });
    await save('\u2800\u00ad');
    expect(await read()).toEqual({ note: null, customer: { name: null, email: null, phone: null, memo: null } });
    await service.saveChatSettings({ greeting: { ko: '안녕하세요', en: 'Hello' } });
    await service.saveChatSettings({ greeting: { ko: '\u3164', en: '\u200b' } });
    const { rows } = await kit.app.sql.query('select greeting from service where id = $1', [service.id]);
    expect(rows).toEqual([{ greeting: { ko: null, en: null } }]);
  });
});
