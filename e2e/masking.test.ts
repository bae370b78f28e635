import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { dragOver, placeOf } from './selecting.ts';
import { browser, openStage, product } from './stage.ts';

// Rights and settings stay, so each story has a demo of its own.
openStage({ eachStory: true });

const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

async function agentOnline(options: Parameters<typeof AgentPage.signIn>[3] = {}): Promise<AgentPage> {
  const agent = await AgentPage.signIn(browser, product.url, 'mina', options);
  await agent.openDesk();
  await agent.setAvailability('Online');
  return agent;
}

async function customerWho(said: readonly string[], url = product.url): Promise<CustomerPage> {
  const customer = await CustomerPage.at(browser, `${url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  for (const text of said) {
    await customer.say(text);
    await soon(() => customer.words()).toContain(text);
  }
  return customer;
}

const messageWith = (page: Page, text: string) => page.locator('[data-message]').filter({ hasText: text }).last();
const maskButton = (page: Page) => page.getByRole('toolbar', { name: 'Selected text' }).getByRole('button');
const masks = (page: Page) => page.getByRole('button', { name: /^masked, \d+ characters$/ });
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Masked text' });
const release = (page: Page) => dialogOf(page).getByRole('button', { name: 'Release for everyone' });

async function maskByMouse(page: Page, text: string): Promise<void> {
  const place = await placeOf(messageWith(page, text), text);
  await dragOver(page, place, place);
  await maskButton(page).click();
}

describe('S19, S20: exactly what is selected is masked, and released again, on both screens at once', () => {
  const said = 'My code is blue-heron, see https://example.com/a?b=1 ok';
  const hidden = 'My code is **********, see https://example.com/a?b=1 ok';

  test('by mouse', async () => {
    const agent = await agentOnline();
    const { page } = agent;
    const customer = await customerWho(['First line', said]);
    await agent.pick(/Haneul/);
    await soon(() => agent.words()).toContain(said);

    const place = await placeOf(messageWith(page, said), 'blue-heron');
    await dragOver(page, place, place);
    const tools = (await page.getByRole('toolbar').boundingBox())!;
    const isBeside = tools.y + tools.height <= place.top || tools.y >= place.bottom;
    expect(isBeside && tools.y >= 0 && tools.x >= 0).toBe(true);
    // What comes in meanwhile takes nothing from the selection.
    await customer.say('One more thing');
    await soon(() => agent.words()).toContain('One more thing');
    expect(await page.evaluate(() => String(getSelection()))).toBe('blue-heron');
    await maskButton(page).click();
    await soon(() => agent.words()).toContain(hidden);
    await soon(() => customer.words()).toContain(hidden);
    expect(await page.getByRole('link', { name: 'https://example.com/a?b=1' }).count()).toBe(1);
    expect(await maskButton(page).count()).toBe(0);

    const mask = masks(page);
    expect(await mask.textContent()).toBe('**********');
    await mask.hover();
    await soon(() => page.locator('[data-tip]').textContent()).toContain('Masked by 민아');
    // The list moves between press and release, as it does when something above it comes or goes.
    await page.mouse.down();
    await agent.log.evaluate((log) => (log.style.paddingTop = '6rem'));
    await page.mouse.up();
    await release(page).click();
    await soon(() => agent.words()).toContain(said);
    await soon(() => customer.words()).toContain(said);
    expect(customer.complaints).toEqual([]);

    // Into a link and around another mask: the places are those of the text.
    await dragOver(
      page,
      await placeOf(messageWith(page, 'see'), 'see'),
      await placeOf(messageWith(page, 'see'), 'https://exam'),
    );
    await maskButton(page).click();
    await soon(() => agent.words()).toContain('My code is blue-heron, ****************ple.com/a?b=1 ok');
    await dragOver(
      page,
      await placeOf(messageWith(page, 'ple'), 'heron'),
      await placeOf(messageWith(page, 'ple'), 'ple'),
    );
    await maskButton(page).click();
    await soon(() => customer.words()).toContain(`My code is blue-${'*'.repeat(26)}.com/a?b=1 ok`);
    await masks(page).click();
    await release(page).click();
    await soon(() => customer.words()).toContain(said);
    for (const { context } of [agent, customer]) await context.close();
  });

  test('in every message that a drag reaches into, each its own part', async () => {
    const agent = await agentOnline();
    const { page } = agent;
    const customer = await customerWho(['First code: 4711', 'between']);
    await agent.pick(/Haneul/);
    await agent.say('I see');
    await soon(() => customer.words()).toContain('I see');
    await customer.say('0815 is the last code');
    await soon(() => agent.words()).toContain('0815 is the last code');
    const drag = async () =>
      dragOver(
        page,
        await placeOf(messageWith(page, 'First code'), '4711'),
        await placeOf(messageWith(page, '0815'), '0815'),
      );
    await drag();
    // What another agent does meanwhile is not hidden over, and is told of.
    let isStale = true;
    await page.route('**/graphql', async (route) => {
      const body = route.request().postData() ?? '';
      if (!isStale || !body.includes('maskMessage')) return route.continue();
      isStale = false;
      const sent = JSON.parse(body) as { variables: { input: { revision: number } } };
      sent.variables.input.revision = 0;
      await route.continue({ postData: JSON.stringify(sent) });
    });
    expect(await maskButton(page).innerText()).toContain('Mask in 4 places');
    await maskButton(page).click();
    await soon(() => customer.words()).toEqual(['First code: 4711', '*******', '*****', '**** is the last code']);
    const refused = page.getByRole('alert').filter({ hasText: 'Not masked in 1 of 4 places.' });
    await soon(() => refused.innerText()).toContain('“First code: 4711”: The message changed meanwhile');
    expect(await maskButton(page).count()).toBe(0);

    // Over what is hidden already, and what is not.
    await page.unrouteAll({ behavior: 'wait' });
    await dragOver(
      page,
      await placeOf(messageWith(page, 'First code'), '4711'),
      await placeOf(messageWith(page, 'is the last code'), 'is the'),
    );
    await page.keyboard.press('m');
    await soon(() => customer.words()).toEqual(['First code: ****', '*******', '*****', '*********** last code']);
    await soon(() => agent.words()).toEqual(['First code: ****', '*******', '*****', '*********** last code']);
    expect(customer.complaints).toEqual([]);
    for (const { context } of [agent, customer]) await context.close();
  });

  test('by keyboard alone', async () => {
    const agent = await agentOnline();
    const { page } = agent;
    const customer = await customerWho([said, 'Last line']);
    await agent.pick(/Haneul/);
    await soon(() => agent.words()).toContain('Last line');
    const { keyboard } = page;

    await page.getByRole('region', { name: 'Conversation' }).focus();
    // Past the link of the first message.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Last line');
    await keyboard.press('ArrowUp');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe(said);
    for (let word = 0; word < 4; word++) await keyboard.press('ArrowRight');
    await keyboard.press('Shift+ArrowRight');
    expect(await page.evaluate(() => String(getSelection()))).toBe('blue-heron');
    await keyboard.press('m');
    await soon(() => customer.words()).toContain(hidden);
    await page.getByRole('status').getByText('Masked.').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['message'])).toBeDefined();

    await keyboard.press('Tab');
    await soon(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('masked, 10 characters');
    await page.locator('[data-tip]').getByText('Masked by 민아').waitFor();
    await keyboard.press('Enter');
    await dialogOf(page).waitFor();
    // Turned away from, it stays, and the keyboard is where it was.
    await keyboard.press('Escape');
    await soon(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('masked, 10 characters');
    await keyboard.press('Enter');
    await release(page).focus();
    await keyboard.press('Enter');
    await soon(() => customer.words()).toContain(said);
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe(said);
    await page.getByRole('status').getByText('Released.').waitFor({ state: 'attached' });
    for (const { context } of [agent, customer]) await context.close();
  });

  test('by touch', async () => {
    const agent = await agentOnline(phone);
    const { page } = agent;
    const customer = await customerWho(['heron']);
    await agent.pick(/Haneul/);
    await soon(() => agent.words()).toContain('heron');

    const place = await placeOf(messageWith(page, 'heron'), 'heron');
    // What a long press leaves; a browser without a screen makes nothing of one.
    await messageWith(page, 'heron').evaluate((root) => getSelection()?.selectAllChildren(root));
    const button = maskButton(page);
    await button.waitFor();
    const box = (await button.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.y).toBeGreaterThan(place.bottom);
    await button.tap();
    await soon(() => customer.words()).toContain('*****');
    await soon(() => agent.words()).toContain('*****');

    await masks(page).tap();
    expect((await release(page).boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await release(page).tap();
    await soon(() => customer.words()).toContain('heron');
    for (const { context } of [agent, customer]) await context.close();
  });
});

test('S18: without security in the contract there is no shield, the API refuses, and masks that exist can be released', async () => {
  const agent = await agentOnline();
  const { page } = agent;
  const said = 'heron, 010-2345-6789';
  const customer = await customerWho([said, 'other']);
  await agent.pick(/Haneul/);
  await maskByMouse(page, 'heron');
  await soon(() => customer.words()).toContain('*****, 010-2345-6789');
  const suggestion = page.getByRole('button', { name: '010-2345-6789', exact: true });
  await suggestion.waitFor();
  const other = messageWith(page, 'other');
  const input = {
    messageId: await other.getAttribute('data-message'),
    revision: Number(await other.getAttribute('data-revision')),
    start: 0,
    end: 5,
  };

  // Taken out of the contract in another tab, it is gone here at once.
  const admin = await agent.context.newPage();
  await admin.goto(`${product.url}/service/contract`);
  await admin.getByRole('switch', { name: 'Personal data masking' }).click();
  await suggestion.waitFor({ state: 'detached' });
  const place = await placeOf(other, 'other');
  await dragOver(page, place, place);
  await soon(() => page.evaluate(() => String(getSelection()))).toBe('other');
  expect(await maskButton(page).count()).toBe(0);
  await page.keyboard.press('m');
  const { maskMessage } = await ask(
    product.consoleUrl,
    page,
    'mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename } }',
    { input },
  );
  expect(maskMessage.__typename).toBe('MaskingDisabled');
  expect(await customer.words()).toContain('other');
  await masks(page).click();
  await release(page).click();
  await soon(() => customer.words()).toContain(said);
  for (const { context } of [agent, customer]) await context.close();
});

/** What a page paints, receives and keeps, in all of its frames. */
class Witness {
  readonly #page: Page;
  readonly #received: string[] = [];

  private constructor(page: Page) {
    this.#page = page;
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => this.#received.push(String(payload)));
    });
    page.on('response', (response) => {
      void response.text().then(
        (text) => this.#received.push(text),
        () => {},
      );
    });
  }

  static async of(page: Page): Promise<Witness> {
    await page.addInitScript(() => {
      const painted: string[] = [];
      Object.assign(window, { painted });
      new MutationObserver((records) => {
        for (const { type, target, addedNodes } of records) {
          if (type !== 'childList') painted.push(target.nodeValue ?? (target as Element).outerHTML);
          for (const node of addedNodes) painted.push(node.nodeValue ?? (node as Element).outerHTML);
        }
      }).observe(document, { childList: true, characterData: true, attributes: true, subtree: true });
    });
    return new Witness(page);
  }

  /** What was before is of no interest. */
  async forget(): Promise<void> {
    this.#received.length = 0;
    for (const frame of this.#page.frames()) {
      await frame.evaluate(() => ((window as unknown as { painted: string[] }).painted.length = 0));
    }
  }

  /** Everything since, the page as it stands and all that it keeps. */
  async everything(): Promise<string> {
    const kept = await this.#page.context().storageState({ indexedDB: true });
    const frames = await Promise.all(
      this.#page.frames().map((frame) =>
        frame.evaluate(async () => {
          const caches = await Promise.all(
            (await window.caches.keys()).map(async (name) =>
              Promise.all((await (await window.caches.open(name)).matchAll()).map((each) => each.text())),
            ),
          );
          const { painted } = window as unknown as { painted: string[] };
          const fields = [...document.querySelectorAll('textarea, input')].map(
            (each) => (each as HTMLInputElement).value,
          );
          return [
            painted,
            document.documentElement.outerHTML,
            fields,
            Object.entries(localStorage),
            Object.entries(sessionStorage),
            caches,
          ];
        }),
      ),
    );
    return JSON.stringify([this.#received, kept, frames]);
  }
}

test('S21: a mask made while the customer’s network was cut is there before anything is painted, and nothing of the original stays', async () => {
  const wire = await Wire.to(product.port);
  const agent = await agentOnline();
  const customer = await customerWho([], wire.url);
  const witness = await Witness.of(customer.page);
  // The watching begins with a fresh page.
  await customer.page.reload();
  await customer.launcher.click();
  await customer.say('it is egret-one');
  await customer.say('it is egret-two');
  await agent.pick(/Haneul/);
  await soon(() => agent.words()).toEqual(['it is egret-one', 'it is egret-two']);
  await soon(() => customer.words()).toEqual(['it is egret-one', 'it is egret-two']);
  // What has been seen is found where it was seen: the witness is awake.
  expect(await witness.everything()).toContain('egret-one');

  wire.cut();
  await customer.dialog
    .getByText(/Connection lost|You are offline/i)
    .first()
    .waitFor();
  await maskByMouse(agent.page, 'egret-one');
  await soon(() => agent.words()).toEqual(['it is *********', 'it is egret-two']);
  await witness.forget();
  wire.mend();
  await soon(() => customer.words()).toEqual(['it is *********', 'it is egret-two']);
  expect(await witness.everything()).not.toContain('egret-one');

  // The same when the page is loaded anew, with the network cut in between.
  wire.cut();
  await customer.dialog
    .getByText(/Connection lost|You are offline/i)
    .first()
    .waitFor();
  await maskByMouse(agent.page, 'egret-two');
  await soon(() => agent.words()).toEqual(['it is *********', 'it is *********']);
  await witness.forget();
  await customer.page.reload().catch(() => {});
  wire.mend();
  // The browser's own page about the network may still be on its way.
  const arrives = () =>
    customer.page.goto(`${wire.url}/help/${service}?lang=en`).then(
      (answer) => answer?.ok(),
      () => false,
    );
  await soon(arrives).toBe(true);
  await customer.launcher.click();
  await soon(() => customer.words()).toEqual(['it is *********', 'it is *********']);
  const everything = await witness.everything();
  expect(everything).toContain('it is *********');
  expect(everything).not.toMatch(/egret-(one|two)/);

  for (const { context } of [agent, customer]) await context.close();
  await wire.close();
});

test('who may looks at an original for a minute, and destroys it; all of it is on record and can be exported', async () => {
  const agent = await agentOnline();
  const { page } = agent;
  await agent.manage('agents');
  // The demo's administrator has both rights; each is granted by itself.
  for (const right of ['민아: Look under masks', '민아: Destroy originals']) {
    await agent.flip(right, false);
    await agent.flip(right, true);
  }
  await page.clock.install();
  await page.goto(`${product.url}/desk`);
  const customer = await customerWho(['it is heron-7', 'second']);
  await agent.pick(/Haneul/);
  await maskByMouse(page, 'heron-7');
  await soon(() => customer.words()).toContain('it is *******');
  const html = () => page.content();
  const look = async (reason: string) => {
    await masks(page).click();
    await dialogOf(page).getByLabel('Reason').fill(reason);
    await dialogOf(page).getByRole('button', { name: 'Look for one minute' }).click();
    await soon(html).toContain('heron-7');
    await dialogOf(page).waitFor({ state: 'detached' });
  };

  await masks(page).click();
  await dialogOf(page).getByRole('button', { name: 'Look for one minute' }).click();
  await dialogOf(page).getByText('Please enter a reason.').waitFor();
  await page.keyboard.press('Escape');

  await look('=1+1 identity check');
  const shown = page.getByRole('button', { name: /^Masked text: heron-7/ });
  expect(await shown.textContent()).toBe('heron-7');
  expect(await shown.getAttribute('data-left')).toMatch(/^\d\d s$/);
  expect(await customer.words()).toContain('it is *******');
  // It is not taken along.
  await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
  expect(await page.evaluate(() => String(getSelection()))).not.toContain('heron-7');
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await page.clock.fastForward(61_000);
  await soon(html).not.toContain('heron-7');

  // Hidden again by hand, by hiding the page, and by leaving the chat.
  await look('second look');
  await shown.click();
  await soon(html).not.toContain('heron-7');
  await look('third look');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await soon(html).not.toContain('heron-7');
  await page.evaluate(() => delete (document as unknown as { visibilityState?: string }).visibilityState);
  await look('fourth look');
  await page.getByRole('link', { name: 'Chat history' }).click();
  await soon(html).not.toContain('heron-7');
  await page.goto(`${product.url}/desk`);
  await agent.pick(/Haneul/);
  expect(await html()).not.toContain('heron-7');

  await masks(page).click();
  await dialogOf(page).getByRole('button', { name: 'Destroy for ever…' }).click();
  await dialogOf(page).getByRole('button', { name: 'Destroy for ever', exact: true }).click();
  const destroyed = page.getByRole('button', { name: 'masked and destroyed, 7 characters' });
  await destroyed.click();
  const told = page.getByRole('dialog', { name: 'Destroyed text' });
  await told.getByText('cannot be released').waitFor();
  expect(await release(page).count()).toBe(0);
  await page.keyboard.press('Escape');

  // On record: newest first, narrowed by the address, exported whole.
  await page.goto(`${product.url}/service/audit`);
  const entries = page.getByRole('list', { name: 'Personal data log' }).getByRole('listitem');
  await soon(() => entries.count()).toBe(6);
  await soon(() => entries.first().innerText()).toMatch(/^Destroyed · 민아/);
  await page.getByLabel('Action').selectOption({ label: 'Looked at' });
  await soon(() => entries.count()).toBe(4);
  expect(new URL(page.url()).search).toBe('?action=revealed');
  await page.reload();
  await soon(() => entries.count()).toBe(4);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const table = await readFile(await download.path(), 'utf8');
  expect(table.startsWith('\ufeffTime (')).toBe(true);
  expect(table.trimEnd().split('\r\n')).toHaveLength(5);
  expect(table).toContain(",Looked at,민아,'=1+1 identity check,");
  expect(table).not.toContain('Haneul');
  await entries.last().getByRole('link').click();
  await page.waitForURL(/\/history\//);
  await destroyed.waitFor();
  for (const { context } of [agent, customer]) await context.close();
});

test('what looks like personal data is suggested, masked with one key, or hidden at intake; and in the history it works as well', async () => {
  const agent = await agentOnline();
  const { page } = agent;
  const customer = await customerWho(['call 010-2345-6789', 'a@b.example or 010-9876-5432']);
  await agent.pick(/Haneul/);
  await agent.say('So it is 01023456789?');
  await soon(() => customer.words()).toContain('So it is 01023456789?');
  const suggestion = page.getByRole('button', { name: '010-2345-6789', exact: true });
  await suggestion.waitFor();
  await messageWith(page, 'call').focus();
  await page.keyboard.press('Tab');
  await page.locator('[data-tip]').getByText('Looks like personal data: Phone number').waitFor();
  await page.keyboard.press('m');
  await soon(() => customer.words()).toContain('call *************');
  // The same number stands in another message, without hyphens.
  await page.getByText('The same text stands in other places too: 1.').waitFor();
  await page.getByRole('button', { name: 'Mask it there too' }).focus();
  await page.keyboard.press('Enter');
  await soon(() => customer.words()).toContain('So it is ***********?');
  await page.getByText('Masked there too: 1.').waitFor();
  await page.getByRole('button', { name: 'Mask all 2 suggestions' }).click();
  await soon(() => customer.words()).toContain('*********** or *************');

  // Its own words are under the same eyes.
  await agent.say('Is it 010-1111-2222?');
  await page.getByRole('button', { name: '010-1111-2222', exact: true }).waitFor();

  // From now on hidden before it is stored: the sender sees it at once.
  const admin = await agent.context.newPage();
  await admin.goto(`${product.url}/service/masking`);
  await admin.getByLabel('Phone number').selectOption({ label: 'Mask' });
  await soon(() => admin.getByLabel('Phone number').getAttribute('aria-busy')).toBe('false');
  await customer.say('then 010-3333-4444');
  await soon(() => customer.words()).toContain('then *************');
  await soon(() => agent.words()).toContain('then *************');

  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('link', { name: 'Chat history' }).click();
  await page.getByRole('link', { name: /Haneul/ }).click();
  await messageWith(page, 'then').waitFor();
  await messageWith(page, 'then').getByRole('button').click();
  await dialogOf(page).getByText('Masked at intake').waitFor();
  await release(page).click();
  await messageWith(page, 'then 010-3333-4444').waitFor();
  await maskByMouse(page, 'Is it');
  await messageWith(page, '***** 010-1111-2222?').waitFor();
  for (const { context } of [agent, customer]) await context.close();
});
