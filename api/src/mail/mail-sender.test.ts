import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Kit, type TestService } from '../../test/kit.ts';
import { MailServer, type Step } from '../../test/mail-server.ts';
import { nodesOf, type Plan } from '../../test/plans.ts';
import { newMaskKey } from '../masking/mask-keys.ts';

const server = await MailServer.start();
afterEach(() => {
  server.at = () => null;
});
const kit = await Kit.start(server.env);
const { sql } = kit.app;

async function deliver(of = kit): Promise<void> {
  of.app.mailSender!.resume();
  await of.app.mailSender!.run();
}

const makeDue = (of = kit) => of.app.sql.query('update mail set due_at = now() where due_at is not null', []);

async function inquire(service: TestService, email = `${randomUUID()}@test.test`): Promise<string> {
  await service.kit.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ... on SubmittedInquiry { token } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email,
        title: 't',
        content: 'c',
        consent: { noticeVersion: '1', language: 'en' },
      },
    },
  );
  return email;
}

interface Row {
  id: string;
  attempts: number;
  problem: string | null;
  answer: string | null;
  isDue: boolean;
  isDead: boolean;
}

async function mailsOf(service: TestService): Promise<Row[]> {
  const { rows } = await service.kit.app.sql.query<Row>(
    `select id, attempts, problem, answer, coalesce(due_at <= now(), false) as "isDue", due_at is null as "isDead"
     from mail where service_id = $1 order by created_at`,
    [service.id],
  );
  return rows;
}

describe('a mail server', () => {
  test('that refuses one receiver for good makes that mail dead at once, and the others go', async () => {
    const service = await kit.service();
    const bad = `${randomUUID()}@test.test`;
    server.at = (step, address) => (step === 'RCPT' && address === bad ? 550 : null);
    await inquire(service, bad);
    const good = await inquire(service);
    await deliver();
    expect(server.of(good)).toHaveLength(1);
    // The numbers of the answer, and not its words: they quote the address.
    expect(await mailsOf(service)).toMatchObject([
      { isDead: true, problem: 'REFUSED', answer: '550 5.1.1', attempts: 1 },
    ]);
  });

  test('that refuses the text for good likewise', async () => {
    const service = await kit.service();
    server.at = (step) => (step === 'DATA' ? 554 : null);
    await inquire(service);
    await deliver();
    expect(await mailsOf(service)).toMatchObject([{ isDead: true, problem: 'REFUSED' }]);
  });

  test('that refuses the sender is asked again later: no mail is to blame', async () => {
    const service = await kit.service();
    server.at = (step) => (step === 'MAIL' ? 550 : null);
    const email = await inquire(service);
    await deliver();
    expect(await mailsOf(service)).toMatchObject([{ isDead: false, isDue: false, attempts: 1 }]);
    server.at = () => null;
    await makeDue();
    await deliver();
    expect(server.of(email)).toHaveLength(1);
  });

  test('that answers 4xx for a day is asked less and less often, and after two days no more', async () => {
    const service = await kit.service();
    server.at = (step) => (step === 'RCPT' ? 451 : null);
    const email = await inquire(service);
    await deliver();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const { rows } = await sql.query<{ wait: number; attempts: number }>(
        'select extract(epoch from due_at - now())::float / 60 as wait, attempts from mail where service_id = $1',
        [service.id],
      );
      expect(rows[0]!.attempts).toBe(attempt);
      waits.push(rows[0]!.wait);
      await makeDue();
      await deliver();
    }
    waits.forEach((wait, n) => {
      const minutes = Math.min(2 ** n, 240);
      expect(wait).toBeGreaterThan(minutes * 0.75);
      expect(wait).toBeLessThanOrEqual(minutes * 1.2);
    });
    await sql.query('update mail set give_up_at = now() where service_id = $1', [service.id]);
    await makeDue();
    await deliver();
    expect(await mailsOf(service)).toMatchObject([{ isDead: true, problem: 'UNREACHABLE', answer: '451 4.7.1' }]);
    expect(server.of(email)).toEqual([]);
  });

  test('that is away is tried with a few mails, and the others wait untouched until it is back', async () => {
    const service = await kit.service();
    server.at = (step) => (step === 'MAIL' ? 421 : null);
    for (let n = 0; n < 8; n += 1) await inquire(service);
    await deliver();
    await kit.app.mailSender!.run();
    const rows = await mailsOf(service);
    expect(rows).toHaveLength(8);
    // Each look begins with three, and two looks were asked for: by the first mail that came, and by the test.
    expect(rows.filter(({ attempts }) => attempts > 0).length).toBeLessThanOrEqual(6);
    expect(rows.every(({ isDead }) => !isDead)).toBe(true);
    server.at = () => null;
    await makeDue();
    await deliver();
    expect(await mailsOf(service)).toEqual([]);
  });

  test.each(['MAIL', 'RCPT', 'DATA', 'took'] as const)(
    'that goes away at %s has the mail once more later, under the same Message-ID if it had it',
    async (when) => {
      const service = await kit.service();
      server.at = (step, _, session) => {
        if (step !== when) return null;
        server.cut(session);
        // What it had not taken by then it does not take any more.
        return when === 'DATA' ? 451 : null;
      };
      const email = await inquire(service);
      await deliver();
      expect(await mailsOf(service)).toMatchObject([{ isDead: false, attempts: 1 }]);
      server.at = () => null;
      await makeDue();
      await deliver();
      expect(await mailsOf(service)).toEqual([]);
      const got = server.of(email);
      expect(got).toHaveLength(when === 'took' ? 2 : 1);
      expect(new Set(got.map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  test('that never says anything holds up nothing and nobody, and what it had is tried again', async () => {
    const sockets: { destroy(): void }[] = [];
    const mute = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const held = await Kit.start({ ...server.env, SMTP_URL: `smtp://127.0.0.1:${port}` });
    const service = await held.service();
    await inquire(service);
    await expect.poll(() => sockets.length, { timeout: 10_000 }).toBeGreaterThan(0);
    // Others are served meanwhile, and the process ends when it is told to.
    await inquire(service);
    await held.stop();
    const { rows } = await sqlOf(held.databaseUrl, 'select attempts, due_at from mail');
    expect(rows.map(({ attempts }) => attempts).sort()).toEqual([0, 1]);
    expect(rows.every(({ due_at }) => due_at !== null)).toBe(true);
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
});

async function sqlOf(databaseUrl: string, text: string) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const result = await client.query<Record<string, unknown>>(text);
  await client.end();
  return result;
}

describe('what people wrote', () => {
  test('begins no header: neither the name of a service nor an address', async () => {
    const service = await kit.service();
    await sql.query('update service set name = $2 where id = $1', [
      service.id,
      'Shop\r\nBcc: everyone@evil.test\r\n\r\n<script>alert(1)</script> "x" <evil@evil.test>,',
    ]);
    const email = await inquire(service);
    await deliver();
    const [mail] = server.of(email);
    expect(server.received.some(({ receiver }) => receiver.includes('evil'))).toBe(false);
    expect(mail!.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail!.from).toMatchObject({ address: 'support@shop.test' });
    expect(mail!.html).not.toContain('<script>');
    expect(mail!.html).toContain('&lt;script&gt;');
  });

  test('of an address with other letters reaches it', async () => {
    const service = await kit.service();
    await inquire(service, '민아@한빛상점.한국');
    await deliver();
    expect(server.received.at(-1)!.receiver).toContain('민아@');
  });
});

describe('a mail that cannot be written', () => {
  test('is tried again, holds up no other, and is dead after two days', async () => {
    const [broken, service] = [await kit.service(), await kit.service()];
    // What no setting lets in, and a hand in the database may.
    await sql.query(`update service set hours = '{"timeZone":"Nowhere","week":[],"holidays":[]}' where id = $1`, [
      broken.id,
    ]);
    await (
      await broken.admin()
    ).run(`mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { __typename } }`, {
      input: { email: `${randomUUID()}@test.test`, name: 'Sora', role: 'AGENT', canChat: true },
    });
    await deliver().catch(() => undefined);
    expect(await mailsOf(broken)).toMatchObject([{ isDead: false, isDue: false }]);
    const email = await inquire(service);
    await deliver();
    expect(server.of(email)).toHaveLength(1);
    await sql.query('update mail set give_up_at = now(), due_at = now() where service_id = $1', [broken.id]);
    await deliver();
    expect(await mailsOf(broken)).toMatchObject([{ isDead: true, problem: 'UNREADABLE' }]);
  });
});

describe('10,000 mails that wait', () => {
  test('are taken one at a time over an index, by a few connections, by two processes, each once', async () => {
    const many = await Kit.start(server.env);
    const service = await many.service();
    await inquire(service);
    await deliver(many);
    const { rows } = await many.app.sql.query<{ id: string }>('select id from ticket', []);
    await many.app.sql.query(
      `insert into mail (id, service_id, kind, language, about_id, due_at)
       select gen_random_uuid(), $1, 'INQUIRY_RECEIVED', 'en', $2,
         case when n <= 60 then now() else now() + interval '1 day' end from generate_series(1, 10000) n`,
      [service.id, rows[0]!.id],
    );
    await many.app.sql.query('analyze mail', []);
    const plan = await many.app.sql.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (format json) select id from mail where due_at <= now() and kind = any('{INQUIRY_RECEIVED}') order by due_at limit 1`,
      [],
    );
    expect(
      nodesOf(plan.rows[0]!['QUERY PLAN'][0].Plan).map((node) => (node as { 'Index Name'?: string })['Index Name']),
    ).toContain('mail_due_index');
    const other = await Kit.process(many.databaseUrl, server.env);
    const before = server.received.length;
    server.connections.most = 0;
    await Promise.all([deliver(many), deliver(other)]);
    expect(server.received.length - before).toBe(60);
    expect(server.connections.most).toBeLessThanOrEqual(7);
    expect((await many.app.sql.query('select from mail', [])).rows).toHaveLength(9_940);
  });
});

describe('a process that is killed', () => {
  const maskKeys = newMaskKey();
  const children = new Set<ReturnType<typeof spawn>>();
  afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

  function startProcess(databaseUrl: string) {
    const script = fileURLToPath(new URL('../../test/process.ts', import.meta.url));
    const env = {
      ...process.env,
      ...server.env,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DAMSO_MASK_KEYS: maskKeys,
      DAMSO_FILES: kit.app.config.filesDir,
      LOG_LEVEL: 'silent',
    };
    const child = spawn(process.execPath, [script], { env, stdio: 'ignore' });
    children.add(child);
    return child;
  }

  test('at any step of a mail’s way leaves it to be sent: once, or twice if the server had it, under one Message-ID', async () => {
    // Writes mails, and sends none: the mail server of this process is nobody.
    const writing = await Kit.start({ ...server.env, SMTP_URL: 'smtp://127.0.0.1:1', DAMSO_MASK_KEYS: maskKeys });
    const service = await writing.service();
    const email = await inquire(service);
    await writing.app.mailSender!.close();
    const steps: Step[] = ['CONNECT', 'MAIL', 'RCPT', 'DATA', 'took'];
    for (const killedAt of steps) {
      await makeDue(writing);
      const reached = Promise.withResolvers<null>();
      server.at = (step) => {
        if (step !== killedAt) return null;
        reached.resolve(null);
        // No answer ever comes of it.
        return new Promise(() => undefined);
      };
      const child = startProcess(writing.databaseUrl);
      await reached.promise;
      child.kill('SIGKILL');
      await once(child, 'exit');
      // Taken, by somebody who counts as alive for five minutes.
      expect(await mailsOf(service)).toMatchObject([{ isDue: false, isDead: false }]);
    }
    expect(server.of(email)).toHaveLength(1);
    server.at = () => null;
    await makeDue(writing);
    startProcess(writing.databaseUrl);
    await expect.poll(() => mailsOf(service), { timeout: 25_000 }).toEqual([]);
    expect(server.of(email)).toHaveLength(2);
    expect(new Set(server.of(email).map(({ messageId }) => messageId)).size).toBe(1);
  }, 60_000);
});
