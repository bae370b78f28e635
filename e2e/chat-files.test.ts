import sharp from 'sharp';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { pdf } from '../api/test/file-samples.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage();

const isLoaded = (image: Locator) =>
  image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0);

/** A file as it comes by paste, which no browser lets a program do whole. */
async function paste(into: Locator, name: string, type: string, content: Buffer): Promise<void> {
  await into.evaluate(
    (field, file) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(file.content)], file.name, { type: file.type }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, type, content: [...content] },
  );
}

test('a customer on a phone sends a picture, the agent sees it where its place was and answers with a file', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`, {
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
  await paste(mina.composer, 'return label.pdf', 'application/pdf', pdf);
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
});
