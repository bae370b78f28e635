import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { html, png } from '../api/test/file-samples.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

// Tickets stay, so each story has a demo of its own.
openStage({ eachStory: true });

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Create ticket' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rowOf = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });

async function closeDialog(page: Page): Promise<void> {
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click();
  await dialogOf(page).waitFor({ state: 'detached' });
}

async function chooseType(page: Page): Promise<void> {
  await dialogOf(page).getByRole('combobox', { name: 'Inquiry type' }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
}

async function createByHand(agent: AgentPage, title: string, assignee?: string): Promise<void> {
  const { page } = agent;
  await page.goto(`${product.consoleUrl}/tickets`);
  await button(page, 'New ticket').click();
  await chooseType(page);
  await dialogOf(page).getByLabel('Title').fill(title);
  await dialogOf(page).getByLabel('Content').fill('By telephone.');
  if (assignee) await dialogOf(page).getByLabel('Assignee').selectOption({ label: assignee });
  await dialogOf(page).getByRole('button', { name: 'Create', exact: true }).click();
  await dialogOf(page).getByText('The ticket was created').waitFor();
}

test('S22, S23, S24, S25, S26, S30: a chat becomes tickets that keep its conversation, masks, rating and all', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('Call me at 010-2345-6789');
  await customer.say('or write to haneul@example.com');
  await agent.pick(/Haneul/);
  await soon(() => agent.words()).toHaveLength(2);
  await page.locator('[data-suggestion]').filter({ hasText: '010' }).click();
  await soon(() => agent.words()).toContain('Call me at *************');

  // The form shows the conversation as it is masked, and says field by field what is missing.
  await button(page, 'Create ticket').click();
  const dialog = dialogOf(page);
  await dialog.getByText('Call me at').waitFor();
  expect(await dialog.innerText()).not.toContain('2345');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByText('Choose an inquiry type.').waitFor();
  await dialog.getByText('Enter a title.').waitFor();
  await chooseType(page);
  await dialog.getByLabel('Title').fill('The order is late');
  await dialog.getByLabel('Content').fill('Ordered last week.');

  // Closing keeps what was written, and so does a reload.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await button(page, 'Create ticket, a draft is kept').waitFor();
  await page.reload();
  await agent.pick(/Haneul/);
  await button(page, 'Create ticket, a draft is kept').click();
  expect(await dialog.getByLabel('Title').inputValue()).toBe('The order is late');

  // No network: nothing is lost; then it goes, once, however often one clicks.
  await agent.context.setOffline(true);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: 'What you wrote is still here' }).waitFor();
  await agent.context.setOffline(false);
  await dialog.getByRole('button', { name: 'Create', exact: true }).dblclick();
  await dialog.getByText('The ticket was created').waitFor();
  await closeDialog(page);

  // The chat names its ticket, and the list bears the tag.
  const named = page.getByRole('list', { name: 'Tickets of this chat' });
  await soon(() => named.getByRole('link').count()).toBe(1);
  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  const row = rowOf(page, 'The order is late');
  await soon(() => row.innerText()).toMatch(/D-\d{4}-\d{6}.*Chat.*Haneul.*민아.*Open/s);

  // The conversation beside the ticket is masked, and masking works there, for the customer as well.
  await row.getByRole('link').click();
  await button(page, 'Show the chat’s conversation').click();
  const panel = page.getByRole('complementary', { name: 'Conversation' });
  await panel.getByRole('button', { name: 'masked, 13 characters' }).waitFor();
  await panel.locator('[data-suggestion]').filter({ hasText: 'haneul@' }).click();
  await panel.getByRole('button', { name: 'masked, 18 characters' }).waitFor();
  await soon(() => customer.words()).toEqual(['Call me at *************', 'or write to ******************']);
  // Away from the mask, whose story would be closed first.
  await page.mouse.move(0, 0);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('false');

  // Asked for it, the customer rates, and the verdict stands beside the ticket.
  await agent.openDesk();
  await agent.pick(/Haneul/);
  await agent.say('I will call you.');
  await button(page, 'Request rating').click();
  await customer.log.getByRole('button', { name: 'Rating' }).click();
  const rating = customer.dialog.getByRole('dialog', { name: 'Rating' });
  await rating.getByRole('button', { name: 'Satisfied', exact: true }).click();
  await rating.getByLabel('Comment (optional)').fill('Quick and kind');
  await rating.getByRole('button', { name: 'Send rating' }).click();
  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  await row.getByRole('link').click();
  await button(page, 'Show the chat’s conversation').click();
  await panel.getByText('Rating · Satisfied').waitFor();
  await panel.getByText('Quick and kind').waitFor();
  await panel.getByRole('button', { name: 'masked, 13 characters' }).waitFor();

  // After the end there can be another one.
  await agent.openDesk();
  await agent.pick(/Haneul/);
  await button(page, 'End chat').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('link', { name: 'Chat history' }).click();
  await page.getByRole('link', { name: 'Haneul' }).click();
  await soon(() => named.getByRole('link').count()).toBe(1);
  await button(page, 'Create ticket').click();
  await chooseType(page);
  await dialog.getByLabel('Title').fill('Call back');
  await dialog.getByLabel('Content').fill('Tomorrow.');
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByText('The ticket was created').waitFor();
  await closeDialog(page);
  await soon(() => named.getByRole('link').count()).toBe(2);
});

test('a ticket goes to one of two agents who take it at once, and lists follow', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const jun = await AgentPage.signIn(browser, product.url, 'jun');
  const both = [mina.page, jun.page];
  await createByHand(mina, 'Refund', 'Nobody');
  for (const page of both) {
    await page.goto(`${product.consoleUrl}/tickets?view=unassigned`);
    await rowOf(page, 'Refund').waitFor();
    await page.getByRole('link', { name: 'Unassigned 1' }).waitFor();
  }

  // What Jun wants is on its way while Mina gets it.
  await rowOf(jun.page, 'Refund').getByRole('link').click();
  const held = Promise.withResolvers<undefined>();
  await jun.page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('takeTicket')) await held.promise;
    await route.continue();
  });
  await button(jun.page, 'Take it').click();
  await rowOf(mina.page, 'Refund').getByRole('link').click();
  await button(mina.page, 'Take it').click();
  await timeline(mina.page).getByText('Assignee: Nobody → 민아').waitFor();
  held.resolve(undefined);
  await jun.page.getByRole('alert').filter({ hasText: '민아 was quicker and has it now.' }).waitFor();
  expect(await jun.page.getByRole('combobox', { name: 'Assignee' }).inputValue()).not.toBe('');

  // A row that is taken elsewhere says so where it stands, and the count falls.
  await createByHand(mina, 'Exchange', 'Nobody');
  await jun.page.goto(`${product.consoleUrl}/tickets?view=unassigned`);
  await rowOf(jun.page, 'Exchange').waitFor();
  await closeDialog(mina.page);
  await mina.page.getByRole('link', { name: 'Unassigned 1' }).click();
  await rowOf(mina.page, 'Exchange').getByRole('link').click();
  await button(mina.page, 'Take it').click();
  await soon(() => rowOf(jun.page, 'Exchange').innerText()).toMatch(/민아.*No longer in this list/s);
  await jun.page.getByRole('link', { name: 'Unassigned 0' }).waitFor();
});

test('a ticket is answered, noted on, moved and closed, and every change is there to read', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const jun = await AgentPage.signIn(browser, product.url, 'jun');
  await createByHand(mina, 'Refund');
  const { page } = mina;
  await page.getByRole('link', { name: 'Open the ticket' }).click();
  const reply = page.getByRole('textbox', { name: 'Reply · the customer sees it' });
  const note = page.getByRole('textbox', { name: /^Internal note/ });

  // What is written stays over a reload and a lost network, the reply and the note each in its place.
  await reply.fill('The money is on its way.');
  await page.getByLabel('Status afterwards').selectOption({ label: '→ Pending' });
  await page.getByRole('radio', { name: /^Internal note/ }).check();
  await note.fill('Ask the bank.');
  await page.reload();
  expect(await reply.inputValue()).toBe('The money is on its way.');
  await mina.context.setOffline(true);
  await button(page, 'Send reply').click();
  await page.getByText('The server could not be reached. Your text is still here.').waitFor();
  await mina.context.setOffline(false);
  await button(page, 'Send again').click();
  await timeline(page).getByText('The money is on its way.').waitFor();
  await timeline(page).getByText('Status: Open → Pending').waitFor();
  await page.getByRole('radio', { name: /^Internal note/ }).check();
  expect(await note.inputValue()).toBe('Ask the bank.');

  // Files go along; what is not taken says why, and what found no way goes again.
  const field = page.locator('input[type=file]');
  const files = page.getByRole('list', { name: 'Files to attach' });
  await field.setInputFiles([
    { name: 'page.html', mimeType: 'text/html', buffer: html },
    { name: '영수증.png', mimeType: 'image/png', buffer: png },
  ]);
  await files.getByText('Only photos (JPEG, PNG, WebP, GIF, HEIC), PDF and text can be attached.').waitFor();
  await files.getByText('Uploaded', { exact: true }).waitFor();
  await mina.context.setOffline(true);
  await field.setInputFiles({ name: 'bank.txt', mimeType: 'text/plain', buffer: Buffer.from('Paid.') });
  await files.getByText('The server could not be reached.').waitFor();
  await mina.context.setOffline(false);
  // Until then nothing goes without it, and the keyboard is led there.
  await note.press('Control+Enter');
  const again = button(page, 'Try again');
  await soon(() => again.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('status').getByText('A file has not been uploaded. Try again or remove it.').waitFor();
  await page.keyboard.press('Enter');
  await soon(() => again.count()).toBe(0);
  await page.getByRole('status').getByText('Files that will not be attached: 1').waitFor();
  await soon(() => files.getByText('Uploaded', { exact: true }).count()).toBe(2);
  await note.press('Control+Enter');
  await timeline(page).getByText('Internal note').waitFor();
  for (const name of ['영수증.png', 'bank.txt']) await timeline(page).getByText(name).waitFor();

  // Who changes what somebody else changed meanwhile is shown that, and decides again.
  await jun.page.goto(page.url());
  await timeline(jun.page).getByText('Ask the bank.').waitFor();
  await button(jun.page, 'Edit title').click();
  await jun.page.getByRole('textbox', { name: 'Title' }).fill('Refund, urgent');
  await button(page, 'Edit title').click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Refund of 20,000');
  await page.keyboard.press('Enter');
  await timeline(jun.page).getByText('Title: Refund → Refund of 20,000').waitFor();
  await jun.page.keyboard.press('Enter');
  const stale = jun.page.getByRole('alert').filter({ hasText: 'The ticket changed meanwhile' });
  await soon(() => stale.innerText()).toContain('Title: Refund → Refund of 20,000');
  await button(jun.page, 'Change it all the same').click();
  await page.getByRole('heading', { name: 'Refund, urgent' }).waitFor();

  // It is resolved and closed; then only notes are taken.
  await page.getByRole('combobox', { name: 'Status', exact: true }).selectOption({ label: 'Resolved' });
  await timeline(jun.page).getByText('Status: Pending → Resolved').waitFor();
  await page.getByRole('combobox', { name: 'Status', exact: true }).selectOption({ label: 'Closed' });
  await jun.page.getByText('This ticket is closed.').first().waitFor();
  expect(await jun.page.getByRole('combobox', { name: 'Status', exact: true }).isDisabled()).toBe(true);
  await jun.page.getByRole('textbox', { name: /^Internal note/ }).fill('Done.');
  await button(jun.page, 'Add note').click();
  await timeline(page).getByText('Done.').waitFor();
});

test('the list is worked through by keyboard alone', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  for (const title of ['First', 'Second']) await createByHand(agent, title);
  await page.goto(product.consoleUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await rowOf(page, 'Second').getByRole('link').focus();
  await page.keyboard.press('j');
  await soon(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe('First');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'First' }).waitFor();
  await page.getByRole('link', { name: 'Back to the tickets' }).focus();
  await page.keyboard.press('Enter');
  // Back at the row that was followed.
  await soon(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe('First');
});
