import { describe, expect, test } from 'vitest';
import type { Api } from '#lib/graphql/api.ts';
import type { TicketDetailFragment } from '#lib/graphql/generated/console/graphql.ts';
import { OpenTicket } from './open-ticket.svelte.ts';

const ticket = (revision: number, over: Partial<TicketDetailFragment> = {}) =>
  ({ id: 't1', revision, assignee: null, changes: [], ...over }) as unknown as TicketDetailFragment;
const mina = { id: 'a1', name: '민아' };

/** A server that answers what the test says, and remembers what it was asked. */
function answering(...answers: (Record<string, unknown> | Error)[]) {
  const asked: Record<string, unknown>[] = [];
  const request = (_: unknown, variables: Record<string, unknown>) => {
    asked.push(variables);
    const answer = answers[asked.length - 1]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const open = new OpenTicket({ request } as unknown as Api, 't1');
  open.hear(ticket(5));
  return { open, asked };
}

describe('an open ticket', () => {
  test('is never shown as it was before what is known', () => {
    const { open } = answering();
    open.hear(ticket(4));
    expect(open.ticket?.revision).toBe(5);
    open.hear(ticket(6));
    expect(open.ticket?.revision).toBe(6);
  });

  test('says that what is masked has to stay, where an edit would lose it', async () => {
    const refused = { updateTicket: { __typename: 'InvalidInput' } };
    const { open } = answering(refused, refused);
    open.hear(ticket(6, { titleMasks: [{}] as never, contentMasks: [] }));
    await open.change({ title: 'other' });
    expect(open.refusal).toEqual({ kind: 'Masked' });
    await open.change({ content: 'other' });
    expect(open.refusal).toEqual({ kind: 'InvalidInput' });
  });

  test('is shown as it is once the database was restored, though that is older', async () => {
    let restored = () => {};
    const api = {
      request: () => Promise.resolve({ ticket: ticket(3) }),
      subscribe: () => () => {},
      onOpen: () => () => {},
      onRestored: (listener: () => void) => {
        restored = listener;
        return () => {};
      },
    } as unknown as Api;
    const open = new OpenTicket(api, 't1');
    open.hear(ticket(5));
    const stop = open.start();
    await Promise.resolve();
    expect(open.ticket?.revision).toBe(5);
    restored();
    await expect.poll(() => open.ticket?.revision).toBe(3);
    stop();
  });

  test('is changed as it was seen', async () => {
    const { open, asked } = answering({ updateTicket: { __typename: 'Ticket', ...ticket(6) } });
    expect(await open.change({ status: 'PENDING' })).toBe(true);
    expect(asked[0]).toEqual({ input: { ticketId: 't1', revision: 5, status: 'PENDING' } });
    expect(open.ticket?.revision).toBe(6);
    expect(open.refusal).toBeNull();
  });

  test('that changed meanwhile shows what and by whom, and is changed only when that is wanted still', async () => {
    const change = {
      id: 'c1',
      field: 'status',
      before: 'OPEN',
      after: 'RESOLVED',
      revision: 6,
      author: mina,
      apiClient: null,
    };
    const other = { ...change, id: 'c2', field: 'title' };
    const now = ticket(7, { changes: [change, other] as TicketDetailFragment['changes'] });
    const { open, asked } = answering(
      { updateTicket: { __typename: 'StaleTicket', fields: ['status'], ticket: now } },
      { updateTicket: { __typename: 'Ticket', ...ticket(8) } },
    );
    expect(await open.change({ status: 'PENDING' })).toBe(false);
    expect(open.refusal).toEqual({ kind: 'StaleTicket', edit: { status: 'PENDING' }, changes: [change] });
    expect(open.ticket?.revision).toBe(7);
    await open.change({ status: 'PENDING' });
    expect(asked[1]).toMatchObject({ input: { revision: 7 } });
    expect(open.refusal).toBeNull();
  });

  test('that somebody else took says who has it', async () => {
    const { open } = answering({ takeTicket: { __typename: 'TicketTaken', ticket: ticket(6, { assignee: mina }) } });
    expect(await open.take()).toBe(false);
    expect(open.refusal).toEqual({ kind: 'TicketTaken', by: '민아' });
    expect(open.ticket?.assignee).toEqual(mina);
  });

  test('is changed once however often one clicks, and again when no answer came', async () => {
    const { open, asked } = answering(new Error('lost'), { takeTicket: { __typename: 'Ticket', ...ticket(6) } });
    expect(await Promise.all([open.take(), open.take()])).toEqual([false, false]);
    expect(asked).toHaveLength(1);
    const { refusal } = open;
    expect(refusal?.kind === 'Unreachable' && (await refusal.again())).toBe(true);
    expect(open.refusal).toBeNull();
  });
});
