import { expect, test } from 'vitest';
import { answerOf } from './ask.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage();

/** What a program does with its key, as any client would. */
const ask = (token: string, query: string, variables?: object) => answerOf(product.url, { token }, query, variables);

test('A1, A2: an administrator makes a key, its program speaks in a chat under its name, and the key is revoked', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('Where is my parcel?');
  await mina.pick(/Haneul/);

  await page.goto(`${product.url}/service/api-keys`);
  await page.getByText('No API keys yet').waitFor();
  await page.getByRole('button', { name: 'Create a key' }).click();
  const form = page.getByRole('dialog');
  // What is missing is said in words, and the keyboard is where it has to be.
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await form.getByText('Please enter a name.').waitFor();
  await form.getByText('Please choose one at least.').waitFor();
  const name = form.getByLabel('Name');
  await soon(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await violationsIn(page.mainFrame())).toEqual([]);
  await name.fill('Delivery bot');
  await form.getByRole('checkbox', { name: 'chats:write' }).check();
  await form.getByLabel('Allowed addresses').fill('over there');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await form.getByText(/A line is no IP address/).waitFor();
  await form.getByLabel('Allowed addresses').fill('127.0.0.1\n::1');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  const shown = page.getByRole('dialog', { name: 'The new key of Delivery bot' }).getByLabel('Key', { exact: true });
  const secret = await shown.inputValue();
  expect(secret).toMatch(/^damso_\w{46}$/);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'Delivery bot' });
  await row.getByText('Never used').waitFor();
  expect(await page.getByText(secret).count()).toBe(0);

  // The program answers in the chat; both sides see that it is one.
  const { body } = await ask(secret, '{ chats { edges { node { id } } } }');
  const sent = await ask(
    secret,
    'mutation ($id: ID!) { sendMessage(input: { chatId: $id, key: "1", text: "It arrives tomorrow." }) { __typename } }',
    { id: body.data.chats.edges[0].node.id },
  );
  expect(sent.body.data.sendMessage.__typename).toBe('Message');
  await customer.dialog.getByText('It arrives tomorrow.', { exact: true }).waitFor();
  await customer.dialog.getByText('Delivery bot', { exact: true }).waitFor();
  await customer.dialog.getByText('Integration', { exact: true }).waitFor();
  await mina.openDesk();
  await mina.pick(/Haneul/);
  await page.getByRole('region', { name: 'Conversation' }).getByText('It arrives tomorrow.', { exact: true }).waitFor();
  await page.getByText('Integration', { exact: true }).waitFor();
  // What it notes, agents read under its name.
  await ask(
    secret,
    'mutation ($id: ID!) { addChatNote(input: { chatId: $id, key: "1", text: "Two parcels." }) { __typename } }',
    { id: body.data.chats.edges[0].node.id },
  );
  const note = page.getByRole('note').filter({ hasText: 'Two parcels.' });
  await note.getByText('Delivery bot').waitFor();

  // A second secret takes the place of the first, and then the key is revoked.
  await page.goto(`${product.url}/service/api-keys`);
  await row.getByRole('button', { name: /^New secret/ }).click();
  const renewed = await shown.inputValue();
  await page.getByRole('button', { name: 'Close' }).last().click();
  expect([(await ask(secret, '{ epoch }')).status, (await ask(renewed, '{ epoch }')).status]).toEqual([200, 200]);
  await row.getByRole('button', { name: /^End the former secret/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the former secret' }).click();
  await row.getByRole('button', { name: /^New secret/ }).waitFor();
  expect([(await ask(secret, '{ epoch }')).status, (await ask(renewed, '{ epoch }')).status]).toEqual([401, 200]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await row.getByText('Revoked', { exact: true }).waitFor();
  expect((await ask(renewed, '{ epoch }')).status).toBe(401);
  expect(await violationsIn(page.mainFrame())).toEqual([]);

  await page.goto(`${product.url}/service/agents/changes`);
  await page.getByText('API key revoked: Delivery bot').waitFor();
  await page.getByText('API key created').waitFor();
});
