import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AgentPage, CustomerPage, launchBrowser } from './people.ts';
import { Product } from './product.ts';

/** Takes the pictures that README shows, from the real product. */
const folder = join(import.meta.dirname, '../docs');

const product = await Product.start();
const browser = await launchBrowser();
try {
  await mkdir(folder, { recursive: true });
  const agent = await AgentPage.signIn(browser, product.url, 'mina@demo.test', {
    viewport: { width: 1280, height: 720 },
  });
  await agent.openDesk();
  await agent.setAvailability('Online');
  const begin = async (name: string, viewport: { width: number; height: number }) => {
    const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`, { viewport });
    await customer.launcher.click();
    await customer.agree(name);
    return customer;
  };
  const haneul = await begin('김하늘', { width: 1280, height: 720 });
  const june = await begin('June Park', { width: 390, height: 720 });
  await haneul.say('Hello! My order has not arrived.');
  await agent.pick(/김하늘/);
  await agent.say('Hello 하늘, I am sorry to hear that. What is the order number?');
  await haneul.say('2026-0042, from last Monday.');
  await june.say('How do I return something?');
  await agent.say('Thank you. It left our warehouse this morning and arrives tomorrow.');
  await haneul.log.getByText('arrives tomorrow').waitFor();
  await agent.list.getByText('How do I return something?').waitFor();
  await haneul.composer.pressSequentially('Great, thank');
  await agent.page.getByText('김하늘 is typing…').waitFor();
  await agent.page.screenshot({ path: join(folder, 'desk.png') });
  await haneul.page.screenshot({ path: join(folder, 'dialog.png') });
} finally {
  await browser.close();
  await product.stop();
}
