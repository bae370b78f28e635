import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Wire } from './network.ts';
import { AgentPage, CustomerPage, launchBrowser, soon } from './people.ts';
import { Product } from './product.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([Product.start(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

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
  await Promise.all([customerWire.close(), agentWire.close()]);
});
