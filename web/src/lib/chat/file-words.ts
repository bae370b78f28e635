import { m } from '#lib/paraglide/messages.js';

/** What stands for a message that is nothing but files, where it is told in a word. */
export function filesInWords(files: readonly { mediaType: string }[]): string {
  const arePictures = files.every(({ mediaType }) => mediaType.startsWith('image/'));
  if (files.length > 1) return (arePictures ? m.chat_photos : m.chat_files)({ count: files.length });
  return arePictures ? m.chat_photo() : m.chat_file();
}

/** What kind of file it is, as people call it. */
export function kindInWords(mediaType: string): string {
  if (mediaType.startsWith('image/')) return m.chat_photo();
  return { 'application/pdf': 'PDF', 'text/plain': m.chat_file_text() }[mediaType] ?? m.chat_file();
}
