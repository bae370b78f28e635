import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

// Wishes and settings stay, so each story has a demo of its own.
openStage({ eachStory: true });

async function customerNamed(name: string): Promise<CustomerPage> {
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await customer.launcher.click();
  await customer.agree(name);
  await customer.say('Where is my order?');
  return customer;
}

test('a canned reply is managed, found by a slash, filled in, and sent only by the agent', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await page.goto(`${product.consoleUrl}/service/canned-replies`);
  const shortcuts = () => page.locator('[data-reply] p:first-child').allInnerTexts();
  const add = async (shortcut: string, body: string) => {
    await page.getByRole('button', { name: 'Add a canned reply' }).click();
    await page.getByLabel('Shortcut').fill(shortcut);
    await page.getByLabel('Text', { exact: true }).fill(body);
    await page.getByRole('button', { name: 'Save' }).click();
  };
  await add('/인사', '안녕하세요, {customer}님. {agent}입니다.');
  await soon(shortcuts).toEqual(['/인사']);
  await add('배송', '{customer}님, 내일 도착합니다.');
  await soon(shortcuts).toEqual(['/인사', '/배송']);

  // The same shortcut again is refused in words, and what was typed stays over an Escape.
  await add('배송', 'typed with care');
  await page.getByText('This shortcut is taken').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a canned reply' }).click();
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('typed with care');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Move /배송, 2 of 2' }).press('ArrowUp');
  await soon(shortcuts).toEqual(['/배송', '/인사']);
  await page.reload();
  await soon(shortcuts).toEqual(['/배송', '/인사']);

  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await customerNamed('{agent} & <b>하늘</b>');
  await agent.pick(/하늘/);
  const options = page.getByRole('option');
  await agent.composer.pressSequentially('Hello /');
  await soon(() => options.count()).toBe(2);
  await agent.composer.press('ArrowDown');
  await soon(() => page.getByRole('option', { selected: true }).innerText()).toContain('/인사');
  await agent.composer.press('Escape');
  await soon(() => options.count()).toBe(0);
  await agent.composer.fill('');
  await agent.composer.pressSequentially('/인');
  await soon(() => options.count()).toBe(1);

  // While a syllable is being composed Enter belongs to the input method.
  const isTaken = await agent.composer.evaluate(
    (field) =>
      !field.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      ),
  );
  expect(isTaken).toBe(false);
  await agent.composer.press('Enter');
  const filled = '안녕하세요, {agent} & <b>하늘</b>님. 민아입니다.';
  await soon(() => agent.composer.inputValue()).toBe(filled);
  expect(await customer.words()).toEqual(['Where is my order?']);
  await agent.composer.press('Enter');
  await soon(() => customer.words()).toEqual(['Where is my order?', filled]);
  for (const { context } of [agent, customer]) await context.close();
});

test('an internal note is left once, over a lost answer, and the customer sees nothing of it', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await customerNamed('Haneul');
  await agent.pick(/Haneul/);
  await page.getByRole('button', { name: 'Write an internal note' }).click();
  const note = page.getByRole('textbox', { name: 'Internal note · customers do not see it' });
  await note.fill('Refund is on its way.');

  // The note arrives, its answer does not.
  await page.route('**/graphql', async (route) => {
    if (!/addChatNote/.test(route.request().postData() ?? '')) return route.continue();
    await route.fetch({ maxRetries: 2 });
    await route.abort();
  });
  await note.press('Enter');
  await page.getByText('the note was not left').waitFor();
  expect(await note.inputValue()).toBe('Refund is on its way.');
  await page.unrouteAll({ behavior: 'wait' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await soon(() => note.inputValue()).toBe('');
  await soon(() => page.getByRole('note').count()).toBe(1);

  await page.getByRole('button', { name: 'Write an internal note' }).click();
  await agent.say('Done.');
  await soon(() => customer.words()).toEqual(['Where is my order?', 'Done.']);
  expect(await customer.log.innerText()).not.toContain('Refund');
  for (const { context } of [agent, customer]) await context.close();
});

/** Everything that went wrong in a page's own scripts. */
function errorsOf({ page }: AgentPage | CustomerPage): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

test('an answer that is half written when the chat ends stays, on either side, to be copied or put into a ticket', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  const errors = errorsOf(agent);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await customerNamed('Haneul');
  const customerErrors = errorsOf(customer);
  await agent.pick(/Haneul/);
  await agent.composer.fill('Your parcel is at ');
  // With the list of canned replies open, which lives off the composer.
  await agent.composer.pressSequentially(' /');
  await page.getByText('There are no canned replies yet.').waitFor();
  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  const left = page.getByLabel('Not sent, because the chat has ended');
  await soon(() => left.inputValue()).toBe('Your parcel is at  /');
  expect(
    await left.evaluate((field) => field === document.activeElement && 'readOnly' in field && field.readOnly),
  ).toBe(true);
  await page.keyboard.type('jgk');
  expect(await left.inputValue()).toBe('Your parcel is at  /');
  await agent.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Your parcel is at  /');
  await page.reload();
  await agent.list.getByRole('button', { name: /Haneul/ }).click();
  await page.getByRole('button', { name: 'Into a ticket' }).click();
  const ticket = page.getByRole('dialog', { name: 'Create ticket' });
  await soon(() => ticket.getByRole('textbox', { name: 'Content' }).inputValue()).toBe('Your parcel is at  /');
  await page.keyboard.press('Escape');
  await left.waitFor();
  await page.getByRole('button', { name: 'End chat' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('What you wrote and did not send is discarded.').waitFor();
  await question.getByRole('button', { name: 'End chat' }).click();
  await soon(() => agent.list.getByRole('button').count()).toBe(0);
  expect(await page.getByText('not sent').count()).toBe(0);

  // The other way round: the customer types while the agent ends.
  await customer.dialog.getByRole('button', { name: 'Start a new chat' }).click();
  await customer.agree('Haneul');
  await customer.say('Once more');
  await agent.pick(/Haneul/);
  await customer.composer.fill('and the second on');
  await page.getByRole('button', { name: 'End chat' }).click();
  await question.getByRole('button', { name: 'End chat' }).click();
  const customersLeft = customer.dialog.getByLabel('Your text that was not sent');
  await soon(() => customersLeft.inputValue()).toBe('and the second on');
  await customer.dialog.getByRole('button', { name: 'Leave an inquiry' }).click();
  await soon(() => customer.dialog.getByLabel('Details').inputValue()).toContain('and the second on');
  await customer.page.reload();
  expect([...errors, ...customerErrors]).toEqual([]);
  for (const { context } of [agent, customer]) await context.close();
});

test('a draft is one in all tabs of an agent: sent in one it is gone in the others, and no tab loses its own', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await customerNamed('Haneul');
  await agent.pick(/Haneul/);
  const tab = async () => {
    const page = await agent.context.newPage();
    await page.goto(`${product.consoleUrl}/desk`);
    const list = page.getByRole('list', { name: 'My chats' });
    const composer = page.getByRole('textbox', { name: 'Message' });
    const open = async () => {
      await list.getByRole('button', { name: /Haneul/ }).click();
      await composer.waitFor();
    };
    await open();
    return { page, composer, open };
  };
  await agent.composer.fill('It is on');
  const second = await tab();
  await soon(() => second.composer.inputValue()).toBe('It is on');
  await agent.composer.fill('It is on its way');
  await soon(() => second.composer.inputValue()).toBe('It is on its way');
  await agent.composer.press('Enter');
  await soon(() => customer.words()).toEqual(['Where is my order?', 'It is on its way']);
  await soon(() => second.composer.inputValue()).toBe('');

  // Each its own, also over a reload of either.
  await agent.composer.fill('one');
  await second.composer.fill('two');
  await agent.page.reload();
  await agent.pick(/Haneul/);
  await soon(() => agent.composer.inputValue()).toBe('one');
  await second.page.reload();
  await second.open();
  await soon(() => second.composer.inputValue()).toBe('two');
  await agent.composer.press('Enter');
  await soon(() => customer.words()).toHaveLength(3);
  expect(await second.composer.inputValue()).toBe('two');

  // The same words sent from two tabs at once are one message.
  await agent.composer.fill('two');
  await Promise.all([agent.composer.press('Enter'), second.composer.press('Enter')]);
  await agent.say('three');
  await soon(() => customer.words()).toEqual(['Where is my order?', 'It is on its way', 'one', 'two', 'three']);
  await soon(() => second.composer.inputValue()).toBe('');

  // What a closed tab had comes back in the next.
  await second.composer.fill('half a thought');
  await second.page.close();
  const third = await tab();
  await soon(() => third.composer.inputValue()).toBe('half a thought');
  for (const { context } of [agent, customer]) await context.close();
});

/** What the page told the agent, in place of the browser's own sounds and notifications. */
interface Told {
  asked: number;
  tones: number;
  notifications: string[];
}

test('a new request is told once, in one tab, without a name, and only where the agent wishes it', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.context.addInitScript(() => {
    const told: Told = { asked: 0, tones: 0, notifications: [] };
    class Note {
      static permission = 'default';
      onclick: unknown = null;
      static requestPermission() {
        told.asked += 1;
        Note.permission = 'granted';
        return Promise.resolve('granted');
      }
      constructor(title: string, options: object) {
        told.notifications.push(title + JSON.stringify(options));
      }
    }
    const Audio = AudioContext;
    class Tone extends Audio {
      constructor() {
        super();
        told.tones += 1;
      }
    }
    // Who has a chat open has so long to read an answer in it before it is told of: a busy machine takes longer than a person's.
    const setTimer = globalThis.setTimeout.bind(globalThis);
    const setLater = (run: () => void, ms?: number) => setTimer(run, ms === 1_500 ? 6_000 : ms);
    Object.assign(globalThis, { told, Notification: Note, AudioContext: Tone, setTimeout: setLater });
  });
  const { page } = agent;
  await page.goto(`${product.consoleUrl}/desk`);
  await agent.setAvailability('Online');
  const other = await agent.context.newPage();
  await other.goto(`${product.consoleUrl}/desk`);
  await other.getByRole('heading', { name: 'Chat', exact: true }).waitFor();
  await other.locator('main').click();
  const toldIn = (tab: typeof page) => tab.evaluate(() => (globalThis as unknown as { told: Told }).told);
  const toldTogether = async () => {
    const [one, two] = [await toldIn(page), await toldIn(other)];
    return { tones: one.tones + two.tones, notifications: [...one.notifications, ...two.notifications] };
  };

  await page.bringToFront();
  const first = await customerNamed('Haneul');
  await agent.list.getByText('Haneul').waitFor();
  expect(await toldTogether()).toEqual({ tones: 0, notifications: [] });

  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Sound' }).click();
  expect((await toldIn(page)).asked).toBe(0);
  await page.getByRole('menuitemcheckbox', { name: 'Desktop notification' }).click();
  await soon(async () => (await toldIn(page)).asked).toBe(1);
  await page.keyboard.press('Escape');
  // The tone that says how it sounds; what waited already is no news.
  expect(await toldTogether()).toEqual({ tones: 1, notifications: [] });

  const second = await customerNamed('June');
  await soon(toldTogether).toEqual({
    tones: 2,
    notifications: [expect.stringMatching(/^New chat requests: 1(?!.*(June|order))/)],
  });
  await soon(() => page.title()).toBe('(2) Chat · Damso');

  // What customers write in running chats is told apart, and not of the chat that lies open.
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Tone for answers' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Notification of answers' }).click();
  await page.keyboard.press('Escape');
  await agent.pick(/Haneul/);
  // Whoever leaves a chat before its messages are there has not read them.
  await soon(() => agent.words()).toEqual(['Where is my order?']);
  await soon(() => agent.list.getByRole('button', { name: /Haneul.*unread/ }).count()).toBe(0);
  await soon(() => page.title()).toBe('(1) Chat · Damso');
  await agent.pick(/June/);
  await soon(() => page.title()).toBe('Chat · Damso');
  const before = await toldTogether();
  await second.say('I am in the open chat');
  await soon(() => agent.words()).toContain('I am in the open chat');
  await first.say('I am in the other chat, my number is 4711');
  await soon(toldTogether).toEqual({
    tones: before.tones + 1,
    notifications: [
      ...before.notifications,
      expect.stringMatching(/^A customer has answered\.(?!.*(Haneul|June|4711))/),
    ],
  });
  await soon(() => page.title()).toBe('(1) Chat · Damso');
  await first.say('Are you there?');
  await soon(() => page.title()).toBe('(2) Chat · Damso');
  await page.getByRole('link', { name: 'Agents', exact: true }).click();
  await soon(() => page.getByRole('button', { name: /^Open chat/ }).getAttribute('aria-label')).toContain('2 unread');
  await page.reload();
  await soon(() => page.title()).toBe('(2) Agents · Damso');
  // Away from the desk no chat lies open.
  await second.say('And I?');
  await soon(() => page.title()).toBe('(3) Agents · Damso');

  // Read in one tab, it is read in the other.
  await other.bringToFront();
  await other
    .getByRole('list', { name: 'My chats' })
    .getByRole('button', { name: /Haneul/ })
    .click();
  await soon(() => page.title()).toBe('(1) Agents · Damso');
  for (const { context } of [agent, first, second]) await context.close();
});

test('keys lead to pages and through the list, and none is taken from what is being typed', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  const { page } = agent;
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await soon(() => page.getByRole('dialog').count()).toBe(0);
  for (const [letter, path] of [
    ['s', '/service/contract'],
    ['h', '/history'],
    ['d', '/desk'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await soon(() => new URL(page.url()).pathname).toBe(path);
  }
  await agent.setAvailability('Online');
  const customers = [await customerNamed('Haneul'), await customerNamed('June')];
  const items = agent.list.getByRole('button');
  await soon(() => items.count()).toBe(2);
  await items.first().focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await agent.composer.waitFor();
  await agent.composer.pressSequentially('gs?');
  expect(await agent.composer.inputValue()).toBe('gs?');
  expect(new URL(page.url()).pathname).toBe('/desk');

  // Without a network too, once the pages are there that have not been seen yet.
  await page.waitForFunction(() => {
    const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
    return scripts.filter((name) => /\/nodes\/\d+\.[^/]*\.js$/.test(name)).length > 30;
  });
  await agent.context.setOffline(true);
  await items.first().focus();
  for (const [letter, path] of [
    ['t', '/tickets'],
    ['c', '/customers'],
    ['s', '/service/contract'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await soon(() => new URL(page.url()).pathname).toBe(path);
  }
  const settings = page.getByRole('navigation', { name: 'Service management' });
  await settings.getByRole('link', { name: 'Agents' }).click();
  await soon(() => new URL(page.url()).pathname).toBe('/service/agents');
  await agent.context.setOffline(false);
  for (const { context } of [agent, ...customers]) await context.close();
});
