import type { ElementHandle, Frame, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { emailOf, service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ eachStory: true });

/** One person without a mouse: everything is reached by Tab, and wherever the keyboard stands it shows. */
class Keys {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** The keyboard is there, now or soon. */
  async isAt(place: Locator): Promise<void> {
    await soon(async () => ((await isFocused(place)) ? 'there' : `at ${await this.#whereabouts()}`)).toBe('there');
    await this.#shows();
  }

  /** Tabs until the keyboard is there. */
  async to(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await place.waitFor();
    const passed: string[] = [];
    while (!(await isFocused(place))) {
      if (passed.length === 60) throw new Error(`Tab does not lead to ${String(place)}, only to ${passed.join(' | ')}`);
      await this.press(key);
      passed.push(await this.#whereabouts());
      await this.#shows();
    }
  }

  /** Tabs there and presses it. */
  async use(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(place, key);
    await this.press('Enter');
  }

  /** What has the keyboard: through shadow roots and frames. */
  async #place(): Promise<ElementHandle<HTMLElement>> {
    let frame: Frame = this.#page.mainFrame();
    for (;;) {
      const place = await frame.evaluateHandle(() => {
        let element = document.activeElement ?? document.body;
        while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element as HTMLElement;
      });
      const inner = await place.contentFrame();
      if (!inner) return place;
      frame = inner;
    }
  }

  async #whereabouts(): Promise<string> {
    const place = await this.#place();
    return place.evaluate((element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent.trim().replace(/\s+/g, ' ');
      return `${element.localName} “${name.slice(0, 40)}”`;
    });
  }

  /** Whoever looks at the screen sees where the keyboard is: a ring of its own, and the place in view. */
  async #shows(): Promise<void> {
    // A list that grows at this moment is scrolled a little later.
    await soon(() => this.#hidden()).toBeNull();
  }

  async #hidden(): Promise<string | null> {
    const place = await this.#place();
    return place.evaluate((element) => {
      if (element.matches('body, main')) return null;
      const box = element.getBoundingClientRect();
      const isInView =
        box.width > 0 &&
        box.height > 0 &&
        box.bottom > 0 &&
        box.right > 0 &&
        box.top < innerHeight &&
        box.left < innerWidth;
      // The link of a row is as wide as the row by what stands after it, and so is its ring.
      const hasRing = [null, '::after'].some((part) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
      });
      if (isInView && hasRing) return null;
      return `${element.outerHTML.slice(0, 200)} ${isInView ? 'has no ring' : 'is out of view'}`;
    });
  }
}

const isFocused = (place: Locator) =>
  place.evaluate(
    (element) =>
      element === (element.getRootNode() as Document).activeElement &&
      (element.getRootNode() instanceof ShadowRoot || document.hasFocus()),
  );

/** A mouse that touches these pages would say so. */
async function forbidMouse(page: Page): Promise<string[]> {
  const touched: string[] = [];
  await page.exposeFunction('touchedByMouse', (what: string) => touched.push(what));
  await page.addInitScript(() => {
    for (const type of ['pointerdown', 'mousedown', 'touchstart']) {
      addEventListener(
        type,
        () => (window as unknown as { touchedByMouse(what: string): void }).touchedByMouse(type),
        true,
      );
    }
  });
  return touched;
}

test('a customer does everything by keyboard alone, from the help center to the inquiry', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const { page, dialog, launcher, log, composer, context, complaints } = await CustomerPage.at(browser, product.url);
  const touched = await forbidMouse(page);
  const keys = new Keys(page);
  await page.goto(`${product.url}/help/${service}?lang=en`);
  const button = (name: string) => dialog.getByRole('button', { name, exact: true });

  // The launcher opens the dialog and has the keyboard again when it is closed.
  await keys.use(launcher);
  await button('Agree and start chat').waitFor();
  await keys.isAt(dialog.getByRole('main'));
  await keys.press('Escape');
  await keys.isAt(launcher);
  await keys.press('Enter');
  await keys.isAt(dialog.getByRole('main'));

  // Consent, and on to the composer by itself.
  await keys.to(dialog.getByLabel('Name (optional)'));
  await keys.type('Haneul');
  await keys.use(button('Agree and start chat'));
  await keys.isAt(composer);
  await keys.type('Where is my order?');
  await keys.press('Enter');
  await agent.pick(/Haneul/);
  await soon(() => agent.words()).toEqual(['Where is my order?']);

  // What arrives is read out in its turn, and takes nobody's place.
  const readOut = dialog.locator('[aria-live=polite]', { hasText: 'On its way.' }).waitFor({ state: 'attached' });
  await agent.say('On its way.');
  await log.getByText('On its way.').waitFor();
  await readOut;
  await keys.isAt(composer);
  await keys.press('Escape');
  await keys.isAt(launcher);
  await keys.press('Enter');
  await keys.isAt(composer);

  // A failed send is sent again; the keyboard stays in the conversation.
  await page.route('**/graphql', (route) => route.abort());
  await keys.type('Thanks!');
  await keys.press('Enter');
  await button('Send again').waitFor();
  await keys.to(button('Send again'), 'Shift+Tab');
  await page.unroute('**/graphql');
  await keys.press('Enter');
  await soon(() => agent.words()).toContain('Thanks!');
  await keys.to(composer);

  // Ending asks; Escape takes the question back and not the dialog.
  await keys.use(button('End chat'), 'Shift+Tab');
  const question = dialog.getByRole('alertdialog');
  await keys.isAt(question.getByRole('button', { name: 'Keep chatting' }));
  await keys.press('Escape');
  await keys.isAt(button('End chat'));
  await keys.press('Enter');
  await keys.to(question.getByRole('button', { name: 'End chat' }));
  await keys.press('Enter');
  await dialog.getByText('You can still read the conversation').waitFor();
  await agent.setAvailability('Offline');

  // Nobody is there: the inquiry.
  await keys.use(button('Start a new chat'));
  await dialog.getByRole('heading', { name: 'No agent is available right now' }).waitFor();
  await keys.use(button('Leave an inquiry'));
  await keys.to(dialog.getByLabel('Type of inquiry'));
  await keys.type('Del');
  await keys.to(dialog.getByLabel('E-mail'));
  await keys.type('haneul@example.com');
  await keys.to(dialog.getByLabel('Title'));
  await keys.type('Where is my order?');
  await keys.to(dialog.getByLabel('Details'));
  await keys.type('It was to come on Monday.');
  await keys.use(button('Submit inquiry'));
  // What is missing has the keyboard.
  await keys.isAt(dialog.getByRole('checkbox'));
  await keys.press('Space');
  await keys.use(button('Submit inquiry'));
  await dialog.getByText(/D-\d{4}-\d{6}/).waitFor();
  await keys.use(button('Done'));
  await keys.to(button('Close chat'), 'Shift+Tab');
  await keys.press('Enter');
  await keys.isAt(launcher);

  expect(touched).toEqual([]);
  // The aborted send is the only thing the page complained about.
  expect(complaints.filter((complaint) => !complaint.includes('ERR_FAILED'))).toEqual([]);
  for (const each of [context, agent.context]) await each.close();
});

test('an agent does everything by keyboard alone, from signing in to signing out', async () => {
  const browserContext = await browser.newContext({ locale: 'en-US' });
  browserContext.setDefaultTimeout(25_000);
  const page = await browserContext.newPage();
  const touched = await forbidMouse(page);
  const keys = new Keys(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  await page.goto(product.url);
  await keys.to(page.getByLabel('E-mail'));
  await keys.type(emailOf('mina'));
  await keys.to(page.getByLabel('Password'));
  await keys.type('wrong');
  await keys.press('Enter');
  await page.getByText('The e-mail or the password is wrong.').waitFor();
  await keys.isAt(page.getByLabel('Password'));
  await keys.press('Control+A');
  await keys.type('damso-demo');
  await keys.press('Enter');

  // Online from the menu, which gives the keyboard back.
  const menu = page.getByRole('button', { name: /^Menu of/ });
  await keys.use(menu);
  await keys.isAt(page.getByRole('menuitemradio', { name: 'Online' }));
  await keys.press('Enter');
  await soon(() => menu.innerText()).toContain('Online');
  await keys.isAt(menu);
  await page.getByText('Receiving new chats').first().waitFor();

  // A request calls; the widget opens the desk with the keyboard on it.
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('Where is my order?');
  await page.bringToFront();
  const widget = page.getByRole('button', { name: /^Open chat, 1 new/ });
  await keys.use(widget);
  const desk = page.getByRole('dialog', { name: 'Chat' });
  const request = desk.getByRole('list', { name: 'My chats' }).getByRole('button', { name: /Haneul/ });
  await keys.isAt(request);
  await keys.press('Enter');
  const composer = desk.getByRole('textbox', { name: 'Message' });
  await keys.isAt(composer);
  await keys.type('On its way.');
  await keys.press('Enter');
  await soon(() => customer.words()).toEqual(['Where is my order?', 'On its way.']);
  const readOut = desk.locator('[aria-live=polite]', { hasText: 'Thanks' }).waitFor({ state: 'attached' });
  await customer.say('Thanks');
  await desk.getByRole('log').getByText('Thanks').waitFor();
  await readOut;
  await keys.isAt(composer);

  // There are no canned replies yet: the list says so, and Escape closes it and nothing else.
  await keys.type('/');
  await desk.getByText('There are no canned replies yet').waitFor();
  await keys.press('Escape');
  await soon(() => desk.getByText('There are no canned replies yet').count()).toBe(0);
  await keys.isAt(composer);
  await keys.press('Backspace');

  // A note, and back to the composer.
  const notes = desk.getByRole('button', { name: 'Write an internal note' });
  await keys.use(notes, 'Shift+Tab');
  await keys.isAt(desk.getByRole('textbox', { name: /^Internal note/ }));
  await keys.type('Refund is on its way.');
  await keys.press('Enter');
  await desk.getByRole('note').waitFor();
  await keys.use(notes, 'Shift+Tab');
  await keys.isAt(composer);

  // The panel at the right.
  const panel = desk.getByRole('form', { name: 'Customer info and consultation info' });
  await keys.to(panel.getByLabel('E-mail'));
  await keys.type('haneul@example.com');
  await keys.to(panel.getByRole('combobox', { name: 'Category' }));
  await keys.press('ArrowDown');
  await page.getByText('There are no categories yet').waitFor();
  await keys.press('Escape');
  await soon(() => page.getByText('There are no categories yet').count()).toBe(0);
  await keys.use(panel.getByRole('button', { name: /^Save/ }));
  await panel.getByText('Saved.', { exact: true }).waitFor();
  await keys.isAt(panel.getByRole('button', { name: /^Save/ }));

  // What opens over the desk keeps the keyboard and gives it back.
  const transfer = desk.getByRole('button', { name: 'Transfer to another agent' });
  await keys.use(transfer, 'Shift+Tab');
  const transferring = page.getByRole('dialog', { name: 'Transfer to another agent' });
  await transferring.waitFor();
  for (let count = 0; count < 6; count += 1) {
    await keys.press('Tab');
    await soon(() => transferring.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await keys.press('Escape');
  await keys.isAt(transfer);
  await keys.use(desk.getByRole('button', { name: 'End chat' }));
  const question = page.getByRole('alertdialog');
  await keys.isAt(question.getByRole('button', { name: 'Go on' }));
  await keys.press('Escape');
  await keys.isAt(desk.getByRole('button', { name: 'End chat' }));
  await keys.press('Enter');
  await keys.use(question.getByRole('button', { name: 'End chat' }));
  await desk.getByText('Waiting for new chats').waitFor();
  await soon(() => desk.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await keys.press('Escape');
  await keys.isAt(page.getByRole('button', { name: /^Open chat/ }));

  // Chat history: filter, open, back.
  await keys.press('g');
  await keys.press('h');
  await page.waitForURL('**/history');
  const status = page.getByLabel('Status', { exact: true });
  await keys.to(status);
  await keys.type('Proc');
  const row = page.getByRole('link', { name: /Haneul/ });
  await soon(() => page.url()).toContain('processed=yes');
  await keys.use(row);
  await page.getByText('On its way.', { exact: true }).waitFor();
  await keys.use(page.getByRole('link', { name: 'To the chat history' }));
  await row.waitFor();
  expect(page.url()).toContain('processed=yes');

  // Settings: a category and a canned reply.
  await keys.press('g');
  await keys.press('s');
  await page.waitForURL('**/service/contract');
  await keys.use(page.getByRole('link', { name: 'Categories' }));
  await keys.use(button('Add the first category'));
  await keys.isAt(page.getByRole('textbox', { name: 'Category name' }));
  await keys.type('Delivery');
  await keys.press('Enter');
  await page.getByText('Delivery was added.').waitFor();
  await keys.to(page.getByRole('link', { name: 'Canned replies' }), 'Shift+Tab');
  await keys.press('Enter');
  await keys.use(button('Add a canned reply'));
  const form = page.getByRole('dialog');
  await keys.isAt(form.getByLabel('Shortcut'));
  await keys.type('thanks');
  await keys.to(form.getByLabel('Text', { exact: true }));
  await keys.type('Thank you, {customer}.');
  await keys.use(form.getByRole('button', { name: 'Save' }));
  await page.getByText('/thanks').first().waitFor();
  await keys.isAt(button('Add a canned reply'));
  for (const section of ['Agents', 'Chat settings', 'Contract'] as const) {
    await keys.use(
      page.getByRole('navigation', { name: 'Service management' }).getByRole('link', { name: section }),
      'Shift+Tab',
    );
    await page.getByRole('heading', { level: 1, name: section }).waitFor();
  }

  // The sheet of shortcuts, and its switch: letters can be had for other things.
  await keys.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.waitFor();
  await keys.to(sheet.getByRole('switch', { name: 'Keys that act everywhere' }));
  await keys.press('Space');
  await keys.press('Escape');
  await soon(() => sheet.count()).toBe(0);
  for (const key of ['g', 'h', '?']) await keys.press(key);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const key of ['g', 'h', '?']) await keys.press(key);
  await keys.use(menu);
  await keys.isAt(page.getByRole('menuitemradio').first());
  expect(new URL(page.url()).pathname).toBe('/service/contract');
  expect(await sheet.count()).toBe(0);
  // It is found in the menu, and switched on again there.
  await keys.press('End');
  await keys.press('ArrowUp');
  await keys.press('Enter');
  await keys.to(sheet.getByRole('switch'));
  await keys.press('Space');
  await keys.press('Escape');
  await soon(() => sheet.count()).toBe(0);
  await keys.isAt(menu);
  await keys.press('g');
  await keys.press('d');
  await page.waitForURL('**/desk');

  await keys.use(menu);
  await keys.isAt(page.getByRole('menuitemradio').first());
  await keys.press('End');
  await keys.press('Enter');
  await page.waitForURL('**/sign-in**');
  expect(touched).toEqual([]);
  for (const context of [browserContext, customer.context]) await context.close();
});
