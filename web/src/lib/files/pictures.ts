import type { Size } from './zoom.ts';

/** What of files shows as a picture. */
export const isPicture = <F extends { thumbnailPath: string | null; width: number | null; height: number | null }>(
  file: F,
): file is F & { thumbnailPath: string; width: number; height: number } =>
  file.thumbnailPath !== null && !!file.width && !!file.height;

/** Whether nothing is to be seen of a picture, because one hidden part is all of it. Customers are told what is hidden, agents otherwise. */
export const isWhollyHidden = ({ width, height, hidden }: MaybeHidden): boolean =>
  !!width && !!height && !!hidden?.some((part) => part.width >= width && part.height >= height);

interface MaybeHidden {
  width: number | null;
  height: number | null;
  hidden?: readonly Size[] | undefined;
}
