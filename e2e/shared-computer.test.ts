import { expect, test } from 'vitest';
import { answerOf } from './ask.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ eachStory: true });

const helpCenter = () => `${product.url}/help/${service}?lang=en`;

async function agentOnline(): Promise<AgentPage> {
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  return agent;
}

async function close(agent: AgentPage): Promise<void> {
  await agent.page.getByRole('button', { name: 'End chat' }).click();
  await agent.page.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
}

test('the next one at a shared computer reads nothing of who left, at once or half an hour after the end', async () => {
  const agent = await agentOnline();
  const customer = await CustomerPage.at(browser, helpCenter());
  const agree = (of: CustomerPage) => of.dialog.getByRole('button', { name: 'Agree and start chat' });
  const notMe = (of: CustomerPage) => of.dialog.getByRole('button', { name: 'This is not me: clear chat data here' });
  const readable = (of: CustomerPage) => of.dialog.getByText('The chat has ended. You can still read').waitFor();
  await customer.launcher.click();
  await customer.agree('Haneul');
  await customer.say('my secret');
  await agent.pick(/Haneul/);
  await close(agent);
  await readable(customer);
  await customer.page.reload();
  await customer.launcher.click();
  await readable(customer);
  await customer.dialog.getByText('my secret').waitFor();

  // In one tab, and no tab shows it any more.
  const second = await CustomerPage.beside(customer);
  await second.launcher.click();
  await second.dialog.getByText('my secret').waitFor();
  const token = await customer.page.evaluate(() => JSON.stringify(localStorage).match(/token\W+([\w-]+)/)?.[1]);
  await notMe(customer).click();
  for (const each of [customer, second]) {
    await agree(each).waitFor();
    expect(await each.dialog.getByText('my secret').count()).toBe(0);
    expect(await notMe(each).count()).toBe(0);
  }
  expect(await customer.page.evaluate(() => Object.keys(localStorage).filter((key) => !key.endsWith('.left')))).toEqual(
    [],
  );
  const { body } = await answerOf(product.url, { token: token! }, 'mutation { forgetVisitor }');
  expect(body.data ?? null).not.toEqual({ forgetVisitor: true });
  await second.page.close();

  // Half an hour after the end the dialog begins anew, as the same customer unless somebody says otherwise.
  await customer.agree('Bora');
  await customer.say('another secret');
  await agent.pick(/Bora/);
  await close(agent);
  await readable(customer);
  await product.sql(`update message set sent_at = sent_at - interval '31 minutes'`);
  await customer.page.reload();
  await customer.launcher.click();
  await agree(customer).waitFor();
  expect(await customer.dialog.getByText('another secret').count()).toBe(0);
  await notMe(customer).click();
  await soon(() => notMe(customer).count()).toBe(0);
  await agree(customer).waitFor();
  for (const { context } of [agent, customer]) await context.close();
});

test('what a returning customer says stands beside what an agent saved, and the agent decides', async () => {
  const agent = await agentOnline();
  const customer = await CustomerPage.at(browser, helpCenter());
  await customer.launcher.click();
  await customer.agree('haneul');
  await agent.pick(/haneul/);
  const name = agent.page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Kim Haneul');
  await agent.page.getByRole('button', { name: 'Save' }).click();
  await agent.page.getByText('Saved.', { exact: true }).waitFor();
  await close(agent);
  await customer.dialog.getByRole('button', { name: 'Start a new chat' }).click();
  await customer.agree('Somebody');
  await agent.pick(/Kim Haneul/);
  const beside = agent.page.getByRole('region', { name: 'The customer now says otherwise' });
  await beside.getByText('Somebody').waitFor();
  expect(await name.inputValue()).toBe('Kim Haneul');
  await agent.page.getByRole('link', { name: 'Open customer record' }).click();
  await beside.getByText('Somebody').waitFor();
  await beside.getByRole('button', { name: 'Replace: Name' }).click();
  await soon(() => name.inputValue()).toBe('Somebody');
  await soon(() => beside.count()).toBe(0);
  for (const { context } of [agent, customer]) await context.close();
});
