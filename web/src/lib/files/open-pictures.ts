import { mount, unmount, type ComponentProps } from 'svelte';
import PictureViewer from './PictureViewer.svelte';

/** Shows pictures large, above everything, until that is closed; the keyboard is then where it was opened from. */
export function openPictures(opener: HTMLElement, props: Omit<ComponentProps<typeof PictureViewer>, 'onclose'>): void {
  // Not every browser focuses what is clicked.
  opener.focus({ preventScroll: true });
  // Elsewhere, a press on it would be one beside the dialog that the opener stands in, which closes by that.
  const target = opener.closest('[role=dialog]') ?? document.body;
  const viewer = mount(PictureViewer, { target, props: { ...props, onclose: () => void unmount(viewer) } });
}
