import { expect, test } from 'vitest';
import { hashToken, newToken } from '../api/src/secrets.ts';
import { emailOf } from './demo.ts';
import { AgentPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage();

const known = 'damso-demo';

test('O2, O4: a person keeps their own account, and stands in two services in two tabs', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const elsewhere = await AgentPage.signIn(browser, product.url);
  const { page } = mina;

  // By the menu to the page, and a name that colleagues see at once.
  await page.getByRole('button', { name: /^Menu of 민아/ }).click();
  await page.getByRole('menuitem', { name: 'My account' }).click();
  await page.getByText(emailOf('mina')).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('민아 김');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Menu of 민아 김/ }).waitFor();
  await elsewhere.page.getByText('민아 김').first().waitFor();

  // A password: what is wrong is said beside its field, and what was typed stays.
  const present = page.getByLabel('Present password');
  const chosen = page.getByLabel('New password');
  const change = async (password: string, to: string) => {
    await present.fill(password);
    await chosen.fill(to);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not it', 'battery staple');
  await page.getByText('This is not your present password.').waitFor();
  await change(known, 'password1');
  await page.getByText('one of those that are tried first').waitFor();
  expect(await present.inputValue()).toBe(known);
  await soon(() => page.getByRole('button', { name: /^Sign out\s*:/ }).count()).toBe(1);
  await change(known, 'battery staple');
  await page.getByText('Changed. You are signed out everywhere else.').waitFor();
  await elsewhere.page.getByText('Your session is over.').waitFor();
  await soon(() => page.getByRole('button', { name: /^Sign out\s*:/ }).count()).toBe(0);

  // A place in a second service: the switcher is there, and a tab of its own stands there.
  await product.sql(
    `with made as (
       insert into service (slug, name, languages, features, help_center_chat, consent_version)
       values ('second', 'Second shop', '{ko,en}', '{chat}', true, '1') returning id)
     insert into agent (account_id, service_id, name, role, can_chat, joined_at)
     select a.id, made.id, 'Mina of the second', 'AGENT', true, now() from account a, made where a.email = $1`,
    [emailOf('mina')],
  );
  await page.reload();
  const tab = await mina.context.newPage();
  await tab.goto(product.url);
  await tab.getByRole('button', { name: /^Service: 담소 데모/ }).click();
  await tab.getByRole('menuitem', { name: /Second shop/ }).click();
  await tab.getByRole('button', { name: /^Menu of Mina of the second/ }).waitFor();
  // The first tab stays where it was, over a reload too, and each keeps an availability.
  await page.reload();
  await page.getByRole('button', { name: /^Menu of 민아 김/ }).waitFor();
  await page.getByRole('button', { name: /^Service: 담소 데모/ }).waitFor();
  await tab.reload();
  await tab.getByRole('button', { name: /^Menu of Mina of the second/ }).click();
  await tab.getByRole('menuitemradio', { name: /^Online/ }).click();
  await page.getByRole('button', { name: /^Service: / }).click();
  await page.getByRole('menuitem', { name: /Second shop\s*Online/ }).waitFor();
  await page.getByRole('menuitem', { name: /담소 데모\s*Offline/ }).waitFor();
  await page.keyboard.press('Escape');

  // Who is removed from one goes on in the other, and is told: no sign-in in between.
  await product.sql(
    `update agent set removed_at = now(), joined_at = null where name = 'Mina of the second' and account_id = (select id from account where email = $1)`,
    [emailOf('mina')],
  );
  await tab.getByText('You are no longer an agent of Second shop. This is 담소 데모.').waitFor();
  await tab.getByRole('button', { name: /^Menu of 민아 김/ }).waitFor();
  expect(await violationsIn(tab.mainFrame())).toEqual([]);
  await tab.getByRole('button', { name: 'Close', exact: true }).click();
  await tab.reload();
  await tab.getByRole('button', { name: /^Menu of 민아 김/ }).waitFor();
  expect(await tab.getByText('You are no longer an agent').count()).toBe(0);

  // Out everywhere, after being asked.
  await page.goto(`${product.url}/account`);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await tab.getByText('Your session is over.').waitFor();
  for (const { context } of [mina, elsewhere]) await context.close();
});

test('O4: who forgot their password asks for a link from the sign-in, and chooses another one by it, with keys alone', async () => {
  const jun = await AgentPage.signIn(browser, product.url, 'jun');
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).press('Enter');
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  const email = page.getByLabel('E-mail');
  await email.fill('nobody');
  await email.press('Enter');
  await page.getByText('Enter the e-mail you sign in with, for example').waitFor();
  await email.fill(emailOf('jun'));
  await email.press('Enter');
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();

  // Of the link that was sent only the hash is kept, so this one is made here.
  const token = newToken();
  await product.sql(
    `insert into password_reset (account_id, token_hash, expires_at)
     select id, $1, now() + interval '30 minutes' from account where email = '${emailOf('jun')}'`,
    [hashToken(token)],
  );
  await page.goto(`${product.url}/reset-password#${token}`);
  await page.getByText(emailOf('jun')).waitFor();
  expect(page.url()).not.toContain(token);
  // It survives a reload, until it is used.
  await page.reload();
  const field = page.getByLabel('New password');
  await field.fill('short');
  await field.press('Enter');
  await page.getByText('The password is too short.').waitFor();
  await field.fill('battery staple');
  await field.press('Enter');
  await page.getByRole('heading', { name: 'The password is changed' }).waitFor();
  await jun.page.getByText('Your session is over.').waitFor();
  await page.goto(`${product.url}/reset-password#${token}`);
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail').fill(emailOf('jun'));
  await page.getByLabel('Password').fill('battery staple');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Menu of / }).waitFor();
  await context.close();
  await jun.context.close();
});
