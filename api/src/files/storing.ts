import { describeError, type Log } from '../log.ts';
import { TooManyBytes } from './spool.ts';
import { UploadRefused } from './upload.errors.ts';

/**
 * Does what needs the disk or the store to keep what somebody sent; where that fails they are told to try again, and the log has why.
 * Past a limit they are told what `tooLarge` says.
 */
export async function storing<T>(
  { log }: { readonly log: Log },
  work: () => Promise<T>,
  tooLarge?: () => UploadRefused,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UploadRefused) throw error;
    if (tooLarge && error instanceof TooManyBytes) throw tooLarge();
    log.error(describeError(error), 'a file could not be stored');
    throw new UploadRefused('NOT_STORED', 'The file could not be stored at this moment. Try again later.');
  }
}
