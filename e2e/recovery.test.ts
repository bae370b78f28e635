import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

const lost = /Connection lost|not sent yet|You are offline/i;

test('what is said while the network is cut or silent, or the server dead, arrives once and in order', async () => {
  const [customerWire, agentWire] = await Promise.all([Wire.to(product.port), Wire.to(product.port)]);
  const agent = await AgentPage.signIn(browser, agentWire.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${customerWire.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await agent.pick(/Haneul/);
  const said: string[] = [];
  const both = async (expected: string[]) => {
    await soon(() => customer.words()).toEqual(expected);
    await soon(() => agent.words()).toEqual(expected);
  };
  await customer.say('one');
  await both(['one']);
  said.push('one');

  // The customer's network is cut: both go on writing, and the customer is told.
  customerWire.cut();
  await customer.dialog.getByText(lost).first().waitFor();
  await customer.say('two from a tunnel');
  await customer.say('three from a tunnel');
  await agent.say('four');
  await soon(() => agent.words()).toEqual(['one', 'four']);
  customerWire.mend();
  said.push('four', 'two from a tunnel', 'three from a tunnel');
  await both(said);

  // The agent's network goes silent, which nobody announces.
  agentWire.silence();
  await agent.say('five into silence');
  await customer.say('six');
  await agent.page.getByText(lost).first().waitFor();
  agentWire.mend();
  said.push('six', 'five into silence');
  await both(said);

  // The server is killed in the middle of the talk, with a draft on one side and something unsent on the other.
  await agent.composer.fill('a draft of the agent');
  await product.kill();
  await customer.dialog.getByText(lost).first().waitFor();
  await customer.say('seven into the void');
  // Even a reload of the page meanwhile loses nothing that was typed.
  await product.run();
  said.push('seven into the void');
  await both(said);
  expect(await agent.composer.inputValue()).toBe('a draft of the agent');

  // A reload keeps the draft and the conversation.
  await customer.composer.fill('half a sentence');
  await customer.page.reload();
  await customer.launcher.click();
  await soon(() => customer.composer.inputValue()).toBe('half a sentence');
  await agent.page.reload();
  await agent.pick(/Haneul/);
  await both(said);
  expect(await agent.composer.inputValue()).toBe('a draft of the agent');

  // Going on works for both.
  await customer.say('eight');
  await agent.say('nine');
  await both([...said, 'eight', 'nine']);
  await Promise.all([customerWire.close(), agentWire.close(), agent.context.close(), customer.context.close()]);
});

async function minaOnline(): Promise<AgentPage> {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  return agent;
}

test('a minute without a network, a lost request, a reload and a lost answer lose nothing and double nothing', async () => {
  const wire = await Wire.to(product.port);
  const agent = await minaOnline();
  const customer = await CustomerPage.nowhere(browser);
  await customer.context.clock.install();
  await customer.page.goto(`${wire.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Byeol');
  await agent.pick(/Byeol/);
  const both = async (expected: string[]) => {
    await soon(() => customer.words()).toEqual(expected);
    await soon(() => agent.words()).toEqual(expected);
  };
  await customer.say('before');
  await both(['before']);

  wire.cut();
  await customer.context.setOffline(true);
  await customer.dialog.getByText(lost).first().waitFor();
  await customer.say('offline one');
  await customer.say('offline two');
  await agent.say('meanwhile');
  await customer.context.clock.fastForward(60_000);
  expect(await customer.words()).toEqual(['before', 'offline one', 'offline two']);
  wire.mend();
  await customer.context.setOffline(false);
  const said = ['before', 'meanwhile', 'offline one', 'offline two'];
  await both(said);

  // No send arrives; the reload finds what was written, and tries again.
  const onSend = (deal: (route: Route) => Promise<void>) =>
    customer.page.route('**/graphql', (route) =>
      /sendMessage/.test(route.request().postData() ?? '') ? deal(route) : route.continue(),
    );
  await onSend((route) => route.abort());
  await customer.say('over a reload');
  await customer.dialog.getByText('not sent yet').first().waitFor();
  await customer.page.reload();
  await customer.launcher.click();
  await soon(() => customer.words()).toEqual([...said, 'over a reload']);
  expect(await agent.words()).toEqual(said);

  // Now each arrives and its answer is lost, so that it is sent again.
  await customer.page.unrouteAll({ behavior: 'wait' });
  await onSend(async (route) => {
    await route.fetch();
    await route.abort();
  });
  await both([...said, 'over a reload']);
  await customer.page.unrouteAll({ behavior: 'wait' });
  await customer.say('after all');
  await both([...said, 'over a reload', 'after all']);
  await Promise.all([wire.close(), agent.context.close(), customer.context.close()]);
});

test('two tabs of one customer are one customer: one chat, each message once, read in one is read in both', async () => {
  const agent = await minaOnline();
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
  const agent = await minaOnline();
  const customer = await CustomerPage.nowhere(browser);
  await customer.context.clock.install({ time: Date.now() + days * 86_400_000 });
  await customer.page.goto(`${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Traveller');
  await customer.say('hello');
  await soon(() => customer.log.locator('.day').allInnerTexts()).toEqual(['Today']);
  await Promise.all([agent.context.close(), customer.context.close()]);
});
