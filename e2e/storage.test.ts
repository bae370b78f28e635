import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentPage, CustomerPage, patience, soon } from './people.ts';
import { openShop } from './shop.ts';
import { browser, openStage, product } from './stage.ts';

// The headless shell refuses no storage to frames of other sites.
openStage({ whole: true });

let shop: Awaited<ReturnType<typeof openShop>>;
let shopUrl: string;
let agent: AgentPage;

beforeAll(async () => {
  shop = await openShop(product.url);
  shopUrl = shop.url;
  agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
});
afterAll(() => {
  shop.close();
});

async function openOn(customer: CustomerPage, url: string): Promise<void> {
  await customer.page.goto(url);
  await customer.launcher.waitFor();
  if (!(await customer.page.locator('[data-damso] iframe').isVisible())) await customer.launcher.click();
}

describe('a browser that gives frames of other sites no storage', () => {
  test('still follows the customer to the next page, by a cookie that holds the session and nothing else', async () => {
    const customer = await CustomerPage.nowhere(browser);
    await openOn(customer, shopUrl);
    await customer.agree('Haneul');
    const isBlocked = await customer.dialog.locator('html').evaluate(() => {
      try {
        return localStorage.length < 0;
      } catch {
        return true;
      }
    });
    expect(isBlocked).toBe(true);
    await customer.say('Hello from the shop');
    await agent.pick(/Haneul/);
    await soon(() => agent.words()).toEqual(['Hello from the shop']);
    expect(await customer.dialog.getByText('will forget this chat').count()).toBe(0);

    await openOn(customer, `${shopUrl}next`);
    await soon(() => customer.words()).toEqual(['Hello from the shop']);
    await agent.say('Hello, shop');
    await soon(() => customer.words()).toEqual(['Hello from the shop', 'Hello, shop']);

    const [kept, ...others] = await customer.context.cookies();
    expect(others).toEqual([]);
    // Its path keeps it from every request to the API.
    expect(kept).toMatchObject({ path: '/widget', secure: true, sameSite: 'None' });
    expect(Object.keys(JSON.parse(decodeURIComponent(kept!.value)) as object).sort()).toEqual(['chatId', 'token']);
    expect(customer.complaints).toEqual([]);

    // On another site the same browser is somebody else.
    const elsewhere = shopUrl.replace('127.0.0.1', '127.0.0.2');
    await openOn(customer, elsewhere);
    await customer.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();

    await openOn(customer, shopUrl);
    await customer.dialog.getByRole('button', { name: 'End chat' }).click();
    await customer.dialog.getByRole('button', { name: 'End chat' }).last().click();
    await customer.dialog.getByRole('button', { name: /new chat/i }).click();
    await customer.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
    await customer.context.close();
  });

  test('says so where not even a cookie is kept, and goes on with the chat in a window of its own', async () => {
    const customer = await CustomerPage.nowhere(browser);
    await customer.context.addInitScript(() => {
      if (window.parent === window) return;
      const denied = () => {
        throw new DOMException('Access is denied.', 'SecurityError');
      };
      for (const storage of ['localStorage', 'sessionStorage']) Object.defineProperty(window, storage, { get: denied });
      Object.defineProperty(document, 'cookie', { get: denied, set: denied });
    });
    await openOn(customer, shopUrl);
    expect(await customer.dialog.getByText('will forget this chat').count()).toBe(0);
    await customer.agree('Forgotten');
    await customer.say('Will you remember me?');
    await customer.dialog.getByText('This browser will forget this chat when you leave this page.').waitFor();

    // What is written and not sent is not left without a question.
    await customer.composer.fill('And one thing more');
    const asked = customer.page.waitForEvent('dialog', { timeout: patience });
    const left = customer.page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await left;
    await customer.composer.fill('');

    const opened = customer.context.waitForEvent('page');
    await customer.dialog.getByRole('button', { name: 'Open it in a window of its own' }).click();
    const own = await opened;
    const words = () => own.getByRole('log').locator('.bubble').allInnerTexts();
    await soon(words).toEqual(['Will you remember me?']);
    expect(new URL(own.url()).hash).toBe('');
    await customer.page.close();
    await own.reload();
    await soon(words).toEqual(['Will you remember me?']);
    await agent.pick(/Forgotten/);
    await agent.say('I do');
    await soon(words).toEqual(['Will you remember me?', 'I do']);
    await customer.context.close();
  });
});
