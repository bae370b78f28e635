import { randomUUID } from 'node:crypto';
import { ChatChangesDocument, SendMessageDocument } from '../web/src/lib/graphql/generated/chat/graphql.ts';
import {
  ChatsOfMineDocument,
  DeskChangesDocument,
  LineChangesDocument,
  OpenChatDocument,
  PresenceChangesDocument,
  SettingsChangesDocument,
  WhoIsAskingDocument,
} from '../web/src/lib/graphql/generated/console/graphql.ts';
import { DamsoApi, dataOf, GraphqlSocket, type StartedChat } from './damso-api.ts';
import { HttpConnection } from './http-connection.ts';

const service = 'demo';
const administrator = 'mina@demo.test';

/** An agent with so many chats, asked for what the console and the widget ask for, in their own words. */
export class DamsoDesk {
  #api: DamsoApi;
  #cookie = '';
  #kept: GraphqlSocket | undefined;
  readonly #chats: StartedChat[] = [];

  constructor(address: string) {
    this.#api = new DamsoApi(address);
  }

  /** Each customer starts a chat and says something, and the agent opens it. */
  async fill(chats: number): Promise<void> {
    const http = new HttpConnection(this.#api.address);
    const { cookie } = await this.#api.signIn(http, administrator);
    this.#cookie = cookie;
    await this.#api.allowManySeats(http, cookie);
    // Without a connected desk the chats would go to others.
    this.#kept = await this.#api.openDesk(http, cookie);
    const noticeVersion = await this.#api.noticeVersion(http, service);
    for (let number = 0; number < chats; number += 1) {
      const chat = await this.#api.startChat(http, { service, noticeVersion, number });
      this.#chats.push(chat);
      await this.#api.query(
        http,
        `authorization: Bearer ${chat.token}\r\n`,
        ...sendTo(chat, 'Hello, is anyone there?'),
      );
      await this.#ask(http, OpenChatDocument, { chatId: chat.id });
    }
    http.close();
  }

  /** The agent opens the console at the desk: milliseconds until all of it is there. */
  async open(): Promise<Record<string, number>> {
    const began = performance.now();
    const http = new HttpConnection(this.#api.address);
    await this.#ask(http, WhoIsAskingDocument);
    const socket = await GraphqlSocket.open(this.#api.address, { cookie: this.#cookie });
    const seen = new Set<string>();
    const whole = Promise.withResolvers<undefined>();
    await Promise.all([
      whole.promise,
      socket.follow(String(DeskChangesDocument), {}, (data) => {
        seen.add((data as { deskChanges: { chat: { id: string } } }).deskChanges.chat.id);
        if (seen.size === this.#chats.length) whole.resolve(undefined);
      }),
      ...[PresenceChangesDocument, SettingsChangesDocument, LineChangesDocument].map((document) =>
        socket.follow(String(document), {}),
      ),
      this.#ask(http, ChatsOfMineDocument),
    ]);
    const took = performance.now() - began;
    socket.close();
    http.close();
    return { open: took };
  }

  /** The customer of a chat connects to the server at `address`, follows the chat and sends: milliseconds for each. */
  async firstMessage(address: string, number: number): Promise<Record<string, number>> {
    const chat = this.#chats[number]!;
    const text = `First message ${randomUUID()}`;
    const began = performance.now();
    const socket = await GraphqlSocket.open(new URL(address), { token: chat.token });
    const delivery = Promise.withResolvers<number>();
    const follows = { chatId: chat.id, after: 0, epoch: socket.epoch, atDesk: false };
    await socket.follow(String(ChatChangesDocument), follows, (data) => {
      const { messages } = (data as { chatChanges: { messages: { body: string }[] } }).chatChanges;
      if (messages.some(({ body }) => body === text)) delivery.resolve(performance.now());
    });
    const joined = performance.now();
    const [query, variables] = sendTo(chat, text);
    const [acknowledged, delivered] = await Promise.all([
      socket.mutate(query, variables).then((response) => {
        dataOf(response);
        return performance.now();
      }),
      delivery.promise,
    ]);
    socket.close();
    return { join: joined - began, acknowledge: acknowledged - joined, deliver: delivered - joined };
  }

  leave(): void {
    this.#kept?.close();
  }

  #ask(http: HttpConnection, document: { toString(): string }, variables: object = {}): Promise<unknown> {
    return this.#api.query(http, `cookie: ${this.#cookie}\r\n`, document.toString(), variables);
  }
}

function sendTo(chat: StartedChat, text: string): [query: string, variables: object] {
  return [SendMessageDocument.toString(), { chatId: chat.id, key: randomUUID(), text, atDesk: false }];
}
