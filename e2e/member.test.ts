import { SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ eachStory: true });

/** A company’s page, where somebody is signed in by `?user=`, with the launcher on it; it signs by the secret it was given. */
async function openCompany(): Promise<{
  url: string;
  secret: string;
  close: () => void;
  sign: (user: string) => Promise<string>;
}> {
  const company = {
    secret: '',
    sign: (user: string) =>
      new SignJWT({ name: `Member ${user}`, email: `${user}@shop.test` })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(user)
        .setAudience(service)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode(company.secret)),
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const user = searchParams.get('user');
    void (async () => {
      if (pathname === '/identity') {
        response.end(user && (await company.sign(user)));
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1>
        <script>window.damso ||= (...call) => (damso.q ||= []).push(call);
        ${user ? `damso('identify', () => fetch('/identity?user=${user}').then((answer) => answer.text()));` : ''}
        ${searchParams.has('out') ? `damso('forget');` : ''}</script>
        <script src="${product.url}/widget.js" data-service="${service}"></script></body></html>`);
    })();
  }).listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return Object.assign(company, { url, close: () => void server.close() });
}

async function administrator(): Promise<AgentPage> {
  const admin = await AgentPage.signIn(browser, product.url);
  await admin.page.goto(new URL('/service/member-link', admin.page.url()).href);
  await admin.page.getByRole('heading', { level: 1, name: 'Member link' }).waitFor();
  return admin;
}

test('a member of the company goes on from device to device, and is gone from one by signing out there', async () => {
  const company = await openCompany();
  const admin = await administrator();
  await admin.flip('Use the member link', true);
  await admin.page.getByText('No key yet.').waitFor();
  await admin.page.getByRole('button', { name: 'Make a secret' }).click();
  company.secret = await admin.page.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
  await admin.page.getByRole('button', { name: 'I have stored it' }).click();
  await admin.page.getByText(`Secret ···${company.secret.slice(-4)}`).waitFor();
  expect(await admin.page.content()).not.toContain(company.secret);

  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');

  // Before anybody signs in it is a stranger’s chat.
  const laptop = await CustomerPage.at(browser, company.url);
  await laptop.launcher.click();
  await laptop.agree();
  await laptop.say('Where is my lamp?');
  await laptop.log.getByText('Where is my lamp?').waitFor();
  expect(await laptop.page.evaluate(() => Object.keys(localStorage))).not.toContain(`damso-member-${service}`);

  // Signed in on the next page: the same chat, and on the phone too.
  await laptop.page.goto(`${company.url}?user=kim`);
  await agent.pick(/Member kim/);
  await agent.page.getByText('Verified by the company’s sign-in: Name, E-mail.').first().waitFor();
  const phone = await CustomerPage.at(browser, `${company.url}?user=kim`);
  await phone.launcher.click();
  await phone.log.getByText('Where is my lamp?').waitFor();
  await phone.say('I am on my way home.');
  await laptop.log.getByText('I am on my way home.').waitFor();
  await agent.say('It comes tomorrow.');
  for (const each of [laptop, phone]) await each.log.getByText('It comes tomorrow.').waitFor();

  // Somebody else on the same laptop sees nothing of it.
  await phone.page.goto(`${company.url}?user=lee`);
  await soon(() => phone.page.locator('[data-damso]').count()).toBe(1);
  if ((await phone.launcher.getAttribute('aria-expanded')) !== 'true') await phone.launcher.click();
  await phone.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
  expect(await phone.dialog.getByText('Where is my lamp?').count()).toBe(0);

  // Signed out, on a page where nobody opens the dialog.
  await laptop.page.goto(`${company.url}?out`);
  await soon(() => laptop.page.evaluate((key) => key in localStorage, `damso-member-${service}`)).toBe(false);
  await soon(() => laptop.page.locator('[data-damso] iframe[hidden]').count()).toBe(0);
  await laptop.page.goto(company.url);
  await laptop.launcher.click();
  await laptop.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
  expect(await laptop.dialog.getByText('Where is my lamp?').count()).toBe(0);

  await admin.page.getByRole('button', { name: 'Look again' }).click();
  await soon(() => admin.page.getByText('None yet').count()).toBe(1);
  company.close();
});

test('a service for members says so to strangers, in the dialog and in the form, and lets members in behind a link', async () => {
  const company = await openCompany();
  const admin = await administrator();
  await admin.page.getByRole('button', { name: 'Make a secret' }).click();
  company.secret = await admin.page.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
  await admin.flip('Use the member link', true);
  await admin.flip('Members only', true);
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');

  const help = `${product.url}/help/${service}`;
  const stranger = await CustomerPage.at(browser, `${help}?lang=en`);
  await stranger.launcher.click();
  await stranger.dialog.getByRole('heading', { name: 'For members only' }).waitFor();
  await stranger.page.goto(`${help}/inquiry?lang=en`);
  await stranger.page.getByText('Only members who are signed in can leave an inquiry.').waitFor();

  const member = await CustomerPage.at(browser, `${help}?lang=en#identity=${await company.sign('kim')}`);
  await soon(() => member.page.url()).toBe(`${help}?lang=en`);
  await member.launcher.click();
  await member.agree();
  await agent.pick(/Member kim/);
  await member.page
    .getByRole('link', { name: /inquiry/i })
    .first()
    .click();
  await member.page.waitForURL(/\/inquiry\?lang=en$/);
  await member.page.getByLabel('E-mail').fill('kim@shop.test');
  await member.page.getByLabel('Title').fill('My lamp');
  await member.page.getByLabel('Details').fill('Where is it?');
  expect(await member.page.getByText('Only members who are signed in').count()).toBe(0);

  // What the company signed for another service lets nobody in, and says so.
  const wrong = await CustomerPage.at(browser, `${help}?lang=en#identity=a.b.c`);
  await wrong.launcher.click();
  await wrong.dialog.getByRole('heading', { name: 'Your sign-in could not be confirmed' }).waitFor();
  await admin.page.getByRole('button', { name: 'Look again' }).click();
  await admin.page.getByText('It is not a JWT').waitFor();
  company.close();
});
