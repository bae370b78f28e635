import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

test('inquiry types are arranged by an administrator, and customers choose among those meant for them', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.manage('inquiry-types');
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  // A name in one language is enough; below it one with both.
  await button('Add inquiry type').click();
  await button('Add').click();
  await page.getByText('Please enter a name in one language at least.').waitFor();
  await page.getByLabel('English name').fill('Partners');
  await button('Add').click();
  await page.getByRole('status').getByText('Partners was added.').waitFor();
  await button('Cancel').click();
  await button('Add below “Partners”').click();
  await page.getByLabel('English name').fill('Stores');
  await page.getByLabel('Korean name').fill('매장');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Stores was added.').waitFor();
  await page.keyboard.press('Escape');

  // To the top by the keyboard alone.
  const handle = button('Move “Partners”: drag, or arrow keys up and down');
  await handle.focus();
  for (let step = 1; step <= 5; step += 1) {
    await page.keyboard.press('ArrowUp');
    await page
      .getByRole('status')
      .getByText(`Partners: ${6 - step} of 6`)
      .waitFor();
  }

  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}/inquiry?lang=en`);
  const offered = async () => {
    await customer.page.reload();
    return customer.page.getByLabel('Type of inquiry').getByRole('option').allInnerTexts();
  };
  await soon(async () => (await offered())[1]).toBe('Partners');
  expect(await offered()).toEqual(
    expect.arrayContaining(['Partners › Stores', 'Delivery › Where is my parcel', 'Something else']),
  );
  expect(await offered()).not.toContain('Passed on within the company');

  // For agents only, with what lies below it; then gone.
  await agent.flip('“Partners”: shown to customers', false);
  await soon(() => page.getByText(/^Agents only/).count()).toBe(3);
  await soon(async () => (await offered()).join()).not.toContain('Partners');
  await button('More for “Partners”').click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByText('It and what lies below it (1)').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('status').getByText('Partners was removed.').waitFor();
  await soon(() => page.getByText('Stores').count()).toBe(0);
});
