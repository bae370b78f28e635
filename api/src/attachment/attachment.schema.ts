import { builder, domainError, nodeLoaders, NodeRef } from '../builder.ts';
import { encodeId } from '../ids.ts';
import { AttachmentMissing, FilesDisabled } from './attachment.errors.ts';
import type { AttachmentRow } from './attachment.rows.ts';
import { attachmentById, hasThumbnail, pathOf } from './attachment.service.ts';
import { thumbnailEdge } from './clean-picture.ts';

domainError(
  AttachmentMissing,
  'One of the files is not there: never uploaded, attached before, of somebody else or another service, or uploaded more than an hour ago. Upload it again.',
);
domainError(
  FilesDisabled,
  'The service wants no files in its chats, or none of customers, or none of them before an agent answered: see `ChatFiles` and `Chat.takesFiles`.',
);

export const AttachmentRef = builder.objectRef<AttachmentRow>('Attachment').implement({
  description: `A file that came with a message, a ticket or a comment. To add one: POST its bytes to /files, with \`content-length\` and with its name in
\`x-file-name\` (UTF-8, percent-encoded), as an agent with the ticket right or the chat right, as a customer, as a program that writes either,
or, for an inquiry, as nobody with the service’s slug in \`x-service\`. At most 10 MiB; PNG, JPEG, WebP, GIF, HEIC, PDF or plain text as UTF-8,
told by its content. A picture is packed anew: upright, in sRGB, without what stood beside its pixels, such as where it was taken; at most 50
megapixels, 25 from nobody. Of one sender five pictures may be under way at once; beyond that it is BUSY, and Retry-After says when to send
it again. An animation becomes a WebP; of one with more than 300 pictures or 25 megapixels in all of them the first is kept. A HEIC
becomes a JPEG, and so does what would be larger than 10 MiB. The answer is 201 and \`{ token, name, mediaType, size, width, height }\`, as the file is kept; the token
attaches it once, within an hour, for who uploaded it. Refusals are 4xx or 503 and \`{ errors: [{ message, extensions: { code } }] }\`, code
being TOO_LARGE, EMPTY, UNSUPPORTED_TYPE, UNREADABLE, TOO_MANY_PIXELS, BUSY, NOT_STORED, INVALID_NAME, LENGTH_REQUIRED, RATE_LIMITED,
FORBIDDEN, SERVICE_MISSING, UNKNOWN_SERVICE, INQUIRY_DISABLED, FOREIGN_ORIGIN or UNAUTHENTICATED.`,
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Attachment', id) }),
    name: t.exposeString('name', {
      description:
        'With an ending that tells what it is; at most 200 characters, none of them invisible. What the service hides in messages before they are stored is hidden here too, for ever. While the whole file is hidden it is `file` with that ending.',
    }),
    mediaType: t.exposeString('mediaType', {
      description: 'image/png, image/jpeg, image/webp, image/gif, application/pdf or text/plain.',
    }),
    size: t.exposeInt('size', { description: 'In bytes.' }),
    width: t.exposeInt('width', {
      nullable: true,
      description:
        'Of a picture, upright and in pixels; null for everything else and for pictures from before sizes were noted.',
    }),
    height: t.exposeInt('height', { nullable: true, description: 'As `width`.' }),
    revision: t.exposeInt('revision', { description: '0; grows when the content is replaced.' }),
    path: t.string({
      description:
        'Where it is downloaded from, on the origin of this API, with the same credentials; always as a file to be saved. Another content has another path, and the former one leads nowhere. An agent of several services adds `?service=` with the id of the one they act in.',
      resolve: (row) => pathOf(encodeId('Attachment', row.id), row),
    }),
    thumbnailPath: t.string({
      nullable: true,
      description: `Where a picture is to be had small, as WebP that fits into ${thumbnailEdge} by ${thumbnailEdge} pixels; of an animation the first picture. As \`path\`.`,
      resolve: (row) => (hasThumbnail(row) ? `${pathOf(encodeId('Attachment', row.id), row)}/thumbnail` : null),
    }),
  }),
});
nodeLoaders.set('Attachment', (id, ctx) => attachmentById(ctx, id));
