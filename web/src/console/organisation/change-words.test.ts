import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { changeWords } from './change-words.ts';

overwriteGetLocale(() => 'en');

const service = { id: '1', name: 'Shop' };
const account = { id: '2', name: 'Mina' };

test.each([
  [{ field: 'name', after: '"Hanbit"', service: null, account: null }, ['Name of the organisation', 'Hanbit']],
  [{ field: 'created', after: 'true', service, account: null }, ['The service Shop was made', null]],
  [{ field: 'administrator', after: 'true', service, account }, ['Mina became the administrator of Shop', null]],
  [{ field: 'on', after: 'false', service, account: null }, ['Shop was switched off', null]],
  [{ field: 'on', after: 'true', service, account: null }, ['Shop was switched on', null]],
  [{ field: 'locked', after: 'true', service: null, account }, ['The account of Mina was locked', null]],
  [{ field: 'locked', after: 'false', service: null, account }, ['The account of Mina was unlocked', null]],
  [{ field: 'owner', after: 'true', service: null, account }, ['Mina was made an owner', null]],
  [{ field: 'owner', after: 'false', service: null, account }, ['Mina is an owner no longer', null]],
  [{ field: 'secondFactor', after: 'false', service: null, account }, ['The second factor of Mina was reset', null]],
  [{ field: 'mayHold', after: '["chat"]', service, account: null }, ['What the contract of Shop may hold', '1:1 chat']],
  [{ field: 'mayHold', after: '[]', service, account: null }, ['What the contract of Shop may hold', 'nothing']],
  [
    { field: 'apiKey', before: '"ERP"', after: null, service, account },
    ['An API key of Shop that Mina made was revoked', 'ERP'],
  ],
  [
    { field: 'secondFactorRequired', after: 'true', service: null, account: null },
    ['A second factor is required of everybody', null],
  ],
  [
    { field: 'secondFactorRequired', after: 'false', service: null, account: null },
    ['A second factor is required no longer', null],
  ],
  [{ field: 'unheardOf', after: 'true', service: null, account: null }, ['unheardOf', 'on']],
])('%o reads %o', (entry, words) => {
  const { what, after } = changeWords(entry);
  expect([what, after]).toEqual(words);
});
