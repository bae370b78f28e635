import { builder, domainError } from '../builder.ts';
import { PictureMissing } from './picture.errors.ts';
import { largeEdge, smallEdge } from './squares.ts';

domainError(
  PictureMissing,
  'There is no such picture: never sent, of somebody else or of another kind, or sent more than an hour ago. Send it again.',
);

/** By its row's id. */
export const PictureRef = builder.objectRef<string>('Picture').implement({
  description: `A logo or the picture of a person, as a square in two sizes (WebP). To change one: POST the bytes of a PNG, JPEG, WebP or GIF to
/pictures/logo, as an administrator, or to /pictures/person, as who is signed in, with \`content-length\`; at most 5 MiB and 25 megapixels. The
answer is 201 and \`{ token }\`, for \`saveLogo\` or \`savePicture\` within an hour. Refusals are as with \`Attachment\`, and besides UNREADABLE,
TOO_MANY_PIXELS or BUSY. What stands beside the pixels, such as where a photograph was taken, is not kept; of an animation its first picture is.`,
  fields: (t) => ({
    path: t.string({
      description: `Where the square of ${largeEdge} pixels is, on the origin of this API. What is there never changes: another picture has another path. A logo is for everybody; the picture of a person is sent to whoever may see that person, with the same credentials.`,
      resolve: (id) => `/pictures/${id}-${largeEdge}.webp`,
    }),
    smallPath: t.string({
      description: `Where the square of ${smallEdge} pixels is.`,
      resolve: (id) => `/pictures/${id}-${smallEdge}.webp`,
    }),
  }),
});
