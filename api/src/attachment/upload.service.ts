import { admitKey } from '../access/key-admission.ts';
import { holdsScope } from '../access/key-scopes.ts';
import { keyRefusal } from '../access/refusal.ts';
import { isStaffViewer, type ClientViewer } from '../access/viewer.ts';
import { isBlank } from '../blank.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { MediaType } from '../media-types.ts';
import type { Sent } from '../files/picture-queue.ts';
import type { Upload } from '../files/spool.ts';
import { storing } from '../files/storing.ts';
import { UploadRefused } from '../files/upload.errors.ts';
import { spend, spendUpload } from '../limits.ts';
import { networkOf } from '../network-of.ts';
import { hashToken, newToken } from '../secrets.ts';
import { ChatFiles } from '../service/service.entity.ts';
import { InquiryDisabled } from '../service/service.errors.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { cleanPicture } from './clean-picture.ts';
import { nameOf, tidyName } from './file-name.ts';
import { removeLeft } from './loose-attachments.ts';
import { heic, isPicture, Recognition } from './media-type.ts';

/** In bytes. */
export const fileLimit = 10 * 1024 * 1024;

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
  /** Of what is kept, in bytes. */
  size: number;
  /** Of a picture, upright and in pixels. */
  width: number | null;
  height: number | null;
}

/**
 * Takes in a file that a message, a ticket or a comment is to bear; a picture only as it is unpacked and packed anew. Its row is there
 * before its content, so no content is ever without one, and gets its token after it, so nothing can be attached that has no content.
 */
export async function upload(ctx: Context, input: UploadInput): Promise<UploadedFile> {
  const { app, viewer, caller } = ctx;
  if (viewer?.kind === 'client') await admitUpload(ctx, viewer);
  const serviceId = await serviceOfUpload(ctx, input.service);
  await spend(app.limits.uploads, viewer?.id ?? caller.ip);
  if (isBlank(tidyName(input.name))) throw new UploadRefused('INVALID_NAME', 'The file needs a name.');
  const by = isStaffViewer(viewer) ? { agentId: viewer.id } : { serviceId, ip: caller.ip };
  // By what is announced and before it comes: of many at once no more is begun than may be kept.
  await spendUpload(app.limits, by, input.announced);
  const recognition = new Recognition();
  const receive = () =>
    app.spool.receive(input.content, fileLimit, (part) => {
      recognition.look(part);
    });
  await using arrived = await storing(app, receive, tooLarge);
  if (arrived.size === 0) throw new UploadRefused('EMPTY', 'The file is empty.');
  const recognised = recognition.end();
  if (!recognised) {
    throw new UploadRefused(
      'UNSUPPORTED_TYPE',
      'Only PNG, JPEG, WebP, GIF, HEIC, PDF and plain text as UTF-8 are taken.',
    );
  }
  const usual = recognised === heic ? MediaType.JPEG : recognised;
  if (nameOf(input.name, usual) === null) {
    throw new UploadRefused('UNSUPPORTED_TYPE', 'The file is plain text, but its name says that it is something else.');
  }
  await using picture = isPicture(recognised)
    ? await storing(app, () =>
        cleanPicture(app, arrived, {
          mediaType: recognised,
          limit: fileLimit,
          sent: sentBy(ctx),
          isNobodys: viewer === null,
        }),
      )
    : null;
  const stored = picture ? picture.file.size + picture.thumbnail.size : arrived.size;
  // Packed anew it may be larger; what is smaller was sent all the same.
  if (stored > arrived.size) await spendUpload(app.limits, by, stored, arrived.size);
  const mediaType = picture?.mediaType ?? usual;
  const file = picture?.file ?? arrived;
  const told = {
    name: await app.intake.takeFileName(nameOf(input.name, mediaType) as string, serviceId),
    mediaType,
    size: file.size,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
  };
  const token = await keep(ctx, { ...told, serviceId, file, thumbnail: picture?.thumbnail ?? null });
  return { token, ...told };
}

interface Kept extends Omit<UploadedFile, 'token'> {
  readonly serviceId: string;
  readonly file: Upload;
  readonly thumbnail: Upload | null;
}

/** Rows, then contents, then the token, which it answers. */
async function keep(ctx: Context, kept: Kept): Promise<string> {
  const { app, viewer } = ctx;
  const { serviceId, name, mediaType, size, width, height, file, thumbnail } = kept;
  const [id, thumbnailId] = await app.write(null, async ({ sql }) => {
    const { rows } = await sql.query<{ id: string }>(
      `insert into attachment (service_id, uploader_id, name, media_type, size, width, height, version)
       values ($1, $2, $3, $4, $5, $6, $7, gen_random_uuid()) returning id`,
      [serviceId, viewer?.id ?? null, name, mediaType, size, width, height],
    );
    const ofPicture = rows[0]!.id;
    if (!thumbnail) return [ofPicture, null] as const;
    const { rows: small } = await sql.query<{ id: string }>(
      `insert into attachment (service_id, uploader_id, thumbnail_of, name, media_type, size)
       values ($1, $2, $3, '', 'image/webp', $4) returning id`,
      [serviceId, viewer?.id ?? null, ofPicture, thumbnail.size],
    );
    return [ofPicture, small[0]!.id] as const;
  });
  await storing(app, async () => {
    await app.files.put(id, file);
    if (thumbnail && thumbnailId) await app.files.put(thumbnailId, thumbnail);
  });
  const token = newToken();
  // Whoever was erased meanwhile leaves nothing behind: see `letGo`.
  const { rows: present } = await app.write(null, ({ sql }) =>
    sql.query(
      `update attachment set token_hash = $2 where id = $1 and created_at > now() - interval '1 hour'
         and not exists (select from customer c where c.id = uploader_id and c.erased_at is not null) returning 1`,
      [id, hashToken(token)],
    ),
  );
  if (present.length === 0) {
    // The store took longer than what is not submitted may stay: the rows went or will go, and with them whatever knows of the contents.
    await removeLeft(app, serviceId, thumbnailId ? [id, thumbnailId] : [id]);
    throw new UploadRefused('INCOMPLETE', 'The file was not stored in time. Send it again.');
  }
  return token;
}

/** Whose turn a picture takes: customers and nobodies are as many as somebody wants to be, and take turns by their network. */
function sentBy({ viewer, caller }: Context): Sent {
  const network = networkOf(caller.ip);
  return { sender: viewer?.id ?? network, group: isStaffViewer(viewer) ? viewer.id : network };
}

export function tooLarge(): UploadRefused {
  return new UploadRefused('TOO_LARGE', `A file has at most ${fileLimit} bytes.`);
}

async function admitUpload(ctx: Context, viewer: ClientViewer): Promise<void> {
  const scope = holdsScope(viewer.scopes, 'tickets:write') ? 'tickets:write' : 'chats:write';
  if (!(await admitKey(ctx, viewer, scope, { verb: 'upload', objectId: null }))) throw keyRefusal(scope);
}

/**
 * Whose files these will be: agents need the ticket right or, where chats may bear files, the chat right; customers are in their
 * service, others leave an inquiry somewhere.
 */
async function serviceOfUpload({ viewer, person, em, app }: Context, slug: string | undefined): Promise<string> {
  if (isStaffViewer(viewer) && !viewer.canTicket) {
    const { chatFiles } = await app.settings.find(viewer.serviceId);
    if (!viewer.canChat || chatFiles === ChatFiles.OFF) throw new NotPermitted();
  }
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
