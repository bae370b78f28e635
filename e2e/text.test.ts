import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

/** Whether anything of what was written has become an element or has run. */
const cameAlive = (page: Page) =>
  Promise.all(
    page
      .frames()
      .map((frame) => frame.evaluate(() => 'hacked' in window || document.querySelector('img[src="x"]') !== null)),
  ).then((frames) => frames.includes(true));

test('a script in a name or a message stays text on every screen', async () => {
  const script = '<img src=x onerror="hacked=1"><script>hacked=1</script>';
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree(script);
  await customer.say(script);
  await soon(() => page.title()).toBe('(1) Chat · Damso');
  // The name and the last line.
  await soon(async () => (await agent.list.innerText()).split(script).length).toBe(3);
  await agent.list.getByRole('button').click();
  await page.getByRole('heading', { name: script }).waitFor();
  await agent.say(script);
  await soon(() => agent.words()).toEqual([script, script]);
  await soon(() => customer.words()).toEqual([script, script]);
  await page.getByRole('button', { name: 'Write an internal note' }).click();
  await page.getByRole('textbox', { name: /^Internal note/ }).fill(script);
  await page.keyboard.press('Enter');
  await soon(() => page.getByRole('note').innerText()).toContain(script);
  await page.getByRole('button', { name: 'Transfer to another agent' }).click();
  await page.getByRole('dialog').getByText(`The chat with ${script} goes`).waitFor();
  expect(await cameAlive(page)).toBe(false);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByText(`The chat with ${script} ends`).waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('link', { name: 'Chat history' }).click();
  await page.getByLabel('Search messages, name, e-mail, phone').fill('onerror');
  await page.getByRole('link').filter({ hasText: script }).click();
  await page.getByText(script).nth(1).waitFor();
  expect(await page.title()).not.toContain('img');
  expect(await cameAlive(page)).toBe(false);
  expect(await cameAlive(customer.page)).toBe(false);
  expect(customer.complaints).toEqual([]);
  for (const { context } of [agent, customer]) await context.close();
});

/** What lies outside its page or its conversation, sideways. */
const overflowOf = (frame: Frame) =>
  frame.evaluate(() =>
    [
      document.documentElement,
      ...document.querySelectorAll('body, header, h1, h2, ul, li, [role="log"], .bubble, [role="region"]'),
    ]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth)
      .filter((element) => getComputedStyle(element).overflowX !== 'hidden')
      .concat(
        [...document.querySelectorAll('.bubble')].filter((bubble) => {
          const { left, right } = bubble.getBoundingClientRect();
          return left < 0 || right > innerWidth;
        }),
      )
      .map((element) => element.outerHTML.slice(0, 100)),
  );

test('text without a space, of emoji, or from right to left breaks no layout on a phone', async () => {
  const viewport = { width: 390, height: 760 };
  const agent = await AgentPage.signIn(browser, product.url, 'jun', { viewport });
  await agent.page.goto(`${product.url}/desk`);
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`, { viewport });
  await customer.launcher.click();
  await customer.agree(`\u202E${'w'.repeat(79)}`);
  const texts = [
    'x'.repeat(4_000),
    '👩‍💻'.repeat(500),
    '\u202Eשלום\u200F عالم \u2067hello',
    'https://example.com/'.padEnd(500, 'a'),
  ];
  for (const text of texts) await customer.say(text);
  await agent.list.getByText('example.com').waitFor();
  expect(await overflowOf(agent.page.mainFrame())).toEqual([]);
  await agent.list.getByRole('button').click();
  await soon(() => agent.words()).toEqual(texts);
  for (const text of texts) {
    await agent.say(text);
    await customer.log.getByText(text, { exact: true }).nth(1).waitFor();
  }
  expect(await overflowOf(agent.page.mainFrame())).toEqual([]);
  const dialog = customer.page.frames().find((frame) => frame.url().includes('/widget/'))!;
  expect(await overflowOf(dialog)).toEqual([]);
  await agent.page.getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByRole('alertdialog').waitFor();
  expect(await overflowOf(agent.page.mainFrame())).toEqual([]);
  await agent.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await agent.page.goto(`${product.url}/history`);
  await agent.page.getByRole('link').filter({ hasText: 'www' }).first().waitFor();
  expect(await overflowOf(agent.page.mainFrame())).toEqual([]);
  await agent.page.getByRole('link').filter({ hasText: 'www' }).first().click();
  await agent.page.getByText(texts[0]!).first().waitFor();
  expect(await overflowOf(agent.page.mainFrame())).toEqual([]);
  for (const { context } of [agent, customer]) await context.close();
});

test('a canned reply of 5,000 lines is refused in words, and nothing typed is lost', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page, context } = agent;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${product.url}/service/canned-replies`);
  await page.getByRole('button', { name: 'Add a canned reply' }).click();
  await page.getByLabel('Shortcut').fill('long');
  const body = page.getByLabel('Text', { exact: true });
  await body.fill('Typed before. ');
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await body.press('Control+V');
  };
  const line = 'One line of many.\n';
  await paste(line.repeat(5_000));
  await page.getByText('What you pasted has 90,000 characters').waitFor();
  expect(await body.inputValue()).toBe('Typed before. ');

  // A little too much is the person's to shorten.
  await paste(line.repeat(300));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('too long').waitFor();
  expect(await body.inputValue()).toBe(`Typed before. ${line.repeat(300)}`);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('No canned replies yet').waitFor();
  await context.close();
});
