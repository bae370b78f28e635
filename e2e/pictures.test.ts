import sharp from 'sharp';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { html } from '../api/test/file-samples.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage();

const pictureOf = async (colour: string) => ({
  name: 'picture.png',
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 300, height: 200, channels: 3, background: colour } })
    .png()
    .toBuffer(),
});

/** Whether an image is there and was loaded. */
const isLoaded = (image: Locator) =>
  image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0);

async function accessible(page: Page): Promise<void> {
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1_440, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsIn(page.mainFrame())).toEqual([]);
  }
}

test('H5, O4: a customer sees the logo of the service and the picture of whoever answers, and initials where there is none', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;

  // The logo: what is no picture is refused in words, and a real one is there at once.
  await page.goto(`${product.url}/service/general`);
  const logo = page.getByRole('group', { name: 'Logo' });
  const file = logo.locator('input[type=file]');
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: html });
  await page.getByText('Only PNG, JPEG, WebP and GIF files can be sent.').waitFor();
  await accessible(page);
  await file.setInputFiles(await pictureOf('#c2410c'));
  await page.getByText('The picture is saved.').waitFor();
  await soon(() => isLoaded(logo.getByRole('img', { name: 'Logo' }))).toBe(true);
  await accessible(page);

  // One's own picture, which the rail and the list of colleagues show.
  await page.goto(`${product.url}/account`);
  const own = page.getByRole('group', { name: 'Your picture' });
  await own.locator('input[type=file]').setInputFiles(await pictureOf('#1d4ed8'));
  await page.getByText('The picture is saved.').waitFor();
  await accessible(page);
  await soon(() => isLoaded(page.getByRole('button', { name: /^Menu of / }).locator('.face img'))).toBe(true);
  await page.goto(product.url);
  await soon(() => page.locator('main .face img').count()).toBe(1);
  await soon(() => page.locator('main .face').count()).toBe(3);

  // The customer, in the help center and the dialog.
  await mina.openDesk();
  await mina.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await soon(() => isLoaded(customer.page.locator('header img'))).toBe(true);
  await customer.launcher.click();
  await soon(() => isLoaded(customer.dialog.locator('header img'))).toBe(true);
  await customer.agree();
  await customer.say('Hello?');
  await mina.list.getByRole('button').first().click();
  await mina.say('Hello!');
  const said = customer.log.locator('.name', { hasText: '민아' });
  const face = said.locator('.face img');
  await soon(() => isLoaded(face)).toBe(true);
  expect(await face.getAttribute('src')).toMatch(/^blob:/);
  expect(await said.evaluate((name) => name.clientHeight)).toBe(24);
  // Nothing of it is against the policy of the dialog.
  expect(customer.complaints).toEqual([]);
  const frame = customer.page.frames().find((each) => each.url().includes('/widget/'))!;
  expect(await violationsIn(frame)).toEqual([]);

  // Taken away, the initial is there, as large.
  await page.goto(`${product.url}/account`);
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await page.getByText('The picture is removed.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Choose a picture');
  await customer.page.reload();
  await soon(() => said.locator('.face').count()).toBeGreaterThan(0);
  expect(await said.locator('.face img').count()).toBe(0);
  expect(await said.evaluate((name) => name.clientHeight)).toBe(24);
  for (const { context } of [mina, customer]) await context.close();
});
