import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Crowd } from './crowd.ts';
import { HttpConnection } from './http-connection.ts';
import { agents, chatsPerReader, inParallel, pageSize, type Target } from './target.ts';

const service = 'demo';
const agentEmails = ['mina@demo.test', 'jun@demo.test', 'sora@demo.test'].slice(0, agents);
const password = 'damso-demo';
/** The version of the consent notice that the demo data begins with. */
const crowdNotice = '1';

const messageFields = 'id seq key sender senderName body sentAt';
const chatChanges = `subscription ChatChanges($chatId: ID!, $after: Int) {
  chatChanges(chatId: $chatId, after: $after) { revision messages { ${messageFields} } }
}`;
const deskChanges = `subscription DeskChanges {
  deskChanges { removed chat { id state revision unreadCount lastSeq } }
}`;
const sendMessage = `mutation SendMessage($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on Message { id seq revision key sentAt } ... on DomainError { message } }
}`;
const page = `query Page($chatId: ID!, $last: Int!) {
  chat(id: $chatId) {
    messages(last: $last) { edges { node { ${messageFields} } } pageInfo { hasPreviousPage startCursor } }
  }
}`;
const manySeats = `mutation ManySeats {
  saveChatSettings(input: { seats: 100 }) { __typename ... on DomainError { message } }
}`;
const endChat = `mutation End($chatId: ID!) {
  endChat(chatId: $chatId) { __typename ... on DomainError { message } }
}`;
const consent = `query Consent($service: String!) { helpCenter(service: $service) { consentNotice { version } } }`;
const signIn = `mutation SignIn($email: String!, $password: String!) {
  signIn(email: $email, password: $password) { __typename ... on Agent { id } ... on DomainError { message } }
}`;
const goOnline = `mutation GoOnline { setAvailability(availability: ONLINE) { __typename ... on DomainError { message } } }`;
const startChat = `mutation StartChat($input: StartChatInput!) {
  startChat(input: $input) {
    __typename
    ... on StartedChat { token chat { id agent { id } } }
    ... on DomainError { message }
  }
}`;
const openChat = `mutation OpenChat($chatId: ID!) { openChat(chatId: $chatId) { __typename ... on DomainError { message } } }`;

interface GraphqlResponse<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

type Listener = (response: GraphqlResponse<unknown>) => void;

interface Outcome {
  __typename: string;
  message?: string;
}

interface StartedChat {
  id: string;
  token: string;
  agentId: string | undefined;
}

interface ChatChanges {
  chatChanges: { messages: { sender: string; body: string }[] };
}

interface Frame {
  id?: string;
  type: string;
  payload?: unknown;
}

/** One socket of the protocol graphql-transport-ws. */
export class GraphqlSocket {
  readonly #socket: WebSocket;
  readonly #listeners = new Map<string, Listener>();
  #lastId = 0;

  static async open(
    address: URL,
    credentials: { cookie?: string; token?: string },
    onFrame: () => void = () => undefined,
  ): Promise<GraphqlSocket> {
    const socket = new WebSocket(`ws://${address.host}/graphql`, 'graphql-transport-ws', {
      perMessageDeflate: false,
      origin: address.origin,
      headers: credentials.cookie ? { cookie: credentials.cookie } : {},
    });
    await once(socket, 'open');
    const payload = credentials.token ? { authorization: `Bearer ${credentials.token}` } : {};
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    await once(socket, 'message');
    return new GraphqlSocket(socket, onFrame);
  }

  private constructor(socket: WebSocket, onFrame: () => void) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      onFrame();
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.type === 'next') {
        this.#listeners.get(frame.id!)?.(frame.payload as GraphqlResponse<unknown>);
      } else if (frame.type === 'complete') {
        this.#listeners.delete(frame.id!);
      } else if (frame.type === 'ping') {
        socket.send('{"type":"pong"}');
      } else if (frame.type === 'error') {
        throw new Error(`Damso: ${JSON.stringify(frame.payload)}`);
      }
    });
    socket.on('close', (code, reason) => {
      if (code !== 1006) throw new Error(`Damso closed a socket: ${code} ${reason.toString()}`);
    });
  }

  /** Resolves when the first event of the stream, the present state, has come. */
  async follow(query: string, variables: object, onEvent: (data: unknown) => void = () => undefined): Promise<void> {
    await new Promise((resolve) => {
      this.#run(query, variables, (response) => {
        onEvent(dataOf(response));
        resolve(undefined);
      });
    });
  }

  mutate(query: string, variables: object): Promise<GraphqlResponse<unknown>> {
    return new Promise((resolve) => {
      this.#run(query, variables, resolve);
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #run(query: string, variables: object, listener: Listener): void {
    this.#lastId += 1;
    const id = String(this.#lastId);
    this.#listeners.set(id, listener);
    this.#socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  }
}

export class DamsoTarget implements Target {
  framesReceived = 0;
  #address: URL;
  #customers: { chat: StartedChat; socket: GraphqlSocket; http: HttpConnection; headers: string }[] = [];
  /** The agents' sessions by their ids. */
  #cookies = new Map<string, string>();
  #agentSockets: GraphqlSocket[] = [];
  #pages: HttpConnection[] = [];
  #idle: StartedChat[] = [];
  #idleSockets: GraphqlSocket[] = [];
  #crowd: Crowd | undefined;

  constructor(address: string) {
    this.#address = new URL(address);
  }

  async join(chats: number, onDelivered: (body: string) => void): Promise<void> {
    await this.#openDesks();
    const http = new HttpConnection(this.#address);
    const noticeVersion = await this.#noticeVersion(http);
    for (let number = 0; number < chats; number += 1) {
      const chat = await this.#startChat(http, noticeVersion, number);
      const socket = await this.#open({ token: chat.token });
      await socket.follow(chatChanges, { chatId: chat.id });
      const headers = `authorization: Bearer ${chat.token}\r\n`;
      this.#customers.push({ chat, socket, http: new HttpConnection(this.#address), headers });
    }
    for (const [agentId, cookie] of this.#cookies) {
      const mine = this.#customers.filter(({ chat }) => chat.agentId === agentId);
      for (let from = 0; from < mine.length; from += chatsPerReader) {
        const reader = await this.#open({ cookie });
        this.#agentSockets.push(reader);
        for (const { chat } of mine.slice(from, from + chatsPerReader)) {
          await this.#perform(http, `cookie: ${cookie}\r\n`, openChat, { chatId: chat.id }, 'openChat');
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
    await this.#perform(customer.http, customer.headers, sendMessage, { input }, 'sendMessage');
  }

  async readPage(client: number, chat: number): Promise<number> {
    const http = (this.#pages[client] ??= new HttpConnection(this.#address));
    const { chat: started } = this.#customers[chat]!;
    const cookie = this.#cookies.get(started.agentId!)!;
    const data = await this.#query<{ chat: { messages: { edges: unknown[] } } }>(http, `cookie: ${cookie}\r\n`, page, {
      chatId: started.id,
      last: pageSize,
    });
    return data.chat.messages.edges.length;
  }

  async makeIdleChats(count: number): Promise<void> {
    await this.#openDesks();
    const connections = Array.from({ length: 8 }, () => new HttpConnection(this.#address));
    const noticeVersion = await this.#noticeVersion(connections[0]!);
    await inParallel(count, connections.length, async (number) => {
      const http = connections.pop()!;
      const chat = await this.#startChat(http, noticeVersion, number);
      // An ended chat can be followed just as an open one, and leaves its seat free for the next.
      await this.#perform(http, `authorization: Bearer ${chat.token}\r\n`, endChat, { chatId: chat.id }, 'endChat');
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
  }

  /** An agent ends a chat, so that whoever waits the longest gets the seat, and a customer starts one. */
  async replaceChat(client: number): Promise<void> {
    const { service, seats } = this.#crowd!;
    const http = (this.#pages[client] ??= new HttpConnection(this.#address));
    const seat = seats.shift();
    if (!seat) throw new Error('Damso: the chats to end have run out; measure for fewer seconds');
    await this.#perform(http, `cookie: ${seat.cookie}\r\n`, endChat, { chatId: seat.chatId }, 'endChat');
    const { id, agentId } = await this.#startChat(http, crowdNotice, client, service);
    if (agentId) seats.push({ chatId: id, agentId, cookie: this.#cookies.get(agentId)! });
  }

  moveTo(address: string): void {
    this.#address = new URL(address);
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

  /** Signs the agents in, each with a connected desk, because only that makes an Online agent assignable. */
  async #openDesks(): Promise<void> {
    const http = new HttpConnection(this.#address);
    for (const [index, email] of agentEmails.entries()) {
      const { head, body } = await http.post('/graphql', `origin: ${this.#address.origin}\r\n`, {
        query: signIn,
        variables: { email, password },
      });
      const data = dataOf(JSON.parse(body) as GraphqlResponse<{ signIn: Outcome & { id: string } }>);
      expectOutcome(data, 'signIn');
      const cookie = /\r\nset-cookie: *([^;\r]+)/i.exec(head)?.[1];
      if (!cookie) throw new Error('Damso: signIn set no cookie');
      this.#cookies.set(data.signIn.id, cookie);
      // The first of them is the administrator; everyone who starts a chat here is to have an agent.
      if (index === 0) await this.#perform(http, `cookie: ${cookie}\r\n`, manySeats, {}, 'saveChatSettings');
      const desk = await this.#open({ cookie });
      this.#agentSockets.push(desk);
      const connected = desk.follow(deskChanges, {});
      await this.#perform(http, `cookie: ${cookie}\r\n`, goOnline, {}, 'setAvailability');
      // A desk without chats sends nothing, so there may be no first event to wait for.
      await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, 500))]);
    }
    http.close();
  }

  async #noticeVersion(http: HttpConnection): Promise<string> {
    const data = await this.#query<{ helpCenter: { consentNotice: { version: string } } | null }>(http, '', consent, {
      service,
    });
    if (!data.helpCenter) throw new Error(`Damso: there is no service ${service}`);
    return data.helpCenter.consentNotice.version;
  }

  async #startChat(http: HttpConnection, noticeVersion: string, number: number, slug = service): Promise<StartedChat> {
    const data = await this.#perform<
      'startChat',
      Outcome & { token: string; chat: { id: string; agent: { id: string } | null } }
    >(
      http,
      '',
      startChat,
      {
        input: {
          service: slug,
          consent: { noticeVersion, language: 'ko' },
          name: `Customer ${number}`,
          attempt: randomUUID(),
          language: 'ko',
        },
      },
      'startChat',
    );
    const { token, chat } = data.startChat;
    return { id: chat.id, token, agentId: chat.agent?.id };
  }

  async #query<Data>(http: HttpConnection, headers: string, query: string, variables: object): Promise<Data> {
    const { status, body } = await http.post('/graphql', `origin: ${this.#address.origin}\r\n${headers}`, {
      query,
      variables,
    });
    if (status !== 200) throw new Error(`Damso: ${status} ${body}`);
    return dataOf(JSON.parse(body) as GraphqlResponse<Data>);
  }

  async #perform<Field extends string, Result extends Outcome>(
    http: HttpConnection,
    headers: string,
    mutation: string,
    variables: object,
    field: Field,
  ): Promise<Record<Field, Result>> {
    const data = await this.#query<Record<Field, Result>>(http, headers, mutation, variables);
    expectOutcome(data, field);
    return data;
  }

  #open(credentials: { cookie?: string; token?: string }): Promise<GraphqlSocket> {
    return GraphqlSocket.open(this.#address, credentials, () => (this.framesReceived += 1));
  }
}

function dataOf<Data>(response: GraphqlResponse<Data>): Data {
  if (response.errors || !response.data) throw new Error(`Damso: ${JSON.stringify(response)}`);
  return response.data;
}

/** Throws when a mutation was refused. Of all outcomes only refusals have a message. */
function expectOutcome<Field extends string>(data: Record<Field, Outcome>, field: Field): void {
  const { __typename, message } = data[field];
  if (message !== undefined) throw new Error(`Damso: ${field} answered ${__typename}: ${message}`);
}
