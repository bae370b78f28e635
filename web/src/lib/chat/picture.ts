import type { Attachment } from 'svelte/attachments';

/** A picture over the initial that stands for a sender; should it be gone, the initial is seen again. */
export function coverWith(element: HTMLElement, address: string): void {
  const image = new Image(24, 24);
  image.alt = '';
  image.style.gridArea = '1/1';
  image.style.borderRadius = '50%';
  image.src = address;
  element.replaceChildren(image);
}

/** Shows a picture by its address, where a cookie says who may see it. */
export const pictureAt =
  (path: string): Attachment<HTMLElement> =>
  (element) => {
    coverWith(element, path);
    return () => element.replaceChildren();
  };
