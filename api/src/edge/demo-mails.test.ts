import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Kit, type TestService } from '../../test/kit.ts';

const demo = await Kit.start({}, undefined, { isDemo: true });

async function invite(service: TestService, name: string): Promise<{ link: string; mail: string }> {
  const { inviteAgent } = await (
    await service.admin()
  ).run(`mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { ... on InvitedAgent { link mail } } }`, {
    input: { email: `${randomUUID()}@test.test`, name, role: 'AGENT', canChat: true },
  });
  return inviteAgent;
}

const read = async (kit: Kit, path = '/demo/mails', init?: RequestInit) => {
  const response = await fetch(`${kit.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('the demo shows the mails that would have gone out, the newest first, each as its receiver would see it', async () => {
  expect((await read(demo)).text).toContain('There has been no mail to send yet.');
  const service = await demo.service();
  await sqlName(service, 'A <b>shop</b>');
  const first = await invite(service, '<script>alert(1)</script>');
  expect(first.mail).toBe('SHOWN');
  await demo.app.mailSender!.run();
  const second = await invite(service, 'Sora');
  await demo.app.mailSender!.run();
  const { text, headers } = await read(demo, '/demo/mails', { headers: { 'accept-language': 'ko-KR,ko;q=0.9' } });
  expect(headers.get('content-security-policy')).toContain(`default-src 'none'`);
  expect(text).toContain('A &lt;b&gt;shop&lt;/b&gt;');
  const [newest, oldest] = Array.from(text.matchAll(/href="([^"]+)"/g), ([, path]) => path!);
  const tokenOf = (link: string) => link.split('#')[1]!;
  expect((await read(demo, newest)).text).toContain(tokenOf(second.link));
  const shown = await read(demo, oldest);
  expect(shown.text).toContain(tokenOf(first.link));
  expect(shown.text).not.toContain('<script>');
  expect(shown.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  expect((await read(demo, '/demo/mails/none')).status).toBe(404);
  expect((await read(demo, '/demo/mails', { method: 'POST' })).status).toBe(405);
});

const sqlName = ({ kit, id }: TestService, name: string) =>
  kit.app.sql.query('update service set name = $2 where id = $1', [id, name]);

test('nothing else has that page: neither an own database, nor a demo that has a mail server', async () => {
  const own = await Kit.start();
  const sending = await Kit.start(
    { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'a@test.test', PUBLIC_URL: 'http://a.test' },
    undefined,
    { isDemo: true },
  );
  for (const kit of [own, sending]) {
    expect(kit.app.demoMailbox).toBeNull();
    expect((await read(kit)).status).toBe(404);
  }
});
