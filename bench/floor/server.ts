import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { WebSocket, WebSocketServer } from 'ws';

// The floor: a chat server as one would write it by hand in an afternoon with `ws` and `pg`. It has no accounts, no retries, no
// resume and no limits; it is here to be compared with, not to be used.

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

await pool.query(`
  create table if not exists participant (
    id uuid primary key,
    name text not null
  );
  create table if not exists message (
    id uuid primary key default gen_random_uuid(),
    chat_id uuid not null,
    seq bigint generated always as identity,
    sender uuid not null references participant,
    body text not null,
    key uuid not null,
    sent_at timestamptz not null default now()
  );
  create index if not exists message_page on message (chat_id, seq);
`);

const insertMessage = {
  name: 'insert-message',
  text: 'insert into message (chat_id, sender, body, key) values ($1, $2, $3, $4) returning id, seq, sent_at as "sentAt"',
};
const selectPage = {
  name: 'select-page',
  text: `
    select m.id, m.seq, m.key, m.sender, p.name as "senderName", m.body, m.sent_at as "sentAt"
    from message m join participant p on p.id = m.sender
    where m.chat_id = $1 order by m.seq desc limit 50`,
};

interface Join {
  join: string;
  sender: string;
  name: string;
}
interface Send {
  send: string;
  sender: string;
  key: string;
  text: string;
}

const names = new Map<string, string>();
const chats = new Map<string, Set<WebSocket>>();

async function join(socket: WebSocket, joined: Set<string>, { join: chatId, sender, name }: Join): Promise<void> {
  if (!names.has(sender)) {
    await pool.query('insert into participant (id, name) values ($1, $2) on conflict do nothing', [sender, name]);
    names.set(sender, name);
  }
  let sockets = chats.get(chatId);
  if (!sockets) chats.set(chatId, (sockets = new Set()));
  sockets.add(socket);
  joined.add(chatId);
  socket.send(JSON.stringify({ joined: chatId }));
}

function leave(socket: WebSocket, joined: Set<string>): void {
  for (const chatId of joined) {
    const sockets = chats.get(chatId);
    sockets?.delete(socket);
    if (sockets?.size === 0) chats.delete(chatId);
  }
}

/** Stores the message, gives it to every socket of its chat and returns the acknowledgement for its sender. */
async function send({ send: chatId, sender, key, text }: Send): Promise<string> {
  const senderName = names.get(sender);
  if (senderName === undefined) throw new Error('join first');
  if (typeof text !== 'string' || text.length === 0 || text.length > 4_000) throw new Error('bad text');
  const { rows } = await pool.query<{ id: string; seq: string; sentAt: Date }>({
    ...insertMessage,
    values: [chatId, sender, text, key],
  });
  const { id, seq, sentAt } = rows[0]!;
  const frame = JSON.stringify({
    message: { id, chatId, seq: Number(seq), key, sender, senderName, body: text, sentAt },
  });
  for (const socket of chats.get(chatId) ?? []) {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  }
  return JSON.stringify({ ack: key, id, seq: Number(seq), sentAt });
}

async function receive(socket: WebSocket, joined: Set<string>, data: Buffer): Promise<void> {
  try {
    const frame = JSON.parse(data.toString()) as Join | Send;
    if ('join' in frame) await join(socket, joined, frame);
    else socket.send(await send(frame));
  } catch (error) {
    socket.send(JSON.stringify({ error: String(error) }));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const respond = (status: number, body: string) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
  try {
    const url = new URL(request.url ?? '/', 'http://floor');
    if (request.method === 'POST' && url.pathname === '/send') {
      respond(200, await send(JSON.parse(await readBody(request)) as Send));
    } else if (request.method === 'GET' && url.pathname === '/page') {
      const { rows } = await pool.query<{ seq: string }>({ ...selectPage, values: [url.searchParams.get('chat')] });
      for (const row of rows as { seq: string | number }[]) row.seq = Number(row.seq);
      respond(200, JSON.stringify({ messages: rows.reverse() }));
    } else {
      respond(404, '{}');
    }
  } catch (error) {
    respond(400, JSON.stringify({ error: String(error) }));
  }
}

const server = createServer((request, response) => void answer(request, response));
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket) => {
  const joined = new Set<string>();
  socket.on('message', (data: Buffer) => void receive(socket, joined, data));
  socket.on('close', () => leave(socket, joined));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
