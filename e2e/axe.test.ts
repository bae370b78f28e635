import type { Frame, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { html, png } from '../api/test/file-samples.ts';
import { emailOf, service } from './demo.ts';
import { contextIn, Look } from './look.ts';
import { AgentPage } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { languages, wordsOf, type MessageName } from './words.ts';

/** Every screen of customers and agents, in both languages and both themes: axe finds nothing. */
// Wishes stay, so each story has a demo of its own.
openStage({ eachStory: true });

const picture = { name: 'receipt.png', mimeType: 'image/png', buffer: png };
const webPage = { name: 'page.html', mimeType: 'text/html', buffer: html };

/** The dialog's own document, once its launcher was clicked. */
async function openDialog(page: Page): Promise<Frame> {
  await page.locator('[data-damso] button').click();
  const iframe = await page.locator('[data-damso] iframe').elementHandle();
  return (await iframe.contentFrame())!;
}

describe.each(languages)('in %s', (language) => {
  const say = wordsOf(language);
  const button = (page: Page | Frame, name: MessageName) => page.getByRole('button', { name: say(name), exact: true });

  test('a customer’s screens', async () => {
    const look = new Look(language);
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    const context = await contextIn(language);
    const page = await context.newPage();
    const helpCenter = `${product.url}/help/${service}?lang=${language}`;

    await page.goto(helpCenter);
    await look.at('help center', page);
    await page.goto(`${product.url}/help/${service}/inquiry?lang=${language}`);
    await look.at('inquiry page', page);
    await page.getByLabel(say('files_label')).setInputFiles([picture, webPage]);
    await button(page, 'inquiry_submit').click();
    await page.getByText(say('file_refused_type', { kinds: say('file_kinds') })).waitFor();
    await look.at('inquiry page: refused', page);
    await page.getByLabel(say('inquiry_type'), { exact: true }).selectOption({ index: 1 });
    await page.getByLabel(say('inquiry_email')).fill('haneul@example.com');
    await page.getByLabel(say('inquiry_subject')).fill('My order');
    await page.getByLabel(say('inquiry_content')).fill('Where is it?');
    await page.getByLabel(say('inquiry_agree')).check();
    await button(page, 'inquiry_submit').click();
    const address = await page.getByLabel(say('receipt_address')).inputValue();
    await look.at('inquiry page: receipt', page);
    await page.goto(`${product.url}/help/${service}/inquiries?lang=${language}`);
    await look.at('look-up page', page);
    await button(page, 'inquiries_open').click();
    await page.getByText(say('inquiries_code_missing')).waitFor();
    await look.at('look-up page: refused', page);
    await page.getByLabel(say('inquiries_code')).fill(address);
    await button(page, 'inquiries_open').click();
    await page.getByText(say('inquiries_no_answer')).waitFor();
    await look.at('look-up page: inquiries', page);
    await button(page, 'inquiries_add_submit').click();
    await page.getByText(say('inquiry_missing')).waitFor();
    await look.at('look-up page: addition refused', page);
    await page.goto(`${product.url}/help/nowhere?lang=${language}`);
    await look.at('unknown help center', page);

    await page.goto(helpCenter);
    let dialog = await openDialog(page);
    await dialog.getByRole('heading', { name: say('dialog_absent') }).waitFor();
    await look.at('dialog: nobody there', page, dialog);
    await button(dialog, 'absent_inquiry').click();
    await dialog.getByRole('textbox').first().waitFor();
    await dialog.getByLabel(say('files_label')).setInputFiles([picture, webPage]);
    await dialog.getByText(say('file_refused_type', { kinds: say('file_kinds') })).waitFor();
    await look.at('dialog: inquiry', page, dialog);
    // A form with a file in it is where the dialog opens again.
    await button(dialog, 'inquiry_back').click();

    await agent.setAvailability('Online');
    await page.goto(helpCenter);
    dialog = await openDialog(page);
    await button(dialog, 'consent_start').waitFor();
    await look.at('dialog: consent', page, dialog);
    await button(dialog, 'consent_start').click();
    const composer = dialog.getByRole('textbox', { name: say('chat_composer') });
    await composer.fill('Hello https://damso.test');
    await composer.press('Enter');
    await dialog.locator('.bubble').first().waitFor();
    await look.at('dialog: requested', page, dialog);

    await agent.list.getByRole('button').first().click();
    await agent.say('How can I help?');
    await dialog.locator('.bubble').nth(1).waitFor();
    await look.at('dialog: conversation', page, dialog);
    await button(dialog, 'rating').click();
    await button(dialog, 'rating_satisfied').click();
    await dialog.getByLabel(say('rating_comment')).fill('Kind');
    await look.at('dialog: rating', page, dialog);
    await button(dialog, 'rating_send').click();
    await dialog.getByText(say('rating_thanks')).waitFor();
    await dialog.locator('.bubble').nth(2).waitFor();
    await look.at('dialog: rated', page, dialog);
    await button(dialog, 'absent_close').click();
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('dialog: conversation on a phone', page, dialog);
    await button(dialog, 'end_chat').click();
    await look.at('dialog: asking to end', page, dialog);
    await button(dialog, 'end_confirm').last().click();
    await button(dialog, 'ended_new').waitFor();
    await look.at('dialog: ended', page, dialog);

    for (const each of [context, agent.context]) await each.close();
    expect(look.found).toEqual([]);
  });

  test('an agent’s screens', async () => {
    const look = new Look(language);
    const context = await contextIn(language);
    const page = await context.newPage();
    await page.goto(`${product.url}/invitation#nobody`);
    await page.getByRole('heading').first().waitFor();
    await look.at('invitation that holds no more', page);

    await page.goto(`${product.url}/reset-password#nobody`);
    await page.getByRole('heading', { name: say('reset_invalid_title') }).waitFor();
    await look.at('link for a forgotten password that holds no more', page);
    await page.getByRole('link', { name: say('reset_again') }).click();
    await button(page, 'forgot_send').click();
    await page.getByText(say('forgot_email_wrong')).waitFor();
    await look.at('forgotten password', page);

    await page.goto(product.url);
    await button(page, 'sign_in_submit').click();
    await page.getByText(say('sign_in_email_missing')).waitFor();
    await look.at('sign-in', page);
    await page.getByLabel(say('sign_in_email')).fill(emailOf('mina'));
    await page.getByLabel(say('sign_in_password')).fill('damso-demo');
    await button(page, 'sign_in_submit').click();
    await page.getByRole('heading', { level: 1, name: say('team_title') }).waitFor();
    await page.getByRole('listitem').first().waitFor();
    await look.at('presence', page);
    await page.getByRole('button', { name: say('account_menu', { name: '민아' }) }).click();
    await page.getByRole('menuitemradio').first().waitFor();
    await look.at('account menu', page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look.at('keyboard shortcuts', page);
    await page.goto(`${product.url}/account`);
    await page.getByText(emailOf('mina')).waitFor();
    await look.at('own account', page);
    await page.goto(product.url);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('widget_open') }).click();
    await page.getByRole('dialog').waitFor();
    await look.at('desk over a page', page);

    await page.goto(`${product.url}/desk`);
    const availability = page.getByRole('button', { name: `${say('availability_label')}:` });
    await availability.waitFor();
    await look.at('desk: empty', page);
    await availability.click();
    await page.getByRole('menuitemradio').first().waitFor();
    await look.at('availability menu', page);
    await page.getByRole('menuitemradio', { name: say('availability_online') }).click();
    await page.getByText(say('presence_assignable')).first().waitFor();

    const visitor = await contextIn(language);
    const customer = await visitor.newPage();
    await customer.goto(`${product.url}/help/${service}?lang=${language}`);
    const dialog = await openDialog(customer);
    await button(dialog, 'consent_start').click();
    const composer = dialog.getByRole('textbox', { name: say('chat_composer') });
    await composer.fill('Hello');
    await composer.press('Enter');
    const list = page.getByRole('list', { name: say('desk_list') });
    await list.getByText('Hello').waitFor();
    await look.at('desk: a request', page);
    await list.getByRole('button').first().click();
    const field = page.getByRole('textbox', { name: say('chat_composer') });
    await field.fill('Hi');
    await field.press('Enter');
    await page.locator('.bubble').nth(1).waitFor();
    await look.at('desk: conversation', page);

    await composer.fill('010-2345-6789, a@damso.test, 02-345-6789');
    await composer.press('Enter');
    const message = page.locator('[data-message]').last();
    await message.getByRole('button').nth(2).waitFor();
    await look.at('desk: suggestions', page);
    await message.focus();
    await page.keyboard.press('Tab');
    await page.locator('[data-tip]').waitFor();
    await look.at('desk: what a suggestion is', page);
    await message.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('toolbar').waitFor();
    await look.at('desk: a selection', page);
    await page.keyboard.press('m');
    await message.getByText('********').waitFor();
    await look.at('desk: a mask', page);
    await message.getByRole('button').first().click();
    await page.getByRole('dialog').waitFor();
    await look.at('desk: asked about a mask', page);
    await page.getByLabel(say('mask_reason')).fill('axe');
    await button(page, 'mask_reveal').click();
    await message.getByText('010-2345').waitFor();
    await look.at('desk: under a mask', page);
    await message.getByRole('button').first().click();
    await message.getByRole('button').first().click();
    await button(page, 'mask_seal_open').click();
    await look.at('desk: asked to destroy', page);
    await button(page, 'mask_seal').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await message.getByRole('button').first().click();
    await page.getByText(say('mask_ask_sealed')).waitFor();
    await look.at('desk: a destroyed text', page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await field.pressSequentially('/');
    await page.getByText(say('canned_none_administrator')).or(page.getByRole('option').first()).waitFor();
    await look.at('desk: canned replies', page);
    await field.fill('');
    await button(page, 'internal_note_write').click();
    const note = page.getByRole('textbox', { name: say('internal_note_label') });
    await note.fill('A note');
    await note.press('Enter');
    await page.getByRole('note').waitFor();
    await note.fill('x'.repeat(1_001));
    await look.at('desk: internal note', page);
    await note.fill('');
    await button(page, 'internal_note_write').click();
    await button(page, 'transfer_open').click();
    await page.getByRole('dialog').waitFor();
    await look.at('transfer', page);
    await page.keyboard.press('Escape');
    await button(page, 'desk_end').click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('desk: asking to end', page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('desk: conversation on a phone', page);
    await button(page, 'desk_info_show').click();
    await look.at('desk: customer info on a phone', page);
    await page.setViewportSize({ width: 1_280, height: 720 });
    await button(dialog, 'end_chat').click();
    await button(dialog, 'end_confirm').last().click();
    await page.getByText(say('desk_ended_banner')).waitFor();
    await look.at('desk: ended by the customer', page);

    await page.goto(`${product.url}/history`);
    const row = page.locator('main a[href^="/history/"]').first();
    await row.waitFor();
    await look.at('chat history', page);
    await row.click();
    await page.getByText('Hello', { exact: true }).waitFor();
    await look.at('transcript', page);

    await button(page, 'ticket_create').click();
    const form = page.getByRole('dialog', { name: say('ticket_create') });
    await form.getByText('Hello', { exact: true }).waitFor();
    await look.at('create ticket', page);
    await button(page, 'ticket_create_submit').click();
    await page.getByText(say('ticket_create_missing_type')).waitFor();
    await look.at('create ticket: flawed', page);
    await form.getByRole('combobox', { name: say('ticket_type') }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    await form.getByLabel(say('ticket_title_field'), { exact: true }).fill('A title');
    await form.getByLabel(say('ticket_content'), { exact: true }).fill('Content');
    await button(page, 'ticket_create_submit').click();
    await page.getByText(say('ticket_created_title')).waitFor();
    await look.at('created ticket', page);
    await page.goto(`${product.url}/tickets`);
    const ticket = page.getByRole('link', { name: 'A title' });
    await ticket.waitFor();
    await look.at('tickets', page);
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('tickets on a phone', page);
    await page.setViewportSize({ width: 1_280, height: 720 });
    await ticket.click();
    await page.getByRole('textbox', { name: say('ticket_reply_label') }).fill('A reply');
    await page.getByLabel(say('ticket_send_status')).selectOption('RESOLVED');
    await button(page, 'ticket_send_reply').click();
    await page.getByText(say('ticket_sent')).waitFor();
    await look.at('ticket', page);
    await page.getByRole('radio', { name: say('ticket_write_note') }).check();
    await page.getByRole('textbox', { name: say('ticket_note_label') }).fill('A note');
    await page.keyboard.press('Control+Enter');
    await page.getByText(say('ticket_sent')).waitFor();
    await button(page, 'ticket_edit_title').click();
    await look.at('ticket: note and title', page);
    await page.keyboard.press('Escape');
    await button(page, 'ticket_conversation_show').click();
    await page.getByText('Hello', { exact: true }).waitFor();
    await look.at('ticket: conversation', page);
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('ticket: conversation on a phone', page);
    await page.keyboard.press('Escape');
    await look.at('ticket on a phone', page);
    await page.setViewportSize({ width: 1_280, height: 720 });

    await page.goto(`${product.url}/customers`);
    const person = page.locator('main a[href^="/customers/"]').first();
    await person.waitFor();
    await look.at('customers', page);
    await page.getByRole('searchbox').fill('nobody of this name');
    await page.getByText(say('customers_not_found_title')).waitFor();
    await look.at('customers: nobody found', page);
    await button(page, 'customers_reset').click();
    await person.click();
    await page.getByRole('list', { name: say('customer_chats') }).waitFor();
    await look.at('customer', page);
    await button(page, 'customer_merge_open').click();
    await page.getByRole('dialog').waitFor();
    await look.at('customer: merge', page);
    await page.keyboard.press('Escape');
    await button(page, 'customer_erase').click();
    await page.getByRole('dialog').waitFor();
    await look.at('customer: asked to erase', page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 390, height: 800 });
    await look.at('customer on a phone', page);
    await page.setViewportSize({ width: 1_280, height: 720 });

    for (const screen of [
      'contract',
      'general',
      'help-center',
      'agents',
      'agents/changes',
      'chat',
      'member-link',
      'customer-data',
      'masking',
      'retention',
      'audit',
      'categories',
      'inquiry-types',
      'api-keys',
      'canned-replies',
      'webhooks',
    ]) {
      await page.goto(`${product.url}/service/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look.at(`service management: ${screen}`, page);
    }
    await button(page, 'webhooks_add').click();
    await page.getByRole('dialog').waitFor();
    await button(page, 'save').click();
    await page.getByText(say('webhook_url_missing')).waitFor();
    await look.at('add a webhook: refused', page);
    await page.getByLabel(say('webhook_url'), { exact: true }).fill('https://webhook.invalid/hook');
    await button(page, 'save').click();
    await page.getByLabel(say('webhook_secret'), { exact: true }).waitFor();
    await look.at('secret of a webhook', page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('webhook_test') }).click();
    await page.getByText(say('webhook_kind_test')).first().waitFor();
    await look.at('service management: a webhook and its deliveries', page);
    await page.goto(`${product.url}/service/canned-replies`);
    await button(page, 'canned_add').click();
    await page.getByLabel(say('canned_shortcut')).fill('인사');
    await page.getByLabel(say('canned_body'), { exact: true }).fill('안녕하세요, {customer}님');
    await look.at('canned reply', page);
    await button(page, 'save').click();
    await page.getByText('/인사').first().waitFor();
    await look.at('service management: a list of canned replies', page);
    await page.getByRole('button', { name: say('canned_remove_one', { shortcut: '/인사' }) }).click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('asking to remove', page);
    await button(page, 'remove').click();
    await page.getByText(say('canned_empty_title')).waitFor();
    await page.goto(`${product.url}/service/api-keys`);
    await button(page, 'api_key_create').click();
    await page.getByLabel(say('api_key_name'), { exact: true }).fill(`Bot ${language}`);
    await page.getByRole('checkbox', { name: 'chats:read' }).check();
    await look.at('API key', page);
    await button(page, 'api_key_submit').click();
    await page.getByLabel(say('api_key_secret'), { exact: true }).waitFor();
    await look.at('API key: its secret', page);
    await page.keyboard.press('Escape');
    const key = page.getByRole('listitem').filter({ hasText: `Bot ${language}` });
    await key.getByRole('button', { name: say('api_key_rotate') }).click();
    await page.getByLabel(say('api_key_secret'), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await look.at('service management: API keys', page);
    await key.getByRole('button', { name: say('api_key_revoke') }).click();
    await page.getByRole('alertdialog').waitFor();
    await look.at('asking to revoke', page);
    await button(page, 'api_key_revoke').click();
    await key.getByText(say('api_key_revoked'), { exact: true }).waitFor();
    await page.goto(`${product.url}/service/agents`);
    await button(page, 'invite_agent').click();
    await page.getByRole('dialog').waitFor();
    await look.at('invite an agent', page);
    await page.getByLabel(say('invite_email'), { exact: true }).fill(`${language}@example.com`);
    await page.getByLabel(say('invite_name'), { exact: true }).fill('Sol');
    await button(page, 'invite_submit').click();
    const link = page.getByLabel(say('invitation_link'), { exact: true });
    await link.waitFor();
    await look.at('invitation link', page);
    const invitation = await link.inputValue();
    await page.goto(`${product.url}/nowhere`);
    await page.getByRole('heading').first().waitFor();
    await look.at('page that is not there', page);

    await customer.goto(invitation);
    await customer.getByLabel(say('sign_in_password')).first().waitFor();
    await look.at('invitation', customer);

    for (const each of [context, visitor]) await each.close();
    expect(look.found).toEqual([]);
  });
});
