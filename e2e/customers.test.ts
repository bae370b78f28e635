import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, patience, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ eachStory: true });

async function customerNamed(name: string, text: string): Promise<CustomerPage> {
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree(name);
  await customer.say(text);
  return customer;
}

test('customers are found, edited, merged and parted again', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await page.getByText('No customers yet').waitFor();
  await agent.openDesk();
  await agent.setAvailability('Online');
  const first = await customerNamed('Haneul', 'Where is my order?');
  await agent.pick(/Haneul/);
  const second = await customerNamed('H. Kim', 'It is me again.');

  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const rows = () => page.getByRole('row').getByRole('link').allInnerTexts();
  await soon(rows).toEqual(['H. Kim', 'Haneul']);
  const search = page.getByRole('searchbox', { name: 'Search name, e-mail or phone' });
  await search.fill('nobody of this name');
  await page.getByText('No customer matches').waitFor();
  await search.fill('haneul');
  await soon(rows).toEqual(['Haneul']);
  expect(page.url()).not.toContain('haneul');
  await page.getByRole('link', { name: 'Haneul' }).click();

  // What is typed is not lost by leaving, and an address of no kind is kept in the form.
  const heading = page.getByRole('heading', { level: 1 });
  await heading.getByText('Haneul').waitFor();
  await page.getByLabel('E-mail').fill('no address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Please check the e-mail/).waitFor();
  await page.getByRole('link', { name: 'To the customers' }).click();
  await page.getByRole('alertdialog').getByRole('button').first().click();
  await soon(() => page.getByLabel('E-mail').inputValue()).toBe('no address');
  await page.getByLabel('E-mail').fill('haneul@example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();

  // The one who wrote again is found and merged; by the keyboard alone.
  await page.getByRole('button', { name: 'Merge another customer' }).press('Enter');
  await page.keyboard.type('h. kim');
  const choice = page.getByRole('radio', { name: /H\. Kim/ });
  await choice.waitFor();
  await choice.focus();
  await page.keyboard.press('Space');
  await page.getByRole('dialog').getByRole('button', { name: 'Merge' }).press('Enter');
  await page.getByText('H. Kim was merged.').waitFor();
  const chats = page.getByRole('list', { name: 'Chats' }).getByRole('listitem');
  await soon(() => chats.count()).toBe(2);

  // The desk shows one person on both chats, and nothing of it reaches the customer.
  await agent.openDesk();
  await soon(() => agent.list.getByText('Haneul').count()).toBe(2);
  await agent.list.getByRole('button').filter({ hasText: 'It is me again.' }).click();
  await page.getByRole('link', { name: 'Open customer record' }).click();
  await page.getByRole('button', { name: 'Undo merging H. Kim' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('H. Kim stands for itself again.').waitFor();
  await soon(() => chats.count()).toBe(1);
  await page.getByRole('link', { name: 'To the customers' }).click();
  await search.fill('');
  await soon(rows).toEqual(['H. Kim', 'Haneul']);

  // The same e-mail is told at the desk; the agent decides.
  await agent.openDesk();
  await agent.list.getByRole('button').filter({ hasText: 'It is me again.' }).click();
  const panel = page.getByRole('form', { name: 'Customer info and consultation info' });
  await panel.getByLabel('E-mail').fill('haneul@example.com');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('region', { name: 'Same e-mail' }).getByRole('button', { name: 'Merge Haneul' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Merge' }).click();
  await soon(() => agent.list.getByText('H. Kim').count()).toBe(2);
  for (const { context } of [agent, first, second]) await context.close();
});

test('a customer is erased after their chats, and every page that shows them is told', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await customerNamed('Haneul', 'My number is on the box.');
  await agent.pick(/Haneul/);
  await agent.say('Which box?');
  await soon(() => customer.words()).toContain('Which box?');

  const other = await agent.context.newPage();
  other.setDefaultTimeout(patience);
  await other.goto(`${product.consoleUrl}/customers`);
  await other.getByRole('link', { name: 'Haneul' }).click();
  const erase = async () => {
    await other.getByRole('button', { name: 'Erase customer' }).click();
    const dialog = other.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Erase for ever' });
    await confirm.click();
    await dialog.getByText('Please type exactly the word above.').waitFor();
    await dialog.getByLabel(/to confirm/).fill('Haneul');
    await confirm.click();
    return dialog;
  };
  const refused = await erase();
  await refused.getByText('This customer has an open chat. End it first.').waitFor();
  await refused.getByRole('button', { name: 'Cancel' }).first().click();

  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByText('The customer ended the chat.').waitFor();
  await soon(() => agent.words()).toEqual(['My number is on the box.', 'Which box?']);
  await erase();
  await other.getByRole('heading', { name: 'This customer was erased' }).waitFor();
  await soon(() => agent.words()).toEqual(['Erased message', 'Erased message']);
  await page.getByText('This customer was erased. Nothing more can be recorded.').waitFor();
  await soon(() => page.getByText('Haneul').count()).toBe(0);
  await soon(() => customer.words()).not.toContain('Which box?');
  await other.getByRole('link', { name: 'To the customers' }).click();
  await other.getByText('No customers yet').waitFor();
  for (const { context } of [agent, customer]) await context.close();
});
