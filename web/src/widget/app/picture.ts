import { coverWith } from '#lib/chat/picture.ts';

const shown = new Map<string, Promise<string>>();

/** Shows a picture in an element: asked for once, and with the token of the customer, which no image sends. */
export async function showPicture(element: HTMLElement, path: string, token: string): Promise<void> {
  let source = shown.get(path);
  if (!source) {
    source = fetch(path, { headers: { authorization: `Bearer ${token}` } }).then(async (response) => {
      if (!response.ok) throw new Error('It was replaced, or is none of this customer’s.');
      return URL.createObjectURL(await response.blob());
    });
    shown.set(path, source);
  }
  try {
    coverWith(element, await source);
  } catch {
    // The initial goes on standing for it, and whoever looks next asks again.
    shown.delete(path);
  }
}
