import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PersonalDataKind } from '../service/service.entity.ts';
import { detect } from './detection.ts';

const all = new Set(Object.values(PersonalDataKind));
const { RESIDENT_NUMBER, PHONE, CARD, ACCOUNT, PASSPORT, DRIVER_LICENSE, EMAIL } = PersonalDataKind;

/** What is found, as pairs of its kind and the text it covers. */
function found(text: string, kinds: ReadonlySet<PersonalDataKind> = all): [PersonalDataKind, string][] {
  return detect(text, kinds).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

/** Numbers in the forms people write them, each found as a whole. */
const samples: Record<PersonalDataKind, string[]> = {
  RESIDENT_NUMBER: [
    '900101-1234568',
    '9001011234568',
    '900101 1234568',
    '900101 - 1234568',
    '900101.1234568',
    '900101_1234568',
    '900101 – 1234568',
    '900101/1234568',
    '000229-3123456',
    '850715-5123456',
    '991231-0123456',
    '880808-9123456',
  ],
  PHONE: [
    '010-1234-5678',
    '01012345678',
    '010 1234 5678',
    '010.1234.5678',
    '010. 1234. 5678',
    '010 - 1234 - 5678',
    '010_1234_5678',
    '010  1234  5678',
    '010--1234--5678',
    '010/1234/5678',
    '010~1234~5678',
    '010) 1234-5678',
    '02_123_4567',
    '+82) 10 1234 5678',
    '공일공_일이삼사_오육칠팔',
    '010-12345678',
    '011-234-5678',
    '0192345678',
    '02-123-4567',
    '02)1234-5678',
    '0212345678',
    '031-123-4567',
    '0641234567',
    '070-1234-5678',
    '0507-1234-5678',
    '+82 10-1234-5678',
    '+821012345678',
    '+82(0)10-1234-5678',
    '82-10-1234-5678',
    '0082 2 123 4567',
    '+82 2 1234 5678',
    '+1 (415) 555-2671',
    '+447911123456',
    '+33 6 12 34 56 78',
    '공일공 일이삼사 오육칠팔',
    '영일영일이삼사오육칠팔',
  ],
  CARD: [
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111_1111_1111_1111',
    '4111 – 1111 – 1111 – 1111',
    '4111  1111  1111  1111',
    '4111111111111111',
    '5555 5555 5555 4444',
    '378282246310005',
    '3782 822463 10005',
    '3056 930902 5904',
    '4222222222222',
    '6212 3456 7890 1232',
    '9410 1234 5678 9010',
    '6212 3456 7890 1234 569',
  ],
  ACCOUNT: [],
  PASSPORT: ['M12345678', 'm12345678', 'S12345678', 'M123A4567', 'r987b6543'],
  DRIVER_LICENSE: [
    '11-12-345678-90',
    '28 05 123456 01',
    '13  07  654321  02',
    '21 - 11 - 123456 - 12',
    '11_12_345678_90',
    '부산 - 12 - 345678 - 90',
    '서울 12-345678-90',
    '경기-05-123456-01',
    '제주12-345678-90',
  ],
  EMAIL: [
    "d.o'brien@example.org",
    '소라@example.com',
    '소라7@example.com',
    '소라.kim@example.com',
    'josé.müller@example.com',
    'иван@пример.рф',
    'help@담소.한국',
    'help@담소.xn--3e0b707e',
    'k@xn--mgba3a4f16a.example',
    'a&b@example.museum',
    'hong@naver.com',
    'Hong.Gil-Dong+shop@mail.example.co.kr',
    'a@b.co',
    '01012345678@naver.com',
    'x_1%y@a-b.io',
  ],
};
const written = Object.entries(samples).flatMap(([kind, texts]) =>
  texts.map((text) => ({ kind: kind as PersonalDataKind, text })),
);

describe('finding personal data', () => {
  test.each(written)('finds $text as $kind, alone and in a sentence', ({ kind, text }) => {
    for (const sentence of [
      text,
      `제 것은 ${text}입니다.`,
      `${text}, 확인해 주세요`,
      `(${text})`,
      `번호:${text}\n감사합니다`,
    ]) {
      expect(found(sentence)).toEqual([[kind, text]]);
    }
  });

  test.each([
    '2026-0042',
    '2026-11-25',
    '2026.11.25 14:30:05',
    '20261125143005',
    '1764110000000',
    '1588-1234',
    '1661 0000',
    '02-1588-1234',
    '080-123-4567',
    '+82 1588-1234',
    '010-1234',
    '010-1234-567',
    '010-1234-56789',
    '1010-1234-5678',
    '010-1234-5678-9',
    '12,345,678원',
    '+15000000원',
    '1.01012345678',
    '1234567890123',
    '운송장 6892412345678',
    '6500 0212 3456 7890',
    'v2.010.1234.5678',
    '1.2.34-rc.5',
    '192.168.010.123',
    '211.234.56.78:8080',
    '550e8400-e29b-41d4-a716-446655440000',
    'a01012345678f',
    '4111 1111 1111 1112',
    '1111 1111 1111 1117',
    '41111111111111111111',
    '901301-1234568',
    '900100-1234568',
    '900230-1234568',
    '900101-123456',
    '1900101-1234568',
    '900101-12345678',
    'X12345678',
    'M1234567',
    'M123456789',
    'ABM12345678',
    'SKU-M12345678',
    'M12A34567',
    '10-12-345678-90',
    '11-12-345678-901',
    '마을 12-345678-90',
    '2026/11/25 14:30',
    '2026_11_25_143005',
    '02/1588/1234',
    '010_1234_5678_9',
    '010_1234_567',
    'https://shop.example/2026/11/25/1234',
    '1234_5678_9012_3456',
    '소라@',
    '소라@담소',
    '@damso',
    'hong@naver',
    'hong@@naver.com',
    '@naver.com',
    'hong@.com',
    '공일공 일이삼사',
    '공일공의 일이 삼사 오육칠팔',
    '공공 일이 있어서 이사 오는 일이 삼일 늦어요',
  ])('leaves %s alone', (text) => {
    for (const sentence of [text, `문의드려요. ${text}`, `${text} 확인 부탁`]) expect(found(sentence)).toEqual([]);
  });

  test('never takes a wrong check digit for an acquittal', () => {
    for (let check = 0; check < 10; check += 1) {
      expect(found(`201015-312345${check}`)).toEqual([[RESIDENT_NUMBER, `201015-312345${check}`]]);
    }
  });

  test('finds several in one message, in their order', () => {
    expect(
      found('홍길동 900101-1234568, 010-1234-5678/02-123-4567, hong@naver.com, 4111 1111 1111 1111 12/28'),
    ).toEqual([
      [RESIDENT_NUMBER, '900101-1234568'],
      [PHONE, '010-1234-5678'],
      [PHONE, '02-123-4567'],
      [EMAIL, 'hong@naver.com'],
      [CARD, '4111 1111 1111 1111'],
    ]);
    expect(found('010-1234-5678·010-2345-6789 +1 415 555 2671 010-3456-7890')).toEqual([
      [PHONE, '010-1234-5678'],
      [PHONE, '010-2345-6789'],
      [PHONE, '+1 415 555 2671'],
      [PHONE, '010-3456-7890'],
    ]);
  });

  test('ends a number where it ends', () => {
    expect(found('010-1234-5678.')).toEqual([[PHONE, '010-1234-5678']]);
    expect(found('1.010-1234-5678')).toEqual([[PHONE, '010-1234-5678']]);
    expect(found('tel01012345678')).toEqual([[PHONE, '01012345678']]);
    expect(found('+1 415 555 2671 3개')).toEqual([[PHONE, '+1 415 555 2671']]);
    expect(found('공일공일이삼사오육칠팔이에요')).toEqual([[PHONE, '공일공일이삼사오육칠팔']]);
    expect(found("'hong@naver.com.'")).toEqual([[EMAIL, 'hong@naver.com']]);
    expect(found('메일은hong@naver.com으로요.OK')).toEqual([[EMAIL, 'hong@naver.com']]);
    expect(found('"길동 홍"@example.com입니다')).toEqual([[EMAIL, '"길동 홍"@example.com']]);
    expect(found('?email=hong@naver.com&page=2')).toEqual([[EMAIL, 'hong@naver.com']]);
    expect(found('help@담소.한국에서도')).toEqual([[EMAIL, 'help@담소.한국']]);
  });
});

describe('finding account numbers', () => {
  test.each([
    ['국민은행 123456-01-123456', '123456-01-123456'],
    ['카카오뱅크 3333-01-1234567 홍길동', '3333-01-1234567'],
    ['토스뱅크 1000 1234 5678', '1000 1234 5678'],
    ['케이뱅크 100123456789', '100123456789'],
    ['농협 301-1234-5678-91', '301-1234-5678-91'],
    ['새마을금고 9092123456789', '9092123456789'],
    ['우체국: 123456-01-123456', '123456-01-123456'],
    ['SC제일은행 123-45-678901', '123-45-678901'],
    ['씨티 123-456789-01', '123-456789-01'],
    ['신한 110-123-456789로 보내 주세요', '110-123-456789'],
    ['KB국민 123456-01-123456', '123456-01-123456'],
    ['iM뱅크(대구은행) 508-12-345678-9', '508-12-345678-9'],
    ['1002-123-456789 우리', '1002-123-456789'],
    ['110-123-456789 (신한은행 홍길동)', '110-123-456789'],
    ['환불 계좌는 홍길동 110123456789', '110123456789'],
    ['신한 110 123 456789 100000원 입금', '110 123 456789'],
    ['Shinhan Bank 110-123-456789', '110-123-456789'],
    ['my account number is 110-123-456789', '110-123-456789'],
    ['ＩＢＫ기업은행 ０１０－１２３４５６－０１－０１１', '０１０－１２３４５６－０１－０１１'],
  ])('in %s', (text, number) => {
    expect(found(text)).toEqual([[ACCOUNT, number]]);
  });

  test.each([
    '110-123-456789',
    '배송 번호 301-1234-5678-91',
    '우리 가족이 쓴 1234567890123',
    '부산에서 보낸 123-456-7890',
    '우체국 택배 6892412345678',
    '계좌이체로 결제한 주문번호 1234567890123',
    '주문번호는 1234567890123, 은행은 아직',
    '우리은행 2026-11-25 14:30',
    '우리은행 2026-11-25-1430',
    '국민은행 고객센터 1588-9999 1599-9999',
    '계좌로 1000000000원',
    '국민은행 123-456-789',
    '국민은행 12345678901234567',
    `국민은행${' 이야기'.repeat(6)} 123456-01-123456`,
  ])('not in %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('deciding what a number is', () => {
  test.each([
    ['국민은행 900101-1234568', RESIDENT_NUMBER],
    ['국민은행 010-1234-5678', PHONE],
    ['국민은행 4111-1111-1111-1111', CARD],
    ['국민은행 11-12-345678-90', DRIVER_LICENSE],
    ['국민은행 M12345678', PASSPORT],
    ['국민은행 01012345678@naver.com', EMAIL],
    // A plausible day of birth, an issuer's digits and a check digit that holds.
    ['4101011234565', RESIDENT_NUMBER],
    ['국민은행 4111-1111-1111-1112', ACCOUNT],
  ])('in %s it is %s', (text, kind) => {
    expect(found(text).map(([is]) => is)).toEqual([kind]);
  });

  test('what is not wanted is left out, and is not taken for something else', () => {
    const text = '국민은행 900101-1234568 010-1234-5678';
    expect(found(text, new Set([ACCOUNT]))).toEqual([]);
    expect(found(text, new Set([PHONE]))).toEqual([[PHONE, '010-1234-5678']]);
    expect(found(text, new Set())).toEqual([]);
  });
});

describe('reading other ways of writing', () => {
  test.each<string[]>([
    ['０１０－１２３４－５６７８', PHONE],
    ['٠١٠-١٢٣٤-٥٦٧٨', PHONE],
    ['𝟎𝟏𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖', PHONE],
    ['0️⃣1️⃣0️⃣-1️⃣2️⃣3️⃣4️⃣-5️⃣6️⃣7️⃣8', PHONE],
    ['010\u00a01234\u20095678', PHONE],
    ['010\u30001234\u30005678', PHONE],
    ['＋８２　１０　１２３４　５６７８', PHONE],
    ...Array.from('‐‑‒–—−－ー·ㆍ・ㅡ─．。', (mark) => [`010${mark}1234${mark}5678`, PHONE]),
    ['ｈｏｎｇ＠ｎａｖｅｒ．ｃｏｍ', EMAIL],
    ['Ｍ１２３Ａ４５６７', PASSPORT],
  ])('%s', (text, kind) => {
    expect(found(`😀 ${text} 😀`)).toEqual([[kind, text]]);
  });

  test.each(['①', '²', '½', '〇', '十'])('but not %s, which is no decimal digit', (mark) => {
    expect(found(`${mark}010-1234-5678`)).toEqual([[PHONE, '010-1234-5678']]);
    expect(found(`01${mark}-1234-5678`)).toEqual([]);
  });
});

const invisible = fc.string({
  unit: fc.constantFrom(
    ...Array.from('\u200b\u200c\u200d\u2060\u00ad\ufeff\u200e\u202e\u2066\u180e\ufe0f\u{e0100}\u0336'),
  ),
  maxLength: 3,
});
const sample = fc.constantFrom(...written, { kind: ACCOUNT, text: '110-123-456789' });
/** A sentence in which nothing but the number, if any, is personal. */
const sentence = fc
  .tuple(
    fc.constantFrom('안녕하세요.', '신한은행', '주문 2026-0042 👩‍👩‍👧', 'Hello, ', '12,345원 결제,', '🇰🇷'),
    fc.option(sample),
    fc.constantFrom('', '입니다', ' 로 부탁드려요', ' 😀', '!'),
  )
  .map(([ahead, number, behind]) => `${ahead} ${number?.text ?? ''}${behind}`);
const piece = fc.oneof(
  sample.map(({ text }) => text),
  sentence,
  invisible,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789-+. ()@aM은행𝟙①')) }),
  // Lone surrogates too.
  fc.array(fc.integer({ min: 0xd7ff, max: 0xe000 }), { maxLength: 3 }).map((units) => String.fromCharCode(...units)),
);

describe('whatever the text', () => {
  test('findings are in order, disjoint, within it and of whole characters', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of detect(text, all)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          for (const edge of [start, end])
            expect(text.slice(edge - 1, edge + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('characters that nobody sees hide nothing and are covered', () => {
    const hidden = fc.array(invisible, { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(sample, hidden, fc.boolean(), ({ kind, text }, marks, isFolded) => {
        const shown = isFolded ? text.replace(/[!-~]/g, fullWidth) : text;
        const number = Array.from(shown)
          .map((character, at) => (at === 0 ? '' : marks[at % marks.length]!) + character)
          .join('');
        expect(found(`신한은행 ${number} 예요`)).toEqual([[kind, number]]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('digits of any width are the same digits', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(detect(text.replace(/\d/g, fullWidth), all)).toEqual(detect(text, all));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a kind that is not wanted changes nothing about the others', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.subarray([...all]), (pieces, kinds) => {
        const text = pieces.join('\n');
        const wanted = detect(text, all).filter(({ kind }) => kinds.includes(kind));
        expect(detect(text, new Set(kinds))).toEqual(wanted);
      }),
    );
  });

  test('two sentences together hold what each holds', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.constantFrom('. ', '\n', '? '), (one, two, border) => {
        const together = detect(one + border + two, all);
        const offset = one.length + border.length;
        const apart = [
          ...detect(one, all),
          ...detect(two, all).map((finding) => ({
            ...finding,
            start: finding.start + offset,
            end: finding.end + offset,
          })),
        ];
        expect(together).toEqual(expect.arrayContaining(apart));
      }),
      { numRuns: 1_000 },
    );
  });

  test('without a digit, in figures or in words, and without @ there is nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(detect(text.replace(/[\p{Nd}@＠﹫공영]/gu, ''), all)).toEqual([]);
      }),
    );
  });

  // Twenty times the text takes about twenty times as long; a pattern that goes back would take four hundred times.
  test.each([
    ['digits', '1'],
    ['digits and blanks', '1 '],
    ['digits and hyphens', '1-'],
    ['digits, blanks and hyphens', '1 - '],
    ['digits and lines', '1__'],
    ['addresses in Korean', '하나@한국.한국'],
    ['parts of Korean names', '하나.하나a'],
    ['Korean parts of domains', '@한.국a.'],
    ['quotation marks and at signs', '"@'],
    ['mobile numbers that never end', '010-1234-5678-'],
    ['mobile numbers', '010-1234-5678 '],
    ['spelled numbers cut short', '공일공일이삼사오육칠'],
    ['cards that fail', '4111 1111 1111 1112 '],
    ['accounts without a bank', '123-456-789012, '],
    ['accounts', '국민 123-456-789012, '],
    ['letters', 'a'],
    ['labels', 'a.'],
    ['labels and hyphens', 'a-.'],
    ['addresses without an end', 'a@'],
    ['addresses', 'a@b.co '],
    ['at signs', '@'],
    ['signs and brackets', '+1('],
    ['passports cut short', 'm123a456'],
    ['invisible characters', '\u200b'],
    ['characters of two units', '𝟙😀'],
  ])('time grows with the length of %s', (_, part) => {
    const text = (length: number) => `0@${part.repeat(length / part.length)}@0`;
    const time = (length: number, runs: number) => {
      const input = text(length);
      const times = Array.from({ length: runs }, () => {
        const began = process.cpuUsage();
        detect(input, all);
        const { user, system } = process.cpuUsage(began);
        return user + system;
      });
      return times.sort((a, b) => a - b)[runs >> 1]!;
    };
    time(10_000, 15);
    // The first microseconds say nothing, hence the floor.
    expect(time(200_000, 3)).toBeLessThan(80 * Math.max(time(10_000, 15), 200));
  });
});

function fullWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}
