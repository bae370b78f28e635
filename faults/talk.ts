import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import { WebSocket } from 'ws';
import { DamsoApi } from '../bench/damso-api.ts';
import { HttpConnection } from '../bench/http-connection.ts';

const service = 'demo';
const agentEmails = ['mina@demo.test', 'jun@demo.test', 'sora@demo.test'];
/** A socket follows at most so many chats; the product allows 20 subscriptions. */
const chatsPerSocket = 16;
/** Each side of a chat waits so long after an acknowledgement before it says the next thing. */
const pauseMs = 100;
/** Longer than this no client of ours waits for an answer. */
const answerMs = 10_000;

const sendMessage = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on Message { id seq } ... on DomainError { message } } }`;
const chatChanges = `subscription ($chatId: ID!, $after: Int!) {
  chatChanges(chatId: $chatId, after: $after) { revision messages { seq body } } }`;
const deskChanges = `subscription { deskChanges { removed chat { id state revision } } }`;
const openChat = `mutation ($chatId: ID!) { openChat(chatId: $chatId) { __typename ... on DomainError { message } } }`;

export type Credentials = { cookie: string } | { token: string };

/**
 * Addresses of the product's processes, as a balancer has them: who finds one gone goes to the next. `home` says where somebody
 * begins.
 */
export class Addresses {
  readonly all: readonly string[];

  constructor(all: readonly string[]) {
    this.all = all;
  }

  at(turn: number): string {
    return this.all[turn % this.all.length]!;
  }
}

/** A client that comes back by itself, as the console's and the widget's do, and each time to the next address. */
export function reconnecting(addresses: Addresses, credentials: Credentials, home: number): Client {
  let turn = home;
  let failed = false;
  return createClient({
    url: () => {
      if (failed) turn += 1;
      failed = true;
      return `${addresses.at(turn).replace('http', 'ws')}/graphql`;
    },
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        const headers = 'cookie' in credentials ? { cookie: credentials.cookie } : {};
        super(url, protocols, { headers, origin: new URL(url).origin.replace('ws', 'http'), handshakeTimeout: 5_000 });
      }
    },
    ...('token' in credentials && { connectionParams: { authorization: `Bearer ${credentials.token}` } }),
    on: { connected: () => (failed = false), closed: () => (failed = true) },
    keepAlive: 5_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => delay(100 + Math.random() * 400),
  });
}

/** One side of a chat: says numbered things, one after the other, each until it is acknowledged; and reads what both say. */
class Side {
  readonly #talk: Talk;
  readonly #chatId: string;
  readonly #name: string;
  readonly #credentials: Credentials;
  #turn: number;
  /** The longest time that anything waited for its acknowledgement since `forget`. */
  longestWait = 0;
  /** What was acknowledged, and when. */
  readonly acked: { text: string; at: number }[] = [];
  /** Texts by their places in the chat, as they were first read. */
  readonly read = new Map<number, string>();
  readonly #texts = new Set<string>();
  reordered = 0;
  #highest = 0;
  #number = 0;

  constructor(talk: Talk, chatId: string, name: string, credentials: Credentials, home: number) {
    this.#talk = talk;
    this.#chatId = chatId;
    this.#name = name;
    this.#credentials = credentials;
    this.#turn = home;
  }

  async speak(): Promise<void> {
    while (!this.#talk.isEnding) {
      this.#number += 1;
      await this.#say(`${this.#name} ${this.#number}`);
      await delay(pauseMs);
    }
  }

  /** Follows the chat on a socket, from where it was each time the socket comes back. */
  follow(client: Client): void {
    const variables = { chatId: this.#chatId, after: 0 };
    client.subscribe<{ chatChanges: { revision: number; messages: { seq: number; body: string }[] } }>(
      { query: chatChanges, variables },
      {
        next: ({ data }) => {
          if (!data) return;
          const { revision, messages } = data.chatChanges;
          variables.after = Math.max(variables.after, revision);
          for (const { seq, body } of messages) this.#hear(seq, body);
        },
        error: (error) => {
          if (!this.#talk.isOver) throw error instanceof Error ? error : new Error(JSON.stringify(error));
        },
        complete: () => undefined,
      },
    );
  }

  #hear(seq: number, body: string): void {
    if (this.read.has(seq)) return;
    // The system may take back its own last word and say it anew; what people say has one place for ever.
    if (seq < this.#highest) this.reordered += 1;
    this.#highest = Math.max(this.#highest, seq);
    this.read.set(seq, body);
    this.#texts.add(body);
  }

  /** Has read something that the other side had acknowledged after `since`. */
  hasHeard(other: Side, since: number): boolean {
    const { acked } = other;
    for (let index = acked.length - 1; index >= 0 && acked[index]!.at > since; index -= 1) {
      if (this.#texts.has(acked[index]!.text)) return true;
    }
    return false;
  }

  async #say(text: string): Promise<void> {
    const key = randomUUID();
    const since = performance.now();
    const waits = setInterval(() => {
      this.longestWait = Math.max(this.longestWait, performance.now() - since);
    }, 200);
    for (;;) {
      const outcome = await this.#attempt(key, text);
      if (outcome === 'taken') break;
      this.#turn += 1;
      await delay(250);
      if (this.#talk.isOver) throw new Error(`"${text}" was never acknowledged`);
    }
    clearInterval(waits);
    this.longestWait = Math.max(this.longestWait, performance.now() - since);
    this.acked.push({ text, at: performance.now() });
  }

  async #attempt(key: string, text: string): Promise<'taken' | 'again'> {
    const address = this.#talk.addresses.at(this.#turn);
    const who: Record<string, string> =
      'cookie' in this.#credentials
        ? { cookie: this.#credentials.cookie, origin: address }
        : { authorization: `Bearer ${this.#credentials.token}` };
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...who },
      body: JSON.stringify({ query: sendMessage, variables: { input: { chatId: this.#chatId, key, text } } }),
      signal: AbortSignal.timeout(answerMs),
    })
      .then((answer) => answer.json() as Promise<{ data?: { sendMessage?: { __typename: string; message?: string } } }>)
      .catch(() => null);
    const outcome = response?.data?.sendMessage;
    if (outcome?.__typename === 'Message') return 'taken';
    if (outcome?.message !== undefined && outcome.__typename !== 'RateLimited') {
      throw new Error(`"${text}" was refused: ${outcome.message}`);
    }
    return 'again';
  }
}

interface Chat {
  id: string;
  agentId: string;
  sides: Side[];
}

/** What a talk came to. */
export interface Outcome {
  acknowledged: number;
  lost: number;
  doubled: number;
  reordered: number;
  /** Chats that another agent or nobody has, or whose customer was told so, though their agent's console came back. */
  moved: number;
}

/** The agents of the demo with their consoles, which come back by themselves. */
export class Agents {
  readonly cookies = new Map<string, string>();
  readonly #desks: Client[] = [];

  static async online(addresses: Addresses): Promise<Agents> {
    const agents = new Agents();
    const api = new DamsoApi(addresses.at(0));
    const http = new HttpConnection(api.address);
    for (const [index, email] of agentEmails.entries()) {
      const { id, cookie } = await api.signIn(http, email);
      agents.cookies.set(id, cookie);
      if (index === 0) await api.allowManySeats(http, cookie);
      const desk = reconnecting(addresses, { cookie }, index);
      agents.#desks.push(desk);
      desk.subscribe(
        { query: deskChanges },
        { next: () => undefined, error: () => undefined, complete: () => undefined },
      );
      // Online by the same way as the benchmark's agents, whose socket goes again once the lasting one is there.
      (await api.openDesk(http, cookie)).close();
    }
    http.close();
    return agents;
  }

  async leave(): Promise<void> {
    for (const desk of this.#desks) await desk.dispose();
  }
}

/** Chats in which customers and agents talk while something happens to the product. */
export class Talk {
  readonly addresses: Addresses;
  readonly #databaseUrl: string;
  readonly #chats: Chat[] = [];
  readonly #sockets: Client[] = [];
  #speaking: Promise<unknown> = Promise.resolve();
  isEnding = false;
  isOver = false;

  private constructor(addresses: Addresses, databaseUrl: string) {
    this.addresses = addresses;
    this.#databaseUrl = databaseUrl;
  }

  /**
   * Of every three chats two are opened and spoken in by both sides; in the third only its customer speaks, and it stays requested,
   * because that is what is given away first.
   */
  static async begin(addresses: Addresses, databaseUrl: string, agents: Agents, count: number): Promise<Talk> {
    const talk = new Talk(addresses, databaseUrl);
    const api = new DamsoApi(addresses.at(0));
    const http = new HttpConnection(api.address);
    const noticeVersion = await api.noticeVersion(http, service);
    const readers = new Map<string, { client: Client; chats: number }>();
    for (let number = 0; number < count; number += 1) {
      const { id, token, agentId } = await api.startChat(http, { service, noticeVersion, number });
      const cookie = agents.cookies.get(agentId ?? '');
      if (agentId === undefined || cookie === undefined) throw new Error('a chat got no agent of ours');
      // Each on another process than the other, where there are several.
      const customer = new Side(talk, id, 'customer', { token }, number);
      const agent = new Side(talk, id, 'agent', { cookie }, number + 1);
      const own = reconnecting(addresses, { token }, number);
      talk.#sockets.push(own);
      customer.follow(own);
      let reader = readers.get(agentId);
      if (!reader || reader.chats === chatsPerSocket) {
        reader = { client: reconnecting(addresses, { cookie }, number + 1), chats: 0 };
        readers.set(agentId, reader);
        talk.#sockets.push(reader.client);
      }
      reader.chats += 1;
      agent.follow(reader.client);
      talk.#chats.push({ id, agentId, sides: [customer, agent] });
      if (number % 3 < 2) await api.perform(http, `cookie: ${cookie}\r\n`, openChat, { chatId: id }, 'openChat');
    }
    http.close();
    talk.#speaking = Promise.all(
      talk.#chats.flatMap(({ sides: [customer, agent] }, number) => [
        customer!.speak(),
        ...(number % 3 < 2 ? [agent!.speak()] : []),
      ]),
    );
    // Whoever waits for it hears of a failure; nobody else has to.
    talk.#speaking.catch(() => undefined);
    await talk.isHeardAgain(performance.now());
    return talk;
  }

  get chatIds(): string[] {
    return this.#chats.map(({ id }) => id);
  }

  /** Resolves, with the milliseconds since then, when of everybody something was acknowledged after `since` and read by the other side. */
  async isHeardAgain(since: number, limitMs = 120_000): Promise<number> {
    const pairs = this.#chats.flatMap(({ sides: [customer, agent] }, number) => [
      { speaker: customer!, hearer: agent! },
      ...(number % 3 < 2 ? [{ speaker: agent!, hearer: customer! }] : []),
    ]);
    while (pairs.some(({ speaker, hearer }) => !hearer.hasHeard(speaker, since))) {
      if (performance.now() - since > limitMs) return Infinity;
      await Promise.race([delay(20), this.#speaking]);
    }
    return performance.now() - since;
  }

  /** From now on, how long the slowest of all chats but `except` waits. */
  watchWaits(except: string): () => number {
    const sides = this.#chats.filter(({ id }) => id !== except).flatMap((chat) => chat.sides);
    for (const side of sides) side.longestWait = 0;
    return () => Math.max(...sides.map(({ longestWait }) => longestWait));
  }

  /** Nobody says anything new; resolves when both sides have read everything, with what is wrong with it. */
  async end(): Promise<Outcome> {
    this.isEnding = true;
    const patience = setTimeout(() => (this.isOver = true), 60_000);
    await this.#speaking;
    const acked = this.#chats.map(({ sides }) => sides.flatMap(({ acked: said }) => said.map(({ text }) => text)));
    for (let wait = 0; wait < 600 && !this.#isRead(acked); wait += 1) await delay(100);
    clearTimeout(patience);
    this.isOver = true;
    const outcome = await this.#compare(acked);
    for (const socket of this.#sockets) await socket.dispose();
    return outcome;
  }

  #isRead(acked: string[][]): boolean {
    return this.#chats.every(({ sides }, number) =>
      sides.every(({ read }) => {
        const texts = new Set(read.values());
        return acked[number]!.every((text) => texts.has(text));
      }),
    );
  }

  /** Holds what was acknowledged against what readers have and against what the database has. */
  async #compare(acked: string[][]): Promise<Outcome> {
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    const outcome: Outcome = { acknowledged: acked.flat().length, lost: 0, doubled: 0, reordered: 0, moved: 0 };
    for (const [number, { id, agentId, sides }] of this.#chats.entries()) {
      const rowId = id.replace('Chat_', '');
      const { rows } = await client.query<{ seq: number; body: string; event: string | null }>(
        'select seq, body, event from message where chat_id = $1 order by seq',
        [rowId],
      );
      const stored = rows.filter(({ event }) => event === null);
      const ours = stored.map(({ body }) => body).filter((body) => /^(customer|agent) \d+$/.test(body));
      outcome.lost += acked[number]!.filter((text) => !ours.includes(text)).length;
      outcome.doubled += ours.length - new Set(ours).size;
      outcome.reordered += rows.filter(({ seq }, index) => seq !== index + 1).length;
      for (const name of ['customer', 'agent']) {
        const numbers = ours.filter((text) => text.startsWith(name)).map((text) => Number(text.split(' ')[1]));
        outcome.reordered += numbers.filter((said, index) => index > 0 && said < numbers[index - 1]!).length;
      }
      for (const { read, reordered } of sides) {
        outcome.reordered += reordered;
        outcome.lost += stored.filter(({ seq, body }) => read.get(seq) !== body).length;
        const heard = [...read.values()].filter((body) => /^(customer|agent) \d+$/.test(body));
        outcome.doubled += heard.length - new Set(heard).size;
      }
      const { rows: chats } = await client.query<{ agentId: string | null }>(
        'select agent_id as "agentId" from chat where id = $1',
        [rowId],
      );
      const wasMoved = `Agent_${chats[0]!.agentId}` !== agentId;
      const wasTold = rows.some(({ event }) => event === 'AGENT_CHANGED' || event === 'BACK_IN_LINE');
      if (wasMoved || wasTold) outcome.moved += 1;
    }
    await client.end();
    return outcome;
  }
}
