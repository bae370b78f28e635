import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formsOf, isOrigin, readSite, type SiteProblem } from './site.ts';

describe('a site', () => {
  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['  https://shop.example/  ', 'https://shop.example'],
    ['HTTPS://Shop.Example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://shop.example:8443/', 'https://shop.example:8443'],
    ['https://*.shop.example', 'https://*.shop.example'],
    ['https://*.shop.example:8443', 'https://*.shop.example:8443'],
    ['https://*.한글.한국', 'https://*.xn--bj0bj06e.xn--3e0b707e'],
    ['https://한글.한국', 'https://xn--bj0bj06e.xn--3e0b707e'],
    ['https://xn--bj0bj06e.xn--3e0b707e', 'https://xn--bj0bj06e.xn--3e0b707e'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://intranet', 'https://intranet'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:80', 'http://localhost'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://shop.localhost:3000', 'http://shop.localhost:3000'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://localhost', 'https://localhost'],
  ])('%s is %s', (text, origin) => {
    expect(readSite(text)).toEqual({ origin });
    // What is stored reads as itself.
    expect(readSite(origin)).toEqual({ origin });
  });

  test.each<[string, SiteProblem]>([
    ['', 'NO_SCHEME'],
    ['shop.example', 'NO_SCHEME'],
    ['//shop.example', 'NO_SCHEME'],
    ['*', 'NO_SCHEME'],
    ['null', 'NO_SCHEME'],
    ['javascript:alert(1)', 'NO_SCHEME'],
    ['http://shop.example', 'NOT_HTTPS'],
    ['http://localhost.shop.example', 'NOT_HTTPS'],
    ['http://127.0.0.2', 'NOT_HTTPS'],
    ['ftp://shop.example', 'NOT_HTTPS'],
    ['capacitor://localhost', 'NOT_HTTPS'],
    ['https://shop.example/path', 'HAS_PATH'],
    ['https://shop.example//', 'HAS_PATH'],
    ['https://shop.example?a', 'HAS_PATH'],
    ['https://shop.example#a', 'HAS_PATH'],
    ['https://shop.example\\a', 'HAS_PATH'],
    ['https://user@shop.example', 'HAS_CREDENTIALS'],
    ['https://user:secret@shop.example', 'HAS_CREDENTIALS'],
    ['https://*', 'WRONG_WILDCARD'],
    ['https://*.com', 'WRONG_WILDCARD'],
    ['https://*.*.shop.example', 'WRONG_WILDCARD'],
    ['https://shop.*.example', 'WRONG_WILDCARD'],
    ['https://a*.shop.example', 'WRONG_WILDCARD'],
    ['https://*.127.0.0.1', 'WRONG_WILDCARD'],
    ['https://203.0.113.7', 'IS_ADDRESS'],
    ['https://3405803783', 'IS_ADDRESS'],
    ['https://[::1]', 'IS_ADDRESS'],
    ['https://', 'NO_NAME'],
    ['https://shop.example:port', 'NO_NAME'],
    ['https://shop.example:99999', 'NO_NAME'],
    ['https://sh op.example', 'NO_NAME'],
    ['https://shop.exam\nple', 'NO_NAME'],
    ['https://shop.example.', 'NO_NAME'],
    ['https://-shop.example', 'NO_NAME'],
    ['https://shop_1.example', 'NO_NAME'],
    [`https://${'a'.repeat(64)}.example`, 'NO_NAME'],
    [`https://${'a.'.repeat(130)}example`, 'NO_NAME'],
    // What would end a directive of the policy, or begin another one.
    [`https://a;script-src.example`, 'NO_NAME'],
    [`https://a,b.example`, 'NO_NAME'],
    [`https://'self'.example`, 'NO_NAME'],
  ])('is not %j: %s', (text, problem) => {
    expect(readSite(text)).toEqual({ problem });
  });

  test('is, whatever was typed, nothing that a header would take for more than one', () => {
    const near = fc.string({
      unit: fc.constantFrom(...Array.from(`htps:/*.-;,' "@\\?#%2e\u3002\u00adaA1한\n`)),
      maxLength: 30,
    });
    fc.assert(
      fc.property(near, fc.constantFrom('https://', 'http://localhost', ''), (text, start) => {
        const site = readSite(start + text);
        if ('origin' in site) expect(site.origin).toMatch(/^https?:\/\/(\*\.)?[a-z\d.-]+(:\d+)?$/);
      }),
    );
  });
});

describe('an origin', () => {
  test('is looked for by itself and by the wildcard of each of its domains', () => {
    expect(formsOf('https://a.b.shop.example:8443')).toEqual([
      'https://a.b.shop.example:8443',
      'https://*.b.shop.example:8443',
      'https://*.shop.example:8443',
      'https://*.example:8443',
    ]);
    expect(formsOf('https://shop.example')).not.toContain('https://*.shop.example');
  });

  test.each(['null', '', 'https://', 'file://', 'https://user@shop.example', 'https://[::1]', 'https://a b.example'])(
    'that is %j has none that is registered',
    (origin) => {
      expect(formsOf(origin).filter((form) => 'origin' in readSite(form))).toEqual([]);
      expect(isOrigin(origin)).toBe(false);
    },
  );
});
