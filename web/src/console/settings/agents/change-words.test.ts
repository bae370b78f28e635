import { describe, expect, test } from 'vitest';
import { setLocale } from '#lib/paraglide/runtime.js';
import { changeWords } from './change-words.ts';

const jun = { id: 'a1', name: '준' };
const setting = (field: string, before: unknown, after: unknown) =>
  changeWords({ field, agent: null, before: JSON.stringify(before), after: JSON.stringify(after) });

describe('an entry of the change log', () => {
  test('tells of the customer-data link, and of its secret only that it was replaced', () => {
    expect(setting('customerDataLink', false, true)).toEqual({
      what: '고객 데이터 연동',
      before: '꺼짐',
      after: '켜짐',
    });
    expect(changeWords({ field: 'customerDataSecret', agent: null, before: null, after: 'true' })).toMatchObject({
      what: '고객 데이터 연동 · 서명 키 교체',
      before: null,
    });
  });

  test('tells of whom a right is, and how it changed', () => {
    expect(changeWords({ field: 'canChat', agent: jun, before: 'false', after: 'true' })).toEqual({
      what: '준 님의 채팅 권한',
      before: '꺼짐',
      after: '켜짐',
    });
    expect(changeWords({ field: 'seesAllChats', agent: jun, before: 'true', after: 'false' })).toEqual({
      what: '준 님의 모든 채팅 보기',
      before: '켜짐',
      after: '꺼짐',
    });
    expect(changeWords({ field: 'canTicket', agent: jun, before: 'true', after: 'false' }).what).toBe(
      '준 님의 티켓 권한',
    );
    expect(changeWords({ field: 'role', agent: jun, before: '"AGENT"', after: '"ADMIN"' })).toMatchObject({
      before: '상담원',
      after: '관리자',
    });
  });

  test('tells who may send files in chats', () => {
    expect(setting('chatFiles', 'AFTER_FIRST_ANSWER', 'OFF')).toEqual({
      what: '파일 주고받기',
      before: '상담원이 답한 뒤부터',
      after: '사용 안 함',
    });
  });

  test('has nothing before when the right came with the invitation', () => {
    expect(changeWords({ field: 'role', agent: jun, before: null, after: '"AGENT"' })).toMatchObject({
      before: null,
      after: '상담원',
    });
  });

  test('says that somebody came or left', () => {
    expect(changeWords({ field: 'invited', agent: jun, before: null, after: 'true' })).toEqual({
      what: '준 님을 초대했습니다',
      before: null,
      after: null,
    });
    expect(changeWords({ field: 'removed', agent: jun, before: 'false', after: 'true' }).what).toBe(
      '준 님을 삭제했습니다',
    );
  });

  test('tells what a key may do, when it is made, changed and revoked', () => {
    const key = { name: '배송 봇', scopes: ['chats:read'], allowedAddresses: [], expiresAt: null, secrets: 1 };
    const made = changeWords({ field: 'apiClient', agent: null, before: null, after: JSON.stringify(key) });
    expect(made).toMatchObject({ what: 'API 키 생성', before: null });
    expect(made.after).toContain('chats:read');
    const changed = setting('apiClient', key, { ...key, allowedAddresses: ['10.0.0.0/8'] });
    expect(changed.before).toContain('모든 주소');
    expect(changed.after).toContain('10.0.0.0/8');
    expect(changeWords({ field: 'apiClient', agent: null, before: JSON.stringify(key), after: null }).what).toBe(
      'API 키 폐기: 배송 봇',
    );
  });

  test('says what a program did by the name that the API has for it', () => {
    const apiClient = { id: 'p1', name: '배송 봇' };
    expect(changeWords({ field: 'endChat', agent: null, apiClient, before: null, after: '"Chat_1"' })).toEqual({
      what: 'API로 실행: endChat',
      before: null,
      after: null,
    });
  });

  test('names features, and their absence', () => {
    expect(setting('features', ['chat', 'security'], [])).toEqual({
      what: '계약 상세 내역',
      before: '1:1 채팅, 개인정보 마스킹',
      after: '없음',
    });
  });

  test('says of which kinds of personal data something else becomes, from which to which', () => {
    expect(setting('maskingActions', { CARD: 'MASK' }, { PHONE: 'DESTROY', EMAIL: 'SUGGEST', CARD: 'OFF' })).toEqual({
      what: '개인정보 종류별 처리',
      before: '전화번호: 상담원에게 제안\n카드번호: 자동으로 가림',
      after: '전화번호: 저장하지 않고 파기\n카드번호: 찾지 않음',
    });
    expect(setting('sealAfterDays', null, 1_095)).toEqual({
      what: '원문 보관 기간',
      before: '자동으로 파기하지 않음',
      after: '1,095일',
    });
  });

  test('tells after how long personal data goes, and what is held', () => {
    expect(setting('chatMonths', null, 12)).toEqual({
      what: '채팅: 종료 후 보관 개월 수',
      before: '자동으로 삭제하지 않음',
      after: '12개월',
    });
    expect(setting('hold', null, 'Chat_0199c1d2-0000-7000-8000-000000abcdef')).toEqual({
      what: '삭제 보류',
      before: '없음',
      after: '채팅 abcdef',
    });
  });

  test('tells of the rights to look at originals and to destroy them', () => {
    expect(changeWords({ field: 'mayReveal', agent: jun, before: 'false', after: 'true' }).what).toBe(
      '준 님의 가린 내용 보기',
    );
    expect(changeWords({ field: 'maySeal', agent: jun, before: 'false', after: 'true' }).what).toBe(
      '준 님의 영구 파기',
    );
  });

  test('spells out texts and operating hours', () => {
    expect(setting('greeting', { ko: null, en: null }, { ko: '안녕하세요', en: 'Hello' })).toMatchObject({
      before: '없음',
      after: '한국어: “안녕하세요”\nEnglish: “Hello”',
    });
    const week = [
      { day: 1, from: '09:00', to: '12:00' },
      { day: 1, from: '13:00', to: '18:00' },
      { day: 5, from: '09:00', to: '24:00' },
    ];
    expect(
      changeWords({
        field: 'hours',
        agent: null,
        before: null,
        after: JSON.stringify({ timeZone: 'Asia/Seoul', week, holidays: [{ date: '2026-12-25', name: null }] }),
      }),
    ).toEqual({
      what: '운영 시간',
      before: '항상 열림',
      after: '월 09:00–12:00, 13:00–18:00 · 금 09:00–24:00\nAsia/Seoul · 휴일 1일',
    });
  });

  test('tells of another logo without its name, and of what was confirmed without a value before it', () => {
    expect(setting('logoId', null, '0198c1f2-0000-4000-8000-000000000000')).toEqual({
      what: '로고',
      before: '없음',
      after: '사진',
    });
    expect(setting('logoId', '0198c1f2-0000-4000-8000-000000000000', null).after).toBe('없음');
    for (const field of ['embedCodePlaced', 'maskKeysKept', 'checklistDismissed']) {
      expect(changeWords({ field, agent: null, before: null, after: 'true' })).toMatchObject({
        what: expect.not.stringContaining(field) as string,
        before: null,
        after: '완료',
      });
    }
  });

  test('lists the sites, and says where every one counts', () => {
    expect(setting('sites', [], ['https://shop.example', 'https://*.shop.example'])).toEqual({
      what: '위젯 · 사이트',
      before: '모든 사이트',
      after: 'https://shop.example\nhttps://*.shop.example',
    });
  });

  test('is legible in English too', () => {
    void setLocale('en', { reload: false });
    expect(setting('seats', 5, 8)).toEqual({ what: 'Chats at a time per agent', before: '5', after: '8' });
    void setLocale('ko', { reload: false });
  });

  test('falls back to the name and the plain value', () => {
    expect(setting('dayOfRest', 5, { a: 1 })).toEqual({
      what: 'dayOfRest',
      before: '5',
      after: '{"a":1}',
    });
  });
});
