import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

// Wishes and settings stay, so each story has a demo of its own.
openStage({ eachStory: true });

const jun = 'jun';

async function saveField(admin: AgentPage, label: string, value: string): Promise<void> {
  await admin.page.getByLabel(label).fill(value);
  await admin.page.getByRole('button', { name: 'Save' }).click();
  await admin.page.getByText('Saved.', { exact: true }).waitFor();
}

const helpCenter = () => `${product.url}/help/${service}?lang=en`;

/** In front of a launcher that asks whether somebody is there ten times as often. */
async function visitorAtHelpCenter(): Promise<CustomerPage> {
  const visitor = await CustomerPage.nowhere(browser);
  await visitor.page.addInitScript(() => {
    const setTimer = window.setTimeout.bind(window);
    const setSooner = (run: () => void, ms?: number) => setTimer(run, ms === 3_000 ? 300 : ms);
    if (window === window.top) Object.assign(window, { setTimeout: setSooner });
  });
  await visitor.page.goto(helpCenter());
  return visitor;
}

test('S2–S7, S11, S12: who may chat, who is there, who gets it, and what is left when nobody can', async () => {
  const admin = await AgentPage.signIn(browser, product.url);
  const agent = await AgentPage.signIn(browser, product.url, jun);
  const visitor = await visitorAtHelpCenter();
  const isLauncherThere = () => visitor.launcher.isVisible();
  await soon(isLauncherThere).toBe(true);

  // The contract without chat, and chat is nowhere, on pages that are open already.
  await admin.manage('contract');
  await admin.flip('1:1 chat', false);
  await soon(isLauncherThere).toBe(false);
  await soon(() => agent.page.getByRole('link', { name: 'Chat', exact: true }).count()).toBe(0);
  await admin.flip('1:1 chat', true);
  await soon(isLauncherThere).toBe(true);
  await agent.page.getByRole('link', { name: 'Chat', exact: true }).waitFor();

  // The help center has a switch of its own.
  await admin.manage('help-center');
  await admin.flip('Chat', false);
  await soon(isLauncherThere).toBe(false);
  await admin.flip('Chat', true);
  await soon(isLauncherThere).toBe(true);

  // The right is granted agent by agent, and without it there is no chat in the console.
  await admin.manage('agents');
  await admin.flip(/준.*Chat right/, false);
  await soon(() => agent.page.getByRole('link', { name: 'Chat', exact: true }).count()).toBe(0);
  await agent.page.goto(`${product.url}/desk`);
  await agent.page.getByText('chat right').first().waitFor();
  await admin.flip(/준.*Chat right/, true);

  // By the widget, Online, then chats; the desk that said no is there again by itself.
  await agent.page.goto(product.url);
  await agent.page.getByRole('button', { name: /^Chat:|^Open chat|^Chat /i }).click();
  await agent.setAvailability('Online');

  // The only one who is Online gets it, though others are signed in.
  await visitor.launcher.click();
  await visitor.agree('Haneul');
  await agent.pick(/Haneul/);
  await agent.say('Hello');
  await soon(() => visitor.words()).toEqual(['Hello']);
  await visitor.dialog.getByText('You are chatting with 준').waitFor();

  // The last one leaves, and a customer who clicks is told.
  await agent.setAvailability('Offline');
  const late = await CustomerPage.at(browser, helpCenter());
  await late.launcher.click();
  await late.dialog.getByRole('heading', { name: 'No agent is available right now' }).waitFor();

  // The inquiry form is one click away, and gives a number.
  await late.dialog.getByRole('button', { name: 'Leave an inquiry' }).click();
  await late.dialog.getByLabel('Type of inquiry').selectOption({ index: 1 });
  await late.dialog.getByLabel('E-mail').fill('haneul@example.com');
  await late.dialog.getByLabel('Title').fill('Where is my order?');
  await late.dialog.getByLabel('Details').fill('It was to come on Monday.');
  await late.dialog.getByRole('checkbox').check();
  await late.dialog.getByRole('button', { name: 'Submit inquiry' }).click();
  await late.dialog.getByText(/D-\d{4}-\d{6}/).waitFor();
  expect([...visitor.complaints, ...late.complaints]).toEqual([]);
  for (const { context } of [admin, agent, visitor, late]) await context.close();
});

test('S2: without chat in the contract it is on no page of the console and the help center, and comes back without a reload', async () => {
  const admin = await AgentPage.signIn(browser, product.url);
  const settings = await AgentPage.signIn(browser, product.url);
  const visitor = await CustomerPage.at(browser, helpCenter());
  const card = visitor.page.getByRole('heading', { name: 'Chat', exact: true });
  await card.waitFor();
  const links = async () => (await admin.page.getByRole('navigation').getByRole('link').allInnerTexts()).join(' · ');
  const ofChat = ['Chat settings', 'Categories', 'Canned replies'];
  await admin.page.goto(`${product.url}/service/chat`);
  for (const name of ofChat) await soon(links).toContain(name);

  await settings.manage('contract');
  await settings.flip('1:1 chat', false);
  for (const name of [...ofChat, 'Chat history']) await soon(links).not.toContain(name);
  // The page that was open says so, and so does every address that was kept.
  const gone = admin.page.getByText('This service does not use chat');
  await gone.waitFor();
  for (const path of ['service/categories', 'service/canned-replies', 'desk', 'history']) {
    await admin.page.goto(`${product.url}/${path}`);
    await gone.waitFor();
  }
  await admin.manage('help-center');
  await admin.page.getByRole('switch', { name: 'Inquiry form' }).waitFor();
  expect(await admin.page.getByRole('switch', { name: 'Chat' }).count()).toBe(0);
  await admin.manage('agents');
  await admin.page.getByRole('switch', { name: /준.*Ticket right/ }).waitFor();
  await soon(() => admin.page.getByRole('switch', { name: /Chat right|Assignment|all chats/i }).count()).toBe(0);
  // Whoever reads the help center, now or anew.
  await soon(() => card.isVisible()).toBe(false);
  const words = await (await fetch(helpCenter())).text();
  expect(words.replace(/<script[^]*?<\/script>|<style[^]*?<\/style>/g, '')).not.toMatch(/chat|speech bubble/i);

  await settings.flip('1:1 chat', true);
  for (const name of ofChat) await soon(links).toContain(name);
  await admin.page.getByRole('switch', { name: /준.*Chat right/ }).waitFor();
  await soon(() => card.isVisible()).toBe(true);

  // Masking is a feature of its own.
  await settings.flip(/masking/i, false);
  await soon(links).not.toContain('Personal data · ');
  await admin.page.goto(`${product.url}/service/masking`);
  await admin.page.getByText('This service does not use masking').waitFor();
  await settings.flip(/masking/i, true);
  await admin.page.getByLabel('Phone number').waitFor();
});

test('each link of the gate that is switched off shows at launcher, dialog and presence', async () => {
  const admin = await AgentPage.signIn(browser, product.url);
  const agent = await AgentPage.signIn(browser, product.url, jun);
  await agent.openDesk();
  await agent.setAvailability('Online');
  // A launcher nobody touched, and a dialog that is open and not yet agreed to.
  const [launcher, dialog] = [await visitorAtHelpCenter(), await CustomerPage.at(browser, helpCenter())];
  await dialog.launcher.click();
  const consent = dialog.dialog.getByRole('button', { name: 'Agree and start chat' });
  const absent = dialog.dialog.getByRole('heading', { name: 'No agent is available right now' });
  const disabled = dialog.dialog.getByRole('heading', { name: 'Chat is not available' });
  await admin.page.goto(product.url);
  const presence = admin.page.getByRole('listitem').filter({ hasText: '준' });
  const settings = await AgentPage.signIn(browser, product.url);

  const everywhere = async (open: boolean, words: string, refused = absent) => {
    await presence.getByText(words).waitFor();
    await (open ? consent : refused).waitFor();
    await soon(() => launcher.launcher.isVisible()).toBe(open || refused === absent);
    if (open || refused === absent) {
      await soon(() => launcher.launcher.getAttribute('aria-label')).toContain(
        open ? 'Agents are online' : 'No agent is available',
      );
    }
  };
  await everywhere(true, 'Receiving new chats');

  await settings.manage('contract');
  await settings.flip('1:1 chat', false);
  await everywhere(false, 'Chat is switched off', disabled);
  await settings.flip('1:1 chat', true);
  await everywhere(true, 'Receiving new chats');

  await settings.manage('help-center');
  await settings.flip('Chat', false);
  await everywhere(false, 'Chat is switched off', disabled);
  await settings.flip('Chat', true);
  await everywhere(true, 'Receiving new chats');

  await settings.manage('agents');
  await settings.flip(/준.*Chat right/, false);
  await everywhere(false, 'Without the chat right');
  await settings.flip(/준.*Chat right/, true);
  await everywhere(true, 'Receiving new chats');
  await settings.flip(/준: Assignment/, false);
  await everywhere(false, 'Assignment is off');
  await settings.flip(/준: Assignment/, true);
  await everywhere(true, 'Receiving new chats');

  // An administrator sets the agent Offline; both see who it was.
  await presence.getByRole('button').click();
  await admin.page.getByRole('menuitemradio', { name: 'Offline' }).click();
  await everywhere(false, 'Set to Offline by administrator 민아');
  await agent.page.getByText('Set by administrator 민아').first().waitFor();
  await agent.setAvailability('Online');
  await everywhere(true, 'Receiving new chats');

  // The console closes: the lease is the last link.
  await agent.context.close();
  await everywhere(false, 'Connection lost');
  for (const { context } of [admin, settings, launcher, dialog]) await context.close();
});

test('a killed browser hands its chats on, the customer is told, and nothing is lost', async () => {
  const [mina, agent] = [
    await AgentPage.signIn(browser, product.url),
    await AgentPage.signIn(browser, product.url, jun),
  ];
  await mina.manage('chat');
  await saveField(mina, 'Grace in conversation', '0');
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, helpCenter());
  await customer.launcher.click();
  await customer.agree('Dana');
  await agent.pick(/Dana/);
  await customer.say('one');
  await soon(() => agent.words()).toEqual(['one']);
  await agent.say('two');
  await soon(() => customer.words()).toEqual(['one', 'two']);
  await mina.openDesk();
  await mina.setAvailability('Online');

  await agent.context.close();
  await customer.say('three, into the gap');
  await customer.log.getByText('민아 takes care of your chat from here').waitFor();
  await mina.pick(/Dana/);
  await mina.say('four');
  const said = ['one', 'two', 'three, into the gap', 'four'];
  await soon(() => mina.words()).toEqual(said);
  await soon(() => customer.words()).toEqual(said);
  await customer.dialog.getByText('You are chatting with 민아').waitFor();

  // By hand, with a note that the customer never sees.
  const back = await AgentPage.signIn(browser, product.url, jun);
  await back.openDesk();
  await back.page.getByText('Receiving new chats').waitFor();
  await mina.page
    .getByRole('button', { name: /Transfer/ })
    .first()
    .click();
  const dialog = mina.page.getByRole('dialog', { name: 'Transfer to another agent' });
  await dialog.getByText('준').click();
  await dialog.getByRole('textbox', { name: /Note/ }).fill('Asked about the order twice.');
  await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
  await back.pick(/Dana/);
  await back.page.getByText('Asked about the order twice.').waitFor();
  await soon(() => back.words()).toEqual(said);
  await customer.log.getByText('준 takes care of it from here').waitFor();
  expect(await customer.log.getByText('Asked about the order twice.').count()).toBe(0);
  for (const { context } of [mina, back, customer]) await context.close();
});

test('a full house lets customers wait in line, with their place live and the inquiry at hand', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.manage('chat');
  await saveField(agent, 'Chats at a time per agent', '1');
  await agent.openDesk();
  await agent.setAvailability('Online');
  const begin = async (name: string) => {
    const customer = await CustomerPage.at(browser, helpCenter());
    await customer.launcher.click();
    await customer.agree(name);
    return customer;
  };
  const first = await begin('Ara');
  const second = await begin('Bora');
  const third = await begin('Chan');
  await second.dialog.getByText('You are number 1 in line').waitFor();
  await third.dialog.getByText('You are number 2 in line').waitFor();
  await agent.page
    .getByText(/Waiting\s*2/)
    .first()
    .waitFor();
  await third.say('Is anyone there?');

  // Tired of waiting, the second leaves an inquiry without retyping; the third moves up.
  await second.composer.fill('My order has not come.');
  await second.dialog.getByRole('button', { name: 'Leave an inquiry' }).click();
  await soon(() => second.dialog.getByLabel('Details').inputValue()).toContain('My order has not come.');
  await second.dialog.getByLabel('Type of inquiry').selectOption({ index: 1 });
  await second.dialog.getByLabel('E-mail').fill('bora@example.com');
  await second.dialog.getByLabel('Title').fill('Order');
  await second.dialog.getByRole('checkbox').check();
  await second.dialog.getByRole('button', { name: 'Submit inquiry' }).click();
  await second.dialog.getByText(/D-\d{4}-\d{6}/).waitFor();
  await third.dialog.getByText('You are number 1 in line').waitFor();

  // A seat frees, and the oldest gets it, with what was said while waiting.
  await agent.pick(/Ara/);
  await agent.page.getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await agent.pick(/Chan/);
  await soon(() => agent.words()).toEqual(['Is anyone there?']);
  await soon(() => third.dialog.getByText(/in line/).count()).toBe(0);
  for (const { context } of [agent, first, second, third]) await context.close();
});

test('three tabs, two closed and one throttled, keep an agent Online; a killed server changes no wish', async () => {
  const [agent, gone] = [
    await AgentPage.signIn(browser, product.url),
    await AgentPage.signIn(browser, product.url, 'sora'),
  ];
  for (const each of [agent, gone]) {
    await each.openDesk();
    await each.setAvailability('Online');
  }
  const [second, throttled] = [await agent.context.newPage(), await agent.context.newPage()];
  // A background tab gets its timers once a minute; how long that is, is for the story to tell.
  await throttled.addInitScript(() => {
    const [setTimer, clearTimer] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    const held = new Map<number, { run: () => void; again: boolean }>();
    let last = 1e9;
    const hold = (run: () => void, again: boolean) => {
      held.set((last += 1), { run, again });
      return last;
    };
    const clear = (id?: number) => {
      if (id === undefined || !held.delete(id)) clearTimer(id);
    };
    Object.assign(window, {
      setTimeout: (run: () => void, ms = 0) => (ms < 50 ? setTimer(run, ms) : hold(run, false)),
      setInterval: (run: () => void) => hold(run, true),
      clearTimeout: clear,
      clearInterval: clear,
      passAMinute: () => {
        for (const [id, { run, again }] of [...held]) {
          if (!held.has(id)) continue;
          if (!again) held.delete(id);
          run();
        }
      },
    });
  });
  await Promise.all([second.goto(`${product.url}/`), throttled.goto(`${product.url}/`)]);
  await throttled.getByText('Receiving new chats').first().waitFor();
  await agent.page.close();
  await second.close();

  const presenceOf = async (name: string) => {
    const row = throttled.getByRole('listitem').filter({ hasText: name });
    return (await row.innerText()).replace(/\s+/g, ' ');
  };
  await gone.context.close();
  await soon(() => presenceOf('소라')).toContain('Connection lost');
  expect(await presenceOf('민아')).toContain('Receiving new chats');

  await product.kill();
  await product.run();
  // The console that is open comes back by itself, with its next try; the other one's wish stands, without a lease.
  const again = await AgentPage.signIn(browser, product.url, jun);
  const row = (name: string) => again.page.getByRole('listitem').filter({ hasText: name });
  const isBack = () =>
    row('민아')
      .getByText(/Receiving new chats|Every seat is taken/)
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  await soon(async () => {
    await throttled.evaluate(() => (window as unknown as { passAMinute: () => void }).passAMinute());
    return isBack();
  }).toBe(true);
  await row('소라').getByText('Connection lost').waitFor({ timeout: 60_000 });
  expect(await row('소라').innerText()).toContain('Online');
  for (const { context } of [agent, again]) await context.close();
});
