import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { pdf } from '../api/test/file-samples.ts';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, patience, signIn, soon } from './people.ts';
import { consoleOf } from './product.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';
import { languages, localeOf, wordsOf } from './words.ts';

openStage();

/** The colour of a picture, as a browser shows it, at a place in parts of its width and height; null while it is not there. */
const colourAt = (image: Locator, across: number, down: number) =>
  image.evaluateAll(
    ([element], place) => {
      const shown = element as HTMLImageElement | undefined;
      if (!shown?.complete || shown.naturalWidth === 0) return null;
      const canvas = document.createElement('canvas');
      canvas.width = shown.naturalWidth;
      canvas.height = shown.naturalHeight;
      const pen = canvas.getContext('2d')!;
      pen.drawImage(shown, 0, 0);
      const at = [Math.floor(place.across * canvas.width), Math.floor(place.down * canvas.height)] as const;
      const [red = 0, green = 0, blue = 0] = pen.getImageData(...at, 1, 1).data;
      // Packed with loss, a colour is not exactly what it was.
      if (red + green + blue < 40) return 'black';
      return red > 150 && green < 100 && blue < 100 ? 'red' : `rgb(${red}, ${green}, ${blue})`;
    },
    { across, down },
  );

const redPicture = () =>
  sharp({ create: { width: 1_200, height: 800, channels: 3, background: '#c81e1e' } })
    .png()
    .toBuffer();

async function paste(into: Locator, name: string, type: string, content: Buffer): Promise<void> {
  await into.evaluate(
    (place, file) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(file.content)], file.name, { type: file.type }));
      place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    { name, type, content: [...content] },
  );
}

/** Draws over a picture, from and to places in parts of its width and height, by mouse or by finger. */
async function draw(page: Page, image: Locator, from: [number, number], to: [number, number], byFinger: boolean) {
  const box = (await image.boundingBox())!;
  const at = ([across, down]: [number, number]) => ({ x: box.x + across * box.width, y: box.y + down * box.height });
  const [start, end] = [at(from), at(to)];
  const way = [0.5, 1].map((part) => ({
    x: start.x + (end.x - start.x) * part,
    y: start.y + (end.y - start.y) * part,
  }));
  if (byFinger) {
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await send('touchStart', [start]);
    for (const point of way) await send('touchMove', [point]);
    await send('touchEnd', []);
  } else {
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    for (const point of way) await page.mouse.move(point.x, point.y);
    await page.mouse.up();
  }
}

test.each(languages)(
  'in %s, a part of a pasted screenshot and a whole file are masked: the customer sees black at once, and after having been away',
  async (language) => {
    const isPhone = language === 'ko';
    const say = wordsOf(language);
    const locale = localeOf[language];
    const wire = await Wire.to(product.port);
    const agentContext = await browser.newContext({
      locale,
      ...(isPhone
        ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
        : { viewport: { width: 1_440, height: 900 } }),
    });
    agentContext.setDefaultTimeout(patience);
    const agent = await agentContext.newPage();
    const address = consoleOf(product.url);
    await signIn(agentContext, address, 'mina');
    await agent.goto(new URL('/desk', address).href);
    await ask(address, agentContext, 'mutation { setAvailability(availability: ONLINE) { __typename } }');

    const customer = await CustomerPage.at(browser, `${wire.url}/help/${service}?lang=${language}`, { locale });
    const { dialog, log } = customer;
    const composer = dialog.getByRole('textbox', { name: say('chat_composer') });
    const send = dialog.getByRole('button', { name: say('chat_send'), exact: true });
    const name = `Masked ${language}`;
    // Somebody is there, of which the page hears by itself.
    await customer.launcher.click();
    await dialog.getByLabel(say('consent_name')).fill(name);
    await dialog.getByRole('button', { name: say('consent_start') }).click();
    await composer.fill('1');
    await send.click();
    await agent
      .getByRole('list', { name: say('desk_list') })
      .getByRole('button', { name })
      .click();
    const answer = agent.getByRole('textbox', { name: say('chat_composer') });
    await answer.fill('2');
    // On a phone Enter begins a new line.
    await agent.getByRole('button', { name: say('chat_send'), exact: true }).click();
    await dialog.getByRole('button', { name: say('file_add') }).waitFor();
    await paste(composer, 'screen.png', 'image/png', await redPicture());
    await paste(composer, 'paper.pdf', 'application/pdf', pdf);
    await soon(() => dialog.getByText(say('file_ready'), { exact: true }).count()).toBe(2);
    await send.click();

    // The customer looks at it large while a part of it is masked.
    const deskLog = agent.getByRole('log');
    const opener = (of: Locator) => of.getByRole('button', { name: say('photo_open', { name: 'screen.png' }) });
    const small = log.getByRole('img', { name: 'screen.png' });
    await soon(() => colourAt(small, 0.2, 0.2)).toBe('red');
    const { width, height } = (await small.boundingBox())!;
    await opener(log).click();
    const theirs = dialog.getByRole('dialog', { name: say('photo_viewer'), exact: true });
    await soon(() => colourAt(theirs.getByRole('img'), 0.2, 0.2)).toBe('red');
    await opener(deskLog).click();
    const viewer = agent.getByRole('dialog', { name: say('photo_viewer'), exact: true });
    const large = viewer.getByRole('img');
    await soon(() => colourAt(large, 0.2, 0.2)).toBe('red');
    const start = viewer.getByRole('button', { name: say('region_start') });
    await start.click();
    const hide = viewer.getByRole('button', { name: say('mask_do'), exact: true });
    expect(await hide.getAttribute('aria-disabled')).toBe('true');
    await draw(agent, large, [0.1, 0.1], [0.4, 0.4], isPhone);
    await viewer
      .getByText(say('region_place', { left: 10, top: 10, width: 30, height: 30 }))
      .waitFor({ state: 'attached' });
    expect(await violationsIn(agent.mainFrame())).toEqual([]);
    await hide.click();
    const regions = viewer.locator('[data-region]');
    await soon(() => regions.count()).toBe(1);
    await soon(() => colourAt(theirs.getByRole('img'), 0.2, 0.2)).toBe('black');
    expect(await colourAt(theirs.getByRole('img'), 0.6, 0.6)).toBe('red');
    await soon(() => colourAt(large, 0.2, 0.2)).toBe('black');
    const frame = () => customer.page.frames().find((each) => each.url().includes('/widget/'))!;
    await theirs.getByRole('button', { name: say('photo_close') }).click();
    await theirs.waitFor({ state: 'detached' });
    expect(await small.boundingBox()).toMatchObject({ width, height });
    await soon(() => colourAt(small, 0.2, 0.2)).toBe('black');

    // While the customer is away another one is, in the middle: by keyboard where there is one.
    wire.cut();
    await dialog.getByText(say('chat_reconnecting')).first().waitFor();
    if (isPhone) {
      await start.click();
      await draw(agent, large, [0.45, 0.45], [0.55, 0.55], true);
      await hide.click();
    } else {
      await start.focus();
      await agent.keyboard.press('Enter');
      await viewer.getByRole('application').waitFor();
      await agent.keyboard.press('ArrowRight');
      await agent.keyboard.press('Shift+ArrowDown');
      // First the one asks, then the other does.
      await agent.keyboard.press('Enter');
      await soon(() => hide.evaluate((element) => element === document.activeElement)).toBe(true);
      await agent.keyboard.press('Enter');
    }
    await soon(() => regions.count()).toBe(2);
    await soon(() => regions.nth(1).evaluate((element) => element === document.activeElement)).toBe(true);
    await soon(() => colourAt(large, 0.5, 0.5)).toBe('black');
    wire.mend();
    await soon(() => colourAt(small, 0.5, 0.5)).toBe('black');

    // For a minute to the agent alone, then to everyone again.
    const question = agent.getByRole('dialog', { name: say('region_hidden') });
    await regions.first().click();
    await question.getByLabel(say('mask_reason')).fill('QA');
    await question.getByRole('button', { name: say('mask_reveal') }).click();
    await soon(() => colourAt(regions.first().locator('img'), 0.5, 0.5)).toBe('red');
    expect(await violationsIn(agent.mainFrame())).toEqual([]);
    await regions.first().click();
    await soon(() => regions.first().locator('img').count()).toBe(0);
    await regions.first().click();
    await question.getByRole('button', { name: say('mask_release') }).click();
    await soon(() => regions.count()).toBe(1);
    await soon(() => colourAt(small, 0.2, 0.2)).toBe('red');
    expect(await colourAt(small, 0.5, 0.5)).toBe('black');
    await agent.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    await soon(() => colourAt(deskLog.getByRole('img', { name: 'screen.png' }), 0.5, 0.5)).toBe('black');

    // A whole picture: the keyboard is still the viewer's.
    await opener(deskLog).click();
    await start.click();
    await viewer.getByRole('button', { name: say('region_whole') }).click();
    const whole = agent.getByRole('dialog', { name: say('photo_ask_hide_title') });
    await whole.getByRole('button', { name: say('region_whole') }).click();
    // Nothing is left to choose in it, and the keyboard is where it can be released, and still the viewer's.
    await hide.waitFor({ state: 'detached' });
    await soon(() => regions.last().evaluate((element) => element === document.activeElement)).toBe(true);
    await agent.keyboard.press('+');
    await soon(() => viewer.getByRole('button', { name: say('photo_smaller') }).getAttribute('aria-disabled')).toBe(
      'false',
    );
    // The customer reads that it is hidden, in its place and large; its name is hidden with it.
    const hidden = log.getByRole('button', { name: say('photo_hidden'), exact: true });
    await hidden.getByText(say('photo_hidden')).waitFor();
    expect(await log.getByRole('img').count()).toBe(0);
    expect(await log.getByText('screen.png').count()).toBe(0);
    await hidden.click();
    await theirs.getByRole('status').getByText(say('photo_hidden')).waitFor();
    expect(await theirs.getByRole('img').count()).toBe(0);
    expect(await violationsIn(frame())).toEqual([]);
    await customer.page.keyboard.press('Escape');
    await theirs.waitFor({ state: 'detached' });
    await agent.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });

    // A whole file.
    await deskLog.getByRole('button', { name: say('file_hide_named', { name: 'paper.pdf' }) }).click();
    await agent
      .getByRole('dialog', { name: say('file_ask_hide_title') })
      .getByRole('button', { name: say('file_hide'), exact: true })
      .click();
    await log.getByText(say('file_hidden')).waitFor();
    expect(
      await log
        .getByRole('link', { name: 'file.pdf' })
        .or(log.getByRole('button', { name: 'file.pdf' }))
        .count(),
    ).toBe(0);
    // Nor what it was called.
    await log.getByText('file.pdf').waitFor();
    expect(await log.getByText('paper.pdf').count()).toBe(0);
    expect(await violationsIn(agent.mainFrame())).toEqual([]);
    expect(await violationsIn(frame())).toEqual([]);
    await deskLog.getByRole('button', { name: say('file_hidden') }).click();
    await agent
      .getByRole('dialog', { name: say('file_hidden') })
      .getByRole('button', { name: say('mask_release') })
      .click();
    await soon(() => log.getByText(say('file_hidden')).count()).toBe(0);
    await log.getByText('paper.pdf').waitFor();
    await Promise.all([agentContext.close(), customer.context.close(), wire.close()]);
  },
);

test('two agents have the same picture open large: each sees what the other does, and who comes second is told and loses nothing', async () => {
  const say = wordsOf('en');
  // The chat is Jun's; Mina, an administrator, reads it in the history.
  const [jun, mina] = await Promise.all(
    (['jun', 'mina'] as const).map((who) => AgentPage.signIn(browser, product.url, who)),
  );
  if (!jun || !mina) throw new Error('somebody is not there');
  await ask(product.consoleUrl, mina.page, 'mutation { setAvailability(availability: OFFLINE) { __typename } }');
  await jun.openDesk();
  await jun.setAvailability('Online');
  const { helpCenter } = await ask(
    product.url,
    null,
    `{ helpCenter(service: "${service}") { consentNotice { version } } }`,
  );
  const consent = { noticeVersion: helpCenter.consentNotice.version, language: 'en' };
  const { startChat } = await ask(
    product.url,
    null,
    'mutation ($input: StartChatInput!) { startChat(input: $input) { ... on StartedChat { token chat { id } } } }',
    { input: { service, consent, name: 'For two', key: '1', message: 'My card' } },
  );
  const chatId = startChat.chat.id;
  await jun.pick(/For two/);
  await jun.say('Please send it.');
  await soon(() => jun.words()).toContain('Please send it.');
  const customer = { token: startChat.token as string };
  const sent = await fetch(new URL('/files', product.url), {
    method: 'POST',
    headers: { 'x-file-name': 'card.png', authorization: `Bearer ${customer.token}` },
    body: new Uint8Array(await redPicture()),
  });
  const { token } = (await sent.json()) as { token: string };
  const { sendMessage } = await ask(
    product.url,
    customer,
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on Message { id } } }',
    { input: { chatId, key: randomUUID(), text: '', attachments: [token] } },
  );
  await mina.page.goto(new URL(`/history/${chatId}`, product.consoleUrl).href);
  const open = async ({ page, log }: AgentPage) => {
    await log.getByRole('button', { name: say('photo_open', { name: 'card.png' }) }).click();
    const viewer = page.getByRole('dialog', { name: say('photo_viewer'), exact: true });
    const large = viewer.getByRole('img').first();
    await soon(() => colourAt(large, 0.2, 0.2)).toBe('red');
    return {
      page,
      viewer,
      large,
      regions: viewer.locator('[data-region]'),
      start: viewer.getByRole('button', { name: say('region_start') }),
      hide: viewer.getByRole('button', { name: say('mask_do'), exact: true }),
    };
  };
  const [juns, minas] = [await open(jun), await open(mina)];
  const both = [juns, minas];

  // What the one hides is black to the other at once.
  await juns.start.click();
  await draw(juns.page, juns.large, [0.1, 0.1], [0.3, 0.3], false);
  await juns.hide.click();
  for (const { large, regions } of both) {
    await soon(() => colourAt(large, 0.2, 0.2)).toBe('black');
    await soon(() => regions.count()).toBe(1);
  }

  // Mina chooses a part in the middle by keyboard; before her wish arrives Jun hides what overlaps with it.
  await minas.start.focus();
  await minas.page.keyboard.press('Enter');
  await minas.viewer.getByRole('application').waitFor();
  await minas.page.keyboard.press('ArrowRight');
  const chosen = await minas.viewer.getByRole('application').getAttribute('aria-label');
  const arrived = Promise.withResolvers<undefined>();
  const goesOn = Promise.withResolvers<undefined>();
  const isMasking = (body: string | null) => body?.includes('maskRegion') ?? false;
  await minas.page.route('**/graphql', async (route) => {
    if (!isMasking(route.request().postData())) return route.continue();
    arrived.resolve(undefined);
    await goesOn.promise;
    return route.continue();
  });
  await minas.page.keyboard.press('Enter');
  await soon(() => minas.hide.evaluate((element) => element === document.activeElement)).toBe(true);
  await minas.page.keyboard.press('Enter');
  await arrived.promise;
  const { node: message } = await ask(
    product.consoleUrl,
    jun.page,
    'query ($id: ID!) { node(id: $id) { ... on Message { attachments { id revision } } } }',
    { id: sendMessage.id },
  );
  const [{ id: attachmentId, revision }] = message.attachments;
  // Not by hand: a wish that is on its way for too long is given up.
  const overlapping = { x: 420, y: 280, width: 180, height: 120 };
  const { maskRegion } = await ask(
    product.consoleUrl,
    jun.page,
    'mutation ($input: MaskRegionInput!) { maskRegion(input: $input) { __typename } }',
    { input: { attachmentId, revision, ...overlapping } },
  );
  goesOn.resolve(undefined);
  expect(maskRegion.__typename).toBe('Attachment');
  for (const { large, regions } of both) {
    await soon(() => regions.count()).toBe(2);
    await soon(() => colourAt(large, 0.36, 0.36)).toBe('black');
  }
  await minas.viewer.getByRole('alert').getByText(say('region_refused_stale')).waitFor();
  expect(await violationsIn(minas.page.mainFrame())).toEqual([]);
  expect(await minas.regions.count()).toBe(2);
  expect(await minas.viewer.getByRole('application').getAttribute('aria-label')).toBe(chosen);
  expect(await colourAt(minas.large, 0.55, 0.55)).toBe('red');
  await soon(() => minas.hide.evaluate((element) => element === document.activeElement)).toBe(true);
  await minas.page.keyboard.press('Enter');
  for (const { large, regions } of both) {
    await soon(() => regions.count()).toBe(3);
    await soon(() => colourAt(large, 0.55, 0.55)).toBe('black');
  }

  // What Jun hid last is released by Mina, by keyboard: both see it, but for what another part hides of it.
  await minas.regions.nth(1).focus();
  await minas.page.keyboard.press('Enter');
  const question = minas.page.getByRole('dialog', { name: say('region_hidden') });
  await question.getByRole('button', { name: say('mask_release') }).focus();
  await minas.page.keyboard.press('Enter');
  for (const { large, regions } of both) {
    await soon(() => regions.count()).toBe(2);
    await soon(() => colourAt(large, 0.36, 0.36)).toBe('red');
    expect([await colourAt(large, 0.2, 0.2), await colourAt(large, 0.48, 0.48)]).toEqual(['black', 'black']);
  }
  for (const { context } of [jun, mina]) await context.close();
});
