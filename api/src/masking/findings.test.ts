import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit, type TestAgent } from '../../test/kit.ts';

const kit = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '1000000' });

const page = `query ($id: ID!) { chat(id: $id) { messages(last: 100) { edges { node { id revision suggestions { kind start end } } } } } }`;

async function chatOf(texts: readonly string[]) {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent();
  const customer = await service.customer();
  for (const text of texts) await customer.send(customer.chatId, text);
  const read = async (by: TestAgent = agent) => {
    const { chat } = await by.run(page, { id: customer.chatId });
    return chat.messages.edges.map(({ node }: { node: object }) => node) as {
      id: string;
      revision: number;
      suggestions: { kind: string; start: number; end: number }[];
    }[];
  };
  return { service, agent, customer, read };
}

describe('personal data in messages that are read', () => {
  test('is looked for once for each revision of a message, however many read it', async () => {
    const long = `${'1-'.repeat(1_000)} 010-1234-5678`;
    const { service, agent, read } = await chatOf([long, 'call 010-1234-5678', 'no figures']);
    const colleague = await service.onlineAgent();
    const first = await read();
    expect(first.map(({ suggestions }) => suggestions.length)).toEqual([1, 1, 0]);
    const { looks } = kit.app.intake.findings;
    expect(await read()).toEqual(first);
    expect(await read(colleague)).toEqual(first);
    expect(kit.app.intake.findings.looks).toBe(looks);
    const { id, revision, suggestions } = first[1]!;
    await agent.run(`mutation ($i: MaskMessageInput!) { maskMessage(input: $i) { __typename } }`, {
      i: { messageId: id, revision, start: suggestions[0]!.start, end: suggestions[0]!.end },
    });
    expect((await read()).map((each) => each.suggestions.length)).toEqual([1, 0, 0]);
    expect(kit.app.intake.findings.looks).toBe(looks + 1);
  });

  test('is told as the service wants it at the moment, without looking again', async () => {
    const { service, read } = await chatOf(['call 010-1234-5678']);
    expect((await read())[0]!.suggestions).toMatchObject([{ kind: 'PHONE' }]);
    const { looks } = kit.app.intake.findings;
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'OFF' }] });
    await expect.poll(async () => (await read())[0]!.suggestions).toEqual([]);
    expect(kit.app.intake.findings.looks).toBe(looks);
  });

  test('lets others have their turn between long texts', async () => {
    const { read } = await chatOf(Array.from({ length: 40 }, () => `${'1-'.repeat(1_990)}${randomUUID().slice(0, 8)}`));
    let turns = 0;
    let isReading = true;
    const count = () => {
      turns += 1;
      if (isReading) setImmediate(count);
    };
    const { findings } = kit.app.intake;
    const before = findings.looks;
    const longest: number[] = [];
    const look = findings.of.bind(findings);
    let inTurn = { turn: -1, looks: 0 };
    findings.of = (key, body) => {
      const found = look(key, body);
      void Promise.resolve(found).then(() => {
        if (inTurn.turn !== turns) longest.push((inTurn = { turn: turns, looks: 0 }).looks);
        inTurn.looks += 1;
        longest[longest.length - 1] = inTurn.looks;
      });
      return found;
    };
    count();
    await read();
    isReading = false;
    findings.of = look;
    expect(findings.looks - before).toBe(40);
    expect(Math.max(...longest)).toBeLessThan(40);
  });
});
