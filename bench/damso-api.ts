import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { HttpConnection } from './http-connection.ts';

const password = 'damso-demo';

const manySeats = `mutation ManySeats {
  saveChatSettings(input: { seats: 100 }) { __typename ... on DomainError { message } }
}`;
const deskChanges = `subscription DeskChanges {
  deskChanges { removed chat { id state revision unreadCount lastSeq } }
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

interface GraphqlResponse<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

type Listener = (response: GraphqlResponse<unknown>) => void;

export interface Outcome {
  __typename: string;
  message?: string;
}

export interface StartedChat {
  id: string;
  token: string;
  agentId: string | undefined;
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
  /** Which history the revisions belong to that the server tells. */
  readonly epoch: string;
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
    const [ack] = (await once(socket, 'message')) as [Buffer];
    const { epoch } = (JSON.parse(ack.toString()) as { payload: { epoch: string } }).payload;
    return new GraphqlSocket(socket, epoch, onFrame);
  }

  private constructor(socket: WebSocket, epoch: string, onFrame: () => void) {
    this.#socket = socket;
    this.epoch = epoch;
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

/** What Damso's customers and agents ask for, as it comes over the wire. */
export class DamsoApi {
  readonly address: URL;

  constructor(address: string) {
    this.address = new URL(address);
  }

  /** `headers` are whole lines: whose cookie or token it is. */
  async query<Data>(http: HttpConnection, headers: string, query: string, variables: object): Promise<Data> {
    const { status, body } = await http.post('/graphql', `origin: ${this.address.origin}\r\n${headers}`, {
      query,
      variables,
    });
    if (status !== 200) throw new Error(`Damso: ${status} ${body}`);
    return dataOf(JSON.parse(body) as GraphqlResponse<Data>);
  }

  /** A mutation that is to succeed. */
  async perform<Field extends string, Result extends Outcome>(
    http: HttpConnection,
    headers: string,
    mutation: string,
    variables: object,
    field: Field,
  ): Promise<Record<Field, Result>> {
    const data = await this.query<Record<Field, Result>>(http, headers, mutation, variables);
    expectOutcome(data, field);
    return data;
  }

  async signIn(http: HttpConnection, email: string): Promise<{ id: string; cookie: string }> {
    const { head, body } = await http.post('/graphql', `origin: ${this.address.origin}\r\n`, {
      query: signIn,
      variables: { email, password },
    });
    const data = dataOf(JSON.parse(body) as GraphqlResponse<{ signIn: Outcome & { id: string } }>);
    expectOutcome(data, 'signIn');
    const cookie = /\r\nset-cookie: *([^;\r]+)/i.exec(head)?.[1];
    if (!cookie) throw new Error('Damso: signIn set no cookie');
    return { id: data.signIn.id, cookie };
  }

  /** As many chats for each agent as the product allows: everyone who starts a chat here is to have one. Administrators may. */
  async allowManySeats(http: HttpConnection, cookie: string): Promise<void> {
    await this.perform(http, `cookie: ${cookie}\r\n`, manySeats, {}, 'saveChatSettings');
  }

  /** Connects an agent's desk and makes them Online, because only both together make an agent assignable. */
  async openDesk(http: HttpConnection, cookie: string, onFrame?: () => void): Promise<GraphqlSocket> {
    const desk = await GraphqlSocket.open(this.address, { cookie }, onFrame);
    const connected = desk.follow(deskChanges, {});
    await this.perform(http, `cookie: ${cookie}\r\n`, goOnline, {}, 'setAvailability');
    // A desk without chats sends nothing, so there may be no first event to wait for.
    await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, 500))]);
    return desk;
  }

  async noticeVersion(http: HttpConnection, service: string): Promise<string> {
    const data = await this.query<{ helpCenter: { consentNotice: { version: string } } | null }>(http, '', consent, {
      service,
    });
    if (!data.helpCenter) throw new Error(`Damso: there is no service ${service}`);
    return data.helpCenter.consentNotice.version;
  }

  async startChat(
    http: HttpConnection,
    start: { service: string; noticeVersion: string; number: number },
  ): Promise<StartedChat> {
    const data = await this.perform<
      'startChat',
      Outcome & { token: string; chat: { id: string; agent: { id: string } | null } }
    >(
      http,
      '',
      startChat,
      {
        input: {
          service: start.service,
          consent: { noticeVersion: start.noticeVersion, language: 'ko' },
          name: `Customer ${start.number}`,
          attempt: randomUUID(),
          language: 'ko',
        },
      },
      'startChat',
    );
    const { token, chat } = data.startChat;
    return { id: chat.id, token, agentId: chat.agent?.id };
  }
}

export function dataOf<Data>(response: GraphqlResponse<Data>): Data {
  if (response.errors || !response.data) throw new Error(`Damso: ${JSON.stringify(response)}`);
  return response.data;
}

/** Throws when a mutation was refused. Of all outcomes only refusals have a message. */
export function expectOutcome<Field extends string>(data: Record<Field, Outcome>, field: Field): void {
  const { __typename, message } = data[field];
  if (message !== undefined) throw new Error(`Damso: ${field} answered ${__typename}: ${message}`);
}
