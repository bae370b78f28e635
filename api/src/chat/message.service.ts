import { isStaffViewer, type Viewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import { isBlank } from '../blank.ts';
import type { Context } from '../context.ts';
import { badRequest, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { spend } from '../limits.ts';
import { readForAll } from '../loader.ts';
import { isStorable, messageText } from '../text.ts';
import { ChatEnded, KeyReused } from './chat.errors.ts';
import { chatById } from './chat.service.ts';
import { messageRows, type MessageRow } from './chat.rows.ts';
import { messageId } from './message.entity.ts';
import { sendWithFiles } from './send-files.service.ts';

export interface SendMessageInput {
  chatId: string;
  key: string;
  text: string;
  attachments?: readonly string[] | null;
}

/** A sender's key as it came, or BAD_USER_INPUT: a key of another shape is a mistake of the client, not of a person. */
export function assertKey(key: string): string {
  if (key.length > 0 && key.length <= 100 && isStorable(key)) return key;
  throw badRequest('BAD_USER_INPUT', 'key must have 1 to 100 characters.');
}

/**
 * KeyReused where the same `attempt` asked for something else before: answered as if it had asked for the same, what it asks for now would
 * be lost. What a former version wrote down has no digest and counts as the same.
 */
export function assertSameAttempt(before: string | null, now: string | null): void {
  if (before === null || before === now) return;
  throw new KeyReused('This attempt was already used for something else. Make a new one.');
}

/** Says something in a chat; the chat's customer, its agent and the service's programs that may write may. */
export async function sendMessage(ctx: Context, input: SendMessageInput): Promise<MessageRow> {
  const { viewer } = ctx;
  const chatId = decodeId('Chat', input.chatId);
  if (!viewer || !chatId || (isStaffViewer(viewer) && !viewer.canChat)) throw new NotPermitted();
  const key = assertKey(input.key);
  const tokens = input.attachments ?? [];
  // Files may stand without a word.
  const text = tokens.length > 0 && isBlank(input.text) ? '' : messageText(input.text);
  await spend(ctx.app.limits.sends, viewer.id);
  const sender = ({ agent: 'AGENT', customer: 'CUSTOMER', client: 'CLIENT' } as const)[viewer.kind];
  const senderId = await senderIn(ctx, viewer, chatId);
  const id = messageId(chatId, senderId, key);
  const place = { serviceId: viewer.serviceId, chatId, messageId: id };
  const message = { id, chatId, sender, senderId, key, ...(await ctx.app.intake.take(text, place)) };
  if (tokens.length > 0) return sendWithFiles(ctx, viewer, message, { text, tokens });
  const appended = await ctx.app.messages.append(message);
  switch (appended.outcome) {
    case 'DENIED':
      throw new NotPermitted();
    case 'ENDED':
      throw new ChatEnded();
    case 'DUPLICATE':
      if (appended.message.attachmentIds || !(await ctx.app.intake.isSame(appended.message, text, place)))
        throw new KeyReused();
      return appended.message;
    case 'SENT':
      return appended.message;
  }
}

/** As whom somebody speaks in a chat: a member in one from before signing in as who they were then, so a repeated key is the same message. */
export async function senderIn(ctx: Context, viewer: Viewer, chatId: string): Promise<string> {
  if (viewer.kind !== 'customer' || viewer.joined.length === 0) return viewer.id;
  return (await chatById(ctx, chatId))?.customerId ?? viewer.id;
}

const pageText = (order: 'asc' | 'desc') =>
  messageRows(
    `unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) with ordinality as w (id, after, before, most, n)
    cross join lateral (
      select * from message where chat_id = w.id and seq > w.after and seq < w.before order by seq ${order} limit w.most) m
    order by w.n, m.seq ${order}`,
    'w.n::int as request',
  );
const forward = { name: 'messages-forward', text: pageText('asc') };
const backward = { name: 'messages-backward', text: pageText('desc') };

/** A page of a chat's messages: those between two sequence numbers, the first or, inverted, the last of them. */
interface Wanted {
  readonly chatId: string;
  readonly after: number;
  readonly before: number;
  readonly limit: number;
  readonly inverted: boolean;
}

/** One page of a chat's messages by keyset; cursors are sequence numbers. Many asked for at once are read together. */
export async function readMessages(app: App, chatId: string, page: Page): Promise<MessageRow[]> {
  const { after, before, limit, inverted } = page;
  return readPage(app, { chatId, after: seqOf(after) ?? 0, before: seqOf(before) ?? 2_147_483_647, limit, inverted });
}

const readPage = readForAll<Wanted, MessageRow[]>(
  async ({ sql }, wanted) => {
    const found = new Map<Wanted, MessageRow[]>();
    const read = async (statement: typeof forward, pages: readonly Wanted[]) => {
      if (pages.length === 0) return;
      const { rows } = await sql.query<MessageRow & { request: number }>({
        ...statement,
        values: [
          pages.map(({ chatId }) => chatId),
          pages.map(({ after }) => after),
          pages.map(({ before }) => before),
          pages.map(({ limit }) => limit),
        ],
      });
      const byRequest = Map.groupBy(rows, ({ request }) => request);
      pages.forEach((page, index) => found.set(page, byRequest.get(index + 1) ?? []));
    };
    await Promise.all([
      read(
        forward,
        wanted.filter(({ inverted }) => !inverted),
      ),
      read(
        backward,
        wanted.filter(({ inverted }) => inverted),
      ),
    ]);
    return wanted.map((page) => found.get(page) ?? []);
  },
  500,
  ({ chatId, after, before, limit, inverted }) => `${chatId} ${after} ${before} ${limit} ${inverted}`,
);

function seqOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
}

const lastText = messageRows(`unnest($1::uuid[]) as w (id) cross join lateral (
  select * from message where chat_id = w.id and sender <> 'SYSTEM' and (event is null or body <> '') order by seq desc limit 1) m`);

/** What people said last in each of the chats, null where nobody did, in one statement. */
export async function lastMessages(ctx: Context, chatIds: readonly string[]): Promise<(MessageRow | null)[]> {
  const { rows } = await ctx.app.sql.query<MessageRow>({ name: 'last-messages', text: lastText, values: [chatIds] });
  const found = new Map(rows.map((row) => [row.chatId, row]));
  return chatIds.map((id) => found.get(id) ?? null);
}

/** One message by its id, whoever asks. */
export const messageById = ({ app }: Context, id: string): Promise<MessageRow | null> => readMessage(app, id);

const readMessage = readForAll<string, MessageRow | null>(
  async ({ sql }, ids) => {
    const { rows } = await sql.query<MessageRow>({
      name: 'messages-by-id',
      text: messageRows('(select * from message where id = any($1::uuid[])) m'),
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  },
  500,
  (id) => id,
);
