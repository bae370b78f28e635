import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

const arabic = 'مرحبا، أين طلبي؟';
const hebrew = 'ההזמנה בדרך';
/** Turns what follows it, and nothing ends it. */
const turning = 'Sam \u202Eeliforp';

const directionOf = (text: Locator) => text.evaluate((element) => getComputedStyle(element).direction);

/** Where a word of ours stands in a line, from its left to its right. */
const placeOf = (line: Locator, word: string) =>
  line.evaluate((element, wanted) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = (node.nodeValue ?? '').indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }
    throw new Error(`${wanted} is not in the line`);
  }, word);

test('what people write has its own direction, and a name that turns what follows turns nothing of ours', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  const consentName = customer.dialog.getByRole('textbox');
  await consentName.fill(hebrew);
  expect(await directionOf(consentName)).toBe('rtl');
  await customer.agree(turning);
  await customer.say(arabic);
  await customer.say('plain words');
  await agent.list.getByText(arabic).or(agent.list.getByText('plain words')).first().waitFor();
  await agent.list.getByRole('button').click();
  await soon(() => agent.words()).toEqual([arabic, 'plain words']);
  for (const log of [agent.log, customer.log]) {
    expect(await directionOf(log.getByText(arabic).last())).toBe('rtl');
    expect(await directionOf(log.getByText('plain words').last())).toBe('ltr');
  }

  // Each paragraph of a message begins where its own language begins.
  await customer.say(`Latin words that are long\n${hebrew}`);
  for (const log of [agent.log, customer.log]) {
    const line = log.getByText('Latin words that are long').last();
    await line.waitFor();
    const [own, latin] = [await placeOf(line, hebrew), await placeOf(line, 'Latin words')];
    expect(latin.left + 10).toBeLessThan(own.left);
  }

  const answer = page.getByRole('textbox', { name: 'Message', exact: true });
  await answer.fill(hebrew);
  expect(await directionOf(answer)).toBe('rtl');
  await answer.press('Enter');
  await customer.log.getByText(hebrew, { exact: true }).waitFor();
  expect(await directionOf(customer.log.getByText(hebrew, { exact: true }).last())).toBe('rtl');

  await page.getByRole('button', { name: 'Write an internal note' }).click();
  await page.getByRole('textbox', { name: /^Internal note/ }).fill(hebrew);
  await page.keyboard.press('Enter');
  await page.getByRole('note').getByText(hebrew).waitFor();
  expect(await directionOf(page.getByRole('note').getByText(hebrew))).toBe('rtl');

  // Our words around the name stand in the order in which they are written.
  await page.getByRole('button', { name: 'End chat' }).click();
  const question = page.getByRole('alertdialog').getByText('The chat with');
  const [before, after] = [await placeOf(question, 'The chat with'), await placeOf(question, 'ends and leaves')];
  expect(before.right).toBeLessThan(after.left);
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();

  // In the history the name stands alone, beside words of ours.
  await page.getByRole('link', { name: 'Chat history' }).click();
  await page.getByRole('link').filter({ hasText: 'Sam' }).first().click();
  await page.getByRole('heading', { name: 'Sam' }).waitFor();
  expect(
    await page.getByRole('heading', { name: 'Sam' }).evaluate((element) => {
      const name = element.querySelector('bdi') ?? element;
      return getComputedStyle(name).unicodeBidi;
    }),
  ).toBe('isolate');
  for (const { context } of [agent, customer]) await context.close();
});

test('an inquiry and its ticket have the direction of their words', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  const guest = await browser.newPage();
  await guest.goto(`${product.url}/help/${service}/inquiry?lang=en`);
  await guest.getByLabel('Type of inquiry').selectOption({ index: 1 });
  await guest.getByLabel('E-mail').fill('layla@example.com');
  const [title, content] = [guest.getByLabel('Title'), guest.getByLabel('Details')];
  await title.fill(arabic);
  await content.fill(`${hebrew}\nLatin words\n${arabic}`);
  for (const field of [title, content]) expect(await directionOf(field)).toBe('rtl');
  await guest.getByRole('checkbox').check();
  await guest.getByRole('button', { name: 'Submit inquiry' }).click();
  await guest
    .getByText(/D-\d{4}-\d{6}/)
    .first()
    .waitFor();
  await guest.goto(await guest.getByLabel('Address of my inquiry').inputValue());
  await guest.getByText('Latin words').waitFor();
  expect(await directionOf(guest.getByText('Latin words'))).toBe('rtl');

  await page.goto(`${product.url}/tickets?view=all`);
  await page.getByRole('link').filter({ hasText: arabic }).click();
  await page.getByText('Latin words').waitFor();
  const text = page
    .locator('[dir=auto]')
    .filter({ has: page.getByText('Latin words') })
    .last();
  expect(await text.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('plaintext');
  expect(await directionOf(text)).toBe('rtl');
  // Each paragraph begins where its own language begins.
  const [own, latin] = [await placeOf(text, hebrew), await placeOf(text, 'Latin words')];
  expect(latin.left).toBeLessThan(own.left);
  await guest.close();
  await agent.context.close();
});
