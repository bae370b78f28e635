/** What a file may be, as its content tells. */
export const MediaType = {
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  WEBP: 'image/webp',
  GIF: 'image/gif',
  PDF: 'application/pdf',
  TEXT: 'text/plain',
} as const;
export type MediaType = (typeof MediaType)[keyof typeof MediaType];
