import { test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ eachStory: true });

test('a service says how long is kept, and whom an administrator holds stays', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await page.goto(`${product.consoleUrl}/service/retention`);
  const chats = page.getByLabel('Chats: months after they were closed');
  await chats.fill('0');
  const saveChats = page.locator('form', { has: chats }).getByRole('button');
  await saveChats.click();
  await page.getByText('Enter a number from 1 to 120.').waitFor();
  await chats.fill('12');
  await saveChats.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save this period' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByText('Nothing is about to be erased.').waitFor();

  // Customers read it where they agree.
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.dialog.getByText('What is said in a chat is erased 12 months after the chat ended.').waitFor();
  await customer.agree('Haneul');
  await customer.say('Where is my order?');
  await agent.pick(/Haneul/);

  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await page.getByRole('link', { name: 'Haneul' }).click();
  const held = page.getByRole('region', { name: 'Hold' });
  await held.getByRole('button', { name: 'Hold' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hold' });
  const put = dialog.getByRole('button', { name: 'Hold', exact: true });
  await put.click();
  await dialog.getByText('Enter a reason of 1 to 500 characters.').waitFor();
  await dialog.getByLabel('Reason').fill('A complaint is open');
  await put.click();
  await held.getByText('A complaint is open').waitFor();
  await page.reload();
  await held.getByText('A complaint is open').waitFor();
  await held.getByRole('button', { name: 'Lift hold' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lift hold' }).click();
  await soon(() => held.getByText('A complaint is open').count()).toBe(0);
  for (const { context } of [agent, customer]) await context.close();
});
