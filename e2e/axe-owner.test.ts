import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { codeAt } from '../api/src/account/one-time-codes.ts';
import { contextIn, Look } from './look.ts';
import { openStage, product } from './stage.ts';
import { languages, wordsOf, type MessageName } from './words.ts';

/** Every screen of the organisation and of second factors, as `axe.test.ts` has those of customers and agents. */
openStage({ eachStory: true, alone: true });

describe.each(languages)('in %s', (language) => {
  const say = wordsOf(language);
  const button = (page: Page, name: MessageName) => page.getByRole('button', { name: say(name), exact: true });

  test('an owner’s screens', async () => {
    const look = new Look(language);
    const context = await contextIn(language);
    const page = await context.newPage();
    await page.goto(product.url);
    await page.getByLabel(say('sign_in_email')).fill('mina@demo.test');
    await page.getByLabel(say('sign_in_password')).fill('damso-demo');
    await button(page, 'sign_in_submit').click();
    await page.getByRole('heading', { level: 1, name: say('team_title') }).waitFor();
    const visitor = await contextIn(language);
    const customer = await visitor.newPage();

    await page.goto(`${product.url}/organisation`);
    const demo = page.getByRole('switch', { name: '담소 데모' });
    await demo.waitFor();
    await look.at('organisation: services', page);
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('organisation on a phone', page);
    await page.setViewportSize({ width: 1280, height: 720 });
    await button(page, 'organisation_service_new').click();
    await page.getByLabel(say('organisation_administrator_other')).check();
    await button(page, 'organisation_service_create').click();
    await page.getByText(say('setup_slug_wrong')).waitFor();
    await look.at('organisation: a new service, refused', page);
    await page.goto(`${product.url}/organisation/accounts`);
    await page
      .getByRole('button', { name: say('organisation_account_lock') })
      .first()
      .click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('organisation: asking to lock', page);
    await button(page, 'organisation_account_lock').last().click();
    await page.getByRole('button', { name: say('organisation_account_unlock') }).waitFor();
    await look.at('organisation: accounts', page);
    const unlock = page.getByRole('button', { name: say('organisation_account_unlock') });
    await unlock.click();
    await unlock.waitFor({ state: 'detached' });
    await page.goto(`${product.url}/organisation/log`);
    await page
      .getByRole('list', { name: say('organisation_log') })
      .getByRole('listitem')
      .nth(1)
      .waitFor();
    await look.at('organisation: log', page);
    await page.goto(`${product.url}/organisation`);
    await demo.click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('organisation: asking to switch off', page);
    await button(page, 'switch_off').click();
    await page.getByText(say('away_read_only')).waitFor();
    await look.at('organisation: of a service that is off', page);
    await page.goto(`${product.url}/`);
    await page.getByRole('heading', { name: say('away_title', { service: '담소 데모' }) }).waitFor();
    await look.at('a service that is off', page);
    await customer.goto(`${product.url}/help/demo?lang=${language}`);
    await customer.getByRole('heading', { name: say('help_switched_off_heading') }).waitFor();
    await look.at('help center that is closed', customer);
    await page.goto(`${product.url}/organisation`);
    await demo.click();
    await page.getByRole('link', { name: say('nav_service'), exact: true }).waitFor();

    // The second factor: on the own account, at the sign-in, and required of everybody.
    await page.goto(`${product.url}/account`);
    await button(page, 'second_factor_switch_on').click();
    const factor = page.getByRole('region', { name: say('second_factor_title') });
    await factor.getByLabel(say('account_password_present')).fill('not it');
    await button(page, 'second_factor_continue').click();
    await factor.getByText(say('account_password_wrong')).waitFor();
    await look.at('second factor: password', page);
    await factor.getByLabel(say('account_password_present')).fill('damso-demo');
    await button(page, 'second_factor_continue').click();
    await factor.getByRole('img').waitFor();
    await button(page, 'second_factor_confirm').click();
    await factor.getByText(say('second_factor_code_missing')).waitFor();
    await look.at('second factor: QR code', page);
    const secret = (await factor.locator('p[translate="no"]').innerText()).replaceAll(' ', '');
    await factor.getByLabel(say('second_factor_app_code')).fill(codeAt(secret, new Date()));
    await button(page, 'second_factor_confirm').click();
    await factor.getByRole('listitem').first().waitFor();
    await look.at('second factor: recovery codes', page);
    await button(page, 'second_factor_codes_kept').click();
    await button(page, 'second_factor_switch_off').click();
    await button(page, 'second_factor_switch_off').click();
    await factor.getByText(say('second_factor_code_missing')).waitFor();
    await look.at('second factor: switching off', page);
    const another = await contextIn(language);
    const signIn = await another.newPage();
    await signIn.goto(`${product.url}/sign-in`);
    await signIn.getByLabel(say('sign_in_email')).fill('mina@demo.test');
    await signIn.getByLabel(say('sign_in_password')).fill('damso-demo');
    await button(signIn, 'sign_in_submit').click();
    await signIn.getByLabel(say('second_factor_code')).fill('000');
    await button(signIn, 'sign_in_submit').click();
    await signIn.getByText(say('second_factor_code_wrong')).waitFor();
    await look.at('sign-in: code', signIn);
    await page.goto(`${product.url}/organisation`);
    await page.getByRole('switch', { name: say('second_factor_require') }).click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('organisation: asking to require a second factor', page);
    await button(page, 'second_factor_require_confirm').click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await signIn.goto(`${product.url}/sign-in`);
    await signIn.getByLabel(say('sign_in_email')).fill('jun@demo.test');
    await signIn.getByLabel(say('sign_in_password')).fill('damso-demo');
    await button(signIn, 'sign_in_submit').click();
    await signIn.getByText(say('second_factor_required_lead')).waitFor();
    await look.at('second factor: required', signIn);
    await another.close();
    await page.getByRole('switch', { name: say('second_factor_require') }).click();

    for (const each of [context, visitor]) await each.close();
    expect(look.found).toEqual([]);
  });
});
