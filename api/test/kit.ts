import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { Account } from '../src/account/account.entity.ts';
import { AgentRole, Agent } from '../src/agent/agent.entity.ts';
import { createApp, type App } from '../src/app.ts';
import type { ChatRow } from '../src/chat/chat.rows.ts';
import { KnownChats } from '../src/chat/known-chats.ts';
import { readConfig } from '../src/config.ts';
import { decodeId } from '../src/ids.ts';
import { newMaskKey } from '../src/masking/mask-keys.ts';
import { ConsentNotice } from '../src/customer/consent.entity.ts';
import type { Bus } from '../src/realtime/bus.ts';
import { serve, type RunningServer } from '../src/edge/server.ts';
import { Service } from '../src/service/service.entity.ts';
import { InquiryType } from '../src/ticket/inquiry-type.entity.ts';
import { afterwards } from './afterwards.ts';
import { countWaiting, endWaiting, untilWaiting, type Waiting } from './waiting.ts';

/** Chats as they never stood, so that no message is written the way that was expected. */
class WrongGuesses extends KnownChats {
  override get(id: string): ChatRow | undefined {
    const chat = super.get(id);
    return chat && { ...chat, revision: chat.revision - 1 };
  }
}

/** What the project of the test run (vitest.config.ts) replaces in every process. */
function waysToSend(): { knownChats?: KnownChats; mostAtOnce?: number } {
  switch (inject('sends')) {
    case 'GUESSING_WRONG':
      return { knownChats: new WrongGuesses() };
    case 'ONE_BY_ONE':
      return { mostAtOnce: 1 };
    case undefined:
      return {};
  }
}

/** Every process of a test knows this key. */
const maskKeys = newMaskKey();
export const password = 'correct horse';
/** Of the least memory and one pass: hundreds of agents sign in, and what a password costs elsewhere is not their matter. */
const passwordHash = '$argon2id$v=19$m=8,t=1,p=1$fflfjuCxzr62ux5F9VYoyw$M+pqXptUTPbC7PQ1Ikcsy+pUrtF6+vQhN1wIo8x4hP4';

/** Who speaks: nobody, a customer's token, or an agent's cookie, in the service of this id where one is named. */
export interface Credentials {
  token?: string;
  cookie?: string;
  service?: string;
}

/** An answer of the API, as loosely typed as a stranger's client would have it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test asks for what it wants and compares it
export type Answer = any;

export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: Answer;
}

/** The product on a real server and a database of its own; gone when the test file is done. */
export class Kit {
  readonly app: App;
  readonly server: RunningServer;
  readonly url: string;
  readonly databaseUrl: string;
  /** What the requests of now are counted by, if they are. */
  #counting: { taken: number } | null = null;
  readonly #counted = new AsyncLocalStorage<{ taken: number } | null>();

  private constructor(app: App, server: RunningServer, databaseUrl: string) {
    this.app = app;
    this.server = server;
    // Wherever PUBLIC_URL leads.
    this.url = `http://localhost:${(server.http.address() as AddressInfo).port}`;
    this.databaseUrl = databaseUrl;
    this.#countConnections();
  }

  static async start(env: Record<string, string> = {}, bus?: Bus, options: { isDemo?: boolean } = {}): Promise<Kit> {
    const template = inject('template');
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const databaseUrl = template.replace(/\/template$/, `/${name}`);
    const admin = new pg.Client({ connectionString: template.replace(/\/template$/, '/postgres') });
    await admin.connect();
    await admin.query(`create database ${name} template template`);
    await admin.end();
    return Kit.process(databaseUrl, env, bus, options);
  }

  /** A process of the product on an existing database. */
  static async process(
    databaseUrl: string,
    env: Record<string, string> = {},
    bus?: Bus,
    options: { isDemo?: boolean } = {},
  ): Promise<Kit> {
    const app = await createApp(
      readConfig({
        PORT: '0',
        LIMIT_SIGN_INS_PER_MINUTE: '100000',
        LIMIT_READS_PER_MINUTE: '100000',
        LIMIT_TRANSITIONS_PER_MINUTE: '100000',
        LIMIT_TYPING_PER_MINUTE: '100000',
        LIMIT_KEY_USES_PER_MINUTE: '100000',
        LIMIT_COST_PER_MINUTE: '1000000000',
        LIMIT_STARTS_PER_MINUTE: '100000',
        LIMIT_INQUIRIES_PER_MINUTE: '100000',
        LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR: '100000',
        LIMIT_UPLOADS_PER_MINUTE: '100000',
        // Those of one database share their files.
        DAMSO_FILES: join(tmpdir(), 'damso-test', new URL(databaseUrl).pathname),
        DAMSO_MASK_KEYS: maskKeys,
        LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
        ...env,
      }),
      databaseUrl,
      { bus, ...waysToSend(), ...options },
    );
    const kit = new Kit(app, await serve(app), databaseUrl);
    afterwards(async () => {
      await kit.stop();
      await rm(app.config.filesDir, { recursive: true, force: true });
    });
    return kit;
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.app.close();
  }

  /** Somebody else, on a connection of their own, who keeps rows locked until they are told to let go. */
  lock(table: 'chat' | 'service' | 'session', ...ids: string[]): Promise<() => Promise<unknown>> {
    return this.begin(`select from ${table} where id = any($1::uuid[]) for update`, [ids]);
  }

  /** The same, who lets nobody write into a table. */
  lockTable(table: string): Promise<() => Promise<unknown>> {
    return this.begin(`lock table ${table} in share row exclusive mode`);
  }

  /** The transaction of somebody else, which begins with a statement and ends when they are told to let go, or with the test. */
  async begin(statement: string, values: readonly unknown[] = []): Promise<() => Promise<unknown>> {
    const holder = new pg.Client({ connectionString: this.databaseUrl });
    onTestFinished(() => holder.end());
    await holder.connect();
    await holder.query('begin');
    await holder.query(statement, [...values]);
    return () => holder.query('commit');
  }

  /** How many connections wait for a lock, in statements with these words. */
  countWaiting(words?: string): Promise<number> {
    return countWaiting(this.app.sql, words);
  }

  /** Resolves once somebody waits so. */
  untilWaiting(words?: string, waiting?: Waiting): Promise<void> {
    return untilWaiting(this.app.sql, words, waiting);
  }

  /** Breaks the connections that wait so, or cancels their statements; how many that were. */
  endWaiting(words?: string, how?: 'cancel' | 'terminate'): Promise<number> {
    return endWaiting(this.app.sql, words, how);
  }

  /**
   * How many connections `work` and its requests take from the pools: one for each statement outside transactions, and one for each
   * transaction. What the process does beside them is not counted. The fewest, once they were the fewest four times in a row, because a
   * viewer is looked up anew every few seconds.
   */
  async statementsOf(work: () => Promise<unknown>): Promise<number> {
    const counts: number[] = [];
    const fewest = () => Math.min(...counts);
    const isSettled = () => counts.length >= 4 && counts.slice(-4).every((count) => count === fewest());
    while (counts.length < 60 && !isSettled()) {
      const count = (this.#counting = { taken: 0 });
      await this.#counted.run(count, work);
      this.#counting = null;
      counts.push(count.taken);
    }
    return fewest();
  }

  /** Has every connection counted where its asker is, wherever in the process that was handed on to. */
  #countConnections(): void {
    this.server.http.prependListener('request', () => {
      this.#counted.enterWith(this.#counting);
    });
    for (const pool of Object.values(this.app.pools)) {
      const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
      pool.connect = ((...args: unknown[]) => {
        const count = this.#counted.getStore();
        if (count) count.taken += 1;
        return connect(...args);
      }) as typeof pool.connect;
    }
  }

  async post(body: string, credentials: Credentials = {}, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(credentials), ...headers },
      body,
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  }

  /** Runs one operation and answers its data; throws when there are errors. */
  async run(query: string, variables: object = {}, credentials: Credentials = {}): Promise<Answer> {
    const { body } = await this.post(JSON.stringify({ query, variables }), credentials);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  }

  /** A service of its own with chat on, and masking where it is asked for. */
  async service({ security = false } = {}): Promise<TestService> {
    const em = this.app.orm.em.fork();
    const slug = `s-${randomUUID()}`;
    const service = em.create(Service, {
      slug,
      name: 'Test',
      languages: ['ko', 'en'],
      features: security ? ['chat', 'security'] : ['chat'],
      helpCenterChat: true,
      consentVersion: '1',
    });
    await em.flush();
    for (const language of ['ko', 'en'] as const) {
      em.create(ConsentNotice, {
        serviceId: service.id,
        version: '1',
        language,
        purpose: 'p',
        items: 'i',
        retention: 'r',
        refusal: 'f',
      });
    }
    await em.flush();
    const inquiryType = em.create(InquiryType, {
      serviceId: service.id,
      name: { ko: '일반', en: 'General' },
      position: 1,
    });
    await em.flush();
    return new TestService(this, service.id, slug, `InquiryType_${inquiryType.id}`);
  }
}

/** The id of a row, by its id in the API. */
export const rowId = (id: string) => id.slice(id.indexOf('_') + 1);

export function headersOf({ token, cookie, service }: Credentials): Record<string, string> {
  return {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(cookie && { cookie }),
    ...(service && { 'damso-service': service }),
  };
}

type AgentOptions = Partial<Pick<Agent, 'canChat' | 'canTicket' | 'name' | 'role' | 'mayReveal' | 'maySeal'>>;
type AccountOptions = Partial<Pick<Account, 'isOwner'>>;

export class TestService {
  readonly kit: Kit;
  readonly id: string;
  readonly slug: string;
  readonly inquiryTypeId: string;

  constructor(kit: Kit, id: string, slug: string, inquiryTypeId: string) {
    this.kit = kit;
    this.id = id;
    this.slug = slug;
    this.inquiryTypeId = inquiryTypeId;
  }

  #admin: Promise<TestAgent> | undefined;

  /** The service's administrator, without the chat right. */
  admin(): Promise<TestAgent> {
    return (this.#admin ??= this.agent({ role: AgentRole.ADMIN, canChat: false, name: 'Admin' }));
  }

  /** Saves chat settings as an administrator does. */
  async saveChatSettings(input: object): Promise<Answer> {
    const data = await (
      await this.admin()
    ).run(
      `mutation ($input: SaveChatSettingsInput!) { saveChatSettings(input: $input) { __typename
        ... on ServiceSettings { revision } ... on InvalidInput { field } } }`,
      { input },
    );
    return data.saveChatSettings;
  }

  /** Switches masking in the contract on or off. */
  async switchSecurity(security: boolean): Promise<void> {
    await (
      await this.admin()
    ).run('mutation ($s: Boolean) { saveContract(input: { security: $s }) { __typename } }', { s: security });
  }

  /** Saves masking settings as an administrator does. */
  async saveMaskingSettings(input: object): Promise<Answer> {
    const data = await (
      await this.admin()
    ).run(
      `mutation ($input: SaveMaskingSettingsInput!) { saveMaskingSettings(input: $input) { __typename
        ... on ServiceSettings { masking { sealAfterDays rules { kind action } } } ... on InvalidInput { field } } }`,
      { input },
    );
    return data.saveMaskingSettings;
  }

  /** Switches chat in the contract and in the help center. */
  async switchChat(switches: { contract?: boolean; helpCenter?: boolean }): Promise<void> {
    const admin = await this.admin();
    if (switches.contract !== undefined) {
      await admin.run('mutation ($c: Boolean) { saveContract(input: { chat: $c }) { __typename } }', {
        c: switches.contract,
      });
    }
    if (switches.helpCenter !== undefined) {
      await admin.run('mutation ($c: Boolean) { saveHelpCenterSettings(input: { chat: $c }) { __typename } }', {
        c: switches.helpCenter,
      });
    }
  }

  /** Changes an agent's rights as an administrator does. */
  async saveAgent(input: object): Promise<Answer> {
    const data = await (
      await this.admin()
    ).run(
      `mutation ($input: SaveAgentInput!) { saveAgent(input: $input) { __typename ... on DomainError { message } } }`,
      { input },
    );
    return data.saveAgent;
  }

  /** Removes an agent as an administrator does. */
  async removeAgent(agent: TestAgent): Promise<Answer> {
    const data = await (
      await this.admin()
    ).run('mutation ($id: ID!) { removeAgent(agentId: $id) { __typename ... on DomainError { message } } }', {
      id: agent.id,
    });
    return data.removeAgent;
  }

  /** A signed-in agent, Offline and without a console. */
  async agent({ isOwner = false, ...options }: AgentOptions & AccountOptions = {}): Promise<TestAgent> {
    const email = `${randomUUID()}@test.test`;
    const em = this.kit.app.orm.em.fork();
    const account = em.create(Account, { id: randomUUID(), email, name: 'Agent', passwordHash, isOwner });
    this.#place(em, account.id, options);
    await em.flush();
    const { headers, body } = await this.kit.post(
      JSON.stringify({
        query: `mutation ($email: String!, $password: String!) {
          signIn(email: $email, password: $password) { __typename ... on Agent { id } } }`,
        variables: { email, password },
      }),
    );
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    return new TestAgent(this.kit, { cookie }, body.data.signIn.id, email);
  }

  /** A place in this service for somebody who has one elsewhere: the same session, asking for this service. */
  async placeFor(person: TestAgent, options: AgentOptions = {}): Promise<TestAgent> {
    const em = this.kit.app.orm.em.fork();
    const { accountId } = await em.findOneOrFail(Agent, decodeId('Agent', person.id)!);
    const place = this.#place(em, accountId, options);
    await em.flush();
    const credentials = { ...person.credentials, service: `Service_${this.id}` };
    return new TestAgent(this.kit, credentials, `Agent_${place.id}`, person.email);
  }

  #place(em: EntityManager, accountId: string, options: AgentOptions): Agent {
    return em.create(Agent, {
      accountId,
      serviceId: this.id,
      name: 'Agent',
      role: AgentRole.AGENT,
      canChat: true,
      ...options,
      joinedAt: new Date(),
    });
  }

  /** An agent who gets chats without a console, which would ask for things of its own while others are counted. */
  async agentWithoutConsole(): Promise<TestAgent> {
    const agent = await this.agent({ canTicket: true });
    await agent.setAvailability('ONLINE');
    await this.kit.app.sql.query(
      `insert into lease (agent_id, process_id, expires_at) values ($1, gen_random_uuid(), now() + interval '1 day')`,
      [decodeId('Agent', agent.id)],
    );
    return agent;
  }

  /** An agent who gets chats: Online, with a console. */
  async onlineAgent(options: AgentOptions = {}): Promise<TestAgent> {
    const agent = await this.agent(options);
    await agent.goOnline();
    return agent;
  }

  /** A program with a key of these scopes, made as an administrator does. */
  async apiClient(scopes: readonly string[], input: object = {}): Promise<TestClient> {
    const data = await (
      await this.admin()
    ).run(
      `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { __typename
        ... on CreatedApiClient { secret client { id } } ... on DomainError { message } } }`,
      { input: { name: 'Bot', scopes, ...input } },
    );
    const { secret, client } = data.createApiClient;
    return new TestClient(this.kit, { token: secret }, client.id);
  }

  start(input: object = {}, credentials: Credentials = {}, kit = this.kit): Promise<Answer> {
    return kit
      .run(
        `mutation ($input: StartChatInput!) { startChat(input: $input) { __typename
          ... on StartedChat { token chat { id state revision queuePosition agent { id } customer { id } } }
          ... on AgentsAbsent { state }
          ... on DomainError { message } } }`,
        { input: { service: this.slug, consent: { noticeVersion: '1', language: 'en' }, ...input } },
        credentials,
      )
      .then((data: Answer) => data.startChat);
  }

  /** A customer whose chat was started. */
  async customer(input: object = {}): Promise<TestCustomer> {
    const started = await this.start(input);
    if (started.__typename !== 'StartedChat') throw new Error(started.__typename);
    return new TestCustomer(this.kit, { token: started.token }, started.chat);
  }
}

/** Someone with credentials, and the sockets they opened. */
export class Actor {
  readonly kit: Kit;
  readonly credentials: Credentials;

  constructor(kit: Kit, credentials: Credentials = {}) {
    this.kit = kit;
    this.credentials = credentials;
  }

  run(query: string, variables: object = {}): Promise<Answer> {
    return this.kit.run(query, variables, this.credentials);
  }

  async send(chatId: string, text: string, key: string = randomUUID()): Promise<Answer> {
    const data = await this.run(
      `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename
        ... on Message { id seq revision key sender senderName body sentAt } ... on DomainError { message } } }`,
      { input: { chatId, key, text } },
    );
    return data.sendMessage;
  }

  async end(chatId: string): Promise<Answer> {
    const data = await this.run(
      `mutation ($id: ID!) { endChat(chatId: $id) { __typename ... on Chat { state } ... on DomainError { message } } }`,
      { id: chatId },
    );
    return data.endChat;
  }

  socket(kit = this.kit): TestSocket {
    return new TestSocket(kit, this.credentials);
  }

  /** One subscription on a socket of its own. */
  subscribe(query: string, variables: object = {}, kit = this.kit): Events {
    const socket = this.socket(kit);
    const events = socket.subscribe(query, variables);
    events.onClose = () => socket.close();
    return events;
  }

  watch(chatId: string, after = 0, kit = this.kit): Events {
    return this.subscribe(
      `subscription ($chatId: ID!, $after: Int) { chatChanges(chatId: $chatId, after: $after) {
        revision chat { id state revision queuePosition agent { id name } agentReadSeq customerReadSeq } messages { id seq revision key sender senderName event body } } }`,
      { chatId, after },
      kit,
    );
  }
}

/** What an agent's desk hears, and the cable to cut. */
export type Console = Events & { cut: () => void };

export class TestAgent extends Actor {
  readonly id: string;
  readonly email: string;

  constructor(kit: Kit, credentials: Credentials, id: string, email: string) {
    super(kit, credentials);
    this.id = id;
    this.email = email;
  }

  async setAvailability(availability: 'ONLINE' | 'BREAK' | 'OFFLINE'): Promise<Answer> {
    const data = await this.run(
      `mutation ($a: Availability!) { setAvailability(availability: $a) { __typename ... on Agent { availability } } }`,
      { a: availability },
    );
    return data.setAvailability;
  }

  /** Every console that was connected, in order. */
  readonly consoles: Console[] = [];

  /** A connected console; resolves once the lease stands. */
  async console(kit = this.kit): Promise<Console> {
    const socket = this.socket(kit);
    const presence = socket.subscribe(`subscription { presenceChanges { agent { id } connected } }`);
    const desk = socket.subscribe(
      `subscription { deskChanges { removed chat { id state revision unreadCount lastMessage { body } } } }`,
    );
    desk.onClose = () => socket.close();
    await presence.until(({ presenceChanges: p }) => p.agent.id === this.id && p.connected);
    presence.stop();
    const console = Object.assign(desk, { cut: () => socket.cut() });
    this.consoles.push(console);
    return console;
  }

  async goOnline(): Promise<Console> {
    await this.setAvailability('ONLINE');
    return this.console();
  }

  async transfer(chatId: string, to: TestAgent, note?: string): Promise<Answer> {
    const data = await this.run(
      `mutation ($input: TransferChatInput!) { transferChat(input: $input) { __typename
        ... on Chat { state agent { id } } ... on DomainError { message } } }`,
      { input: { chatId, agentId: to.id, note } },
    );
    return data.transferChat;
  }

  async open(chatId: string): Promise<Answer> {
    const data = await this.run(
      `mutation ($id: ID!) { openChat(chatId: $id) { __typename ... on Chat { state openedAt } ... on DomainError { message } } }`,
      { id: chatId },
    );
    return data.openChat;
  }
}

/** A program with an API key. */
export class TestClient extends Actor {
  readonly id: string;

  constructor(kit: Kit, credentials: Credentials, id: string) {
    super(kit, credentials);
    this.id = id;
  }
}

export class TestCustomer extends Actor {
  readonly chatId: string;
  readonly id: string;
  /** Whom the chat was given to when it was started. */
  readonly agentId: string | undefined;

  constructor(
    kit: Kit,
    credentials: Credentials,
    chat: { id: string; customer: { id: string }; agent?: { id: string } | null },
  ) {
    super(kit, credentials);
    this.chatId = chat.id;
    this.agentId = chat.agent?.id;
    this.id = chat.customer.id;
  }
}

/** A WebSocket as a stranger's client opens it: no retries, so a test sees every end. */
export class TestSocket {
  readonly #client: Client;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  #raw: WebSocket | undefined;

  constructor(kit: Kit, credentials: Credentials, headers: Record<string, string> = {}) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.closed = promise;
    const cookie = credentials.cookie ? { cookie: credentials.cookie } : {};
    this.#client = createClient({
      url: `${kit.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string | string[]) {
          super(url, protocols, { headers: { ...cookie, ...headers } });
        }
      },
      connectionParams: {
        ...(credentials.token && { authorization: `Bearer ${credentials.token}` }),
        ...(credentials.service && { service: credentials.service }),
      },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: {
        opened: (socket) => (this.#raw = socket as WebSocket),
        closed: (event) => {
          resolve((event as { code: number }).code);
        },
      },
    });
    afterwards(() => this.close());
  }

  subscribe(query: string, variables: object = {}): Events {
    return new Events((sink) =>
      this.#client.subscribe({ query, variables: variables as Record<string, unknown> }, sink),
    );
  }

  /** Breaks the connection as a cut cable does: without a goodbye. */
  cut(): void {
    this.#raw?.terminate();
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

/** What a subscription brought, to be awaited. */
export class Events implements AsyncIterable<Answer> {
  readonly all: Answer[] = [];
  onClose: () => Promise<void> = () => Promise.resolve();
  /** Resolves when the stream ends, with what ended it if that was an error. */
  readonly ended: Promise<unknown>;
  #read = 0;
  #wake: () => void = () => undefined;
  #done = false;
  readonly stop: () => void;

  constructor(
    start: (sink: {
      next: (result: Answer) => void;
      error: (error: unknown) => void;
      complete: () => void;
    }) => () => void,
  ) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.ended = promise;
    const finish = (why: unknown) => {
      this.#done = true;
      resolve(why);
      this.#wake();
    };
    this.stop = start({
      next: (result) => {
        this.all.push(result.errors ? result : result.data);
        this.#wake();
      },
      error: finish,
      complete: () => {
        finish(undefined);
      },
    });
  }

  /** The next event that was not awaited yet. */
  async next(): Promise<Answer> {
    while (this.#read >= this.all.length) {
      if (this.#done) throw new Error(`The stream ended after ${this.all.length} events.`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.all[this.#read++];
  }

  /** The first event from here on of which `wanted` is true. */
  async until(wanted: (event: Answer) => boolean): Promise<Answer> {
    for (;;) {
      const event = await this.next();
      if (wanted(event)) return event;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Answer> {
    for (;;) {
      while (this.#read >= this.all.length) {
        if (this.#done) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      yield this.all[this.#read++];
    }
  }

  close(): Promise<void> {
    this.stop();
    return this.onClose();
  }
}
