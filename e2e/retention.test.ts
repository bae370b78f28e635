import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { contextIn } from './look.ts';
import { AgentPage, CustomerPage, signIn, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';
import { wordsOf, type MessageName } from './words.ts';

openStage({ eachStory: true, env: { RETENTION_EVERY_SECONDS: '1' } });

test('a service says how long is kept, and whom an administrator holds stays', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await page.goto(`${product.consoleUrl}/service/retention`);
  const chats = page.getByLabel('Chats: months after they were closed');
  await chats.fill('0');
  const saveChats = page.locator('form', { has: chats }).getByRole('button');
  await saveChats.click();
  await page.getByText('Enter a number from 1 to 120.').waitFor();
  await chats.fill('12');
  await saveChats.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Save this period' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByText('Nothing is about to be erased.').waitFor();

  // Customers read it where they agree.
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.dialog.getByText('What is said in a chat is erased 12 months after the chat ended.').waitFor();
  await customer.agree('Haneul');
  await customer.say('Where is my order?');
  await agent.pick(/Haneul/);

  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  await page.getByRole('link', { name: 'Haneul' }).click();
  const held = page.getByRole('region', { name: 'Hold' });
  await held.getByRole('button', { name: 'Hold' }).click();
  const dialog = page.getByRole('dialog', { name: 'Hold' });
  const put = dialog.getByRole('button', { name: 'Hold', exact: true });
  await put.click();
  await dialog.getByText('Enter a reason of 1 to 500 characters.').waitFor();
  await dialog.getByLabel('Reason').fill('A complaint is open');
  await put.click();
  await held.getByText('A complaint is open').waitFor();
  await page.reload();
  await held.getByText('A complaint is open').waitFor();
  await held.getByRole('button', { name: 'Lift hold' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lift hold' }).click();
  await soon(() => held.getByText('A complaint is open').count()).toBe(0);
  for (const { context } of [agent, customer]) await context.close();
});

test('what is to go is announced for a week, what is held stays and says why, and goes once it is let go', async () => {
  const say = wordsOf('ko');
  const context = await contextIn('ko', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const button = (within: Pick<Page, 'getByRole'>, name: MessageName) =>
    within.getByRole('button', { name: say(name), exact: true });
  const at = (path: string) => page.goto(new URL(path, product.consoleUrl).href);
  const expectAccessible = async () => {
    // A page that is under way is not what it will be.
    await soon(() => violationsIn(page.mainFrame())).toEqual([]);
  };

  // Two chats and two tickets that were over thirteen months ago.
  await signIn(context, product.consoleUrl, 'mina');
  await ask(product.consoleUrl, context, 'mutation { setAvailability(availability: ONLINE) { __typename } }');
  await at('/desk');
  await page.getByText(say('presence_assignable')).first().waitFor();
  const { helpCenter } = await ask(
    product.consoleUrl,
    context,
    '{ helpCenter(service: "demo") { consentNotice { version } inquiryTypes { id } } }',
  );
  const past = await Promise.all(
    ['가온', '나래'].map(async (name) => {
      const consent = { noticeVersion: helpCenter.consentNotice.version, language: 'ko' };
      const { startChat } = await ask(
        product.consoleUrl,
        context,
        'mutation ($input: StartChatInput!) { startChat(input: $input) { ... on StartedChat { chat { id } } } }',
        { input: { service: 'demo', consent, name, key: '1', message: `${name}의 문의` } },
      );
      const { createTicket } = await ask(
        product.consoleUrl,
        context,
        'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Ticket { id } } }',
        { input: { inquiryTypeId: helpCenter.inquiryTypes[0]!.id, title: `${name}의 티켓`, content: name } },
      );
      const [chat, ticket] = [startChat.chat.id, createTicket.id];
      await ask(product.consoleUrl, context, 'mutation ($id: ID!) { endChat(chatId: $id) { __typename } }', {
        id: chat,
      });
      return { chat, ticket };
    }),
  );
  const [held, free] = past as [(typeof past)[0], (typeof past)[0]];
  await product.sql(
    `with over as (select now() - interval '13 months' as at),
       c as (update chat set requested_at = at, closed_at = at from over where id = any($1::uuid[]))
     update ticket set status = 'CLOSED', created_at = at, changed_at = at from over where id = any($2::uuid[])`,
    [past.map(({ chat }) => chat.split('_')[1]), past.map(({ ticket }) => ticket.split('_')[1])],
  );

  await at('/service/retention');
  for (const kind of ['retention_chats', 'retention_tickets'] as const) {
    const months = page.getByLabel(say(kind));
    await months.fill('6');
    await page.locator('form', { has: months }).getByRole('button').click();
    await button(page.getByRole('alertdialog'), 'seal_after_confirm').click();
    await page.locator('form', { has: months }).getByText(say('save_saved')).waitFor();
  }
  const count = (name: MessageName, many: number) => `${say(name)} ${say('retention_forecast_count', { count: many })}`;
  const banner = (many: number) =>
    page.getByText(
      say('retention_banner', {
        what: `${count('retention_forecast_chats', many)}, ${count('retention_forecast_tickets', many)}`,
      }),
    );
  await soon(() => page.getByRole('definition').allInnerTexts()).toEqual(
    Array(2).fill(say('retention_forecast_count', { count: 2 })),
  );
  await expectAccessible();
  await at('/');
  await banner(2).waitFor();
  await expectAccessible();

  // One of each is held.
  const hold = page.getByRole('region', { name: say('hold_title') });
  const reason = '분쟁 조정이 끝날 때까지 보관합니다.';
  const heldPages = [
    ['history', held.chat],
    ['tickets', held.ticket],
  ] as const;
  const pageOf = async (kind: 'history' | 'tickets', id: string) => {
    await at(`/${kind}/${id}`);
    if (kind === 'history') await button(page, 'desk_info_show').click();
  };
  for (const [kind, id] of heldPages) {
    await pageOf(kind, id);
    await button(hold, 'hold_put').click();
    const dialog = page.getByRole('dialog', { name: say('hold_title') });
    await dialog.getByLabel(say('hold_reason')).fill(reason);
    await expectAccessible();
    await button(dialog, 'hold_put').click();
    await hold.getByText(reason).waitFor();
    await page.reload();
    if (kind === 'history') await button(page, 'desk_info_show').click();
    await hold.getByText(reason).waitFor();
    await expectAccessible();
  }
  await at('/');
  await page
    .getByRole('status')
    .filter({ has: banner(1) })
    .waitFor();

  // The week is over.
  await product.sql('update service set erases_from = now()');
  const erasedAt = async (id: string) =>
    (
      await ask(
        product.consoleUrl,
        context,
        'query ($id: ID!) { node(id: $id) { ... on Chat { erasedAt } ... on Ticket { erasedAt } } }',
        { id },
      )
    ).node.erasedAt;
  for (const id of [free.chat, free.ticket]) await soon(() => erasedAt(id)).not.toBeNull();
  await pageOf('history', free.chat);
  await page.getByText(say('info_chat_erased')).waitFor();
  expect(await hold.count()).toBe(0);
  await expectAccessible();
  await at(`/tickets/${free.ticket}`);
  await page.getByText(say('ticket_erased_text')).waitFor();
  await page.getByRole('heading', { level: 1, name: say('ticket_erased') }).waitFor();
  expect(await hold.count()).toBe(0);
  await expectAccessible();
  await at('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await banner(1).count()).toBe(0);

  // Both are there still, and go once they are let go.
  await at(`/history/${held.chat}`);
  await page.getByText('가온의 문의').first().waitFor();
  for (const [kind, id] of heldPages) {
    await pageOf(kind, id);
    await button(hold, 'hold_lift').click();
    await button(page.getByRole('alertdialog'), 'hold_lift').click();
    await soon(() => erasedAt(id)).not.toBeNull();
  }
  await page.getByRole('heading', { level: 1, name: say('ticket_erased') }).waitFor();
  await context.close();
});
