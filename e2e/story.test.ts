import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

test('S1, S6, S8, S9, S10, S11, S13, S14, S15, S28, S29: a customer and an agent talk, from an absent agent to the end', async () => {
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}`);
  // Nobody is there yet, and both the launcher and the dialog say so.
  await soon(() => customer.launcher.getAttribute('aria-label')).toContain('No agent is available');
  await customer.launcher.click();
  await customer.dialog.getByRole('heading', { name: 'No agent is available right now' }).waitFor();
  await customer.dialog.getByRole('button', { name: 'Leave an inquiry' }).waitFor();

  // An agent comes Online; the open dialog goes on to the consent by itself.
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  await customer.agree('Haneul');

  // The request blinks and counts; picking it starts the chat.
  const motionOf = (place: Locator) => place.evaluate((element) => getComputedStyle(element).animationName);
  await soon(() => agent.page.title()).toContain('(1)');
  expect(await motionOf(agent.list.getByRole('button'))).toBe('blinks');
  await agent.page.getByRole('link', { name: 'Agents', exact: true }).click();
  const widget = agent.page.getByRole('button', { name: /^Open chat, 1 new/ });
  expect(await motionOf(widget)).toBe('calls-attention');
  await widget.click();
  const talking = agent.page.locator('dl > div').filter({ hasText: 'Talking' });
  await soon(() => talking.innerText()).toMatch(/^Talking\s+0$/);
  await agent.pick(/Haneul.*New request/s);
  await soon(() => talking.innerText()).toMatch(/^Talking\s+1$/);
  await customer.say('Where is my order?');
  await soon(() => agent.words()).toEqual(['Where is my order?']);
  await customer.dialog.getByText('You are chatting with 민아').waitFor();

  // Typing and read marks, both ways.
  await agent.composer.pressSequentially('On its');
  await customer.dialog.getByText('민아 is typing…').waitFor();
  await agent.say('On its way.');
  await soon(() => customer.words()).toEqual(['Where is my order?', 'On its way.']);
  await customer.composer.pressSequentially('Th');
  await agent.page.getByText('Haneul is typing…').waitFor();
  await agent.page.bringToFront();
  await agent.log.locator('.meta').getByText('Read').waitFor();
  await customer.say('Thanks!');
  await customer.page.bringToFront();
  await soon(() => agent.words()).toEqual(['Where is my order?', 'On its way.', 'Thanks!']);
  await agent.page.bringToFront();
  await customer.log.locator('.meta').getByText('Read').waitFor();

  // Text is text, whatever it looks like.
  await customer.say('<img src=x onerror=alert(1)> https://example.com/a?b=1');
  await agent.log.getByRole('link', { name: 'https://example.com/a?b=1' }).waitFor();
  expect((await agent.words()).at(-1)).toBe('<img src=x onerror=alert(1)> https://example.com/a?b=1');

  // The dialog can be closed; the launcher counts what is unread.
  await customer.dialog.getByRole('button', { name: 'Close chat' }).click();
  await agent.say('Anything else?');
  await soon(() => customer.launcher.getAttribute('aria-label')).toContain('unread messages: 1');
  await customer.launcher.click();
  await soon(() => customer.words()).toContain('Anything else?');

  // The customer ends; the conversation stays with the agent until the agent ends it too.
  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByText('The chat has ended. You can still read').waitFor();
  await agent.page.getByText('The customer ended the chat.').waitFor();
  expect(await agent.words()).toHaveLength(5);
  await agent.page.getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByText('Waiting for new chats').waitFor();

  // The agent leaves; a launcher that was never clicked and a dialog that is open both hear of it.
  const second = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await soon(() => second.launcher.getAttribute('aria-label')).toContain('Agents are online');

  // The agent can be the first to end, too.
  await second.launcher.click();
  await second.agree('June');
  await agent.pick(/June/);
  await agent.page.getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await second.dialog.getByText('The chat has ended. You can still read').waitFor();
  await second.page.reload();
  await customer.dialog.getByRole('button', { name: 'Start a new chat' }).click();
  await customer.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
  await agent.setAvailability('Offline');
  await customer.dialog.getByRole('heading', { name: 'No agent is available right now' }).waitFor();
  await soon(() => second.launcher.getAttribute('aria-label')).toContain('No agent is available');
  expect(customer.complaints).toEqual([]);
});
