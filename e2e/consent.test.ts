import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

test('an administrator publishes another notice, and an open dialog asks anew with nothing typed lost', async () => {
  const admin = await AgentPage.signIn(browser, product.url);
  await admin.openDesk();
  await admin.setAvailability('Online');

  // Two customers have the notice in front of them, one to chat and one to leave an inquiry.
  const chatting = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await chatting.launcher.click();
  await chatting.dialog.getByLabel('Name (optional)').fill('Haneul');
  const asking = await CustomerPage.at(browser, `${product.url}/help/${service}/inquiry?lang=en`);
  await asking.page.getByLabel('Type of inquiry').selectOption({ index: 1 });
  const blank = await CustomerPage.at(browser, asking.page.url());
  await asking.page.getByLabel('E-mail').fill('haneul@example.com');
  await asking.page.getByLabel('Title').fill('My order');
  await asking.page.getByLabel('Details').fill('Where is it?');

  const { page } = admin;
  await page.goto(`${product.url}/service/consent`);
  const purpose = page.getByLabel('Purpose · English');
  await soon(() => purpose.inputValue()).toContain('We collect and use');
  const publish = page.getByRole('button', { name: 'Publish this notice' });
  expect(await publish.isDisabled()).toBe(true);
  await purpose.fill('');
  // What is written in part is not published, and the page says where.
  await publish.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish this notice' }).click();
  await page.getByText('Not published: a point is missing.').waitFor();
  await soon(() => purpose.getAttribute('aria-invalid')).toBe('true');
  await purpose.fill('To answer what you ask.');
  // The preview follows as it is typed.
  await page.getByRole('region', { name: 'As customers see it' }).getByText('To answer what you ask.').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  // A draft is seen by nobody else.
  const before = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await before.launcher.click();
  await before.dialog.getByText('Notice version 1').waitFor();
  await publish.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish this notice' }).click();
  await page.getByText('Published. Customers are asked').waitFor();
  await page.getByText('Notice version 2').waitFor();

  await chatting.dialog.getByRole('button', { name: 'Agree and start chat' }).click();
  await chatting.dialog.getByText('The notice has changed.').waitFor();
  await chatting.dialog.getByText('To answer what you ask.').waitFor();
  await chatting.dialog.getByText('Notice version 2').waitFor();
  expect(await chatting.dialog.getByLabel('Name (optional)').inputValue()).toBe('Haneul');
  await chatting.dialog.getByRole('button', { name: 'Agree and start chat' }).click();
  await chatting.composer.waitFor();

  const agreement = asking.page.getByLabel('I agree to the use of my personal data (required)');
  await agreement.check();
  await asking.page.getByRole('button', { name: 'Submit inquiry' }).click();
  await asking.page.getByText('The notice has changed.').waitFor();
  expect(await agreement.isChecked()).toBe(false);
  expect(await asking.page.getByLabel('Details').inputValue()).toBe('Where is it?');
  await asking.page.getByText('To answer what you ask.').waitFor();
  await agreement.check();
  await asking.page.getByRole('button', { name: 'Submit inquiry' }).click();
  await asking.page.getByLabel('Address of my inquiry').waitFor();

  // A form that comes back because of something else does not keep an agreement to the former notice, either.
  const theirs = blank.page.getByLabel('I agree to the use of my personal data (required)');
  await theirs.check();
  await blank.page.getByRole('button', { name: 'Submit inquiry' }).click();
  await blank.page.getByText('To answer what you ask.').waitFor();
  expect(await theirs.isChecked()).toBe(false);
});

test('an administrator gives the service other names and another address, and the former one leads there', async () => {
  const { page } = await AgentPage.signIn(browser, product.url);
  await page.goto(`${product.url}/service/general`);
  await page.getByLabel('Name in Korean').fill('한빛상점');
  await page.getByLabel('Name in English').fill('Hanbit Shop');
  const slug = page.getByLabel('Address name');
  await slug.fill('Hanbit');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Enter an address name of small letters').waitFor();
  await slug.fill('hanbit');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.goto(`${product.url}/service/widget`);
  await soon(() => page.getByRole('textbox', { name: 'Code' }).inputValue()).toContain('data-service="hanbit"');

  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}/inquiry?lang=en`);
  await customer.page.getByText('Hanbit Shop').waitFor();
  expect(customer.page.url()).toBe(`${product.url}/help/hanbit/inquiry?lang=en`);
  await customer.page.goto(`${product.url}/help/${service}?lang=ko`);
  await customer.page.getByText('한빛상점').first().waitFor();
  // What customers are shown while nobody is there, as it is typed and then by themselves.
  await page.goto(`${product.url}/service/chat`);
  await page.getByLabel('Absent text in English', { exact: true }).fill('We are back at nine.');
  await page
    .getByRole('group', { name: 'Absent text in English: as customers see it' })
    .getByText('We are back at nine.')
    .waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();

  // A page that carries the former name goes on working.
  await customer.page.route('**/old-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>A shop</title><script async src="/widget.js" data-service="${service}" data-language="en"></script>`,
    }),
  );
  await customer.page.goto(`${product.url}/old-page`);
  await customer.launcher.click();
  await customer.dialog.getByText('Hanbit Shop').waitFor();
});
