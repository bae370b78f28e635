/** What of files shows as a picture. */
export const isPicture = <F extends { thumbnailPath: string | null; width: number | null; height: number | null }>(
  file: F,
): file is F & { thumbnailPath: string; width: number; height: number } =>
  file.thumbnailPath !== null && !!file.width && !!file.height;
