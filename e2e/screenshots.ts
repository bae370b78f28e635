import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { html, png } from '../api/test/file-samples.ts';
import { ask } from './ask.ts';
import { Wire } from './network.ts';
import { launchBrowser, patience } from './people.ts';
import { Product } from './product.ts';
import { languages, localeOf, wordsOf, type Language, type MessageName, type Say } from './words.ts';

/** Takes every screen of the real product into docs/screens, with an index to look through, and the two pictures that README shows. */
const docs = join(import.meta.dirname, '../docs');
const folder = join(docs, 'screens');
const widths = [1_440, 390];
const themes = ['light', 'dark'] as const;

const receipt = { name: 'receipt.png', mimeType: 'image/png', buffer: png };
const webPage = { name: 'page.html', mimeType: 'text/html', buffer: html };

const talk = {
  ko: {
    question: '안녕하세요. 지난주에 주문한 노트가 아직 안 왔어요.',
    answer: '안녕하세요, 하늘님. 불편을 드려 죄송합니다. 주문번호를 알려주시겠어요?',
    number: '2026-0042입니다.',
    promise: '확인했습니다. 오늘 아침에 출고되어 내일 도착합니다. 배송 조회: https://example.com/track/2026-0042',
    thanks: '감사합니다!',
    phone: '010-2345-6789',
    call: '전화도 괜찮아요. 제 번호는 010-2345-6789예요.',
    praise: '빠르고 친절하게 알려 주셨어요.',
    second: '교환은 어떻게 하나요?',
    note: '두 번째 배송 지연 문의. 다음 주문에 쿠폰 드리기로 함.',
    greeting: '안녕하세요. 담소 데모입니다. 무엇을 도와드릴까요?',
    category: ['배송', '지연', '교환'],
    ticket: [
      '노트 배송 지연 확인',
      '지난주에 주문한 노트가 아직 도착하지 않음. 주문번호 2026-0042.\n택배사에 확인하고 오늘 안에 회신하기로 함.',
      '택배사에 확인했습니다. 내일 오전에 도착할 예정입니다.',
    ],
    reply: [
      '인사',
      '안녕하세요, {customer}님. {agent}입니다.',
      '배송',
      '주문하신 상품은 오늘 출고되어 내일 도착합니다.',
    ],
  },
  en: {
    question: 'Hello! The notebooks I ordered last week have not arrived.',
    answer: 'Hello 하늘, I am sorry to hear that. What is the order number?',
    number: '2026-0042.',
    promise: 'It left our warehouse this morning and arrives tomorrow: https://example.com/track/2026-0042',
    thanks: 'Great, thank you!',
    phone: '010-2345-6789',
    call: 'You can also call me at 010-2345-6789.',
    praise: 'Quick and kind.',
    second: 'How do I return something?',
    note: 'Second late delivery. Promised a coupon with the next order.',
    greeting: 'Hello, this is Damso Demo. How can we help?',
    category: ['Delivery', 'Delay', 'Exchange'],
    ticket: [
      'Late notebooks',
      'The notebooks ordered last week have not arrived. Order number 2026-0042.\nPromised to ask the carrier and answer today.',
      'We asked the carrier: they arrive tomorrow morning.',
    ],
    reply: ['hello', 'Hello {customer}, this is {agent}.', 'delivery', 'Your order leaves today and arrives tomorrow.'],
  },
} as const;

interface Stage {
  language: Language;
  say: Say;
  url: string;
  wire: Wire;
  /** The administrator, another agent, and three customers. */
  mina: Page;
  jun: Page;
  haneul: Page;
  june: Page;
  late: Page;
}

/** Every screen by its name, in the order of one long story: each goes on from where the one before stopped, and tells its page. */
function screensOf({ language, say, url, wire, mina, jun, haneul, june, late }: Stage) {
  const lines = talk[language];
  const helpCenter = `/help/demo?lang=${language}`;
  const button = (on: Page | FrameLocator | Locator, name: MessageName) =>
    on.getByRole('button', { name: say(name), exact: true });
  const dialogOf = (page: Page) => page.frameLocator('[data-damso] iframe');
  const write = async (on: Page | FrameLocator, text: string) => {
    const composer = on.getByRole('textbox', { name: say('chat_composer'), exact: true });
    await composer.fill(text);
    await composer.press('Enter');
  };
  const openDialog = async (page: Page, origin = url) => {
    await page.goto(origin + helpCenter);
    await page.locator('[data-damso] button').click();
    return dialogOf(page);
  };
  const start = async (page: Page, name: string, text: string) => {
    const dialog = dialogOf(page);
    await dialog.getByLabel(say('consent_name')).fill(name);
    await button(dialog, 'consent_start').click();
    await write(dialog, text);
    await dialog.getByText(text).waitFor();
  };
  const signIn = async (page: Page, email: string, password = 'damso-demo') => {
    await page.goto(url);
    await page.getByLabel(say('sign_in_email')).fill(email);
    await page.getByLabel(say('sign_in_password')).fill(password);
    await button(page, 'sign_in_submit').click();
  };
  const manage = async (section: string) => {
    await mina.goto(`${url}/service/${section}`);
    await mina.getByRole('heading', { level: 1 }).waitFor();
    return mina;
  };
  const fillInquiry = async (form: Page | FrameLocator) => {
    await form.getByLabel(say('inquiry_type')).selectOption({ index: 2 });
    await form.getByLabel(say('inquiry_email')).fill('haneul@example.com');
    await form.getByLabel(say('inquiry_subject')).fill(lines.second);
    await form.getByLabel(say('inquiry_content')).fill(lines.question);
    await form.getByLabel(say('inquiry_agree')).check();
    await button(form, 'inquiry_submit').click();
    await form.getByText(/D-\d{4}-\d{6}/).waitFor();
  };
  /** Says something to the API as the agent of a page; answers the id of what came. */
  const tell = async (page: Page, query: string, variables?: object): Promise<string | undefined> =>
    Object.values(await ask<Record<string, { id?: string }>>(url, page, query, variables))[0]?.id;
  const set = (input: object) =>
    tell(mina, 'mutation ($input: SaveChatSettingsInput!) { saveChatSettings(input: $input) { __typename } }', {
      input,
    });
  const online = (page: Page) => tell(page, 'mutation { setAvailability(availability: ONLINE) { __typename } }');
  const pick = (name: string) =>
    mina
      .getByRole('list', { name: say('desk_list') })
      .getByRole('button', { name })
      .click();
  const masked = () => mina.getByRole('button', { name: say('mask_name', { count: lines.phone.length }) });
  const endAt = async (on: Page | FrameLocator, name: MessageName) => {
    await button(on, name).click();
    await on.getByRole('alertdialog').waitFor();
  };

  const screens: Record<string, () => Promise<Page>> = {
    'sign-in': async () => {
      await mina.goto(url);
      await button(mina, 'sign_in_submit').waitFor();
      return mina;
    },
    'sign-in-refused': async () => {
      await signIn(mina, 'mina@demo.test', 'wrong');
      await mina.getByText(say('sign_in_invalid')).waitFor();
      return mina;
    },
    presence: async () => {
      await signIn(mina, 'mina@demo.test');
      await mina.getByRole('listitem').filter({ hasText: '소라' }).waitFor();
      return mina;
    },
    'account-menu': async () => {
      await mina.getByRole('button', { name: say('account_menu', { name: '민아' }) }).click();
      await mina.getByRole('menuitemradio').first().waitFor();
      return mina;
    },
    shortcuts: async () => {
      await mina.keyboard.press('Escape');
      await mina.keyboard.press('?');
      await mina.getByRole('dialog').waitFor();
      return mina;
    },
    'desk-offline': async () => {
      await mina.goto(`${url}/desk`);
      await mina.getByText(say('desk_empty_offline_title')).waitFor();
      return mina;
    },
    'history-none-yet': async () => {
      await mina.goto(`${url}/history`);
      await mina.getByText(say('history_empty_title')).waitFor();
      return mina;
    },
    'help-center': async () => {
      await haneul.goto(url + helpCenter);
      await haneul.locator('[data-damso] button').waitFor();
      return haneul;
    },
    inquiry: async () => {
      await haneul.goto(`${url}/help/demo/inquiry?lang=${language}`);
      return haneul;
    },
    'inquiry-flawed': async () => {
      await haneul.getByLabel(say('inquiry_email')).fill('haneul@');
      await haneul.getByLabel(say('files_label')).setInputFiles([receipt, webPage]);
      await button(haneul, 'inquiry_submit').click();
      await haneul.getByText(say('inquiry_missing')).first().waitFor();
      return haneul;
    },
    'inquiry-sent': async () => {
      await fillInquiry(haneul);
      return haneul;
    },
    'look-up': async () => {
      const address = await haneul.getByLabel(say('receipt_address')).inputValue();
      await haneul.goto(`${url}/help/demo/inquiries?lang=${language}`);
      await haneul.getByLabel(say('inquiries_code')).fill(address);
      return haneul;
    },
    'look-up-wrong': async () => {
      const address = await haneul.getByLabel(say('inquiries_code')).inputValue();
      await haneul.getByLabel(say('inquiries_code')).fill(`${address}x`);
      await button(haneul, 'inquiries_open').click();
      await haneul.getByText(say('inquiries_code_wrong')).waitFor();
      await haneul.getByLabel(say('inquiries_code')).fill(address);
      return haneul;
    },
    'look-up-answered': async () => {
      await button(haneul, 'inquiries_open').click();
      await haneul.getByText(say('inquiries_no_answer')).waitFor();
      const id = await haneul.locator('input[name=ticketId]').inputValue();
      await tell(
        mina,
        'mutation ($id: ID!, $t: String!) { addTicketComment(input: { ticketId: $id, key: "a", text: $t }) { __typename } }',
        { id, t: lines.promise },
      );
      await haneul.getByLabel(say('inquiries_add_text')).fill(lines.thanks);
      await button(haneul, 'inquiries_add_submit').click();
      await haneul.getByText(lines.thanks).waitFor();
      return haneul;
    },
    'help-center-unknown': async () => {
      await haneul.goto(`${url}/help/nowhere?lang=${language}`);
      return haneul;
    },
    'dialog-absent': async () => {
      await button(await openDialog(haneul), 'absent_inquiry').waitFor();
      return haneul;
    },
    'dialog-inquiry': async () => {
      await button(dialogOf(haneul), 'absent_inquiry').click();
      await button(dialogOf(haneul), 'inquiry_submit').waitFor();
      return haneul;
    },
    'dialog-inquiry-sent': async () => {
      await fillInquiry(dialogOf(haneul));
      return haneul;
    },
    'dialog-closed': async () => {
      const day = (new Date().getUTCDay() + 1) % 7 || 7;
      await set({ hours: { timeZone: 'UTC', holidays: [], week: [{ day, from: '09:00', to: '18:00' }] } });
      const dialog = await openDialog(late);
      await dialog.getByRole('heading', { name: say('dialog_closed') }).waitFor();
      return late;
    },
    'service-chat': async () => manage('chat'),
    'service-chat-unsaved': async () => {
      await mina.getByRole('button', { name: say('holiday_add') }).click();
      await button(mina, 'save').click();
      await mina.getByText(say('holiday_date_missing')).waitFor();
      return mina;
    },
    'leave-unsaved': async () => {
      await mina.getByRole('link', { name: say('contract_title') }).click();
      await mina.getByRole('alertdialog').waitFor();
      return mina;
    },
    'service-contract': async () => {
      await button(mina, 'leave_confirm').click();
      await mina.getByRole('switch').first().waitFor();
      return mina;
    },
    'service-help-center': () => manage('help-center'),
    'service-agents': async () => {
      await set({ hours: null, seats: 2, greeting: { [language]: lines.greeting } });
      return manage('agents');
    },
    'service-agents-invite': async () => {
      await button(mina, 'invite_agent').click();
      await mina.getByLabel(say('invite_email'), { exact: true }).fill('sol@example.com');
      await mina.getByLabel(say('invite_name'), { exact: true }).fill('솔');
      return mina;
    },
    'service-agents-invited': async () => {
      await button(mina, 'invite_submit').click();
      await mina.getByLabel(say('invitation_link'), { exact: true }).waitFor();
      return mina;
    },
    invitation: async () => {
      await jun.goto(await mina.getByLabel(say('invitation_link'), { exact: true }).inputValue());
      await jun.getByLabel(say('sign_in_password')).first().waitFor();
      return jun;
    },
    'invitation-over': async () => {
      await jun.goto('about:blank');
      await jun.goto(`${url}/invitation#nobody`);
      await jun.getByText(say('invitation_invalid_title')).waitFor();
      return jun;
    },
    'service-agents-changes': () => manage('agents/changes'),
    'service-categories-none': () => manage('categories'),
    'service-categories': async () => {
      const add = (name: string, parentId?: string) =>
        tell(mina, 'mutation ($input: SaveCategoryInput!) { saveCategory(input: $input) { ... on Category { id } } }', {
          input: { name, parentId },
        });
      const [delivery, delay, exchange] = lines.category;
      await add(delay, await add(delivery));
      await add(exchange);
      await manage('categories');
      await mina.getByText(delay, { exact: true }).first().waitFor();
      return mina;
    },
    'service-inquiry-types': async () => {
      await manage('inquiry-types');
      await mina.getByText(say('inquiry_types_for_agents'), { exact: true }).waitFor();
      return mina;
    },
    'service-inquiry-type': async () => {
      await button(mina, 'inquiry_types_add').click();
      await button(mina, 'tree_submit').click();
      await mina.getByText(say('tree_names_missing')).waitFor();
      return mina;
    },
    'service-api-keys-none': () => manage('api-keys'),
    'service-api-key': async () => {
      await button(mina, 'api_key_create').click();
      await mina.getByLabel(say('api_key_name'), { exact: true }).fill(language === 'ko' ? '배송 봇' : 'Delivery bot');
      await mina.getByRole('checkbox', { name: 'chats:write' }).check();
      return mina;
    },
    'service-api-keys': async () => {
      await button(mina, 'api_key_submit').click();
      await mina.getByLabel(say('api_key_secret'), { exact: true }).waitFor();
      // The secret is in no picture.
      await mina.keyboard.press('Escape');
      await mina.getByText(say('api_key_never_used')).first().waitFor();
      return mina;
    },
    'service-canned-replies-none': () => manage('canned-replies'),
    'service-canned-reply': async () => {
      await button(mina, 'canned_add').click();
      await mina.getByLabel(say('canned_shortcut')).fill(lines.reply[0]);
      await mina.getByLabel(say('canned_body'), { exact: true }).fill(lines.reply[1]);
      return mina;
    },
    'service-canned-replies': async () => {
      await button(mina, 'save').click();
      await mina.getByText(`/${lines.reply[0]}`).first().waitFor();
      const input = { shortcut: lines.reply[2], body: lines.reply[3] };
      await tell(
        mina,
        'mutation ($input: SaveCannedReplyInput!) { saveCannedReply(input: $input) { ... on CannedReply { id } } }',
        { input },
      );
      await manage('canned-replies');
      await mina.getByText(`/${lines.reply[2]}`).first().waitFor();
      return mina;
    },
    'desk-online': async () => {
      await mina.goto(`${url}/desk`);
      await online(mina);
      await mina.getByText(say('presence_assignable')).first().waitFor();
      return mina;
    },
    'help-center-online': async () => {
      await haneul.goto(wire.url + helpCenter);
      await haneul.locator(`[data-damso] button[aria-label*="${say('dialog_available')}"]`).waitFor();
      return haneul;
    },
    'dialog-consent': async () => {
      await button(await openDialog(haneul, wire.url), 'consent_start').waitFor();
      return haneul;
    },
    'dialog-requested': async () => {
      await start(haneul, '김하늘', lines.question);
      return haneul;
    },
    'desk-requested': async () => {
      await button(await openDialog(june), 'consent_start').waitFor();
      await start(june, 'June Park', lines.second);
      await mina.getByText(lines.second).first().waitFor();
      return mina;
    },
    'console-requested': async () => {
      await mina.goto(url);
      await mina
        .getByRole('button', { name: `${say('widget_open')}, ${say('widget_requests', { count: 2 })}` })
        .waitFor();
      return mina;
    },
    'desk-over-page': async () => {
      await mina
        .getByRole('button', { name: `${say('widget_open')}, ${say('widget_requests', { count: 2 })}` })
        .click();
      await mina.getByRole('list', { name: say('desk_list') }).waitFor();
      return mina;
    },
    'dialog-busy': async () => {
      await button(await openDialog(late), 'consent_start').waitFor();
      return late;
    },
    'dialog-waiting': async () => {
      await start(late, '', lines.second);
      await late
        .frameLocator('[data-damso] iframe')
        .getByText(say('waiting_position', { position: 1 }))
        .waitFor();
      return late;
    },
    'dialog-waiting-leave': async () => {
      await endAt(dialogOf(late), 'waiting_leave');
      return late;
    },
    'dialog-waiting-left': async () => {
      await button(dialogOf(late), 'waiting_leave').last().click();
      await button(dialogOf(late), 'ended_new').waitFor();
      return late;
    },
    'desk-conversation': async () => {
      await mina.goto(`${url}/desk`);
      await pick('김하늘');
      await write(mina, lines.answer);
      await write(dialogOf(haneul), lines.number);
      await mina.getByText(lines.number).first().waitFor();
      await write(mina, lines.promise);
      const panel = mina.getByRole('form', { name: say('info_form') });
      await panel.getByLabel(say('info_email')).fill('haneul@example.com');
      await panel.getByRole('combobox').fill(lines.category[1]);
      await mina.getByRole('option', { name: lines.category[1] }).click();
      await haneul.bringToFront();
      await dialogOf(haneul).getByRole('textbox').pressSequentially(lines.thanks.slice(0, 2));
      await mina.bringToFront();
      await mina.getByText(say('chat_typing', { name: '김하늘' })).waitFor();
      return mina;
    },
    'dialog-conversation': async () => {
      await dialogOf(haneul).getByText(lines.promise.slice(0, 20)).waitFor();
      return haneul;
    },
    'desk-suggestion': async () => {
      await write(dialogOf(haneul), lines.call);
      await mina.getByRole('button', { name: lines.phone, exact: true }).waitFor();
      return mina;
    },
    'desk-shield': async () => {
      // A word of it, as a double click selects it.
      await mina
        .getByText(lines.question)
        .last()
        .dblclick({ position: { x: 20, y: 8 } });
      await mina.getByRole('toolbar').waitFor();
      return mina;
    },
    'desk-masked': async () => {
      await mina.evaluate(() => getSelection()?.removeAllRanges());
      await mina.getByRole('button', { name: lines.phone, exact: true }).focus();
      await mina.keyboard.press('m');
      await masked().waitFor();
      return mina;
    },
    'dialog-masked': async () => {
      await dialogOf(haneul).getByText('*************').waitFor();
      return haneul;
    },
    'desk-mask-question': async () => {
      await masked().click();
      await mina.getByRole('dialog', { name: say('mask_ask_title') }).waitFor();
      return mina;
    },
    'dialog-failed-send': async () => {
      await mina.keyboard.press('Escape');
      wire.cut();
      await write(dialogOf(haneul), lines.thanks);
      await button(dialogOf(haneul), 'chat_retry').waitFor();
      return haneul;
    },
    'desk-info': async () => {
      wire.mend();
      await dialogOf(haneul).getByText(say('chat_waiting')).waitFor({ state: 'detached' });
      await mina.setViewportSize({ width: 390, height: 844 });
      await button(mina, 'desk_info_show').click();
      return mina;
    },
    'desk-canned-replies': async () => {
      await mina.setViewportSize({ width: 390, height: 844 });
      await button(mina, 'desk_info_hide').click();
      await mina.getByRole('textbox', { name: say('chat_composer'), exact: true }).pressSequentially('/');
      await mina.getByRole('option').first().waitFor();
      return mina;
    },
    'desk-note': async () => {
      await mina.getByRole('textbox', { name: say('chat_composer'), exact: true }).fill('');
      await button(mina, 'internal_note_write').click();
      const note = mina.getByRole('textbox', { name: say('internal_note_label') });
      await note.fill(lines.note);
      await note.press('Enter');
      await mina.getByRole('note').waitFor();
      return mina;
    },
    'desk-transfer': async () => {
      await signIn(jun, 'jun@demo.test');
      await jun.getByRole('link', { name: say('nav_desk'), exact: true }).click();
      await online(jun);
      await button(mina, 'transfer_open').click();
      await mina.getByRole('radio').first().click();
      return mina;
    },
    'desk-end': async () => {
      await mina.keyboard.press('Escape');
      await endAt(mina, 'desk_end');
      return mina;
    },
    'desk-rating-requested': async () => {
      await mina.keyboard.press('Escape');
      await button(mina, 'rating_ask').click();
      await mina.getByRole('log').getByText(say('rating_question')).waitFor();
      return mina;
    },
    'dialog-rating-requested': async () => {
      await button(dialogOf(haneul).getByRole('log'), 'rating').waitFor();
      return haneul;
    },
    'dialog-rating': async () => {
      await button(dialogOf(haneul).getByRole('log'), 'rating').click();
      await button(dialogOf(haneul), 'rating_satisfied').click();
      await dialogOf(haneul).getByLabel(say('rating_comment')).fill(lines.praise);
      return haneul;
    },
    'dialog-rated': async () => {
      await button(dialogOf(haneul), 'rating_send').click();
      await dialogOf(haneul).getByText(say('rating_thanks')).waitFor();
      return haneul;
    },
    'desk-rated': async () => {
      await mina.getByText(lines.praise).filter({ visible: true }).last().waitFor();
      return mina;
    },
    'dialog-end': async () => {
      await button(dialogOf(haneul), 'absent_close').click();
      await endAt(dialogOf(haneul), 'end_chat');
      return haneul;
    },
    'dialog-ended': async () => {
      await button(dialogOf(haneul), 'end_confirm').last().click();
      await button(dialogOf(haneul), 'ended_new').waitFor();
      return haneul;
    },
    'desk-ended': async () => {
      await button(mina, 'internal_note_write').click();
      await mina.getByText(say('desk_ended_banner')).waitFor();
      return mina;
    },
    history: async () => {
      await mina.goto(`${url}/history`);
      await mina.getByRole('link', { name: /June Park/ }).waitFor();
      return mina;
    },
    'history-filtered': async () => {
      await mina.goto(`${url}/history?processed=yes&period=today`);
      await mina.getByRole('link', { name: /김하늘/ }).waitFor();
      return mina;
    },
    'history-nothing': async () => {
      await mina.goto(`${url}/history?period=dates&from=2020-01-01&to=2020-01-31`);
      await mina.getByText(say('history_not_found_title')).waitFor();
      return mina;
    },
    transcript: async () => {
      await mina.goto(`${url}/history`);
      await mina.getByRole('link', { name: /김하늘/ }).click();
      await mina.getByText(lines.number).waitFor();
      return mina;
    },
    'ticket-create-flawed': async () => {
      await button(mina, 'ticket_create').click();
      await button(mina, 'ticket_create_submit').click();
      await mina.getByText(say('ticket_create_missing_type')).waitFor();
      return mina;
    },
    'ticket-create': async () => {
      const dialog = mina.getByRole('dialog', { name: say('ticket_create') });
      await dialog.getByRole('combobox', { name: say('ticket_type') }).click();
      await mina.getByRole('listbox').getByRole('option').nth(1).click();
      await dialog.getByLabel(say('ticket_title_field'), { exact: true }).fill(lines.ticket[0]);
      await dialog.getByLabel(say('ticket_content'), { exact: true }).fill(lines.ticket[1]);
      await dialog.getByLabel(say('ticket_priority')).selectOption('HIGH');
      return mina;
    },
    'ticket-created': async () => {
      await button(mina, 'ticket_create_submit').click();
      await mina.getByText(say('ticket_created_title')).waitFor();
      return mina;
    },
    'transcript-tickets': async () => {
      await button(mina, 'ticket_create_close').last().click();
      await mina.getByRole('list', { name: say('ticket_create_existing') }).waitFor();
      return mina;
    },
    tickets: async () => {
      await mina.goto(`${url}/tickets?view=all`);
      await mina.getByRole('link', { name: lines.ticket[0] }).waitFor();
      return mina;
    },
    'tickets-unassigned': async () => {
      await mina.goto(`${url}/tickets?view=unassigned`);
      await mina.getByRole('link', { name: lines.second }).first().waitFor();
      return mina;
    },
    'tickets-nothing': async () => {
      await mina.goto(`${url}/tickets?status=closed`);
      await mina.getByText(say('ticket_not_found_title')).waitFor();
      return mina;
    },
    'ticket-new': async () => {
      await mina.goto(`${url}/tickets`);
      await button(mina, 'ticket_new').click();
      await mina.getByRole('dialog', { name: say('ticket_create') }).waitFor();
      return mina;
    },
    ticket: async () => {
      await mina.keyboard.press('Escape');
      await mina.getByRole('link', { name: lines.ticket[0] }).click();
      await mina.getByRole('textbox', { name: say('ticket_reply_label') }).fill(lines.ticket[2]);
      await mina.getByLabel(say('ticket_send_status')).selectOption('PENDING');
      await button(mina, 'ticket_send_reply').click();
      await mina.getByText(say('ticket_sent')).waitFor();
      return mina;
    },
    'ticket-note': async () => {
      await mina.getByRole('radio', { name: say('ticket_write_note') }).check();
      await mina.getByRole('textbox', { name: say('ticket_note_label') }).fill(lines.note);
      await mina.keyboard.press('Control+Enter');
      await mina.getByText(say('ticket_sent')).waitFor();
      return mina;
    },
    'ticket-conversation': async () => {
      await button(mina, 'ticket_conversation_show').click();
      await masked().waitFor();
      return mina;
    },
    customers: async () => {
      await mina.goto(`${url}/customers`);
      await mina.getByRole('link', { name: /June Park/ }).waitFor();
      return mina;
    },
    'customers-nothing': async () => {
      await mina.getByRole('searchbox').fill('nobody@example.com');
      await mina.getByText(say('customers_not_found_title')).waitFor();
      return mina;
    },
    customer: async () => {
      const same = `mutation ($id: ID!) { saveCustomer(input: { customerId: $id, email: "haneul@example.com" }) { ... on Customer { id } } }`;
      await button(mina, 'customers_reset').click();
      const links = mina.locator('main a[href^="/customers/"]');
      await links.nth(1).waitFor();
      for (const link of await links.all()) {
        await tell(mina, same, { id: (await link.getAttribute('href'))!.replace('/customers/', '') });
      }
      await mina.getByRole('link', { name: /김하늘/ }).click();
      await mina.getByRole('region', { name: say('customer_same') }).waitFor();
      await mina.getByRole('list', { name: say('customer_chats') }).waitFor();
      return mina;
    },
    'customer-merge': async () => {
      await button(mina, 'customer_merge_open').click();
      await mina.getByRole('dialog').getByRole('searchbox').fill('June');
      await mina.getByRole('radio').first().waitFor();
      return mina;
    },
    'customer-merged': async () => {
      await mina.getByRole('radio').first().click();
      await mina
        .getByRole('dialog')
        .getByRole('button', { name: say('customer_merge'), exact: true })
        .click();
      await mina.getByRole('list', { name: say('customer_records') }).waitFor();
      return mina;
    },
    'customer-erase': async () => {
      await button(mina, 'customer_erase').click();
      await button(mina, 'customer_erase_submit').click();
      await mina.getByText(say('customer_erase_wrong')).waitFor();
      return mina;
    },
    account: async () => {
      await mina.goto(`${url}/account`);
      await mina.getByText('mina@demo.test').waitFor();
      return mina;
    },
    'service-masking': () => manage('masking'),
    'service-audit': async () => {
      await manage('audit');
      await mina.getByRole('listitem').filter({ hasText: '김하늘' }).first().waitFor();
      return mina;
    },
    'not-found': async () => {
      await mina.goto(`${url}/nowhere`);
      await mina.getByRole('heading').first().waitFor();
      return mina;
    },
  };
  return screens;
}

/** A screen in every width and theme. */
async function shoot(page: Page, name: string): Promise<string[]> {
  const files: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: width > 1_000 ? 900 : 844 });
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.waitForFunction(() => !document.querySelector('.animate-pulse'));
      files.push(`${name}-${width}-${theme}.png`);
      await page.screenshot({ path: join(folder, files.at(-1)!), animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 1_440, height: 900 });
  return files;
}

async function pageIn(browser: Browser, language: Language): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    locale: localeOf[language],
    viewport: { width: 1_440, height: 900 },
  });
  context.setDefaultTimeout(patience);
  return context.newPage();
}

async function takeAll(browser: Browser, language: Language): Promise<string[][]> {
  const product = await Product.start();
  const wire = await Wire.to(product.port);
  const page = () => pageIn(browser, language);
  const [mina, jun, haneul, june, late] = [await page(), await page(), await page(), await page(), await page()];
  const rows: string[][] = [];
  try {
    const stage = { language, say: wordsOf(language), url: product.url, wire, mina, jun, haneul, june, late };
    for (const [name, bringUp] of Object.entries(screensOf(stage))) {
      const shown = await bringUp();
      await shown.bringToFront();
      if (language === 'en' && name === 'dialog-conversation') await takeForReadme({ desk: mina, dialog: haneul });
      rows.push(await shoot(shown, `${language}/${name}`));
      console.log(`${language}: ${name}`);
    }
  } finally {
    await wire.close();
    for (const each of [mina, jun, haneul, june, late]) await each.context().close();
    await product.stop();
  }
  return rows;
}

async function takeForReadme(pages: Record<'desk' | 'dialog', Page>): Promise<void> {
  for (const [name, page] of Object.entries(pages)) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1_280, height: 720 });
    await page.screenshot({ path: join(docs, `${name}.png`), animations: 'disabled' });
  }
}

/** A page to look through them all: one row for each screen. */
function indexOf(rows: string[][]): string {
  const row = (files: string[]) =>
    `<h2>${dirname(files[0]!)}/${files[0]!.replace(/.*\/|-\d+-light\.png/g, '')}</h2>\n<p>${files
      .map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy" height="420"></a>`)
      .join('\n')}</p>`;
  return `<!doctype html><meta charset="utf-8"><title>Damso: every screen</title>
<style>body{font-family:system-ui;margin:24px}p{display:flex;gap:12px;overflow-x:auto}img{border:1px solid #8888}</style>
<h1>Every screen</h1>
${rows.map(row).join('\n')}
`;
}

// `npm run screenshots en` takes those of one language.
const wanted = languages.filter((language) => process.argv.length === 2 || process.argv.includes(language));
for (const language of wanted) {
  await rm(join(folder, language), { recursive: true, force: true });
  await mkdir(join(folder, language), { recursive: true });
}
const browser = await launchBrowser();
try {
  const rows: string[][] = [];
  for (const language of wanted) rows.push(...(await takeAll(browser, language)));
  await writeFile(join(folder, 'index.html'), indexOf(rows));
  console.log(`${rows.flat().length} pictures: ${join(folder, 'index.html')}`);
} finally {
  await browser.close();
}
