/** The load speaks to a server through this, so that it is the same load for the floor and for Damso. */
export interface Target {
  /**
   * Makes `chats` chats. Each gets a customer with a socket of their own that follows the chat; `agents` agents read them, at most
   * `chatsPerReader` chats to a socket. `onDelivered` is called with the body of each message that reached an agent.
   */
  join(chats: number, onDelivered: (body: string) => void): Promise<void>;
  /** The customer of a chat sends over the own socket; resolves when the server has acknowledged. */
  sendOverSocket(chat: number, text: string): Promise<void>;
  /** The same over HTTP, on one kept connection per customer. */
  sendOverHttp(chat: number, text: string): Promise<void>;
  /** An agent reads the last 50 messages of a chat with their senders' names over HTTP; resolves with their number. */
  readPage(client: number, chat: number): Promise<number>;
  /** Makes chats whose customers will only listen. */
  makeIdleChats(count: number): Promise<void>;
  /** The customers `from` to `to` (exclusive) of the idle chats open their sockets and follow their chats. */
  openIdleSockets(from: number, to: number): Promise<void>;
  /** Sends everything from now on to a restarted server at another address. */
  moveTo(address: string): void;
  /** Closes everything that is open. */
  leave(): void;
  /** WebSocket frames that came from the server so far. */
  readonly framesReceived: number;
}

export const agents = 3;
export const chatsPerReader = 16;
export const pageSize = 50;

/** Runs `work` for 0 … count - 1, at most `width` at a time. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, count) }, async () => {
      while (next < count) await work(next++);
    }),
  );
}
