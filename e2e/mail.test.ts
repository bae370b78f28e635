import { expect, test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage({ own: true });

test('M1: a customer has the conversation by mail, which the demo shows, and the console says what became of mails', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`, {
    viewport: { width: 390, height: 844 },
  });
  const { dialog } = customer;
  await customer.launcher.click();
  await dialog.getByRole('button', { name: 'Agree and start' }).click();
  await customer.composer.fill('Where is my parcel?');
  await customer.composer.press('Enter');
  await mina.list.getByRole('button').first().click();
  await mina.say('On its way.');
  await dialog.getByText('On its way.', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'End chat' }).click();
  await dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await dialog.getByRole('button', { name: 'Get this conversation by mail' }).click();
  const address = dialog.getByLabel('To which e-mail address?');
  await soon(() => address.evaluate((field) => field === document.activeElement)).toBe(true);
  await address.fill('nobody');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('Please enter an e-mail address such as').waitFor();
  const frame = customer.page.frames().find((each) => each.url().includes('/widget/'))!;
  expect(await violationsIn(frame)).toEqual([]);
  await address.fill('haneul@example.com');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await dialog.getByText('The conversation is on its way to haneul@example.com.').waitFor();

  await page.goto(`${product.url}/service/mail`);
  await page.getByText('Nothing undelivered').waitFor();
  await page.getByRole('switch', { name: 'Quote answers in mails' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Quote them' }).click();
  await soon(() => page.getByRole('switch', { name: 'Quote answers in mails' }).isChecked()).toBe(true);
  // A mail that nothing took: tried again, it is gone from the list.
  await product.sql(
    `insert into mail (id, service_id, kind, language, about_id, email, due_at, failed_at, problem, answer)
     select gen_random_uuid(), id, 'INVITATION', 'en', gen_random_uuid(), 'sora@example.com', null, now(), 'REFUSED', '550 5.1.1'
     from service`,
    [],
  );
  await page.reload();
  await page.getByText('s***@example.com').first().waitFor();
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1_440, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect(await violationsIn(page.mainFrame())).toEqual([]);
  }
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByText('On their way again: 1.').waitFor();
  await page.getByText('Nothing undelivered').waitFor();

  await page.goto(`${product.url}/account`);
  const told = page.getByRole('switch', { name: 'Tickets assigned to you' });
  await told.click();
  await soon(() => told.isChecked()).toBe(false);
  await page.reload();
  await soon(() => told.isChecked()).toBe(false);

  await page.goto(`${product.url}/demo/mails`);
  await page.getByRole('link', { name: /^Your conversation with/ }).click();
  await page.getByText('Where is my parcel?').waitFor();
  expect(customer.complaints).toEqual([]);
  for (const { context } of [mina, customer]) await context.close();
});
