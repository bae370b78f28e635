import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { png } from '../api/test/file-samples.ts';
import { ask } from './ask.ts';
import { service } from './demo.ts';
import { AgentPage, CustomerPage } from './people.ts';
import { browser, openStage, product } from './stage.ts';

/** Nothing that somebody sends in ever runs in our origin. */
openStage();

/** Tells on the wire that it ran, in whatever it is put. */
const canary = `fetch('/health?canary')`;
const page = Buffer.from(`<!doctype html><script>${canary}</script><img src=x onerror="${canary}">`);
const drawing = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" onload="${canary}"><script>${canary}</script></svg>`,
);

/** Whether anything asked for what only the canary asks for. */
function listen(context: BrowserContext): () => boolean {
  let heard = false;
  context.on('request', (request) => (heard ||= request.url().includes('canary')));
  return () => heard;
}

/** Sends files in as a stranger does, and answers with what came of each. */
function upload(
  from: Page,
  files: { name: string; content: number[] }[],
): Promise<{ status: number; token: string }[]> {
  return from.evaluate(
    ([all, service]) =>
      Promise.all(
        all.map(async ({ name, content }) => {
          const response = await fetch('/files', {
            method: 'POST',
            headers: { 'x-file-name': encodeURIComponent(name), 'x-service': service },
            body: new Uint8Array(content),
            credentials: 'omit',
          });
          return { status: response.status, token: '', ...(await response.json()) };
        }),
      ),
    [files, service] as const,
  );
}

test('a page or drawing is not taken as what it is, and runs nowhere as what it says it is', async () => {
  const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
  const answers = await upload(customer.page, [
    { name: 'page.html', content: [...page] },
    { name: 'drawing.svg', content: [...drawing] },
    { name: 'page.png', content: [...page] },
    { name: 'page.txt', content: [...page] },
    { name: 'drawing.txt', content: [...drawing] },
    // A picture with a page behind it is a picture, and kept without the page.
    { name: 'both.html', content: [...png, ...page] },
  ]);
  expect(answers.map(({ status }) => status)).toEqual([415, 415, 415, 201, 201, 201]);
  const { helpCenter } = await ask(
    product.url,
    null,
    `{ helpCenter(service: "${service}") { inquiryTypes { id } consentNotice { version } } }`,
  );
  const { submitInquiry } = await ask(
    product.url,
    null,
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
      ... on SubmittedInquiry { ticket { attachments { name path } } } } }`,
    {
      input: {
        service,
        inquiryTypeId: helpCenter.inquiryTypes[0].id,
        email: 'mallory@example.com',
        title: 't',
        content: 'c',
        consent: { noticeVersion: helpCenter.consentNotice.version, language: 'ko' },
        attachments: answers.filter(({ status }) => status === 201).map(({ token }) => token),
      },
    },
  );
  const attachments = submitInquiry.ticket.attachments as { name: string; path: string }[];
  expect(attachments.map(({ name }) => name).sort()).toEqual(['both.html.png', 'drawing.txt', 'page.txt']);

  const agent = await AgentPage.signIn(browser, product.url);
  const heard = listen(agent.context);
  for (const { name, path } of attachments) {
    // Opened by its address it is saved, as it was sent.
    const arrives = agent.page.waitForEvent('download');
    await agent.page.goto(product.consoleUrl + path).catch(() => undefined);
    const download = await arrives;
    expect(download.suggestedFilename()).toBe(name);
    expect((await readFile(await download.path())).includes('canary')).toBe(name !== 'both.html.png');

    // Put into a page of our own, in every way a page can be made to load something.
    const outcomes = await agent.page.evaluate(async (address) => {
      const load = (make: (element: HTMLElement) => void, tag: string) =>
        new Promise<string>((resolve) => {
          const element = document.createElement(tag);
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('refused');
          make(element);
          document.body.append(element);
          // A frame that becomes a download tells nothing. A script always does.
          if (tag !== 'script') setTimeout(() => resolve('nothing'), 1_500);
        });
      const frame = (element: HTMLElement) => element.setAttribute('src', address);
      return {
        script: await load(frame, 'script'),
        frame: await load(frame, 'iframe'),
        object: await load((element) => element.setAttribute('data', address), 'object'),
        embed: await load(frame, 'embed'),
      };
    }, path);
    expect(outcomes.script).toBe('refused');
    expect(heard()).toBe(false);
  }
  await customer.context.close();
  await agent.context.close();
});
