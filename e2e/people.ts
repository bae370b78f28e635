import {
  chromium,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { ask } from './ask.ts';
import { emailOf, type Who } from './demo.ts';
import { consoleOf } from './product.ts';

/** The headless shell where there is one, or Chromium whole: only that one knows the settings of a person's browser. */
export function launchBrowser({ whole = false, args = [] as string[] } = {}): Promise<Browser> {
  const { CHROMIUM = '/usr/bin/chromium', HEADLESS_SHELL = CHROMIUM } = process.env;
  return chromium.launch({
    executablePath: whole ? CHROMIUM : HEADLESS_SHELL,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', ...args],
  });
}

export const patience = 25_000;

/** Fails in words, and not at the first look: pages change when they hear of something. */
export const soon = <T>(look: () => Promise<T> | T) => expect.poll(look, { timeout: patience, interval: 50 });

async function newPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return [context, page];
}

/** The words of every message in a conversation, in the order in which they stand. */
async function wordsOf(log: Locator): Promise<string[]> {
  return log.locator('.bubble').allInnerTexts();
}

export class CustomerPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly dialog: FrameLocator;
  readonly launcher: Locator;
  readonly composer: Locator;
  readonly log: Locator;
  /** What the page complained about: errors of scripts and of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.launcher = page.locator('[data-damso] button[aria-expanded]');
    this.dialog = page.frameLocator('[data-damso] iframe');
    this.composer = this.dialog.getByRole('textbox', { name: 'Message' });
    this.log = this.dialog.getByRole('log');
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async at(browser: Browser, url: string, options: Parameters<Browser['newContext']>[0] = {}) {
    const [context, page] = await newPage(browser, options);
    const customer = new CustomerPage(context, page);
    await page.goto(url);
    return customer;
  }

  /** The same person in another tab of the same browser. */
  static async beside({ context, page: first }: CustomerPage): Promise<CustomerPage> {
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const customer = new CustomerPage(context, page);
    await page.goto(first.url());
    return customer;
  }

  /** Before any page, so that the browser can be made unlike others. */
  static async nowhere(browser: Browser): Promise<CustomerPage> {
    return CustomerPage.at(browser, 'about:blank');
  }

  async agree(name?: string): Promise<void> {
    const start = this.dialog.getByRole('button', { name: 'Agree and start chat' });
    await start.waitFor();
    if (name) await this.dialog.getByLabel('Name (optional)').fill(name);
    await start.click();
    await this.composer.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.dialog.getByRole('button', { name: 'Send', exact: true }).click();
  }

  words(): Promise<string[]> {
    return wordsOf(this.log);
  }
}

/** Gives a browser the session of an agent; how one signs in by the page is told in stories of its own. */
export async function signIn(context: BrowserContext, address: string, who: Who): Promise<void> {
  const query = 'mutation ($email: String!) { signIn(email: $email, password: "damso-demo") { __typename } }';
  await ask(address, context, query, { email: emailOf(who) });
}

export class AgentPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly composer: Locator;
  readonly log: Locator;
  readonly list: Locator;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.composer = page.getByRole('textbox', { name: 'Message' });
    this.log = page.getByRole('log');
    this.list = page.getByRole('list', { name: 'My chats' });
  }

  /** An agent with a session. */
  static async signIn(
    browser: Browser,
    url: string,
    who: Who = 'mina',
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<AgentPage> {
    const [context, page] = await newPage(browser, options);
    const address = consoleOf(url);
    await signIn(context, address, who);
    await page.goto(address);
    await page.getByRole('link', { name: 'Agents', exact: true }).waitFor();
    return new AgentPage(context, page);
  }

  /** A page of Service management. */
  async manage(
    section: 'contract' | 'help-center' | 'agents' | 'chat' | 'categories' | 'inquiry-types',
  ): Promise<void> {
    await this.page.goto(new URL(`/service/${section}`, this.page.url()).href);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Clicks a switch, agrees if it asks, and waits until the server has it. */
  async flip(name: string | RegExp, to: boolean): Promise<void> {
    const control = this.page.getByRole('switch', { name });
    await expect.poll(() => control.getAttribute('aria-checked'), { timeout: patience }).toBe(String(!to));
    await control.click();
    const sure = this.page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' });
    await expect
      .poll(
        async () => {
          if (await sure.isVisible()) await sure.click();
          if ((await control.getAttribute('aria-busy')) === 'true') return 'on its way';
          return control.getAttribute('aria-checked');
        },
        { timeout: patience },
      )
      .toBe(String(to));
  }

  async openDesk(): Promise<void> {
    // Its name also counts what is unread.
    await this.page.getByRole('link', { name: /^Chat(?! (history|settings))/ }).click();
    await this.page.getByRole('button', { name: /^Availability/ }).waitFor();
  }

  async setAvailability(to: 'Online' | 'Break' | 'Offline'): Promise<void> {
    await this.page.getByRole('button', { name: /^Availability/ }).click();
    await this.page.getByRole('menuitemradio', { name: to }).click();
    await this.page.getByRole('button', { name: `Availability: ${to}`, exact: true }).waitFor();
    if (to === 'Online') await this.page.getByText('Receiving new chats').first().waitFor();
  }

  async pick(customer: string | RegExp): Promise<void> {
    // What it says may change by the choice itself: a request is no longer new.
    const item = await this.list.getByRole('button', { name: customer }).elementHandle();
    await item.click();
    await this.page.waitForFunction((chosen) => chosen.ariaCurrent === 'true', item);
    await this.composer.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  words(): Promise<string[]> {
    return wordsOf(this.log);
  }
}
