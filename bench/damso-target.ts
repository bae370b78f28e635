import { randomUUID } from 'node:crypto';
import type { Crowd } from './crowd.ts';
import { DamsoApi, dataOf, expectOutcome, GraphqlSocket, type Outcome, type StartedChat } from './damso-api.ts';
import { HttpConnection } from './http-connection.ts';
import { agents, chatsPerReader, inParallel, pageSize, type Target } from './target.ts';

const service = 'demo';
const agentEmails = ['mina@demo.test', 'jun@demo.test', 'sora@demo.test'].slice(0, agents);
/** The version of the consent notice that the demo data begins with. */
const crowdNotice = '1';

const messageFields = 'id seq key sender senderName body sentAt';
const chatChanges = `subscription ChatChanges($chatId: ID!, $after: Int) {
  chatChanges(chatId: $chatId, after: $after) { revision messages { ${messageFields} } }
}`;
const sendMessage = `mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on Message { id seq revision key sentAt } ... on DomainError { message } }
}`;
const page = `query Page($chatId: ID!, $last: Int!) {
  chat(id: $chatId) {
    messages(last: $last) { edges { node { ${messageFields} } } pageInfo { hasPreviousPage startCursor } }
  }
}`;
const endChat = `mutation End($chatId: ID!) {
  endChat(chatId: $chatId) { __typename ... on DomainError { message } }
}`;
const openChat = `mutation OpenChat($chatId: ID!) { openChat(chatId: $chatId) { __typename ... on DomainError { message } } }`;

interface ChatChanges {
  chatChanges: { messages: { sender: string; body: string }[] };
}

/** Below so many chats to end, others are looked for. */
const fewSeats = 4;
const seatedChats = `query Seated {
  chats(first: 100, filter: { states: [REQUESTED] }) { edges { node { id agent { id } } } }
}`;

interface SeatedChats {
  chats: { edges: { node: { id: string; agent: { id: string } | null } }[] };
}

export class DamsoTarget implements Target {
  framesReceived = 0;
  /** Of the first process; whatever is not spread over all of them is asked of it. */
  #api: DamsoApi;
  /** Of all of them. As a balancer does, each connection goes to the next. */
  #apis: DamsoApi[];
  /** The chats whose customer speaks to another process than their reader listens to. */
  readonly #across = new Set<number>();
  #customers: { chat: StartedChat; socket: GraphqlSocket; http: HttpConnection; headers: string }[] = [];
  /** The agents' sessions by their ids. */
  #cookies = new Map<string, string>();
  #agentSockets: GraphqlSocket[] = [];
  #pages: HttpConnection[] = [];
  #idle: StartedChat[] = [];
  #idleSockets: GraphqlSocket[] = [];
  #crowd: Crowd | undefined;
  /** Of an agent of the crowd. */
  #anyCookie = '';
  /** Chats that were ended, or are about to be. */
  readonly #replaced = new Set<string>();
  #finding: Promise<void> | undefined;

  /** `others` are addresses of more processes on the same database. */
  constructor(address: string, ...others: string[]) {
    this.#apis = [address, ...others].map((each) => new DamsoApi(each));
    this.#api = this.#apis[0]!;
  }

  get processes(): number {
    return this.#apis.length;
  }

  isAcross(chat: number): boolean {
    return this.#across.has(chat);
  }

  async join(chats: number, onDelivered: (body: string) => void): Promise<void> {
    await this.#openDesks();
    const http = new HttpConnection(this.#api.address);
    const noticeVersion = await this.#api.noticeVersion(http, service);
    for (let number = 0; number < chats; number += 1) {
      const chat = await this.#api.startChat(http, { service, noticeVersion, number });
      const api = this.#apis[number % this.#apis.length]!;
      const socket = await this.#open({ token: chat.token }, api);
      await socket.follow(chatChanges, { chatId: chat.id });
      const headers = `authorization: Bearer ${chat.token}\r\n`;
      this.#customers.push({ chat, socket, http: new HttpConnection(api.address), headers });
    }
    let readers = 0;
    for (const [agentId, cookie] of this.#cookies) {
      const mine = [...this.#customers.entries()].filter(([, { chat }]) => chat.agentId === agentId);
      for (let from = 0; from < mine.length; from += chatsPerReader) {
        const process = readers++ % this.#apis.length;
        const reader = await this.#open({ cookie }, this.#apis[process]);
        this.#agentSockets.push(reader);
        for (const [number, { chat }] of mine.slice(from, from + chatsPerReader)) {
          if (number % this.#apis.length !== process) this.#across.add(number);
          await this.#api.perform(http, `cookie: ${cookie}\r\n`, openChat, { chatId: chat.id }, 'openChat');
          await reader.follow(chatChanges, { chatId: chat.id }, (data) => {
            for (const message of (data as ChatChanges).chatChanges.messages) {
              if (message.sender === 'CUSTOMER') onDelivered(message.body);
            }
          });
        }
      }
    }
    http.close();
  }

  async sendOverSocket(chat: number, text: string): Promise<void> {
    const customer = this.#customers[chat]!;
    const input = { chatId: customer.chat.id, key: randomUUID(), text };
    const response = await customer.socket.mutate(sendMessage, { input });
    expectOutcome(dataOf(response) as { sendMessage: Outcome }, 'sendMessage');
  }

  async sendOverHttp(chat: number, text: string): Promise<void> {
    const customer = this.#customers[chat]!;
    const input = { chatId: customer.chat.id, key: randomUUID(), text };
    await this.#api.perform(customer.http, customer.headers, sendMessage, { input }, 'sendMessage');
  }

  async readPage(client: number, chat: number): Promise<number> {
    const http = (this.#pages[client] ??= new HttpConnection(this.#api.address));
    const { chat: started } = this.#customers[chat]!;
    const cookie = this.#cookies.get(started.agentId!)!;
    const data = await this.#api.query<{ chat: { messages: { edges: unknown[] } } }>(
      http,
      `cookie: ${cookie}\r\n`,
      page,
      {
        chatId: started.id,
        last: pageSize,
      },
    );
    return data.chat.messages.edges.length;
  }

  async makeIdleChats(count: number): Promise<void> {
    await this.#openDesks();
    const connections = Array.from({ length: 8 }, () => new HttpConnection(this.#api.address));
    const noticeVersion = await this.#api.noticeVersion(connections[0]!, service);
    await inParallel(count, connections.length, async (number) => {
      const http = connections.pop()!;
      const chat = await this.#api.startChat(http, { service, noticeVersion, number });
      // An ended chat can be followed just as an open one, and leaves its seat free for the next.
      await this.#api.perform(http, `authorization: Bearer ${chat.token}\r\n`, endChat, { chatId: chat.id }, 'endChat');
      this.#idle[number] = chat;
      connections.push(http);
    });
    for (const http of connections) http.close();
    this.leave();
  }

  openIdleSockets(from: number, to: number): Promise<void> {
    return inParallel(to - from, 20, async (index) => {
      const { id, token } = this.#idle[from + index]!;
      const socket = await this.#open({ token });
      await socket.follow(chatChanges, { chatId: id });
      this.#idleSockets.push(socket);
    });
  }

  /** Sets the service in which `replaceChat` ends and starts chats. */
  meet(crowd: Crowd): void {
    this.#crowd = crowd;
    for (const { agentId, cookie } of crowd.seats) this.#cookies.set(agentId, cookie);
    this.#anyCookie = crowd.seats[0]!.cookie;
  }

  /** An agent ends a chat, so that whoever waits the longest gets the seat, and a customer starts one. */
  async replaceChat(client: number): Promise<void> {
    const { service, seats } = this.#crowd!;
    const http = (this.#pages[client] ??= new HttpConnection(this.#api.address));
    if (seats.length < fewSeats) await (this.#finding ??= this.#findSeats(http));
    const seat = seats.shift();
    if (!seat) throw new Error('Damso: the chats to end have run out');
    this.#replaced.add(seat.chatId);
    await this.#api.perform(http, `cookie: ${seat.cookie}\r\n`, endChat, { chatId: seat.chatId }, 'endChat');
    const { id, agentId } = await this.#api.startChat(http, {
      service,
      noticeVersion: crowdNotice,
      number: client,
    });
    if (agentId) seats.push({ chatId: id, agentId, cookie: this.#cookies.get(agentId)! });
  }

  /** Asks for chats that came from the line to an agent: one question for tens of replacements. */
  async #findSeats(http: HttpConnection): Promise<void> {
    const { seats } = this.#crowd!;
    const found = await this.#api.query<SeatedChats>(http, `cookie: ${this.#anyCookie}\r\n`, seatedChats, {});
    const known = new Set([...this.#replaced, ...seats.map(({ chatId }) => chatId)]);
    for (const { node } of found.chats.edges) {
      const agentId = node.agent?.id;
      const cookie = agentId && this.#cookies.get(agentId);
      if (cookie && !known.has(node.id)) seats.push({ chatId: node.id, agentId, cookie });
    }
    this.#finding = undefined;
  }

  moveTo(address: string): void {
    this.#api = new DamsoApi(address);
    this.#apis = [this.#api];
  }

  leave(): void {
    for (const { socket, http } of this.#customers) {
      socket.close();
      http.close();
    }
    for (const socket of [...this.#agentSockets, ...this.#idleSockets]) socket.close();
    for (const http of this.#pages) http.close();
    this.#customers = [];
    this.#agentSockets = [];
    this.#pages = [];
    this.#idleSockets = [];
  }

  /** Signs the agents in, each with a connected desk. */
  async #openDesks(): Promise<void> {
    const http = new HttpConnection(this.#api.address);
    for (const [index, email] of agentEmails.entries()) {
      const { id, cookie } = await this.#api.signIn(http, email);
      this.#cookies.set(id, cookie);
      // The first of them is the administrator.
      if (index === 0) await this.#api.allowManySeats(http, cookie);
      this.#agentSockets.push(await this.#api.openDesk(http, cookie, () => (this.framesReceived += 1)));
    }
    http.close();
  }

  #open(credentials: { cookie?: string; token?: string }, { address } = this.#api): Promise<GraphqlSocket> {
    return GraphqlSocket.open(address, credentials, () => (this.framesReceived += 1));
  }
}
