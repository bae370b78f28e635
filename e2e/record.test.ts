import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

test('S16, S17, S30, S32: who it was and what it was about is on record, and found again', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.manage('categories');
  await page.getByRole('button', { name: 'Add the first category' }).click();
  await page.getByRole('textbox', { name: 'Category name' }).fill('Delivery');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Delivery', { exact: true }).first().waitFor();

  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree();
  await customer.say('My parcel is late.');
  await agent.pick(/guest-/);

  // Customer info and consultation info, saved into the chat's record.
  const panel = page.getByRole('form', { name: 'Customer info and consultation info' });
  await panel.getByLabel('Name').fill('Haneul Kim');
  await panel.getByLabel('E-mail').fill('haneul@example.com');
  await panel.getByRole('combobox', { name: 'Category' }).fill('Deliv');
  await page.getByRole('option', { name: /Delivery/ }).click();
  await panel.getByLabel('Note').fill('Promised a call.');
  await panel.getByRole('button', { name: 'Save' }).click();
  await agent.list.getByText('Haneul Kim').waitFor();

  // What is known of the customer is hidden whole, and released again.
  const email = panel.getByRole('textbox', { name: 'E-mail' });
  const field = panel.locator('div.relative', { has: page.getByRole('textbox', { name: 'E-mail' }) }).last();
  await field.getByRole('button', { name: 'Mask' }).click();
  await panel.getByRole('group', { name: 'E-mail' }).getByRole('button', { name: 'masked, 18 characters' }).click();
  await page.getByRole('dialog', { name: 'Masked text' }).getByRole('button', { name: 'Release for everyone' }).click();
  await email.waitFor();
  expect(await email.inputValue()).toBe('haneul@example.com');

  // What is typed and not saved survives a reload.
  await panel.getByLabel('Memo').fill('prefers mornings');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await agent.pick(/Haneul Kim/);
  await soon(() => panel.getByLabel('Memo').inputValue()).toBe('prefers mornings');
  await agent.say('It arrives tomorrow.');
  await soon(() => customer.words()).toContain('It arrives tomorrow.');

  // It can still be saved after the chat has ended on both sides, from the history.
  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByText('The customer ended the chat.').waitFor();
  await panel.getByRole('button', { name: 'Save' }).click();
  await soon(() => panel.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();

  await page.getByRole('link', { name: 'Chat history' }).click();
  const intake = page.getByRole('columnheader', { name: 'Intake' });
  await soon(() => intake.getAttribute('aria-sort')).toBe('descending');
  await intake.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await soon(() => intake.getAttribute('aria-sort')).toBe('ascending');
  expect(page.url()).toContain('sort=oldest');
  const search = page.getByRole('searchbox').or(page.getByLabel('Search messages, name, e-mail, phone')).first();
  const row = page.getByRole('link', { name: /Haneul Kim/ });
  await row.waitFor();
  // What is followed then is what was found, and not what stood there before.
  await search.fill('nobody said this');
  await page.getByText('No chat matches').waitFor();
  await search.fill('parcel is');
  await row.waitFor();
  expect(page.url()).not.toContain('parcel');
  await row.click();
  await page.getByText('My parcel is late.').waitFor();
  await soon(() => panel.getByLabel('Memo').inputValue()).toBe('prefers mornings');
  await panel.getByRole('group', { name: 'Note' }).getByText('Promised a call.').waitFor();
  for (const { context } of [agent, customer]) await context.close();
});
