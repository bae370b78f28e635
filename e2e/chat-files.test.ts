import sharp from 'sharp';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { pdf } from '../api/test/file-samples.ts';
import { heicPhoto } from '../api/test/heic-samples.ts';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, signIn, soon } from './people.ts';
import { consoleOf } from './product.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';
import { languages, localeOf, wordsOf } from './words.ts';

openStage();

const isLoaded = (image: Locator) =>
  image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0);

/** A file as it comes by paste or is dropped, which no browser lets a program do whole. */
async function bring(how: 'paste' | 'drop', into: Locator, name: string, type: string, content: Buffer): Promise<void> {
  await into.evaluate(
    (place, file) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(file.content)], file.name, { type: file.type }));
      const way = { bubbles: true, cancelable: true };
      place.dispatchEvent(
        file.how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...way })
          : new DragEvent('drop', { dataTransfer: data, ...way }),
      );
    },
    { how, name, type, content: [...content] },
  );
}

test('a customer on a phone sends a picture, the agent sees it where its place was and answers with a file', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`, {
    viewport: { width: 390, height: 844 },
  });
  await customer.launcher.click();
  await customer.agree();
  await customer.say('Hello?');
  await mina.list.getByRole('button').first().click();
  // By the service's setting, customers may once they were answered.
  const add = customer.dialog.getByRole('button', { name: 'Attach files' });
  await customer.log.getByText('Hello?').waitFor();
  expect(await add.count()).toBe(0);
  await mina.say('Please send a photo.');
  await add.waitFor();

  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#c2410c' } })
    .jpeg()
    .toBuffer();
  await customer.dialog
    .locator('form input[type=file]')
    .setInputFiles({ name: 'broken cup.jpg', mimeType: 'image/jpeg', buffer: photo });
  const chosen = customer.dialog.getByRole('list', { name: 'Files to attach' });
  await chosen.getByText('Uploaded').waitFor();
  const frame = customer.page.frames().find((each) => each.url().includes('/widget/'))!;
  expect(await violationsIn(frame)).toEqual([]);

  // The agent's browser gets the picture late: what stands below it has its place already.
  let show = (): void => {};
  const held = new Promise<void>((resolve) => (show = resolve));
  await mina.page.route(/\/files\/|thumbnail/, async (route) => {
    await held;
    await route.continue();
  });
  await customer.say('It came like this.');
  const shown = mina.log.getByRole('img', { name: /^Photo: .*broken cup\.jpg/ });
  await shown.waitFor({ state: 'attached' });
  const caption = mina.log.getByText('It came like this.');
  const before = await caption.boundingBox();
  expect(await isLoaded(shown)).toBe(false);
  show();
  await soon(() => isLoaded(shown)).toBe(true);
  expect(await caption.boundingBox()).toEqual(before);
  expect(await shown.boundingBox()).toMatchObject({ width: 240, height: 180 });
  await soon(() => isLoaded(customer.log.getByRole('img', { name: /^Photo: .*broken cup\.jpg/ }))).toBe(true);

  // Without a word, by paste.
  await bring('paste', mina.composer, 'return label.pdf', 'application/pdf', pdf);
  await mina.page.getByRole('list', { name: 'Files to attach' }).getByText('Uploaded').waitFor();
  await mina.page.getByRole('button', { name: 'Send', exact: true }).click();
  await customer.log.getByText('return label.pdf').waitFor();
  await soon(() => mina.list.getByRole('button').first().innerText()).toContain('File');
  expect(await customer.words()).not.toContain('');
  expect(await violationsIn(frame)).toEqual([]);
  expect(await violationsIn(mina.page.mainFrame())).toEqual([]);
  const saved = customer.page.waitForEvent('download');
  await customer.log.getByText('return label.pdf').click();
  expect((await saved).suggestedFilename()).toBe('return label.pdf');
  expect(customer.complaints).toEqual([]);

  // All of it is there after a reload.
  await customer.page.reload();
  await mina.page.reload();
  await mina.list.getByRole('button').first().click();
  for (const log of [customer.log, mina.log]) {
    await log.getByText('return label.pdf').waitFor();
    await soon(() => isLoaded(log.getByRole('img', { name: /^Photo: .*broken cup\.jpg/ }))).toBe(true);
  }

  // What an agent chose is, too, as long as the chat is theirs.
  const chosenFiles = mina.page.getByRole('list', { name: 'Files to attach' });
  await bring('drop', mina.log, 'too late.pdf', 'application/pdf', pdf);
  await chosenFiles.getByText('Uploaded').waitFor();
  await mina.page.reload();
  await mina.list.getByRole('button').first().click();
  await chosenFiles.getByText('too late.pdf').waitFor();
  const kept = () =>
    mina.page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('.files.')).length);
  expect(await kept()).toBe(1);
  await mina.page.getByRole('button', { name: 'End chat' }).click();
  await mina.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await chosenFiles.waitFor({ state: 'detached' });
  await mina.page.reload();
  await soon(kept).toBe(0);
});

test('a picture opens large in the desk, the dialog and the history, by keyboard, pointer and touch', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await customer.launcher.click();
  await customer.agree('Large');
  await customer.say('Look at this.');
  await mina.pick(/Large/);
  await mina.say('Please send photos.');
  const picture = (name: string, background: string) =>
    sharp({ create: { width: 1600, height: 1200, channels: 3, background } })
      .jpeg()
      .toBuffer()
      .then((buffer) => ({ name, mimeType: 'image/jpeg', buffer }));
  const field = customer.dialog.locator('form input[type=file]');
  await field.waitFor({ state: 'attached' });
  await field.setInputFiles(await Promise.all([picture('front.jpg', '#c2410c'), picture('back.jpg', '#1d4ed8')]));
  await soon(() => customer.dialog.getByText('Uploaded').count()).toBe(2);
  await customer.dialog.getByRole('button', { name: 'Send', exact: true }).click();

  // The keyboard: open, on to the next, closer, along, whole again, back to where it was.
  const opener = mina.log.getByRole('button', { name: 'Open photo: front.jpg' });
  await opener.press('Enter');
  const viewer = mina.page.getByRole('dialog', { name: 'Photo', exact: true });
  const large = viewer.getByRole('img');
  await soon(() => isLoaded(large)).toBe(true);
  await viewer.getByText('1 of 2').waitFor();
  expect(await large.getAttribute('alt')).toBe('front.jpg');
  expect(await violationsIn(mina.page.mainFrame())).toEqual([]);
  await mina.page.keyboard.press('ArrowRight');
  await viewer.getByText('2 of 2').waitFor();
  await soon(() => isLoaded(large)).toBe(true);
  expect(await large.getAttribute('alt')).toBe('back.jpg');
  const width = async () => Math.round((await large.boundingBox())!.width);
  const whole = await width();
  await mina.page.keyboard.press('+');
  await soon(width).toBeGreaterThan(whole);
  await mina.page.keyboard.press('ArrowRight');
  // It moved, and is the same picture.
  await viewer.getByText('2 of 2').waitFor();
  await mina.page.keyboard.press('0');
  await soon(width).toBe(whole);
  await large.hover();
  await mina.page.mouse.wheel(0, -400);
  await soon(width).toBeGreaterThan(whole);
  await mina.page.keyboard.press('-');
  await mina.page.keyboard.press('0');
  const download = mina.page.waitForEvent('download');
  await viewer.getByRole('link', { name: 'Download photo' }).click();
  expect((await download).suggestedFilename()).toBe('back.jpg');
  await mina.page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  // Escape closed that and not the conversation.
  await mina.composer.waitFor();

  // A finger.
  await customer.log.getByRole('button', { name: 'Open photo: front.jpg' }).tap();
  const held = customer.dialog.getByRole('dialog', { name: 'Photo', exact: true });
  const shown = held.getByRole('img');
  await soon(() => isLoaded(shown)).toBe(true);
  await soon(() => held.getByRole('status').count()).toBe(0);
  const { x, y, width: across } = (await shown.boundingBox())!;
  expect([x, across]).toEqual([0, 390]);
  const frame = customer.page.frames().find((each) => each.url().includes('/widget/'))!;
  expect(await violationsIn(frame)).toEqual([]);
  const touch = await customer.context.newCDPSession(customer.page);
  const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: number[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      // They rest before they are lifted: what is flung swallows the tap that stops it.
      timestamp: Date.now() / 1000 + (type === 'touchEnd' ? 0.5 : 0),
      touchPoints: points.map((at, id) => ({ x: at, y: y + 40, id })),
    });
  await fingers('touchStart', 180, 210);
  await fingers('touchMove', 100, 290);
  await fingers('touchEnd');
  await soon(async () => (await shown.boundingBox())!.width).toBeGreaterThan(390);
  await shown.evaluate((image) => image.closest('dialog')!.querySelector<HTMLElement>('button')!.focus());
  await customer.page.keyboard.press('0');
  await soon(async () => (await shown.boundingBox())!.width).toBe(390);
  await fingers('touchStart', 300);
  await fingers('touchMove', 200);
  await fingers('touchMove', 100);
  await fingers('touchEnd');
  await held.getByText('2 of 2').waitFor();
  await soon(() => isLoaded(shown)).toBe(true);
  const saved = customer.page.waitForEvent('download');
  await held.getByRole('button', { name: 'Download photo' }).tap();
  expect((await saved).suggestedFilename()).toBe('back.jpg');
  await held.getByRole('button', { name: 'Close photo' }).tap();
  await held.waitFor({ state: 'detached' });
  await customer.composer.waitFor();
  expect(customer.complaints).toEqual([]);

  // Afterwards.
  await mina.page.getByRole('link', { name: 'Chat history' }).click();
  await mina.page.getByRole('link', { name: /Large/ }).first().click();
  await mina.log.getByRole('button', { name: 'Open photo: back.jpg' }).click();
  await viewer.getByText('2 of 2').waitFor();
  await soon(() => isLoaded(large)).toBe(true);
  await viewer.getByRole('button', { name: 'Previous photo' }).click();
  await viewer.getByText('1 of 2').waitFor();
  await viewer.getByRole('button', { name: 'Close photo' }).click();
  await viewer.waitFor({ state: 'detached' });
});

test.each(languages)(
  'in %s, files are dropped, taken back and tried again, and wait for a network over a reload',
  async (language) => {
    const say = wordsOf(language);
    const locale = localeOf[language];
    const wire = await Wire.to(product.port);
    const agentContext = await browser.newContext({ locale });
    const agent = await agentContext.newPage();
    const address = consoleOf(product.url);
    await signIn(agentContext, address, 'mina');
    await agent.goto(new URL('/desk', address).href);
    await ask(address, agentContext, 'mutation { setAvailability(availability: ONLINE) { __typename } }');

    const customer = await CustomerPage.at(browser, `${wire.url}/help/${service}?lang=${language}`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      locale,
    });
    const { dialog, log } = customer;
    const composer = dialog.getByRole('textbox', { name: say('chat_composer') });
    const send = dialog.getByRole('button', { name: say('chat_send'), exact: true });
    await customer.launcher.tap();
    const name = `Files ${language}`;
    await dialog.getByLabel(say('consent_name')).fill(name);
    await dialog.getByRole('button', { name: say('consent_start') }).tap();
    await composer.fill('1');
    await send.tap();
    // It lies on the desk, and nobody has opened it.
    const mark = (of: Locator) => of.locator('.mark').last().innerText();
    await soon(() => mark(log)).toBe(say('chat_delivered'));
    const deskLog = agent.getByRole('log');
    await agent
      .getByRole('list', { name: say('desk_list') })
      .getByRole('button', { name })
      .click();
    await soon(() => mark(log)).toBe(say('chat_read'));
    const answer = agent.getByRole('textbox', { name: say('chat_composer') });
    await answer.fill('2');
    await answer.press('Enter');

    // Dropped beside the composer; one is taken back, and another finds no way until after a reload.
    const chosen = dialog.getByRole('list', { name: say('file_list') });
    const ready = () => chosen.getByText(say('file_ready'), { exact: true }).count();
    await dialog.getByRole('button', { name: say('file_add') }).waitFor();
    await bring('drop', log, 'a.pdf', 'application/pdf', pdf);
    await bring('drop', log, 'b.pdf', 'application/pdf', pdf);
    await soon(ready).toBe(2);
    await chosen.getByRole('button', { name: say('file_remove', { name: 'a.pdf' }) }).tap();
    await soon(() => chosen.getByRole('listitem').count()).toBe(1);
    await customer.context.route('**/files', (route) => route.abort());
    const photo = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#15803d' } })
      .jpeg()
      .toBuffer();
    const camera = dialog.locator('form input[type=file]');
    expect(await camera.getAttribute('accept')).toContain('image/jpeg');
    await camera.setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
    await chosen.getByText(say('file_refused_unreachable')).waitFor();
    const frame = () => customer.page.frames().find((each) => each.url().includes('/widget/'))!;
    expect(await violationsIn(frame())).toEqual([]);
    await customer.context.unroute('**/files');
    await customer.page.reload();
    await soon(ready).toBe(2);

    // The server takes no message for a while, and the page is loaded anew meanwhile.
    await customer.context.route(/\/graphql/, (route) =>
      route.request().postData()?.includes('sendMessage') ? route.abort() : route.continue(),
    );
    await send.tap();
    await log.getByText(say('chat_waiting')).waitFor();
    await customer.page.reload();
    await log.getByText(say('chat_waiting')).waitFor();
    await log.getByText('photo.jpg').waitFor();
    await customer.context.unroute(/\/graphql/);
    const shown = (of: Locator, file: string) => of.getByRole('img', { name: file });
    await soon(() => isLoaded(shown(deskLog, 'photo.jpg'))).toBe(true);
    await deskLog.getByText('b.pdf').waitFor();
    await soon(() => log.getByText(say('chat_waiting')).count()).toBe(0);

    // While the customer is away the agent sends one; it has its place before it comes.
    wire.cut();
    await dialog.getByText(say('chat_reconnecting')).first().waitFor();
    await bring('drop', deskLog, 'map.jpg', 'image/jpeg', photo);
    await agent.getByText(say('file_ready'), { exact: true }).waitFor();
    await answer.fill('3');
    await answer.press('Enter');
    await soon(() => mark(deskLog)).toBe(say('chat_sent'));
    let show = (): void => {};
    const held = new Promise<void>((resolve) => (show = resolve));
    await customer.context.route(/thumbnail/, async (route) => {
      await held;
      await route.continue();
    });
    wire.mend();
    const caption = log.getByText('3', { exact: true });
    await caption.waitFor();
    const opener = log.getByRole('button', { name: say('photo_open', { name: 'map.jpg' }) });
    const before = [await opener.boundingBox(), await caption.boundingBox()];
    show();
    await soon(() => isLoaded(shown(log, 'map.jpg'))).toBe(true);
    expect([await opener.boundingBox(), await caption.boundingBox()]).toEqual(before);
    await soon(() => mark(deskLog)).toBe(say('chat_read'));

    // What a phone keeps is a picture like any other; sent without a network it goes by itself as soon as there is one.
    expect(await camera.getAttribute('accept')).toContain('image/heic');
    wire.cut();
    await bring('drop', log, 'IMG_1.HEIC', 'image/heic', heicPhoto);
    await chosen.getByText(say('file_waits')).waitFor();
    await composer.fill('4');
    await send.tap();
    await log.getByText(say('chat_waiting')).waitFor();
    expect(await chosen.count()).toBe(0);
    wire.mend();
    await soon(() => isLoaded(shown(deskLog, 'IMG_1.jpg'))).toBe(true);
    await soon(() => isLoaded(shown(log, 'IMG_1.jpg'))).toBe(true);
    expect(await violationsIn(frame())).toEqual([]);
    expect(await violationsIn(agent.mainFrame())).toEqual([]);

    // The browser keeps a file until it is sent, and nothing of somebody who is not there any more.
    const kept = () =>
      frame().evaluate(
        () =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('damso');
            opening.onerror = reject;
            opening.onsuccess = () => {
              const count = opening.result.transaction('files').objectStore('files').count();
              count.onsuccess = () => {
                opening.result.close();
                resolve(count.result);
              };
            };
          }),
      );
    await soon(kept).toBe(0);
    await bring('drop', log, 'c.pdf', 'application/pdf', pdf);
    await soon(ready).toBe(1);
    expect(await kept()).toBe(1);
    await dialog.getByRole('button', { name: say('end_chat') }).tap();
    await dialog.getByRole('button', { name: say('not_me') }).tap();
    await dialog.getByRole('button', { name: say('consent_start') }).waitFor();
    expect(await kept()).toBe(0);
    await Promise.all([agentContext.close(), customer.context.close(), wire.close()]);
  },
);

test('pictures of a ticket open large, from the question to the last note', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const [first, second] = await mina.page.evaluate(async () => {
    const token = async (name: string, fill: string) => {
      const canvas = new OffscreenCanvas(640, 480);
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = fill;
      pen.fillRect(0, 0, 640, 480);
      const body = await canvas.convertToBlob();
      const sent = await fetch('/files', { method: 'POST', headers: { 'x-file-name': name }, body });
      return (await sent.json()).token as string;
    };
    return [await token('first.png', '#b45309'), await token('second.png', '#0e7490')] as const;
  });
  const tell = (query: string, variables?: object) => ask(product.consoleUrl, mina.page, query, variables);
  const { helpCenter } = await tell(`{ helpCenter(service: "${service}") { inquiryTypes { id } } }`);
  const { createTicket } = await tell(
    'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Ticket { id } } }',
    {
      input: {
        inquiryTypeId: helpCenter.inquiryTypes[0].id,
        email: 'hana@example.com',
        title: 'Pictures',
        content: 'Two of them.',
        attachments: [first],
      },
    },
  );
  await tell('mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) { __typename } }', {
    input: { ticketId: createTicket.id, key: 'another', kind: 'NOTE', text: 'Another', attachments: [second] },
  });
  await mina.page.getByRole('link', { name: 'Tickets' }).click();
  await mina.page.getByRole('link', { name: /^Unassigned/ }).click();
  await mina.page.getByRole('link', { name: 'Pictures' }).click();
  const opener = mina.page.getByRole('button', { name: 'Open photo: first.png' });
  await opener.press('Enter');
  const viewer = mina.page.getByRole('dialog', { name: 'Photo', exact: true });
  await viewer.getByText('1 of 2').waitFor();
  await mina.page.keyboard.press('ArrowRight');
  await viewer.getByText('second.png').waitFor();
  await soon(() => isLoaded(viewer.getByRole('img'))).toBe(true);
  await mina.page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  // A picture that is gone says so, and asks again.
  const isWhole = ({ pathname }: URL) => pathname.startsWith('/files/') && !pathname.endsWith('/thumbnail');
  await mina.page.route(isWhole, (route) => route.abort());
  await opener.press('Enter');
  await viewer.getByText('This photo could not be loaded.').waitFor();
  expect(await violationsIn(mina.page.mainFrame())).toEqual([]);
  await mina.page.unrouteAll();
  await viewer.getByRole('button', { name: 'Try again' }).click();
  await soon(() => isLoaded(viewer.getByRole('img'))).toBe(true);
});
