import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestService } from '../api/test/kit.ts';

const kit = await Kit.start();
const portOfKit = Number(new URL(kit.url).port);

/** A cable between a program and the product. */
class Cable {
  readonly #ends = new Set<Socket>();
  readonly #server = createServer((near) => {
    if (this.#isCut) return near.destroy();
    const far = connect(portOfKit, 'localhost');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#ends.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.once('close', () => {
        this.#ends.delete(from);
        to.destroy();
      });
    }
  });
  #isCut = false;

  static async lay(): Promise<Cable> {
    const cable = new Cable();
    await once(cable.#server.listen(0, '127.0.0.1'), 'listening');
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) end.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async takeUp(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** One of the programs as a person runs it, who types and reads. */
class Program {
  readonly #child;
  readonly ended: Promise<unknown[]>;
  #read = '';
  #isOver = false;
  #hear: () => void = () => undefined;

  constructor(file: string, url: string, service: string) {
    this.#child = spawn(process.execPath, [join(import.meta.dirname, file), url, service], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#read += text;
      this.#hear();
    });
    this.ended = once(this.#child, 'close');
    void this.ended.then(() => {
      this.#isOver = true;
      this.#hear();
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  type(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Waits for a line; what stands before it counts as read. */
  async reads(line: string | RegExp): Promise<void> {
    for (;;) {
      const lines = this.#read.split('\n');
      const at = lines.findIndex((it) => (typeof line === 'string' ? it === line : line.test(it)));
      if (at >= 0) {
        this.#read = lines.slice(at + 1).join('\n');
        return;
      }
      if (this.#isOver) throw new Error(`It ended without “${line}”: ${this.#read}`);
      await new Promise<void>((resolve) => (this.#hear = resolve));
    }
  }
}

/** The agent’s side of the same story. */
class Story {
  readonly #service: TestService;
  readonly #agent: TestAgent;
  readonly chatId: string;
  readonly #events;

  private constructor(service: TestService, agent: TestAgent, chatId: string) {
    this.#service = service;
    this.#agent = agent;
    this.chatId = chatId;
    this.#events = agent.watch(chatId);
  }

  static async with(service: TestService, agent: TestAgent): Promise<Story> {
    const { deskChanges } = await agent.consoles[0]!.until(({ deskChanges: { removed } }: Answer) => !removed);
    return new Story(service, agent, deskChanges.chat.id);
  }

  say(text: string): Promise<Answer> {
    return this.#agent.send(this.chatId, text);
  }

  async hears(text: string): Promise<Answer> {
    const { chatChanges } = await this.#events.until(({ chatChanges: { messages } }: Answer) =>
      messages.some(({ body }: Answer) => body === text),
    );
    return chatChanges.messages.find(({ body }: Answer) => body === text);
  }

  mask({ id, revision }: Answer, start: number, end: number): Promise<Answer> {
    return this.#agent.run(
      'mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename ... on DomainError { message } } }',
      { input: { messageId: id, revision, start, end } },
    );
  }

  async makeTicket(): Promise<string> {
    const input = {
      chatId: this.chatId,
      title: 'A wrong parcel',
      content: 'Send another one.',
      inquiryTypeId: this.#service.inquiryTypeId,
    };
    const { createTicket } = await this.#agent.run(
      `mutation ($input: CreateTicketInput!) { createTicket(input: $input) {
        ... on Ticket { number } ... on DomainError { message } } }`,
      { input },
    );
    return createTicket.number;
  }

  async end(): Promise<void> {
    await this.#agent.run('mutation ($id: ID!) { requestRating(chatId: $id) { __typename } }', { id: this.chatId });
    await this.#agent.end(this.chatId);
  }

  /** All that was said by people, and what became of the chat. */
  async record(): Promise<Answer> {
    const { chat } = await this.#agent.run(
      `query ($id: ID!) { chat(id: $id) { state rating { verdict } messages(first: 100) { edges { node { body sender } } } } }`,
      { id: this.chatId },
    );
    const said = chat.messages.edges
      .map(({ node }: Answer) => node)
      .filter(({ sender }: Answer) => sender !== 'SYSTEM')
      .map(({ body }: Answer) => body);
    return { state: chat.state, verdict: chat.rating.verdict, said };
  }
}

const programs = ['apollo.ts', 'graphql-request.ts', 'graphql-sse.ts', 'graphql-ws.ts', 'relay/main.ts', 'urql.ts'];

describe('a whole chat, over a connection that is cut, by', () => {
  test.concurrent.for(programs)('%s', async (file, { onTestFinished }) => {
    const service = await kit.service({ security: true });
    const agent = await service.onlineAgent({ name: 'Mina', canTicket: true });
    const cable = await Cable.lay();
    const program = new Program(file, cable.url, service.slug);
    onTestFinished(async () => {
      program.kill();
      await cable.takeUp();
    });

    await program.reads('Test: AVAILABLE');
    await program.reads('Do you agree? (yes or no)');
    program.type('yes');
    const story = await Story.with(service, agent);
    program.type('Hello');
    await story.hears('Hello');
    await story.say('How can I help?');
    await program.reads('Mina: How can I help?');

    cable.cut();
    program.type('My number is 010-1234-5678');
    await story.say('Are you there?');
    cable.mend();
    await program.reads('Mina: Are you there?');
    const message = await story.hears('My number is 010-1234-5678');
    await story.mask(message, 13, 26);
    await program.reads('CUSTOMER: My number is ************* (changed)');

    const number = await story.makeTicket();
    await program.reads(`Ticket ${number}: A wrong parcel`);
    await story.end();
    await program.reads('[CLOSED]');
    program.type('/rate SATISFIED');
    await program.reads('Rated: SATISFIED');
    expect(await program.ended).toEqual([0, null]);

    const { said, ...chat } = await story.record();
    expect(chat).toEqual({ state: 'CLOSED', verdict: 'SATISFIED' });
    // Each once, whichever of the two came first.
    expect(said.sort()).toEqual(['Are you there?', 'Hello', 'How can I help?', 'My number is *************']);
  });
});

describe('what cannot go on says so in a sentence:', () => {
  test.concurrent.for(programs)('%s', async (file, { expect }) => {
    const run = promisify(execFile)(process.execPath, [join(import.meta.dirname, file), kit.url, 'nobodys']);
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no service nobodys at http:.*\n$/),
    });
  });
});

test('what Relay runs was made of the texts beside it', () => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, 'relay', file), 'utf8');
  const texts = [...read('chat.ts').matchAll(/graphql`([^`]+)`/g)].map(([, text]) => print(parse(text!)));
  expect(texts).toHaveLength(6);
  for (const text of texts) {
    const made = read(`__generated__/${/^\w+ (\w+)/.exec(text)![1]}.graphql.ts`);
    expect(made).toContain(`hash = "${createHash('md5').update(text).digest('hex')}"`);
  }
});
