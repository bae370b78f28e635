import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect, test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

// A company's server on this machine: without this nothing would be sent there.
openStage({ env: { OUTGOING_INNER_NETWORKS: '127.0.0.1' } });

interface Got {
  text: string;
  headers: Record<string, string>;
}
const got: Got[] = [];
let status = 204;
const receiver = createServer((request, response) => {
  void (async () => {
    let text = '';
    for await (const part of request) text += String(part);
    got.push({ text, headers: request.headers as Record<string, string> });
    response.writeHead(status).end();
  })();
});
await once(receiver.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
afterAll(() => receiver.close());

test('A3: an administrator has a server told of what happens, and sees what became of it', async () => {
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
  await page.goto(`${product.url}/service/webhooks`);
  await page.getByText('No webhooks yet').waitFor();
  await fits();

  await page.getByRole('button', { name: 'Add webhook' }).click();
  const address = page.getByLabel('Address', { exact: true });
  await address.fill('https://192.168.0.1/hook');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Nothing can be sent to this address.').waitFor();
  await soon(() => address.evaluate((field) => field === document.activeElement)).toBe(true);
  await fits();
  await address.fill(url);
  await page.getByLabel('Customer changed').uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  await fits();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Send a test' }).click();
  const deliveries = page.getByRole('list', { name: `Deliveries to ${url}` });
  await deliveries.getByText('Delivered · Attempts: 1 · answer 204').waitFor();
  expect(new Webhook(secret).verify(got[0]!.text, got[0]!.headers)).toMatchObject({ type: 'TEST' });

  status = 500;
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.dialog.getByRole('button', { name: 'Agree and start' }).click();
  await customer.composer.fill('Where is my parcel?');
  await customer.composer.press('Enter');
  await deliveries.getByText('An answer other than 2xx').first().waitFor();
  await fits();
  status = 200;
  await deliveries
    .getByRole('button', { name: /^Send again ?: Chat started/ })
    .first()
    .click();
  await page.getByText('On its way again.').waitFor();
  await soon(() => new Set(got.map(({ text }) => String(JSON.parse(text).type))).has('MESSAGE_SENT')).toBe(true);
  for (const { text, headers } of got) new Webhook(secret).verify(text, headers);
  expect(got.map(({ text }) => text).join()).not.toContain('parcel');

  // More than ids goes along only where an administrator says what, and by which key it is read.
  await page.goto(`${product.url}/service/api-keys`);
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Receiver');
  await page.getByRole('dialog').getByRole('checkbox', { name: 'chats:read' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('dialog', { name: 'The new key of Receiver' }).waitFor();
  await page.goto(`${product.url}/service/webhooks`);
  await page.getByRole('button', { name: 'Edit webhook' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('API key that reads the content').selectOption('Receiver');
  await form.getByText('What you choose leaves for this address with the personal data in it.').waitFor();
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.getByText('Please choose at least one.').waitFor();
  expect(await form.getByRole('checkbox', { name: /^Customers/ }).isDisabled()).toBe(true);
  await fits();
  await form.getByRole('checkbox', { name: /^Messages/ }).check();
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sent along: Messages (API key Receiver)').waitFor();
  await fits();
  await customer.say('And my umbrella?');
  await soon(() => got.some(({ text }) => text.includes('"body":"And my umbrella?"'))).toBe(true);

  await page.getByRole('button', { name: 'Replace secret' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace secret' }).click();
  await soon(() => page.getByLabel('Secret', { exact: true }).inputValue()).not.toBe(secret);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused ·').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('Active ·').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No webhooks yet').waitFor();
  await page.goto(`${product.url}/service/agents/changes`);
  await page.getByText('Webhook secret replaced').waitFor();
  await page.getByText('Sent along: Messages').first().waitFor();
  expect(customer.complaints).toEqual([]);
  for (const { context } of [mina, customer]) await context.close();
});
