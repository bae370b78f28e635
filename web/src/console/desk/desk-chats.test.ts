import { describe, expect, test } from 'vitest';
import {
  answersIn,
  conversationNextTo,
  fromBefore,
  inDeskOrder,
  unreadIn,
  withChange,
  withoutGone,
  type DeskChat,
} from './desk-chats.ts';

function chat(id: string, over: Partial<DeskChat> = {}): DeskChat {
  return {
    id,
    revision: 1,
    state: 'ACTIVE',
    title: id,
    language: 'ko',
    requestedAt: '2026-11-22T10:00:00Z',
    openedAt: null,
    customerEndedAt: null,
    unreadCount: 0,
    lastSeq: 0,
    agentDeliveredSeq: 0,
    lastMessage: null,
    ratingRequestedAt: null,
    ratingClosesAt: null,
    rating: null,
    customer: { id: `customer-${id}`, name: null, email: null, phone: null },
    ...over,
  };
}

const desk = (...chats: DeskChat[]) => new Map(chats.map((each) => [each.id, each]));
const ids = (chats: ReadonlyMap<string, DeskChat>) => [...chats.keys()];
const heard =
  (...known: string[]) =>
  (id: string) =>
    known.includes(id);

describe('the list of the desk', () => {
  test('has requests first, ended ones last, the longest waiting on top of each', () => {
    const order = inDeskOrder([
      chat('ended', { state: 'ENDED_BY_CUSTOMER', requestedAt: '2026-11-22T08:00:00Z' }),
      chat('talking'),
      chat('new', { state: 'REQUESTED', requestedAt: '2026-11-22T11:00:00Z' }),
      chat('older request', { state: 'REQUESTED', requestedAt: '2026-11-22T10:59:00Z' }),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['older request', 'new', 'talking', 'ended']);
  });
});

describe('the conversation to go on with', () => {
  const order = [
    chat('new', { state: 'REQUESTED' }),
    chat('a'),
    chat('b'),
    chat('c'),
    chat('d', { state: 'ENDED_BY_CUSTOMER' }),
  ];
  const nextTo = (id: string, of = order) => conversationNextTo(of, id)?.id;

  test('is the next below, else the next above', () => {
    expect(nextTo('a')).toBe('b');
    expect(nextTo('c')).toBe('b');
    expect(nextTo('d')).toBe('c');
  });

  test('is none where only requests and ended chats are left', () => {
    expect(nextTo('a', [order[0]!, order[1]!, order[4]!])).toBeUndefined();
  });
});

describe('a change of the desk', () => {
  test('brings a chat, updates it and takes it away', () => {
    let chats: ReadonlyMap<string, DeskChat> = desk();
    chats = withChange(chats, { chat: chat('a', { state: 'REQUESTED' }), removed: false });
    chats = withChange(chats, { chat: chat('a', { revision: 2 }), removed: false });
    expect(chats.get('a')?.state).toBe('ACTIVE');
    chats = withChange(chats, { chat: chat('a', { revision: 3 }), removed: true });
    expect(ids(chats)).toEqual([]);
  });

  test('that is older than what is known changes nothing', () => {
    const chats = desk(chat('a', { revision: 5, unreadCount: 0 }));
    expect(withChange(chats, { chat: chat('a', { revision: 4, unreadCount: 3 }), removed: false })).toBe(chats);
    expect(withChange(chats, { chat: chat('a', { revision: 4 }), removed: true })).toBe(chats);
  });

  test('that comes once the database was restored counts, though it is older', () => {
    const chats = fromBefore(desk(chat('a', { revision: 5, unreadCount: 0 })));
    expect(ids(chats)).toEqual(['a']);
    expect(
      withChange(chats, { chat: chat('a', { revision: 4, unreadCount: 3 }), removed: false }).get('a'),
    ).toMatchObject({
      revision: 4,
      unreadCount: 3,
    });
  });

  test('to closed takes the chat away', () => {
    expect(
      ids(withChange(desk(chat('a')), { chat: chat('a', { revision: 2, state: 'CLOSED' }), removed: false })),
    ).toEqual([]);
  });
});

describe('comparing the desk with the server', () => {
  test('drops what left while nobody listened', () => {
    expect(ids(withoutGone(desk(chat('a'), chat('gone')), new Set(['a']), heard()))).toEqual(['a']);
  });

  test('keeps what came after the question', () => {
    expect(ids(withoutGone(desk(chat('a'), chat('came')), new Set(['a']), heard('came')))).toEqual(['a', 'came']);
  });

  test('changes nothing when both agree', () => {
    const chats = desk(chat('a'));
    expect(withoutGone(chats, new Set(['a', 'on its way']), heard())).toBe(chats);
  });
});

describe('what is unread', () => {
  const lastMessage: NonNullable<DeskChat['lastMessage']> = {
    id: 'm1',
    sender: 'CUSTOMER',
    body: 'hello',
    sentAt: '2026-11-22T10:00:00Z',
    attachments: [],
  };

  test('is counted in chats that were opened, and not in the one that is being looked at', () => {
    const chats = [
      chat('request', { state: 'REQUESTED', unreadCount: 5, lastMessage }),
      chat('open', { unreadCount: 2, lastMessage }),
      chat('ended', { state: 'ENDED_BY_CUSTOMER', unreadCount: 1, lastMessage }),
      chat('read', { lastMessage }),
    ];
    expect([unreadIn(chats, null), unreadIn(chats, 'open')]).toEqual([3, 1]);
  });

  test('is an answer where the customer had the last word', () => {
    const chats = [
      chat('answered', { unreadCount: 1, lastMessage }),
      chat('ended', { unreadCount: 1, lastMessage: { ...lastMessage, id: 'm2', sender: 'SYSTEM' } }),
    ];
    expect(answersIn(chats, null)).toEqual([{ id: 'm1', chatId: 'answered' }]);
    expect(answersIn(chats, 'answered')).toEqual([]);
  });
});
