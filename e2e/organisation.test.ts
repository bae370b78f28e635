import { expect, test } from 'vitest';
import { AgentPage, patience, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ own: true });

test('O3: an owner makes a service, works in it, switches it off and on, and locks an account', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;
  const jun = await AgentPage.signIn(browser, product.url, 'jun');
  // Only an owner has the page; whoever has its address reads why not.
  await soon(() => jun.page.getByRole('link', { name: 'Organisation', exact: true }).count()).toBe(0);
  await jun.page.goto(new URL('/organisation', jun.page.url()).href);
  await jun.page.getByText('Only owners see this page').waitFor();
  await jun.page.goto(new URL('/', jun.page.url()).href);
  await jun.page.getByRole('link', { name: 'Agents', exact: true }).waitFor();

  // The organisation has a name, and a second service, whose address name is its own.
  await page.getByRole('link', { name: 'Organisation', exact: true }).click();
  await page.getByLabel('Company or organisation').fill('한빛상점');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'New service' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the service' }).click();
  await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('service');
  await dialog.getByLabel('Service', { exact: true }).fill('Second shop');
  await dialog.getByLabel('Address name').fill('demo');
  await dialog.getByRole('button', { name: 'Make the service' }).click();
  await dialog.getByText('Another service has or had this address name.').waitFor();
  await dialog.getByLabel('Address name').fill('second-shop');
  await dialog.getByRole('button', { name: 'Make the service' }).click();
  await page.getByText('The service Second shop is there.').waitFor();

  // Entered at once, as its administrator.
  await page.getByRole('button', { name: 'Enter Second shop' }).click();
  await page.getByRole('button', { name: /^Service: Second shop/ }).waitFor();
  await page.getByRole('link', { name: 'Service management' }).waitFor();

  // Off: whoever stands in it reads so, what was there and where else to go, and its help center is closed.
  await page.getByRole('link', { name: 'Organisation', exact: true }).click();
  const state = page.getByRole('switch', { name: /Second shop/ });
  await state.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click();
  // The owner stays on this page, which is of the organisation.
  await page.getByText('Second shop is switched off').waitFor();
  await soon(() => state.getAttribute('aria-checked')).toBe('false');
  const tab = await mina.context.newPage();
  tab.setDefaultTimeout(patience);
  await tab.goto(new URL('/desk', page.url()).href);
  await tab.getByRole('heading', { name: 'Second shop is switched off' }).waitFor();
  await tab.getByRole('button', { name: '담소 데모' }).waitFor();
  await tab.getByRole('link', { name: 'Tickets', exact: true }).click();
  await tab.getByRole('heading', { name: 'Tickets' }).waitFor();
  expect(await tab.getByRole('button', { name: 'New ticket' }).count()).toBe(0);
  const visitor = await browser.newPage({ locale: 'en-US' });
  visitor.setDefaultTimeout(patience);
  await visitor.goto(`${product.url}/help/second-shop?lang=en`);
  await visitor.getByRole('heading', { name: 'We are closed for now' }).waitFor();
  await soon(() => visitor.locator('[data-damso] button').isVisible()).toBe(false);

  // On again: the page that said so is the console again by itself.
  await state.click();
  await soon(() => state.getAttribute('aria-checked')).toBe('true');
  await tab.getByRole('button', { name: 'New ticket' }).waitFor();
  await tab.close();

  // A locked account is out at once, and is told so by the right password.
  await page.goto(new URL('/organisation/accounts', page.url()).href);
  await page.getByRole('searchbox').fill('jun@');
  await soon(() => page.getByRole('listitem').filter({ hasText: '@demo.test' }).count()).toBe(1);
  await page.getByRole('button', { name: /^Lock the account of/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('button', { name: /^Unlock the account of/ }).waitFor();
  await jun.page.getByText('Your session is over.').waitFor();
  const signIn = async (password: string) => {
    await jun.page.getByLabel('E-mail').fill('jun@demo.test');
    await jun.page.getByLabel('Password').fill(password);
    await jun.page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn('not it');
  await jun.page.getByText('The e-mail or the password is wrong.').waitFor();
  await signIn('damso-demo');
  await jun.page.getByText('This account is locked.').waitFor();
  await page.getByRole('button', { name: /^Unlock the account of/ }).click();
  await page.getByRole('button', { name: /^Lock the account of/ }).waitFor();
  await signIn('damso-demo');
  await jun.page.getByRole('link', { name: 'Agents', exact: true }).waitFor();

  // The last owner stays one, and everything stands in the log.
  await page.getByRole('searchbox').fill('mina@');
  await page.getByRole('button', { name: /^Unmake owner\s*:/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unmake owner' }).click();
  await page.getByText('at least one owner who can sign in').waitFor();
  await page.getByRole('link', { name: 'Log', exact: true }).click();
  const log = page.getByRole('list', { name: 'Log' }).getByRole('listitem');
  await soon(async () => (await log.allInnerTexts()).length).toBe(7);
  expect(await log.first().innerText()).toContain('The account of 준 was unlocked');

  // On a phone nothing goes past the edge.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['', '/accounts', '/log']) {
    await page.goto(new URL(`/organisation${path}`, page.url()).href);
    await page.getByRole('heading', { name: 'Organisation', exact: true }).waitFor();
    await soon(() => page.locator('.animate-pulse').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  for (const { context } of [mina, jun]) await context.close();
});
