import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { contextIn } from './look.ts';
import { AgentPage, CustomerPage, signIn, soon } from './people.ts';
import { dragOver, placeOf } from './selecting.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';
import { wordsOf, type MessageName, type Say } from './words.ts';

openStage();

const en = wordsOf('en');
const ko = wordsOf('ko');

/** An agent at a desk, in English, with mouse and keyboard. */
const atDesk = () => AgentPage.signIn(browser, product.url, 'mina', { viewport: { width: 1440, height: 900 } });

/** A second agent, in Korean, on a phone. */
async function onPhone(): Promise<Page> {
  const context = await contextIn('ko', { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true });
  await signIn(context, product.consoleUrl, 'jun');
  return context.newPage();
}

const buttonIn = (say: Say) => (page: Page | Locator, name: MessageName, values?: Record<string, string | number>) =>
  page.getByRole('button', { name: say(name, values), exact: true });
const button = buttonIn(en);
const buttonKo = buttonIn(ko);

/** The id of the only one there is. */
async function firstOf(page: Page, what: 'tickets' | 'chats'): Promise<string> {
  const data = await ask(product.consoleUrl, page, `{ ${what}(first: 1) { edges { node { id } } } }`);
  return data[what].edges[0].node.id;
}

const shield = (page: Page) => page.locator('[data-tools]').getByRole('button');
const textIn = (place: Locator) => place.locator('[data-message]');

async function maskByMouse(page: Page, from: Locator, first: string, to = from, last = first): Promise<void> {
  await dragOver(page, await placeOf(from, first), await placeOf(to, last));
  await shield(page).click();
}

/** What a long press leaves is made here: a browser without a screen makes nothing of one. */
async function maskByTouch(page: Page, text: Locator): Promise<void> {
  await text.scrollIntoViewIfNeeded();
  await text.evaluate((root) => getSelection()?.selectAllChildren(root));
  await shield(page).tap();
}

async function releaseByTouch(page: Page, mask: Locator): Promise<void> {
  await mask.tap();
  const question = page.getByRole('dialog', { name: ko('mask_ask_title') });
  await buttonKo(question, 'mask_release').tap();
  await question.waitFor({ state: 'detached' });
}

test('what people wrote in a ticket is hidden by mouse, keyboard and touch, for the other agent at once and for its customer', async () => {
  const { page: customer } = await CustomerPage.at(browser, `${product.url}/help/${service}/inquiry?lang=en`);
  await customer.getByLabel(en('inquiry_type'), { exact: true }).selectOption({ index: 1 });
  await customer.getByLabel(en('inquiry_email')).fill('haneul@example.com');
  await customer.getByLabel(en('inquiry_subject')).fill('Ask for blue-heron');
  await customer.getByLabel(en('inquiry_content')).fill('My code is 4711. Thanks');
  await customer.getByLabel(en('inquiry_agree')).check();
  await button(customer, 'inquiry_submit').click();
  const address = await customer.getByLabel(en('receipt_address')).inputValue();

  const { page } = await atDesk();
  await page.goto(`${product.consoleUrl}/tickets/${await firstOf(page, 'tickets')}`);
  const timeline = page.getByRole('list', { name: en('ticket_timeline') });
  await page.getByRole('textbox', { name: en('ticket_reply_label') }).fill('We got green-egret.');
  await button(page, 'ticket_send_reply').click();
  await page.getByRole('radio', { name: en('ticket_write_note') }).check();
  await page.getByRole('textbox', { name: en('ticket_note_label') }).fill('code 0815 checked');
  await button(page, 'ticket_send_note').click();
  await timeline.getByText('code 0815 checked').waitFor();
  const jun = await onPhone();
  await jun.goto(page.url());
  const textsOf = (screen: Page, say: Say) => ({
    title: screen.getByRole('heading', { level: 1 }),
    content: textIn(screen.getByRole('article', { name: say('ticket_content'), exact: true })),
    reply: textIn(screen.getByRole('article', { name: say('ticket_kind_reply'), exact: true })),
    note: textIn(screen.getByRole('article', { name: say('ticket_kind_note'), exact: true })),
    address: textIn(screen.getByRole('complementary', { name: say('ticket_facts') })),
  });
  const mine = textsOf(page, en);
  const his = textsOf(jun, ko);
  const bothRead = async (text: keyof typeof mine, words: string) => {
    for (const screen of [mine, his]) await soon(() => screen[text].innerText()).toBe(words);
  };
  await bothRead('note', 'code 0815 checked');

  // By mouse in one text, and from one into the next.
  await maskByMouse(page, mine.title, 'blue-heron');
  await bothRead('title', 'Ask for **********');
  await dragOver(page, await placeOf(mine.content, '4711'), await placeOf(mine.reply, 'green'));
  expect(await shield(page).innerText()).toContain(en('mask_do_several', { count: 2 }));
  await shield(page).click();
  await bothRead('content', 'My code is ************');
  await bothRead('reply', '************-egret.');
  // By keyboard: two words, and M.
  await mine.note.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('m');
  await bothRead('note', '********* checked');

  // By touch it is released, which customers do not see, and masked whole.
  await his.note.getByRole('button').tap();
  await jun.getByText(ko('mask_release_text_internal')).waitFor();
  await jun.keyboard.press('Escape');
  await releaseByTouch(jun, his.note.getByRole('button'));
  await bothRead('note', 'code 0815 checked');
  await maskByTouch(jun, his.note);
  await bothRead('note', '*****************');

  // The customer's address, here and where else they have it; nothing is sent to it then.
  await button(page.getByRole('complementary', { name: en('ticket_facts') }), 'mask_do').click();
  await bothRead('address', '******************');
  await page.getByText(en('ticket_email_masked')).waitFor();
  await jun.getByText(ko('ticket_reply_unmailed')).waitFor();
  await button(page, 'mask_elsewhere_do').click();
  await page.getByText(en('mask_elsewhere_done', { count: 1 })).waitFor();
  for (const screen of [page, jun]) expect(await violationsIn(screen.mainFrame())).toEqual([]);
  await releaseByTouch(jun, his.address.getByRole('button'));
  await bothRead('address', 'haneul@example.com');
  await jun.getByText(ko('ticket_reply_unmailed')).waitFor({ state: 'detached' });

  // Looking alone is what the question is first about, and shows nothing to anybody else.
  const question = page.getByRole('dialog', { name: en('mask_ask_title') });
  await mine.title.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await question.getByText(en('mask_release_text_ticket')).waitFor();
  const background = (name: MessageName) =>
    button(question, name).evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await background('mask_release')).not.toBe(await background('mask_reveal'));
  await page.keyboard.type('to call back');
  await page.keyboard.press('Enter');
  await soon(() => mine.title.innerText()).toContain('blue-heron');
  expect(await jun.content()).not.toContain('heron');
  await mine.title.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await bothRead('title', 'Ask for **********');

  await mine.reply.getByRole('button').click();
  await button(question, 'mask_seal_open').click();
  await button(question, 'mask_seal').click();
  await his.reply.getByRole('button', { name: ko('mask_name_sealed', { count: 12 }) }).waitFor();

  // What was typed meanwhile is neither lost nor saved over a mask that came; with its asterisks it is saved.
  const field = jun.getByRole('textbox', { name: ko('ticket_title_field'), exact: true });
  const save = jun.getByRole('button', { name: ko('save'), exact: true });
  await buttonKo(jun, 'ticket_edit_title').tap();
  await field.fill('Call back **********');
  await maskByMouse(page, mine.title, 'Ask');
  await soon(() => mine.title.innerText()).toBe('*** for **********');
  await soon(() => jun.getByRole('heading', { level: 1 }).textContent()).toBe('*** for **********');
  await save.tap();
  await jun
    .getByRole('alert')
    .filter({ hasText: ko('ticket_refused_stale') })
    .waitFor();
  await jun.getByText(ko('ticket_text_now')).getByText('*** for **********').waitFor();
  await buttonKo(jun, 'ticket_keep_going').tap();
  await jun
    .getByRole('alert')
    .filter({ hasText: ko('ticket_refused_masked') })
    .waitFor();
  expect(await field.inputValue()).toBe('Call back **********');
  await field.fill('*** back for **********');
  await save.tap();
  await bothRead('title', '*** back for **********');

  await customer.goto('about:blank');
  await customer.goto(address);
  for (const words of ['*** back for **********', 'My code is ************', '************-egret.'])
    await customer.getByText(words).first().waitFor();
  expect(await customer.content()).not.toMatch(/heron|4711|green|checked|\*{17}/);
  for (const screen of [page, jun, customer]) await screen.context().close();
});

test('notes of a chat and of its consultation are hidden the same, at the desk, in the panel and in the history', async () => {
  const agent = await atDesk();
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('It is heron-7');
  await agent.pick(/Haneul/);
  await button(page, 'internal_note_write').click();
  // The answer comes once the agent writes elsewhere, and the keyboard stays there.
  const { promise: isElsewhere, resolve: goElsewhere } = Promise.withResolvers<undefined>();
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation AddChatNote')) await isElsewhere;
    await route.fallback();
  });
  const note = page.getByRole('textbox', { name: en('internal_note_label') });
  await note.fill('egret-9 of the second order');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('form', { name: en('info_form') });
  const field = panel.getByRole('textbox', { name: en('info_note'), exact: true });
  const save = panel.getByRole('button', { name: en('save') });
  await field.fill('Promised stork-5');
  goElsewhere(undefined);
  await soon(() => note.inputValue()).toBe('');
  await page.keyboard.type(' by Monday');
  await save.click();
  const mine = {
    message: page.locator('.bubble [data-message]'),
    note: textIn(page.getByRole('note')),
    consultation: textIn(panel.getByRole('group', { name: en('info_note'), exact: true })),
  };
  await mine.consultation.waitFor();
  const id = await firstOf(page, 'chats');
  const jun = await onPhone();
  await jun.goto(`${product.consoleUrl}/history/${id}`);
  const his = { message: jun.locator('.bubble [data-message]'), note: textIn(jun.getByRole('note')) };
  await soon(() => his.note.innerText()).toBe('egret-9 of the second order');

  // From what the customer said into what was noted.
  await dragOver(page, await placeOf(mine.message, 'heron-7'), await placeOf(mine.note, 'egret-9'));
  expect(await shield(page).innerText()).toContain(en('mask_do_several', { count: 2 }));
  await shield(page).click();
  for (const screen of [mine, his]) {
    await soon(() => screen.message.innerText()).toBe('It is *******');
    await soon(() => screen.note.innerText()).toBe('******* of the second order');
  }
  await soon(() => customer.words()).toEqual(['It is *******']);
  await releaseByTouch(jun, his.note.getByRole('button'));
  for (const screen of [mine, his]) await soon(() => screen.note.innerText()).toBe('egret-9 of the second order');

  // In the panel, by keyboard and by touch.
  await mine.consultation.focus();
  await page.keyboard.press('ArrowRight');
  await shield(page).waitFor();
  await page.keyboard.press('Escape');
  await shield(page).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('m');
  await soon(() => mine.consultation.innerText()).toMatch(/^Promised \*+/);
  const masked = await mine.consultation.innerText();
  await buttonKo(jun, 'desk_info_show').tap();
  const consultation = textIn(jun.getByRole('complementary', { name: ko('info_title') }));
  await soon(() => consultation.innerText()).toBe(masked);
  await releaseByTouch(jun, consultation.getByRole('button'));
  for (const text of [mine.consultation, consultation])
    await soon(() => text.innerText()).toBe('Promised stork-5 by Monday');
  await maskByTouch(jun, consultation);
  await soon(() => mine.consultation.innerText()).toBe('*'.repeat(26));

  // An edit keeps its asterisks, or is refused in words and kept.
  await button(panel, 'info_note_edit').click();
  await field.fill('By Tuesday');
  await save.click();
  await panel.getByText(en('info_masked_refused')).waitFor();
  expect(await field.inputValue()).toBe('By Tuesday');
  await field.fill(`${'*'.repeat(26)} or by Tuesday`);
  await save.click();
  await soon(() => mine.consultation.innerText()).toBe(`${'*'.repeat(26)} or by Tuesday`);
  await soon(() => consultation.innerText()).toBe(`${'*'.repeat(26)} or by Tuesday`);

  // In the history, from one message into the next.
  await customer.say('egret-1 came');
  await customer.say('stork-2 did not');
  await page.goto(`${product.consoleUrl}/history/${id}`);
  const said = (text: string) => mine.message.filter({ hasText: text });
  await said('stork-2').waitFor();
  await dragOver(page, await placeOf(said('came'), 'came'), await placeOf(said('stork-2'), 'stork-2'));
  expect(await shield(page).innerText()).toContain(en('mask_do_several', { count: 2 }));
  await shield(page).click();
  await soon(() => customer.words()).toEqual(['It is *******', 'egret-1 ****', '******* did not']);
  await soon(() => his.message.allInnerTexts()).toEqual(['It is *******', 'egret-1 ****', '******* did not']);
  expect(customer.complaints).toEqual([]);
  for (const screen of [page, jun, customer.page]) await screen.context().close();
});
