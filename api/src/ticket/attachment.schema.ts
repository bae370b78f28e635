import { builder, domainError, nodeLoaders, NodeRef } from '../builder.ts';
import { encodeId } from '../ids.ts';
import { Attachment } from './attachment.entity.ts';
import { AttachmentMissing } from './attachment.errors.ts';
import { attachmentById } from './attachment.service.ts';

domainError(
  AttachmentMissing,
  'One of the files is not there: never uploaded, attached before, of another service, or uploaded more than an hour ago. Upload it again.',
);

export const AttachmentRef = builder.objectType(Attachment, {
  name: 'Attachment',
  description: `A file that came with a ticket or a comment. To add one: POST its bytes to /files, with \`content-length\` and with its name in \`x-file-name\`
(UTF-8, percent-encoded), as an agent with the ticket right, as a customer, or as nobody with the service’s slug in \`x-service\`. At most
10 MiB; PNG, JPEG, PDF or plain text as UTF-8, told by its content. The answer is 201 and \`{ token, name, mediaType, size }\`; the token
attaches it once, within an hour. Refusals are 4xx and \`{ errors: [{ message, extensions: { code } }] }\`, code being TOO_LARGE, EMPTY,
UNSUPPORTED_TYPE, INVALID_NAME, LENGTH_REQUIRED, RATE_LIMITED, FORBIDDEN, SERVICE_MISSING, UNKNOWN_SERVICE, INQUIRY_DISABLED, FOREIGN_ORIGIN or UNAUTHENTICATED.`,
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Attachment', id) }),
    name: t.exposeString('name', {
      description: 'With an ending that tells what it is; at most 200 characters, none of them invisible.',
    }),
    mediaType: t.exposeString('mediaType', { description: 'image/png, image/jpeg, application/pdf or text/plain.' }),
    size: t.exposeInt('size', { description: 'In bytes.' }),
    path: t.string({
      description:
        'Where it is downloaded from, on the origin of this API, with the same credentials; always as a file to be saved. An agent of several services adds `?service=` with the id of the one they act in.',
      resolve: ({ id }) => `/files/${encodeId('Attachment', id)}`,
    }),
  }),
});
nodeLoaders.set('Attachment', (id, ctx) => attachmentById(ctx, id));
