import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { HttpConnection } from '../http-connection.ts';
import { agents, chatsPerReader, inParallel, type Target } from '../target.ts';

interface Frame {
  joined?: string;
  ack?: string;
  error?: string;
  message?: { body: string };
}

interface Participant {
  chatId: string;
  id: string;
  name: string;
}

/** One socket of the floor's protocol. */
class FloorSocket {
  onMessage: (body: string) => void = () => undefined;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, () => void>();

  static async open(address: URL, onFrame: () => void): Promise<FloorSocket> {
    const socket = new WebSocket(`ws://${address.host}`, { perMessageDeflate: false });
    await once(socket, 'open');
    return new FloorSocket(socket, onFrame);
  }

  private constructor(socket: WebSocket, onFrame: () => void) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      onFrame();
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.message) this.onMessage(frame.message.body);
      else if (frame.error) throw new Error(`floor: ${frame.error}`);
      else this.#settle((frame.ack ?? frame.joined)!);
    });
  }

  join({ chatId, id, name }: Participant): Promise<void> {
    return this.#ask(chatId, { join: chatId, sender: id, name });
  }

  send({ chatId, id }: Participant, text: string): Promise<void> {
    const key = randomUUID();
    return this.#ask(key, { send: chatId, sender: id, key, text });
  }

  close(): void {
    this.#socket.terminate();
  }

  #ask(answer: string, frame: unknown): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(answer, resolve);
      this.#socket.send(JSON.stringify(frame));
    });
  }

  #settle(answer: string): void {
    this.#waiting.get(answer)?.();
    this.#waiting.delete(answer);
  }
}

export class FloorTarget implements Target {
  framesReceived = 0;
  #address: URL;
  #customers: { participant: Participant; socket: FloorSocket; http: HttpConnection }[] = [];
  #readers: FloorSocket[] = [];
  #pages: HttpConnection[] = [];
  #idle: Participant[] = [];
  #idleSockets: FloorSocket[] = [];

  constructor(address: string) {
    this.#address = new URL(address);
  }

  async join(chats: number, onDelivered: (body: string) => void): Promise<void> {
    for (let chat = 0; chat < chats; chat += 1) {
      const participant = { chatId: randomUUID(), id: randomUUID(), name: `Customer ${chat}` };
      const socket = await this.#open();
      await socket.join(participant);
      this.#customers.push({ participant, socket, http: new HttpConnection(this.#address) });
    }
    for (let number = 0; number < agents; number += 1) {
      const agent = { id: randomUUID(), name: `Agent ${number}` };
      const mine = this.#customers.filter((_, chat) => chat % agents === number);
      for (let from = 0; from < mine.length; from += chatsPerReader) {
        const reader = await this.#open();
        reader.onMessage = onDelivered;
        this.#readers.push(reader);
        for (const { participant } of mine.slice(from, from + chatsPerReader)) {
          await reader.join({ ...agent, chatId: participant.chatId });
        }
      }
    }
  }

  sendOverSocket(chat: number, text: string): Promise<void> {
    const { socket, participant } = this.#customers[chat]!;
    return socket.send(participant, text);
  }

  async sendOverHttp(chat: number, text: string): Promise<void> {
    const { http, participant } = this.#customers[chat]!;
    const { status, body } = await http.post('/send', '', {
      send: participant.chatId,
      sender: participant.id,
      key: randomUUID(),
      text,
    });
    if (status !== 200 || !(JSON.parse(body) as Frame).ack) throw new Error(`floor: ${status} ${body}`);
  }

  async readPage(client: number, chat: number): Promise<number> {
    const http = (this.#pages[client] ??= new HttpConnection(this.#address));
    const { status, body } = await http.request('GET', `/page?chat=${this.#customers[chat]!.participant.chatId}`, '');
    if (status !== 200) throw new Error(`floor: ${status} ${body}`);
    return (JSON.parse(body) as { messages: unknown[] }).messages.length;
  }

  makeIdleChats(count: number): Promise<void> {
    this.#idle = Array.from({ length: count }, (_, chat) => ({
      chatId: randomUUID(),
      id: randomUUID(),
      name: `Customer ${chat}`,
    }));
    return Promise.resolve();
  }

  openIdleSockets(from: number, to: number): Promise<void> {
    return inParallel(to - from, 20, async (index) => {
      const socket = await this.#open();
      await socket.join(this.#idle[from + index]!);
      this.#idleSockets.push(socket);
    });
  }

  moveTo(address: string): void {
    this.#address = new URL(address);
  }

  leave(): void {
    for (const { socket, http } of this.#customers) {
      socket.close();
      http.close();
    }
    for (const socket of [...this.#readers, ...this.#idleSockets]) socket.close();
    for (const http of this.#pages) http.close();
    this.#customers = [];
    this.#readers = [];
    this.#pages = [];
    this.#idleSockets = [];
  }

  #open(): Promise<FloorSocket> {
    return FloorSocket.open(this.#address, () => (this.framesReceived += 1));
  }
}
