import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { html, png } from '../api/test/file-samples.ts';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, patience, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();

const picture = { name: '영수증.png', mimeType: 'image/png', buffer: png };

async function answerTo(agent: AgentPage, number: string, text: string): Promise<void> {
  const { tickets } = await ask(
    product.consoleUrl,
    agent.page,
    '{ tickets(first: 50) { edges { node { id number } } } }',
  );
  const { id } = tickets.edges.find(({ node }: { node: { number: string } }) => node.number === number).node;
  const { addTicketComment } = await ask(
    product.consoleUrl,
    agent.page,
    'mutation ($id: ID!, $t: String!) { addTicketComment(input: { ticketId: $id, key: "one", text: $t }) { __typename } }',
    { id, t: text },
  );
  expect(addTicketComment.__typename).toBe('TicketComment');
}

test('S12: nobody is there, and the question comes back answered to whoever has its address', async () => {
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  const agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
  await customer.launcher.click();
  await customer.dialog.getByLabel('Name (optional)').fill('Haneul');
  // The agent leaves: what was written need not be written again.
  await agent.setAvailability('Offline');
  const { dialog } = customer;
  await dialog.getByRole('button', { name: 'Leave an inquiry' }).click();
  await dialog.getByLabel('Type of inquiry').selectOption({ index: 1 });
  await dialog.getByLabel('E-mail').fill('haneul@example.com');
  await dialog.getByLabel('Title').fill('My order');
  expect(await dialog.getByLabel('Details').inputValue()).toBe('Name: Haneul');
  await dialog.getByLabel('Details').fill('It was to come on Monday.');

  // A page is not taken, in words; a picture is, and either can be left out.
  await dialog
    .getByLabel('Files (optional)')
    .setInputFiles([{ name: 'page.html', mimeType: 'text/html', buffer: html }, picture]);
  await dialog.getByText(/page\.html.*This kind of file is not taken/s).waitFor();
  await dialog.getByText('영수증.png').waitFor();
  await dialog.getByRole('button', { name: 'Remove page.html' }).click();
  await soon(() => dialog.getByRole('button', { name: /^Remove/ }).count()).toBe(1);
  await dialog.getByText(/영수증\.png.*kB/s).waitFor();
  // What only failed to come is waited for: the form says so, and leads to where it goes again.
  await customer.page.route('**/files', (route) => route.abort(), { times: 1 });
  await dialog
    .getByLabel('Files (optional)')
    .setInputFiles({ name: 'order.txt', mimeType: 'text/plain', buffer: Buffer.from('2026-0042') });
  await dialog.getByRole('status').getByText('A file has not been uploaded. Try again or remove it.').waitFor();
  const submit = dialog.getByRole('button', { name: 'Submit inquiry' });
  await submit.click();
  // A consent that was missing is asked for until it is given, and stays.
  await dialog.getByText('This is required.').waitFor();
  const consent = dialog.getByRole('checkbox');
  await consent.check();
  await soon(() => dialog.getByText('This is required.').count()).toBe(0);
  await submit.click();
  const again = dialog.getByRole('button', { name: 'Try again' });
  await soon(() => again.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await consent.isChecked()).toBe(true);
  await customer.page.keyboard.press('Enter');
  await soon(() => dialog.getByText(/order\.txt.*kB/s).count()).toBe(1);
  await submit.click();
  const number = (await dialog.getByText(/D-\d{4}-\d{6}/).innerText()).match(/D-\d{4}-\d{6}/)![0];
  const address = await dialog.getByLabel('Address of my inquiry').inputValue();
  expect(address).toMatch(new RegExp(`/help/${service}/inquiries\\?lang=en#[\\w-]{43}$`));
  const token = address.split('#')[1]!;

  await answerTo(agent, number, 'It comes tomorrow.');

  // By the link alone, in another browser; the code leaves the address at once and is in no request for a page.
  const elsewhere = await CustomerPage.at(browser, 'about:blank');
  const asked: string[] = [];
  elsewhere.context.on('request', (request) => asked.push(request.url()));
  const { page } = elsewhere;
  await page.goto(address);
  await page.getByText('It comes tomorrow.').waitFor({ timeout: patience });
  expect(page.url()).not.toContain(token);
  expect(asked.filter((url) => url.split('#')[0]!.includes(token))).toEqual([]);
  await page.getByText('Being worked on').waitFor();
  await page.getByText('It was to come on Monday.').waitFor();
  const arrives = page.waitForEvent('download');
  await page.getByRole('link', { name: '영수증.png' }).click();
  const download = await arrives;
  expect(download.suggestedFilename()).toBe('영수증.png');
  // A picture is packed anew, so it is told by its signature.
  expect((await readFile(await download.path())).subarray(0, 8)).toEqual(png.subarray(0, 8));

  // What is refused stays in the form, with the file that was taken.
  const form = page.getByRole('form', { name: 'Add to this inquiry' });
  await form.getByLabel('Files (optional)').setInputFiles(picture);
  await form.getByRole('button', { name: 'Send' }).click();
  await form.getByText('This is required.').waitFor();
  expect(await form.getByRole('checkbox', { name: /영수증\.png/ }).isChecked()).toBe(true);
  await form.getByLabel('What you want to add').fill('Thank you, <b>that</b> is fine.');
  await form.getByRole('button', { name: 'Send' }).click();
  await page.getByText('You added').waitFor();
  await page.getByText('Thank you, <b>that</b> is fine.').waitFor();
  await soon(() => page.getByRole('link', { name: '영수증.png' }).count()).toBe(2);
  const { tickets } = await ask(
    product.consoleUrl,
    agent.page,
    '{ tickets(first: 5) { edges { node { number comments { kind body attachments { name } } } } } }',
  );
  expect(tickets.edges.find(({ node }: { node: { number: string } }) => node.number === number).node.comments).toEqual([
    { kind: 'REPLY', body: 'It comes tomorrow.', attachments: [] },
    { kind: 'CUSTOMER', body: 'Thank you, <b>that</b> is fine.', attachments: [{ name: '영수증.png' }] },
  ]);

  // A picture that is hidden whole says so, and leads nowhere.
  const { tickets: newest } = await ask(
    product.consoleUrl,
    agent.page,
    '{ tickets(first: 1) { edges { node { attachments { id name revision } } } } }',
  );
  const [{ node: theirs }] = newest.edges;
  const { id: attachmentId, revision } = theirs.attachments.find(({ name }: { name: string }) => name === picture.name);
  const { maskRegion } = await ask(
    product.consoleUrl,
    agent.page,
    'mutation ($input: MaskRegionInput!) { maskRegion(input: $input) { __typename } }',
    { input: { attachmentId, revision } },
  );
  expect(maskRegion.__typename).toBe('Attachment');
  await page.reload();
  await page.getByText('file.png (Hidden photo)').waitFor();
  expect(await page.getByRole('link', { name: 'file.png' }).count()).toBe(0);

  // Forgotten on this device, it is there again by its code; a wrong one is refused in words.
  await page.getByRole('button', { name: 'Forget on this device' }).click();
  const code = page.getByLabel('Address or code of the inquiry');
  await code.fill(`${address.slice(0, -4)}xxxx`);
  await page.getByRole('button', { name: 'See inquiries' }).click();
  await page.getByText('This code is not right or has expired.').waitFor();
  await code.fill(address);
  await page.getByRole('button', { name: 'See inquiries' }).click();
  await page.getByText('It comes tomorrow.').waitFor();
  expect(elsewhere.complaints.filter((complaint) => !/40\d/.test(complaint))).toEqual([]);
  expect(customer.complaints.filter((complaint) => !/415|ERR_FAILED/.test(complaint))).toEqual([]);
  for (const { context } of [customer, agent, elsewhere]) await context.close();
});

test('the inquiry page, its answers and additions need no script', async () => {
  const { page, context } = await CustomerPage.at(browser, 'about:blank', { javaScriptEnabled: false });
  await page.goto(`${product.url}/help/${service}/inquiry?lang=en`);
  await page.getByLabel('Type of inquiry').selectOption({ index: 1 });
  await page.getByLabel('E-mail').fill('lee@example.com');
  await page.getByLabel('Title').fill('A picture');
  const agreement = page.getByRole('checkbox', { name: /I agree/ });
  await agreement.check();
  const files = page.getByLabel('Files (optional)');
  await files.setInputFiles([
    picture,
    {
      name: 'drawing.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    { name: 'large.png', mimeType: 'image/png', buffer: Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]) },
  ]);
  await page.getByRole('button', { name: 'Submit inquiry' }).click();

  // Every refusal at its place, every file by its name; what was typed and taken is still there.
  await page.getByText('drawing.svg: This kind of file is not taken.').waitFor();
  await page.getByText('large.png: Not attached, because it is larger than 10 MB.').waitFor();
  expect(await page.getByRole('checkbox', { name: /영수증\.png/ }).isChecked()).toBe(true);
  expect(await page.getByLabel('Title').inputValue()).toBe('A picture');
  expect(await agreement.isChecked()).toBe(true);
  await page.getByLabel('Details').fill('Here it is:\n    https://shop.example/order/7에서 봤어요');
  await page.getByRole('button', { name: 'Submit inquiry' }).click();
  const address = await page.getByLabel('Address of my inquiry').inputValue();

  await page.goto(address.split('#')[0]!);
  await page.getByLabel('Address or code of the inquiry').fill(address);
  await page.getByRole('button', { name: 'See inquiries' }).click();
  await page.getByRole('heading', { name: 'A picture' }).waitFor();
  await page.getByRole('link', { name: '영수증.png' }).waitFor();
  // Addresses lead on and indented lines stay so, as at the desk.
  const seen = page.getByRole('link', { name: 'https://shop.example/order/7', exact: true });
  expect(await seen.getAttribute('href')).toBe('https://shop.example/order/7');
  expect(await seen.locator('..').innerText()).toBe('Here it is:\n    https://shop.example/order/7에서 봤어요');
  await page.getByLabel('What you want to add').fill('One more thing.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('One more thing.').waitFor();

  // Closed, it says so and offers another.
  await product.sql(
    `update ticket set status = 'CLOSED', assignee_id = (select id from agent limit 1) where title = $1`,
    ['A picture'],
  );
  await page.getByLabel('What you want to add').fill('Too late?');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('This inquiry is closed and cannot be added to.').waitFor();
  expect(await page.getByLabel('What you wrote is below.').inputValue()).toBe('Too late?');
  await page.getByRole('link', { name: 'Leave a new inquiry' }).click();
  await page.getByRole('button', { name: 'Submit inquiry' }).waitFor();
  await context.close();
});
