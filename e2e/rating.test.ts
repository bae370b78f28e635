import { expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

test('S26, S27: a customer rates on request and unasked, and changes it; the agent sees it and hides a part of the comment', async () => {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  const { dialog } = customer;
  const panel = dialog.getByRole('dialog', { name: 'Rating' });
  await customer.launcher.click();
  await customer.agree('Haneul');
  expect(await dialog.getByRole('button', { name: 'Rating' }).count()).toBe(0);
  await customer.say('Where is my order?');

  // From the first message on there is the button; until somebody answers it says why nothing can be rated.
  await agent.pick(/Haneul/);
  await dialog.getByRole('button', { name: 'Rating' }).click();
  await panel.getByText('You can rate the chat once an agent has answered.').waitFor();
  expect(await panel.getByRole('button', { name: 'Satisfied', exact: true }).count()).toBe(0);
  await agent.say('It arrives tomorrow.');
  await panel.getByText('How was your chat?').waitFor();
  await panel.getByRole('button', { name: 'Close' }).press('Escape');
  await soon(() => dialog.locator(':focus').innerText()).toBe('Rating');

  // The request is a message that offers the rating.
  await agent.page.getByRole('button', { name: 'Request rating' }).click();
  await agent.page.getByRole('button', { name: 'Rating requested' }).waitFor();
  await soon(() => customer.words()).toContain('How was your chat? Your rating helps us do better.');
  await customer.log.getByRole('button', { name: 'Rating' }).click();

  // By keyboard alone: a verdict, a comment, sent.
  await soon(() => dialog.locator(':focus').innerText()).toBe('Satisfied');
  await customer.page.keyboard.press('Enter');
  await customer.page.keyboard.press('Tab');
  await customer.page.keyboard.press('Tab');
  await customer.page.keyboard.type('Kind. My code is blue-heron.');
  await panel.getByRole('button', { name: 'Send rating' }).press('Enter');
  await panel.getByText('Thank you for your rating.').waitFor();
  await soon(() => dialog.locator(':focus').innerText()).toContain('Thank you');
  await agent.log.getByText('Rating · Satisfied').waitFor();
  await soon(() => agent.words()).toContain('Kind. My code is blue-heron.');
  expect(await customer.log.getByRole('button', { name: 'Rating' }).count()).toBe(0);

  // The agent hides a part of the comment as of any message; the customer sees it hidden.
  const { page } = agent;
  const comment = page.locator('[data-message]').filter({ hasText: 'blue-heron' });
  await comment.evaluate((element) => {
    const text = element.querySelector('span')!.firstChild as Text;
    const start = text.data.indexOf('blue-heron');
    getSelection()!.setBaseAndExtent(text, start, text, start + 'blue-heron'.length);
  });
  await page.getByRole('toolbar', { name: 'Selected text' }).getByRole('button').click();
  await soon(() => customer.words()).toContain('Kind. My code is **********.');

  // The verdict alone is changed: what is hidden stays so.
  await panel.getByRole('button', { name: 'Unsatisfied', exact: true }).click();
  expect(await panel.getByRole('textbox').inputValue()).toBe('Kind. My code is **********.');
  await panel.getByRole('button', { name: 'Send rating' }).click();
  await agent.log.getByText('Rating · Unsatisfied').waitFor();
  await page.getByRole('button', { name: /^masked, 10 characters/ }).waitFor();
  expect((await agent.words()).at(-1)).toContain('Kind. My code is **********.');

  // The chat history shows and finds it, and so does the transcript.
  await page.getByRole('link', { name: 'Chat history' }).click();
  await page.getByRole('combobox', { name: 'Rating' }).selectOption('Satisfied');
  await page.getByText('No chat matches').waitFor();
  await page.getByRole('combobox', { name: 'Rating' }).selectOption('Unsatisfied');
  const row = page.getByRole('row').filter({ hasText: 'Haneul' });
  expect(await row.innerText()).toContain('Unsatisfied');
  await row.getByRole('link').click();
  await agent.log.getByText('Rating · Unsatisfied').waitFor();
  await agent.openDesk();

  // After the end it is offered without a request, above a new chat; what is typed survives a reload.
  const second = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  await second.launcher.click();
  await second.agree('June');
  await second.say('Hello');
  await agent.pick(/June/);
  await agent.say('Hi');
  await soon(() => second.words()).toContain('Hi');
  await page.getByRole('button', { name: 'End chat' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await second.dialog.getByText('The chat has ended. You can still read').waitFor();
  await second.dialog.getByRole('button', { name: 'Unsatisfied' }).click();
  await second.dialog.getByRole('textbox', { name: 'Comment (optional)' }).fill('Too short');
  await second.page.reload();
  await second.launcher.click();
  await second.dialog.getByRole('button', { name: 'Unsatisfied' }).click();
  const typed = second.dialog.getByRole('textbox', { name: 'Comment (optional)' });
  expect(await typed.inputValue()).toBe('Too short');
  await second.dialog.getByRole('button', { name: 'Send rating' }).click();
  await second.dialog.getByText('Thank you for your rating.').waitFor();
  await second.page.reload();
  await second.launcher.click();
  await second.dialog.getByText('Thank you for your rating. A rating can be changed').waitFor();

  // Ten minutes later it stands.
  await second.dialog.getByRole('button', { name: 'Satisfied', exact: true }).click();
  await product.sql(`update chat set rated_at = rated_at - interval '10 minutes'`);
  await second.dialog.getByRole('button', { name: 'Send rating' }).click();
  await second.dialog.getByRole('alert').filter({ hasText: 'A rating can be changed for ten minutes.' }).waitFor();
  expect([...customer.complaints, ...second.complaints]).toEqual([]);
});
