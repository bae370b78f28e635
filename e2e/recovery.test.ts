import { test } from 'vitest';
import { CustomerPage, soon } from './people.ts';
import { minaOnline, talkThroughCutsAndADeath, talkThroughLosses } from './recovery.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ alone: true });

test('what is said while the network is cut or silent, or the server dead, arrives once and in order', () =>
  talkThroughCutsAndADeath(browser, product));

test('a minute without a network, a lost request, a reload and a lost answer lose nothing and double nothing', () =>
  talkThroughLosses(browser, product));

test('two tabs of one customer are one customer: one chat, each message once, read in one is read in both', async () => {
  const agent = await minaOnline(browser, product);
  const first = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await first.launcher.click();
  const second = await CustomerPage.beside(first);
  await second.launcher.click();
  await second.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
  await first.agree('Twin');
  await second.composer.waitFor();
  await agent.pick(/Twin/);
  const everywhere = async (expected: string[]) => {
    for (const person of [first, second, agent]) await soon(() => person.words()).toEqual(expected);
  };
  await first.say('from the first');
  await everywhere(['from the first']);
  await second.say('from the second');
  await everywhere(['from the first', 'from the second']);
  await agent.say('to both');
  await everywhere(['from the first', 'from the second', 'to both']);

  for (const tab of [first, second]) await tab.launcher.click();
  await agent.say('are you there?');
  const label = (tab: CustomerPage) => soon(() => tab.launcher.getAttribute('aria-label'));
  for (const tab of [first, second]) await label(tab).toContain('unread messages: 1');
  await first.launcher.click();
  await label(second).not.toContain('unread');

  // A draft that one has taken up from the other is gone in both once it is sent.
  await second.launcher.click();
  await first.composer.fill('typed once');
  await second.page.reload();
  await second.launcher.click();
  await soon(() => second.composer.inputValue()).toBe('typed once');
  await first.composer.press('Enter');
  await soon(() => agent.words()).toContain('typed once');
  await soon(() => second.composer.inputValue()).toBe('');
  await second.launcher.click();

  // The next chat is in both as well, and what was being typed goes along.
  await second.launcher.click();
  await second.composer.fill('half a thought');
  await first.dialog.getByRole('button', { name: 'End chat' }).click();
  await first.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await first.dialog.getByRole('button', { name: 'Start a new chat' }).click();
  await first.agree();
  await soon(() => second.words()).toEqual([]);
  await soon(() => second.composer.inputValue()).toBe('half a thought');
  await Promise.all([agent.context.close(), first.context.close()]);
});

test.each([1, -1])('a customer whose clock is %i day off still reads that it is today', async (days) => {
  const agent = await minaOnline(browser, product);
  const customer = await CustomerPage.nowhere(browser);
  await customer.context.clock.install({ time: Date.now() + days * 86_400_000 });
  await customer.page.goto(`${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Traveller');
  await customer.say('hello');
  await soon(() => customer.log.locator('.day').allInnerTexts()).toEqual(['Today']);
  await Promise.all([agent.context.close(), customer.context.close()]);
});
