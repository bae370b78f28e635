import { admitKey } from '../access/key-admission.ts';
import { keyRefusal } from '../access/refusal.ts';
import { isStaffViewer } from '../access/viewer.ts';
import type { Readable } from 'node:stream';
import { recordsOfViewer } from '../access/viewer.ts';
import { isBlank } from '../blank.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { TooManyBytes } from '../files/spool.ts';
import { UploadRefused } from '../files/upload.errors.ts';
import { decodeId } from '../ids.ts';
import { spend, spendUpload } from '../limits.ts';
import { batched } from '../loader.ts';
import { hashToken, newToken } from '../secrets.ts';
import { serviceBySlug } from '../service/service.service.ts';
import type { Statements } from '../sql.ts';
import { Attachment, type MediaType } from './attachment.entity.ts';
import { AttachmentMissing } from './attachment.errors.ts';
import { nameOf, tidyName } from './file-name.ts';
import { Recognition } from './media-type.ts';
import { InquiryDisabled } from './ticket.errors.ts';
import { TicketCommentKind } from './ticket-comment.entity.ts';

/** In bytes. */
export const fileLimit = 10 * 1024 * 1024;
/** So many files with one ticket or one comment. */
const filesLimit = 5;

export interface UploadInput {
  /** What its sender calls it. */
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** In bytes: the content has no more. */
  announced: number;
  /** The service that somebody without a credential sends it to. */
  service?: string | undefined;
}

export interface UploadedFile {
  /** Attaches it, once, within an hour. */
  token: string;
  name: string;
  mediaType: MediaType;
  size: number;
}

/**
 * Takes in a file that a ticket or a comment is to bear. Its row is there before its content, so no content is ever without one,
 * and gets its token after it, so nothing can be attached that has no content.
 */
export async function upload(ctx: Context, input: UploadInput): Promise<UploadedFile> {
  const { app, viewer, caller } = ctx;
  if (
    viewer?.kind === 'client' &&
    !(await admitKey(ctx, viewer, 'tickets:write', { verb: 'upload', objectId: null }))
  ) {
    throw keyRefusal('tickets:write');
  }
  const serviceId = await serviceOfUpload(ctx, input.service);
  await spend(app.limits.uploads, viewer?.id ?? caller.ip);
  if (isBlank(tidyName(input.name))) throw new UploadRefused('INVALID_NAME', 'The file needs a name.');
  const by = isStaffViewer(viewer) ? { agentId: viewer.id } : { serviceId, ip: caller.ip };
  // By what is announced and before it comes: of many at once no more is begun than may be kept.
  await spendUpload(app.limits, by, input.announced);
  const recognition = new Recognition();
  await using file = await app.spool
    .receive(input.content, fileLimit, (part) => {
      recognition.look(part);
    })
    .catch((error: unknown) => {
      throw error instanceof TooManyBytes ? tooLarge() : error;
    });
  if (file.size === 0) throw new UploadRefused('EMPTY', 'The file is empty.');
  const mediaType = recognition.end();
  if (!mediaType) {
    throw new UploadRefused('UNSUPPORTED_TYPE', 'Only PNG, JPEG, PDF and plain text as UTF-8 are taken.');
  }
  const name = nameOf(input.name, mediaType);
  if (name === null) {
    throw new UploadRefused('UNSUPPORTED_TYPE', 'The file is plain text, but its name says that it is something else.');
  }
  const { size } = file;
  const id = await app.write(null, async ({ sql }) => {
    const { rows } = await sql.query<{ id: string }>(
      'insert into attachment (service_id, name, media_type, size) values ($1, $2, $3, $4) returning id',
      [serviceId, name, mediaType, size],
    );
    return rows[0]!.id;
  });
  await app.files.put(id, file);
  const token = newToken();
  const { rows: kept } = await app.write(null, ({ sql }) =>
    sql.query('update attachment set token_hash = $2 where id = $1 returning 1', [id, hashToken(token)]),
  );
  if (kept.length === 0) {
    // The store took longer than what is not submitted may stay: the row went, and with it whatever knows of the content.
    await app.files.remove([id]);
    throw new UploadRefused('INCOMPLETE', 'The file was not stored in time. Send it again.');
  }
  return { token, name, mediaType, size };
}

export function tooLarge(): UploadRefused {
  return new UploadRefused('TOO_LARGE', `A file has at most ${fileLimit} bytes.`);
}

/** Whose files these will be: agents need the ticket right, customers are in their service, others leave an inquiry somewhere. */
async function serviceOfUpload({ viewer, person, em }: Context, slug: string | undefined): Promise<string> {
  if (isStaffViewer(viewer) && !viewer.canTicket) throw new NotPermitted();
  if (slug === undefined) {
    if (viewer) return viewer.serviceId;
    // Of a service that is switched off.
    if (person) throw new NotPermitted();
    throw new UploadRefused(
      'SERVICE_MISSING',
      'The header x-service is missing. Without a credential it names the service by its slug.',
    );
  }
  const service = await serviceBySlug(em, slug);
  if (!service) throw new UploadRefused('UNKNOWN_SERVICE', 'No service has the slug that x-service names.');
  if (viewer && viewer.serviceId !== service.id) {
    throw new UploadRefused('UNKNOWN_SERVICE', 'x-service names another service than the one of the credential.');
  }
  if (!viewer && !service.offersInquiry) throw new InquiryDisabled();
  return service.id;
}

/** What files came with: the ticket itself, or one of its comments. */
export interface AttachmentPlace {
  ticketId: string;
  commentId?: string | null;
}

/**
 * Attaches uploaded files in the transaction of `sql`, which has written the ticket and the comment already: all of them, or
 * AttachmentMissing. More than five: InvalidInput.
 */
export async function attach(
  sql: Statements,
  tokens: readonly string[] | null | undefined,
  { ticketId, commentId = null }: AttachmentPlace,
): Promise<void> {
  const hashes = [...new Set(tokens)].map(hashToken);
  if (hashes.length === 0) return;
  if (hashes.length > filesLimit) throw new InvalidInput('attachments', `There are at most ${filesLimit} attachments.`);
  const { rows } = await sql.query(
    `update attachment a set ticket_id = t.id, comment_id = $3, token_hash = null from ticket t
     where t.id = $2 and a.token_hash = any($1::text[]) and a.service_id = t.service_id and a.ticket_id is null
       and a.created_at > now() - interval '1 hour' returning a.id`,
    [hashes, ticketId, commentId],
  );
  if (rows.length < hashes.length) throw new AttachmentMissing();
}

/**
 * Whether files that a call names again are those which its ticket came with: as many, and each that is not attached yet, because it was
 * sent once more, is one of them by name, type and size. Tokens of what is attached are forgotten.
 */
export async function cameWith(
  sql: Statements,
  tokens: readonly string[] | null | undefined,
  ticketId: string,
): Promise<boolean> {
  const hashes = [...new Set(tokens)].map(hashToken);
  const { rows } = await sql.query<{ isSame: boolean }>(
    `with came as (select name, media_type, size from attachment where ticket_id = $1 and comment_id is null),
       sent as (select name, media_type, size from attachment where token_hash = any($2::text[]))
     select (select count(*) from came) = $3::int and not exists (select from (table sent except all table came) o) as "isSame"`,
    [ticketId, hashes, hashes.length],
  );
  return rows[0]?.isSame ?? false;
}

/** The attachments of a ticket itself or, with `commentId`, of one of its comments, in the order they were uploaded. */
export const attachmentsOf = batched<AttachmentPlace, Attachment[]>(
  async (ctx, places) => {
    const ticketIds = [...new Set(places.filter(({ commentId }) => !commentId).map(({ ticketId }) => ticketId))];
    const commentIds = places.flatMap(({ commentId }) => commentId ?? []);
    const found = await ctx.em.find(
      Attachment,
      { $or: [{ ticketId: { $in: ticketIds }, commentId: null }, { commentId: { $in: commentIds } }] },
      { orderBy: { id: 'asc' } },
    );
    return places.map(({ ticketId, commentId = null }) =>
      found.filter((each) => each.ticketId === ticketId && each.commentId === commentId),
    );
  },
  ({ ticketId, commentId }) => commentId ?? ticketId,
);

/**
 * An attachment by its row’s id: agents with the ticket right see the service’s, customers those of their own tickets, apart from
 * what agents noted. What is not submitted yet nobody sees.
 */
export async function attachmentById({ viewer, app, em }: Context, id: string): Promise<Attachment | null> {
  if (!viewer || (isStaffViewer(viewer) && !viewer.canTicket)) return null;
  const { rows } = await app.sql.query(
    `select from attachment a join ticket t on t.id = a.ticket_id left join ticket_comment c on c.id = a.comment_id
     where a.id = $1 and t.service_id = $2 and ($3::uuid[] is null or t.customer_id = any($3) and c.kind is distinct from $4)`,
    [id, viewer.serviceId, viewer.kind === 'customer' ? recordsOfViewer(viewer) : null, TicketCommentKind.NOTE],
  );
  return rows.length > 0 ? em.findOne(Attachment, { id }) : null;
}

export interface Download {
  attachment: Attachment;
  /** Null when the row is there and the content is not. */
  content: Readable | null;
}

/** An attachment to be saved, by its public id; null when there is none for the viewer. */
export async function download(ctx: Context, attachmentId: string): Promise<Download | null> {
  const id = decodeId('Attachment', attachmentId);
  const attachment = id === null ? null : await attachmentById(ctx, id);
  return attachment && { attachment, content: await ctx.app.files.get(attachment.id) };
}
