import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

const count = 10_000;

/** A customer and an agent who said so much that no screen holds it; the last thirty messages of the customer are unread. */
const longTalk = `
with chat as (
  update chat set last_seq = ${count}, revision = revision + 1, agent_read_seq = ${count - 60}, agent_unread = 30
  where last_seq between 1 and 9 and service_id = (select id from service where slug = $1) returning *
)
insert into message (id, chat_id, seq, revision, sender, sender_id, key, body, sent_at)
select gen_random_uuid(), chat.id, n, chat.revision, who.sender, who.id, 'seeded-' || n,
  'message ' || n || repeat(case when n % 7 = 0 then E'\\nand more of it' else '' end, n % 5), now() - (${count} - n) * interval '1 minute'
from chat cross join generate_series((select max(seq) + 1 from message where chat_id = chat.id), ${count}) n
cross join lateral (select case when n % 2 = 0 then 'AGENT' else 'CUSTOMER' end as sender,
  case when n % 2 = 0 then chat.agent_id else chat.customer_id end as id) who`;

/** The numbers of the messages that are in the page, in the order in which they stand. */
async function numbers(log: Locator): Promise<number[]> {
  const texts = await log.locator('.bubble').allInnerTexts();
  return texts.map((text) => Number(/^message (\d+)/.exec(text)?.[1]));
}

/** Scrolls to the top of what is loaded, until older messages are there; says how far what was read moved on the screen. */
function readOlder(log: Locator): Promise<number> {
  return log.evaluate(async (element) => {
    const region = element.closest('[role="region"]')!;
    const { top } = region.getBoundingClientRect();
    const placeOf = (bubble: Element) => bubble.getBoundingClientRect().top;
    const heightBefore = region.scrollHeight;
    region.scrollTop = 0;
    let read: { bubble: Element; place: number } | undefined;
    let moved = 0;
    for (let frames = 0; frames < 5; frames += region.scrollHeight > heightBefore + 500 ? 1 : 0) {
      await new Promise(requestAnimationFrame);
      if (read?.bubble.isConnected) moved = Math.max(moved, Math.abs(placeOf(read.bubble) - read.place));
      const bubble = [...element.querySelectorAll('.bubble')].find((each) => each.getBoundingClientRect().bottom > top);
      read = bubble && { bubble, place: placeOf(bubble) };
    }
    return moved;
  });
}

/** Steps through all that is loaded from its top, and collects what passes. */
async function passing(log: Locator): Promise<{ passed: number[]; mostElements: number }> {
  const region = log.locator('xpath=..');
  await region.evaluate((element) => (element.scrollTop = 0));
  const passed = new Set<number>();
  let mostElements = 0;
  for (let end = false; !end;) {
    await log.evaluate(async () => {
      for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    });
    const there = await numbers(log);
    expect(there).toEqual([...new Set(there)].sort((a, b) => a - b));
    for (const number of there) passed.add(number);
    mostElements = Math.max(mostElements, await log.evaluate((element) => element.querySelectorAll('*').length));
    end = await region.evaluate((element) => {
      const before = element.scrollTop;
      element.scrollTop += element.clientHeight;
      return element.scrollTop === before;
    });
  }
  return { passed: [...passed].sort((a, b) => a - b), mostElements };
}

/** The reader comes to the end, and before the page hears of it more comes in below: how far from the end they are then. */
const farFromEnd = (log: Locator): Promise<number> =>
  log.evaluate(async (element) => {
    const region = element.closest('[role="region"]')!;
    const painted = async () => {
      for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
    };
    region.scrollTop -= 20;
    await painted();
    // Between two frames: the next one tells of the scroll before it lays anything out.
    await new Promise((resolve) => setTimeout(resolve));
    region.scrollTop = region.scrollHeight;
    const more = document.createElement('div');
    more.style.height = '300px';
    element.append(more);
    await painted();
    const far = region.scrollHeight - region.scrollTop - region.clientHeight;
    more.remove();
    await painted();
    return far;
  });

/** How many pages of messages this page asks for. */
function pagesAsked(page: Page): () => number {
  let asked = 0;
  page.on('request', (request) => {
    if (/messages\(\s*last:/.test(request.postData() ?? '')) asked += 1;
  });
  return () => asked;
}

async function assertHolds(log: Locator, asked: () => number, pages: number): Promise<void> {
  await soon(async () => (await numbers(log)).at(-1)).toBe(count);
  expect(asked()).toBe(1);
  for (let page = 1; page <= pages; page++) expect(await readOlder(log)).toBeLessThanOrEqual(1);
  const first = count - 100 * (pages + 1) + 1;
  const { passed, mostElements } = await passing(log);
  // What is read at the top asks for the page above it.
  expect(passed[0]).toBeLessThanOrEqual(first);
  expect(passed).toEqual(Array.from({ length: count - passed[0]! + 1 }, (_, index) => passed[0]! + index));
  expect(mostElements).toBeLessThan(2_500);
  await readOlder(log);
  await log
    .locator('xpath=../..')
    .getByRole('button', { name: /^Jump to latest/ })
    .click();
  await soon(() =>
    log
      .locator('.bubble')
      .last()
      .evaluate((bubble) => {
        const { bottom } = bubble.getBoundingClientRect();
        return bottom > 0 && bottom <= innerHeight;
      }),
  ).toBe(true);
  // The log is silent, and what speaks for it says only what is new.
  expect(await log.getAttribute('aria-live')).toBe('off');
  expect(await log.locator('xpath=../..').locator('[aria-live="polite"]').allTextContents()).toEqual(['']);
}

test('a chat of 10,000 messages opens like a short one, for both and in the history, and can be read back page by page', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('message 1');
  await agent.pick(/Haneul/);
  await soon(() => agent.words()).toEqual(['message 1']);
  await agent.page.goto(`${product.consoleUrl}/`);
  await customer.page.goto(`${product.url}/`);
  await product.sql(longTalk, [service]);

  const askedByCustomer = pagesAsked(customer.page);
  await customer.page.goto(`${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.composer.waitFor();
  await assertHolds(customer.log, askedByCustomer, 4);
  expect(customer.complaints).toEqual([]);

  const askedByAgent = pagesAsked(agent.page);
  await agent.openDesk();
  await agent.pick(/Haneul/);
  // Reading begins where it ended last time.
  const line = agent.page.getByText('Read up to here');
  await soon(() => line.evaluate((element) => element.getBoundingClientRect().top >= 0)).toBe(true);
  await assertHolds(agent.log, askedByAgent, 4);

  // Both go on, once each.
  await customer.say('message 10001');
  await soon(async () => (await numbers(agent.log)).at(-1)).toBe(count + 1);
  await agent.say('message 10002');
  for (const { log } of [customer, agent]) {
    await soon(async () => (await numbers(log)).slice(-3)).toEqual([count, count + 1, count + 2]);
    expect(await farFromEnd(log)).toBeLessThanOrEqual(1);
  }

  await agent.page.getByRole('link', { name: 'Chat history' }).click();
  await agent.page
    .getByRole('link', { name: /Haneul/ })
    .first()
    .click();
  await soon(async () => (await numbers(agent.log)).at(-1)).toBe(count + 2);
  for (let page = 0; page < 3; page++) expect(await readOlder(agent.log)).toBeLessThanOrEqual(1);
  for (const { context } of [agent, customer]) await context.close();
});
