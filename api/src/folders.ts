import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a folder, and those it lies in. Node's own way of doing so never ends where a file system says that a folder which is there
 * is not (Linux does, in `/proc`).
 */
export async function makeFolder(dir: string, mode?: number): Promise<void> {
  const make = () => mkdir(dir, { mode });
  try {
    await make().catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || (await isFolder(dirname(dir)))) throw error;
      await makeFolder(dirname(dir), mode);
      await make();
    });
  } catch (error) {
    if (!(await isFolder(dir))) throw error;
  }
}

/** Why nothing can be kept in a folder, in words; null where it can, and then it is there. */
export async function problemOfFolder(dir: string, mode?: number): Promise<string | null> {
  const probe = join(dir, `.damso-${randomBytes(6).toString('hex')}`);
  try {
    await makeFolder(dir, mode);
    const file = await open(probe, 'wx');
    try {
      await file.writeFile('x');
      await file.sync();
    } finally {
      await file.close();
      await rm(probe, { force: true });
    }
    return null;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return reasons[code] ?? `no folder can be made there (${code})`;
  }
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'that is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOTDIR: 'a part of it is a file',
  EEXIST: 'something else is there',
  ENAMETOOLONG: 'it is too long',
  ELOOP: 'its links lead in a circle',
};

async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
