import { describe, expect, test } from 'vitest';
import type { AgentPresenceFragment } from '#lib/graphql/generated/console/graphql.ts';
import { myPresenceWords, presenceWords } from './presence-words.ts';

const saying = { now: new Date('2026-11-22T12:00:00Z'), language: 'ko' };
const before = (seconds: number) => new Date(saying.now.getTime() - seconds * 1_000).toISOString();
const seats = { openChats: 5, seats: 5 };
const mina = { id: 'mina', name: '민아' };

function presence(over: Partial<AgentPresenceFragment>): AgentPresenceFragment {
  return {
    availability: 'ONLINE',
    connected: true,
    assignable: false,
    reason: null,
    since: null,
    setBy: null,
    agent: {
      id: 'jun',
      name: '준',
      picture: null,
      role: 'AGENT',
      canChat: true,
      canTicket: true,
      inAssignment: true,
      mayChangeAssignment: false,
      seesAllChats: true,
      mayReveal: false,
      maySeal: false,
    },
    ...over,
  };
}

const words = (over: Partial<AgentPresenceFragment>, of = seats) => presenceWords(presence(over), of, saying);

describe('what is said of an agent', () => {
  test('tells since when the connection is gone', () => {
    expect(words({ reason: 'NOT_CONNECTED', connected: false, since: before(43) })).toBe('연결 끊김 40초 전');
    expect(words({ reason: 'NOT_CONNECTED', connected: false, since: before(3) })).toBe('방금 연결 끊김');
    expect(words({ reason: 'NOT_CONNECTED', connected: false })).toBe('콘솔에 연결되어 있지 않음');
  });

  test('names the administrator behind the availability, whatever else holds', () => {
    expect(words({ reason: 'OFFLINE', availability: 'OFFLINE', setBy: mina, since: before(190) })).toBe(
      '관리자 민아 님이 오프라인으로 바꿈 · 3분 전',
    );
    expect(words({ assignable: true, setBy: mina })).toBe('새 상담을 받고 있습니다 · 관리자 민아 님이 온라인으로 바꿈');
  });

  test('counts the seats, and the chats above them after a transfer by hand', () => {
    expect(words({ reason: 'NO_SEAT' })).toBe('좌석이 모두 찼습니다 (5/5)');
    expect(words({ reason: 'NO_SEAT' }, { openChats: 7, seats: 5 })).toBe('좌석이 모두 찼습니다 (7/5)');
  });

  test('has words for a reason it does not know', () => {
    expect(words({ reason: 'NOT_INVENTED_YET' })).toBe('지금은 새 상담이 배정되지 않습니다');
  });
});

describe('what is said to oneself', () => {
  const mine = (over: Partial<AgentPresenceFragment>, connection: 'open' | 'reconnecting' = 'open') =>
    myPresenceWords(over.availability ?? 'ONLINE', presence(over), connection, seats, saying);

  test('believes in no news from before the connection was lost', () => {
    expect(mine({ assignable: true })).toBe('새 상담을 받고 있습니다');
    expect(mine({ assignable: true }, 'reconnecting')).toBe('연결되면 새 상담이 배정됩니다');
  });

  test('names the administrator who chose, until one chooses again', () => {
    const set = presence({ reason: 'OFFLINE', availability: 'OFFLINE', setBy: mina, since: before(190) });
    expect(myPresenceWords('OFFLINE', set, 'open', seats, saying)).toBe('관리자 민아 님이 오프라인으로 바꿈 · 3분 전');
    expect(myPresenceWords('BREAK', set, 'open', seats, saying)).toBe('휴식 중이라 새 상담이 배정되지 않습니다');
  });
});
