import { mount, tick, unmount } from 'svelte';
import type { Picture } from '#lib/files/picture-tools.ts';
import RegionDialog from './RegionDialog.svelte';
import type { MaskableFile, RegionMasking } from './region-masking.svelte.ts';

/**
 * Asks, above everything, what is to be done with a hidden region of a file or, without one, whether the file is to be hidden. The
 * keyboard is then where it was asked from; where that is gone, at what stands in its place in the list, at what the asker names, or
 * at the picture.
 */
export function askAbout(
  masking: RegionMasking,
  opener: HTMLElement,
  { file, regionId }: { file: () => MaskableFile | undefined; regionId: string | null },
  otherwise?: () => HTMLElement | null,
): void {
  masking.ask(file, regionId);
  if (!masking.asked) return;
  const item = opener.closest('li');
  opener.focus({ preventScroll: true });
  // Elsewhere it would lie beneath what the opener stands in, or beside it.
  const target = opener.closest<HTMLElement>('dialog, [role=dialog]') ?? document.body;
  const dialog = mount(RegionDialog, { target, props: { masking, onclose: () => void close() } });

  async function close(): Promise<void> {
    await unmount(dialog);
    await tick();
    const next = otherwise?.() ?? item?.querySelector<HTMLElement>('button, a');
    (opener.isConnected ? opener : (next ?? target)).focus();
  }
}

/** Hides what was chosen in a picture, for everyone; the keyboard is at what was hidden then. */
export async function hideChosen(masking: RegionMasking, picture: Picture): Promise<void> {
  const { region } = masking.choice;
  if (!region) return;
  const before = new Set(picture.regions?.map(({ id }) => id));
  const hidden = await masking.hide(picture, region);
  if (!hidden) return;
  masking.stopChoosing();
  await tick();
  const made = hidden.regions.findLast(({ id }) => !before.has(id));
  if (made) document.querySelector<HTMLElement>(`[data-region="${CSS.escape(made.id)}"]`)?.focus();
}
