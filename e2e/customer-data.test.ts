import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect, test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

// A company's system on this machine: without this nothing would be asked there.
openStage({ env: { OUTGOING_INNER_NETWORKS: '127.0.0.1' } });

const got: { text: string; headers: Record<string, string> }[] = [];
const tells = (response: ServerResponse) =>
  response.end(
    JSON.stringify({
      fields: [
        { label: { ko: '등급', en: 'Grade' }, value: '<b>VIP</b>' },
        { label: { ko: '구매액', en: 'Spent' }, value: '1250000', kind: 'number' },
        { label: 'Joined', value: '2024-03-02', kind: 'date' },
        { label: 'Last order', value: 'A-1024', link: 'https://admin.shop.test/orders/A-1024' },
        { label: 'Phone', value: null },
      ],
    }),
  );
let answer: (response: ServerResponse) => unknown = tells;
const shop = createServer((request, response) => {
  void (async () => {
    let text = '';
    for await (const part of request) text += String(part);
    got.push({ text, headers: request.headers as Record<string, string> });
    answer(response);
  })();
});
await once(shop.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/customers`;
afterAll(() => shop.close());

const asked = () => got.map(({ text }) => String(JSON.parse(text).type));

test('A5: an administrator links the company’s system, and an agent sees what it tells of a customer', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;
  const fits = async () => {
    for (const [width, colorScheme] of [
      [390, 'dark'],
      [1_440, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page.mainFrame())).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  };
  await mina.openDesk();
  await mina.setAvailability('Online');
  await page.goto(`${product.url}/service/customer-data`);
  await page.getByText('No secret yet.').waitFor();
  await page.getByRole('switch', { name: 'Show your system’s data to agents' }).click();
  await page.getByRole('alert').getByText('It needs a saved address and a secret first.').waitFor();
  await fits();

  const address = page.getByLabel('Address of your system');
  await address.fill('https://192.168.0.1/customers');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Nothing can be sent to this address.').waitFor();
  await soon(() => address.evaluate((field) => field === document.activeElement)).toBe(true);
  await fits();
  await address.fill(url);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Make a secret' }).click();
  const secret = await page.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
  await fits();
  await page.getByRole('button', { name: 'I have stored it' }).click();

  answer = (response) => response.writeHead(403).end();
  await page.getByRole('button', { name: 'Ask now' }).click();
  await page.getByText('refused to answer (status 403)').waitFor();
  await fits();
  answer = tells;
  await page.getByRole('button', { name: 'Ask now' }).click();
  const tried = page.getByRole('region', { name: 'Your system answered' });
  await tried.getByText('1,250,000').waitFor();
  await fits();
  expect(asked()).toEqual(['TEST', 'TEST']);
  await mina.flip('Show your system’s data to agents', true);

  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('Where is my parcel?');
  await customer.log.getByText('Where is my parcel?').waitFor();
  answer = (response) => response.end('<!doctype html><title>Sign in</title>');
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto(`${product.url}/desk`);
  await mina.pick(/Haneul/);
  await page.getByRole('log').getByText('Where is my parcel?').waitFor();
  // On a phone the panel is out of sight, and nobody is asked before somebody looks.
  const panel = page.getByRole('region', { name: 'From your company’s system' });
  const title = page.getByText('From your company’s system', { exact: true });
  await soon(() => title.count()).toBe(1);
  expect(await title.isVisible()).toBe(false);
  expect(asked()).toEqual(['TEST', 'TEST']);
  await page.getByRole('button', { name: 'Show customer info' }).click();
  await panel.scrollIntoViewIfNeeded();
  await panel.getByText('The answer of your company’s system cannot be read ($).').waitFor();
  await fits();
  answer = tells;
  await panel.getByRole('button', { name: 'Try again' }).click();
  await panel.getByText('<b>VIP</b>').waitFor();
  await panel.getByText('1,250,000').waitFor();
  await panel.getByText('Mar 2, 2024').waitFor();
  const link = panel.getByRole('link', { name: /^A-1024/ });
  expect(await link.getAttribute('href')).toBe('https://admin.shop.test/orders/A-1024');
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  await fits();
  expect(asked()).toEqual(['TEST', 'TEST', 'CUSTOMER_DATA', 'CUSTOMER_DATA']);
  for (const { text, headers } of got) new Webhook(secret).verify(text, headers);
  expect(got.map(({ text }) => text).join()).not.toContain('parcel');

  await page.goto(`${product.url}/service/audit?action=looked_up`);
  await page.getByRole('list', { name: 'Personal data log' }).getByRole('link', { name: 'Open customer' }).click();
  await panel.getByText('<b>VIP</b>').waitFor();
  await fits();
  // Switched off it is gone for everybody who has it open.
  const other = await AgentPage.signIn(browser, product.url);
  await other.page.goto(`${product.url}/service/customer-data`);
  await other.flip('Show your system’s data to agents', false);
  await soon(() => panel.count()).toBe(0);
  expect(customer.complaints).toEqual([]);
  for (const { context } of [mina, other, customer]) await context.close();
});
