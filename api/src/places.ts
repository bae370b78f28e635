import { fileURLToPath } from 'node:url';

// The built server lies as deep as this file (scripts/build-api.ts), so these are right for both.
const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const migrationsFolder = place('../migrations');
/** The built console, help center and widget. */
export const pagesFolder = place('../../web/build');
/** The program of `PictureProcess`. */
export const picturesProgram = place('../src/bin/pictures.ts');
