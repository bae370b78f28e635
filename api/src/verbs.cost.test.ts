import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectCost, explainAsItRuns, verbCost } from '../test/costs.ts';
import { Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../test/kit.ts';
import {
  AddTicketCommentDocument,
  TakeTicketDocument,
  UpdateTicketDocument,
} from '../../web/src/lib/graphql/generated/console/graphql.ts';

/*
 * What the verbs that move chats and tickets on cost today, whole: every statement from the request to the answer. As with the hot
 * path (`chat/hot-path.cost.test.ts`) whoever makes something cheaper lowers the figure, and whoever makes it dearer finds out here.
 */

/** Statements, steps, triggers and entries of indexes are the same in every run; rows, pages and bytes are the most that was seen. */
const costs = {
  'a start that gets a seat': {
    statements: 10,
    nodes: 94,
    rows: 22,
    pages: 82,
    walBytes: 3560,
    triggers: 12,
    indexEntries: 36,
  },
  'a start that joins the line': {
    statements: 9,
    nodes: 57,
    rows: 27,
    pages: 54,
    walBytes: 2620,
    triggers: 9,
    indexEntries: 24,
  },
  'an end with nobody in line': {
    statements: 8,
    nodes: 48,
    rows: 16,
    pages: 47,
    walBytes: 1020,
    triggers: 0,
    indexEntries: 12,
  },
  'an end whose seat goes to whoever waits': {
    statements: 18,
    nodes: 143,
    rows: 43,
    pages: 102,
    walBytes: 2125,
    triggers: 1,
    indexEntries: 24,
  },
  // Two of the indexes that are counted hold no row of a message's mask: they are of other texts.
  'a mask': { statements: 7, nodes: 35, rows: 6, pages: 37, walBytes: 1925, triggers: 7, indexEntries: 18 },
  'taking a ticket': { statements: 10, nodes: 44, rows: 9, pages: 47, walBytes: 2470, triggers: 5, indexEntries: 19 },
  'an answer to a ticket': {
    statements: 7,
    nodes: 25,
    rows: 11,
    pages: 22,
    walBytes: 1210,
    triggers: 2,
    indexEntries: 4,
  },
  'a change of a ticket': {
    statements: 6,
    nodes: 25,
    rows: 14,
    pages: 16,
    walBytes: 620,
    triggers: 2,
    indexEntries: 3,
  },
  'closing a ticket': { statements: 11, nodes: 47, rows: 27, pages: 45, walBytes: 1990, triggers: 2, indexEntries: 16 },
};

async function expectVerb<T = void>(
  what: keyof typeof costs,
  work: (prepared: T) => Promise<unknown>,
  prepare?: () => Promise<T>,
): Promise<void> {
  const most = costs[what];
  // Where PostgreSQL finds room for a row, and which dead ones it passes on the way, is another page now and then.
  const withRoom = (figure: number) => Math.ceil(figure * 1.15);
  expectCost(
    what,
    { ...most, rows: withRoom(most.rows), pages: withRoom(most.pages), walBytes: withRoom(most.walBytes) },
    await verbCost(5, work, prepare),
  );
}

/** Only makes the database of the other one. */
const first = await Kit.start();
await explainAsItRuns(first.app, first.databaseUrl);
await first.stop();
const kit = await Kit.process(first.databaseUrl, { LIMIT_STARTS_PER_MINUTE: '1000000' });
const { app } = kit;
const { sql } = app;
const text = 'a text that is always as long as this';

let service: TestService;
let agent: TestAgent;
let customer: TestCustomer;
/** One seat, which is taken, and a line. */
let busy: { service: TestService; agent: TestAgent };

beforeAll(async () => {
  service = await kit.service({ security: true });
  await service.saveChatSettings({ seats: 100 });
  agent = await service.agentWithoutConsole();
  customer = await service.customer();
  const full = await kit.service();
  await full.saveChatSettings({ seats: 1 });
  busy = { service: full, agent: await full.agentWithoutConsole() };
  for (let index = 0; index < 8; index += 1) await full.start();
  // What the process does by itself from time to time would be counted too.
  await app.periodic.close();
});

describe('a chat', () => {
  test('starts', async () => {
    const start = (of: TestService, state: string) => async () => {
      expect((await of.start()).chat.state).toBe(state);
    };
    await expectVerb('a start that gets a seat', start(service, 'REQUESTED'));
    await expectVerb('a start that joins the line', start(busy.service, 'WAITING'));
  });

  test('ends', async () => {
    const end = async ({ chatId }: TestCustomer) => {
      await agent.end(chatId);
      // The seat is given before this resolves.
      await app.assignment.settle(service.id);
    };
    await expectVerb('an end with nobody in line', end, () => service.customer());
  });

  test('ends, and its seat goes to whoever waits', async () => {
    const ended: string[] = [];
    const seated = async () => {
      const { rows } = await sql.query<{ id: string }>(
        `select 'Chat_' || id as id from chat where service_id = $1 and state = 'REQUESTED'`,
        [busy.service.id],
      );
      return rows[0]!.id;
    };
    const endAndGive = async (chatId: string) => {
      ended.push(chatId);
      await busy.agent.end(chatId);
      await app.assignment.settle(busy.service.id);
    };
    await expectVerb('an end whose seat goes to whoever waits', endAndGive, seated);
    expect(ended).not.toContain(await seated());
    expect(new Set(ended).size).toBe(ended.length);
  });

  test('hides a part of a message', async () => {
    const mask = async (message: Answer) => {
      const { maskMessage } = await agent.run(
        'mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename ... on Message { revision body } } }',
        { input: { messageId: message.id, revision: message.revision, start: 2, end: 6 } },
      );
      expect(maskMessage).toMatchObject({ body: 'a **** that is always as long as this' });
    };
    await expectVerb('a mask', mask, () => customer.send(customer.chatId, text));
  });
});

describe('a ticket', () => {
  /** Nobody has it. */
  const newTicket = async (): Promise<Answer> => {
    const { createTicket } = await agent.run(
      'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename ... on Ticket { id revision } } }',
      { input: { inquiryTypeId: service.inquiryTypeId, title: 'title', content: 'content' } },
    );
    return createTicket;
  };
  const take = async ({ id }: Answer): Promise<Answer> => {
    const { takeTicket } = await agent.run(String(TakeTicketDocument), { ticketId: id });
    expect(takeTicket).toMatchObject({ __typename: 'Ticket', status: 'OPEN' });
    return takeTicket;
  };
  const takenTicket = async () => take(await newTicket());
  const update = async (ticket: Answer, document: string, input: object): Promise<Answer> => {
    const { updateTicket } = await agent.run(document, {
      input: { ticketId: ticket.id, revision: ticket.revision, ...input },
    });
    expect(updateTicket.revision).toBe(Number(ticket.revision) + 1);
    return updateTicket;
  };

  test('is taken', async () => {
    await expectVerb('taking a ticket', take, newTicket);
  });

  test('is answered', async () => {
    const answer = async ({ id }: Answer) => {
      const { addTicketComment } = await agent.run(String(AddTicketCommentDocument), {
        input: { ticketId: id, kind: 'REPLY', text, key: randomUUID() },
      });
      expect(addTicketComment).toMatchObject({ __typename: 'TicketComment' });
    };
    await expectVerb('an answer to a ticket', answer, takenTicket);
  });

  test('changes', async () => {
    const document =
      'mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { __typename ... on Ticket { revision } } }';
    const change = (ticket: Answer) => update(ticket, document, { priority: 'URGENT' });
    await expectVerb('a change of a ticket', change, newTicket);
  });

  test('is closed', async () => {
    const become = (status: string) => (ticket: Answer) => update(ticket, String(UpdateTicketDocument), { status });
    const resolved = async () => become('RESOLVED')(await takenTicket());
    await expectVerb('closing a ticket', become('CLOSED'), resolved);
  });
});
