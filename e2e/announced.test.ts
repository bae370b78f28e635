import type { Frame, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

/** What screen readers read out by themselves. */
openStage();

const count = 400;

const longTalk = `
with chat as (
  update chat set last_seq = ${count}, revision = revision + 1, agent_read_seq = ${count}, agent_unread = 0
  where last_seq between 1 and 9 and service_id = (select id from service where slug = $1) returning *
)
insert into message (id, chat_id, seq, revision, sender, sender_id, key, body, sent_at)
select gen_random_uuid(), chat.id, n, chat.revision, who.sender, who.id, 'seeded-' || n, 'message ' || n,
  now() - (${count} - n) * interval '1 minute'
from chat cross join generate_series((select max(seq) + 1 from message where chat_id = chat.id), ${count}) n
cross join lateral (select case when n % 2 = 0 then 'AGENT' else 'CUSTOMER' end as sender,
  case when n % 2 = 0 then chat.agent_id else chat.customer_id end as id) who`;

/** Writes down what comes into live regions, as the specification says: the nearest word about it counts. */
function listen(): void {
  const spoken: string[] = [];
  Object.assign(window, { spoken });
  const isLive = (node: Node | null): boolean => {
    for (let element = node instanceof Element ? node : node?.parentElement; element; element = element.parentElement) {
      if (element.getAttribute('aria-busy') === 'true') return false;
      const live = element.getAttribute('aria-live');
      if (live) return live !== 'off';
      if (/^(log|status|alert|marquee|timer)$/.test(element.role ?? ''))
        return !/^(marquee|timer)$/.test(element.role!);
    }
    return false;
  };
  const hear = (words: string | null) => {
    if (words?.trim()) spoken.push(words.trim().replaceAll(/\s+/g, ' '));
  };
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (!isLive(target)) continue;
      if (type === 'characterData') hear(target.textContent);
      for (const node of addedNodes) hear(node.textContent);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const spokenIn = (frame: Frame) => frame.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
/** What of the conversation was read out. */
const toldOf = async (frame: Frame) => (await spokenIn(frame)).filter((words) => /message|fresh/.test(words));

async function dialogOf(page: Page): Promise<Frame> {
  const iframe = await page.locator('[data-damso] iframe').elementHandle();
  return (await iframe.contentFrame())!;
}

/** Reads back, until all is loaded, and down again. */
async function readBack(log: Locator): Promise<void> {
  const region = log.locator('xpath=..');
  await soon(() =>
    region.evaluate(async (element) => {
      element.scrollTop = 0;
      await new Promise(requestAnimationFrame);
      return element.querySelector('.bubble')?.textContent.trim();
    }),
  ).toBe('message 1');
  await region.evaluate(async (element) => {
    for (let before = -1; before !== element.scrollTop;) {
      before = element.scrollTop;
      element.scrollTop += element.clientHeight;
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    }
  });
}

test('of a long conversation only what is new is read out, once, and nothing while reading back', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.context.addInitScript(listen);
  await agent.page.reload();
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('message 1');
  await agent.pick(/Haneul/);
  await soon(() => agent.words()).toEqual(['message 1']);
  await customer.page.goto('about:blank');
  await agent.page.goto(`${product.consoleUrl}/`);
  await product.sql(longTalk, [service]);

  await customer.context.addInitScript(listen);
  await customer.page.goto(`${product.url}/help/${service}?lang=en`);
  if (!(await customer.composer.isVisible())) await customer.launcher.click();
  await customer.composer.waitFor();
  await agent.openDesk();
  await agent.pick(/Haneul/);
  const dialog = await dialogOf(customer.page);
  const desk = agent.page.mainFrame();
  for (const { log } of [customer, agent]) {
    await soon(async () => (await log.locator('.bubble').allInnerTexts()).at(-1)).toBe(`message ${count}`);
    await readBack(log);
  }
  for (const frame of [dialog, desk]) expect(await toldOf(frame)).toEqual([]);

  await agent.say('a fresh answer');
  await soon(() => toldOf(dialog)).toEqual(['민아: a fresh answer']);
  await customer.say('a fresh question');
  await soon(() => toldOf(desk)).toEqual(['Haneul: a fresh question']);
  await customer.say('fresh 010-2345-6789');
  await soon(() => toldOf(desk)).toEqual(['Haneul: a fresh question', 'Haneul: fresh 010-2345-6789']);
  // Hidden, it is nowhere, and is not told again.
  await agent.page.locator('[data-suggestion]').click();
  await agent.page.locator('[data-mask]').waitFor();
  await soon(() => desk.evaluate(() => document.body.textContent)).not.toContain('010-2345-6789');
  await agent.log.locator('.meta').last().waitFor();
  expect(await toldOf(desk)).toHaveLength(2);
  // Nobody is told what they said themselves, nor that it was read.
  expect(await toldOf(dialog)).toEqual(['민아: a fresh answer']);

  // Much at once is a number.
  await customer.context.setOffline(true);
  await customer.dialog
    .getByText(/offline|Connection lost/i)
    .first()
    .waitFor();
  for (const text of ['fresh 1', 'fresh 2', 'fresh 3', 'fresh 4']) await agent.say(text);
  await soon(() => agent.words()).toContain('fresh 4');
  await soon(async () => (await agent.log.getByText('Sent').count()) > 0).toBe(true);
  await customer.context.setOffline(false);
  await soon(() => customer.words()).toContain('fresh 4');
  const told = (await spokenIn(dialog)).filter((words) => /fresh \d$|New messages/.test(words));
  expect(told.length).toBeLessThanOrEqual(4);
  for (const { context } of [agent, customer]) await context.close();
});
