import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { follow, guidesDir } from './guide.ts';
import { Kit, type TestService } from './kit.ts';

const kit = await Kit.start();

/** The agent whom guides speak of, who greets whoever says something. */
async function mina(service: TestService): Promise<void> {
  const agent = await service.agent({ name: 'Mina', canTicket: true });
  await agent.setAvailability('ONLINE');
  await agent.console();
  const desk = agent.subscribe('subscription { deskChanges { removed chat { id unreadCount lastSeq } } }');
  void (async () => {
    for await (const { deskChanges } of desk) {
      const { removed, chat } = deskChanges;
      if (removed || chat.unreadCount === 0) continue;
      await agent.run('mutation ($id: ID!, $seq: Int!) { markRead(chatId: $id, seq: $seq) { __typename } }', {
        id: chat.id,
        seq: chat.lastSeq,
      });
      await agent.send(chat.id, 'Hello! How can I help?');
    }
  })();
}

/** What each guide needs besides a service with an agent, by its name. */
const guides: Record<string, (service: TestService) => Promise<Record<string, string>>> = {
  'first-message.md': () => Promise.resolve({}),
};

describe('a guide does what it says:', () => {
  test.concurrent.each(Object.entries(guides))('%s', async (name, prepare) => {
    const service = await kit.service({ security: true });
    await mina(service);
    await follow(name, { DAMSO_URL: kit.url, DAMSO_SERVICE: service.slug, ...(await prepare(service)) });
  });

  test('and none is left out', () => {
    expect(readdirSync(guidesDir).sort()).toEqual(Object.keys(guides).sort());
  });
});
