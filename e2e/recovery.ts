import type { Browser, Route } from 'playwright-core';
import { expect } from 'vitest';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import type { Product } from './product.ts';

const lost = /Connection lost|not sent yet|You are offline/i;

/** What is said while the network is cut or silent, or the server dead, arrives once and in order. */
export async function talkThroughCutsAndADeath(browser: Browser, product: Product): Promise<void> {
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
}

export async function minaOnline(browser: Browser, product: Product): Promise<AgentPage> {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  return agent;
}

/** A minute without a network, a lost request, a reload and a lost answer lose nothing and double nothing. */
export async function talkThroughLosses(browser: Browser, product: Product): Promise<void> {
  const wire = await Wire.to(product.port);
  const agent = await minaOnline(browser, product);
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
    await route.fetch({ maxRetries: 2 });
    await route.abort();
  });
  await both([...said, 'over a reload']);
  await customer.page.unrouteAll({ behavior: 'wait' });
  await customer.say('after all');
  await both([...said, 'over a reload', 'after all']);
  await Promise.all([wire.close(), agent.context.close(), customer.context.close()]);
}
