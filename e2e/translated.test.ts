import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

/** Pages that a translator has gone through: what is said afterwards shows all the same, and what is hidden is gone. */
openStage();

/** Does to every text of a document, blank ones too, what page translators do: the node goes, and two elements hold its text. */
function translate(frame: Frame): Promise<number> {
  return frame.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    texts.forEach((text, index) => {
      const [outer, inner] = ['font', 'font'].map((name) => document.createElement(name)) as [HTMLElement, HTMLElement];
      outer.append(inner);
      inner.textContent = text.data;
      // In one step, in two, and with the node kept inside.
      if (index % 3 === 0) text.replaceWith(outer);
      else {
        text.before(outer);
        if (index % 3 === 1) text.remove();
        else inner.replaceChildren(text);
      }
    });
    return texts.length;
  });
}

/** All that is in the documents of a page, on the screen or not. */
async function textsOf(page: Page): Promise<string> {
  const texts = await Promise.all(page.frames().map((frame) => frame.evaluate(() => document.body.textContent)));
  return texts.join('\n');
}

const translateAll = async (page: Page) => {
  for (const frame of page.frames()) expect(await translate(frame)).toBeGreaterThan(0);
};

test('a translated conversation goes on: masks hide on both sides, and states are those of the moment', async () => {
  const number = '010-2345-6789';
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say(`Call me at ${number}, please`);
  await agent.list.getByText(number).waitFor();
  const header = customer.dialog.locator('header p');
  await soon(() => header.innerText()).toContain('shortly');
  await translateAll(customer.page);
  await translateAll(agent.page);

  await agent.pick(/Haneul/);
  await soon(() => header.innerText()).not.toContain('shortly');
  await agent.say('Let me look');
  await soon(() => header.innerText()).toBe('You are chatting with 민아');
  await soon(() => customer.words()).toEqual([`Call me at ${number}, please`, 'Let me look']);
  await soon(() => agent.page.locator('section header p').first().innerText()).toBe('In conversation');
  await soon(() => agent.list.innerText()).toContain('Let me look');
  await customer.say(`${number} is mine`);
  await soon(() => agent.list.innerText()).toContain(`${number} is mine`);

  await translateAll(customer.page);
  await translateAll(agent.page);
  const message = agent.page.locator('[data-message]');
  for (const at of [0, 2]) {
    await message.nth(at).locator('[data-suggestion]').click();
    await message.nth(at).locator('[data-mask]').waitFor();
  }
  for (const { page } of [customer, agent]) {
    await soon(() => textsOf(page)).not.toContain(number);
    expect(await textsOf(page)).toContain('Call me at *************, please');
  }
  await soon(() => agent.list.innerText()).toContain('************* is mine');

  await translateAll(agent.page);
  // What was under a mask is gone again when the agent turns away, and back for everyone when it is released.
  await message.nth(0).locator('[data-mask]').click();
  await agent.page.getByLabel('Reason').fill('to call');
  await agent.page.getByRole('button', { name: 'Look for one minute' }).click();
  await message.nth(0).getByText(number).waitFor();
  await translateAll(agent.page);
  await message.nth(0).locator('[data-mask]').click();
  await soon(() => textsOf(agent.page)).not.toContain(number);
  await message.nth(2).locator('[data-mask]').click();
  await agent.page.getByRole('button', { name: 'Release for everyone' }).click();
  for (const { page } of [customer, agent]) await soon(() => textsOf(page)).toContain(`${number} is mine`);

  await translateAll(customer.page);
  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('button', { name: 'End chat' }).last().click();
  await soon(() => header.innerText()).toBe('The chat has ended');
  await soon(() => agent.page.locator('section header p').first().innerText()).toBe('Ended by customer');
  expect(customer.complaints).toEqual([]);
  for (const { context } of [agent, customer]) await context.close();
});

test('translated lists of the console follow what happens', async () => {
  const watcher = await AgentPage.signIn(browser, product.url, 'jun');
  const sora = await AgentPage.signIn(browser, product.url, 'sora');
  const row = watcher.page.getByRole('listitem').filter({ hasText: '소라' });
  await sora.openDesk();
  await sora.setAvailability('Offline');
  await soon(() => row.innerText()).toContain('Offline');
  await translateAll(watcher.page);
  await sora.setAvailability('Break');
  await soon(() => row.innerText()).toContain('Break');
  expect(await row.innerText()).not.toContain('Offline');
  // The list is made anew on another page.
  await watcher.page.getByRole('link', { name: 'Chat history' }).click();
  await watcher.page.getByRole('heading', { level: 1, name: 'Chat history' }).waitFor();
  expect(await textsOf(watcher.page)).not.toContain('Who can take a chat right now');
  for (const { context } of [watcher, sora]) await context.close();
});
