import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bareEnvironment } from '../../test/bare-environment.ts';
import { Kit } from '../../test/kit.ts';
import { MailServer } from '../../test/mail-server.ts';
import { newMaskKey } from '../masking/mask-keys.ts';
import { onOwnConnection } from '../own-connection.ts';

/** What the rehearsal says of a database, and the code that it ends with. */
async function rehearse(kit: Kit, env: Record<string, string>): Promise<{ code: number; said: string[] }> {
  const child = spawn(process.execPath, ['api/src/bin/rehearse.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      ...bareEnvironment,
      DATABASE_URL: kit.databaseUrl,
      DAMSO_FILES: kit.app.config.filesDir,
      LOG_LEVEL: 'silent',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  // What is waited for is said on a slow machine only.
  return {
    code,
    said: said
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('Waiting for')),
  };
}

describe('the rehearsal of a restore', () => {
  test(
    'dumps, restores into an empty database, starts and resumes, and says which key is missing',
    { timeout: 120_000 },
    async () => {
      const mails = await MailServer.start();
      const unreachable = { SMTP_URL: 'smtp://127.0.0.1:1' };
      const kit = await Kit.start({ ...mails.env, ...unreachable });
      const service = await kit.service({ security: true });
      const agent = await service.onlineAgent();
      const customer = await service.customer();
      await customer.send(customer.chatId, 'one');
      const { id, revision } = await customer.send(customer.chatId, 'my number is 010-1234-5678');
      await agent.run('mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename } }', {
        input: { messageId: id, revision, start: 13, end: 26 },
      });
      const setUp = `mutation { beginSecondFactor(password: "correct horse") { __typename } }`;
      expect((await agent.run(setUp)).beginSecondFactor.__typename).toBe('SecondFactorSetup');
      const hook = `mutation { createWebhook(input: { url: "https://shop.test", kinds: [CHAT_RATED] }) { __typename } }`;
      expect((await (await service.admin()).run(hook)).createWebhook.__typename).toBe('WebhookSecret');
      const data = 'mutation { rotateCustomerDataSecret { __typename } }';
      expect((await (await service.admin()).run(data)).rotateCustomerDataSecret.__typename).toBe('CustomerDataSecret');
      const forgotten = `mutation { requestPasswordReset(email: "${agent.email}", language: ko) { __typename } }`;
      expect((await kit.run(forgotten)).requestPasswordReset.__typename).toBe('PasswordResetRequest');
      const secret = 'mutation { createMemberSecret { __typename } }';
      expect((await (await service.admin()).run(secret)).createMemberSecret.__typename).toBe('CreatedMemberSecret');
      // Without a pg_dump PostgreSQL copies only what nobody uses.
      await kit.stop();

      await onOwnConnection(kit.databaseUrl, async (client) => {
        const { rowCount } = await client.query('update mail set due_at = now() where due_at is not null');
        expect(rowCount).toBe(1);
      });
      const good = await rehearse(kit, { ...mails.env, DAMSO_MASK_KEYS: kit.app.config.maskKeys! });
      expect(good.said).toEqual([
        expect.stringMatching(/^The database was (copied by PostgreSQL|dumped and restored by pg_dump)/),
        expect.stringMatching(/^Damso started on it: its newest chat begins anew with [2-9] messages\.$/),
        'Keys and files are there.',
      ]);
      expect(good.code).toBe(0);
      // What waits to be sent is sent by the product.
      expect(mails.received).toEqual([]);

      const { code, said } = await rehearse(kit, { DAMSO_MASK_KEYS: newMaskKey() });
      expect(said.at(-5)).toMatch(/^The key \S+ is missing, under which 1 originals of masks stand\.$/);
      expect(said.slice(-4)).toEqual([
        'The keys do not open 1 second factors: these people could not sign in.',
        'The keys do not open 1 secrets of webhooks: nothing could be sent there.',
        'The keys do not open 1 secrets of customer-data links: nothing could be asked there.',
        'The keys do not open 1 secrets of member links: their tokens would be refused.',
      ]);
      expect(code).toBe(1);

      const { rows } = await onOwnConnection(kit.databaseUrl, (client) =>
        client.query(`select datname from pg_database where datname like 'damso_rehearsal_%'`),
      );
      expect(rows).toEqual([]);
    },
  );
});
