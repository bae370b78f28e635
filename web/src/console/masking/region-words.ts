import type { HiddenRegion, Picture } from '#lib/files/picture-tools.ts';
import type { Size } from '#lib/files/zoom.ts';
import { m } from '#lib/paraglide/messages.js';
import { moment } from '#lib/ui/elapsed.ts';
import { maskingRefusalWords } from './masking-words.ts';
import type { MaskingRefusal } from './masking.svelte.ts';
import type { AskedRegion } from './region-masking.svelte.ts';
import { percentOf, type Rectangle } from './region.ts';

/** Where a part of a picture lies and how large it is. */
export const regionPlace = (region: Rectangle, picture: Size): string => m.region_place(percentOf(region, picture));

/** Whether a region is all there is of its file. */
export function isWhole(region: Rectangle, { width, height }: { width?: number | null; height?: number | null }) {
  return (
    !width ||
    !height ||
    region.width === 0 ||
    (region.x <= 0 && region.y <= 0 && region.width >= width && region.height >= height)
  );
}

/** What a hidden part of a picture is called. */
export function regionName(region: HiddenRegion, picture: Pick<Picture, 'width' | 'height'>): string {
  const what = isWhole(region, picture)
    ? region.sealed
      ? m.file_sealed()
      : m.file_hidden()
    : region.sealed
      ? m.region_sealed()
      : m.region_hidden();
  return isWhole(region, picture) ? what : `${what}, ${regionPlace(region, picture)}`;
}

/** Who hid it and when, and whether it can be released. */
export function regionStory(
  { maskedBy, apiClient, maskedAt, sealed }: AskedRegion,
  now: Date,
  language: string,
): string {
  const time = moment(new Date(maskedAt), now, language);
  const by = maskedBy ?? apiClient;
  const story = by ? m.mask_by({ name: by.name, time }) : m.region_at({ time });
  return sealed ? `${story} · ${m.mask_destroyed()}` : story;
}

/** Why a part of a picture, or a file, was not hidden, and what to do. */
export function regionRefusalWords(refusal: MaskingRefusal): string {
  switch (refusal.name) {
    case 'StaleRevision':
    case 'StaleText':
      return m.region_refused_stale();
    case 'InvalidRange':
      return m.region_refused_range();
    case 'InvalidInput':
      return m.region_refused_many();
    case 'NotPermitted':
      return m.region_refused_right();
    default:
      return maskingRefusalWords(refusal);
  }
}
