/** What the server takes with an inquiry, a ticket or a comment. */
export const fileLimits = { bytes: 10 * 1024 * 1024, count: 5 };

/**
 * For the browser's file chooser. With names as well as types: some systems do not know the type of a log. The systems of Apple make of a
 * HEIC what stands here first, unless HEIC does, too; so on others alone it does. A page from the server suits them as well.
 */
export const acceptedFiles =
  'image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,.png,.jpg,.jpeg,.webp,.gif,.pdf,.txt,.log,.csv,.tsv,.md,.json' +
  (typeof document !== 'undefined' && !/Mac|iP/.test(navigator.userAgent) ? ',image/heic,image/heif,.heic,.heif' : '');

/** Why a file is not taken. */
export type FileProblem =
  | 'tooLarge'
  | 'tooManyPixels'
  | 'damaged'
  | 'empty'
  | 'tooMany'
  | 'type'
  | 'name'
  | 'rateLimited'
  | 'notPermitted'
  /** Neither the server has it any more nor this page: it is to be chosen anew. */
  | 'gone'
  | 'failed';

/** Whether the same file may be taken at another try. */
export const isWorthAnotherTry = (problem: FileProblem | undefined): boolean =>
  problem === 'failed' || problem === 'rateLimited';

/** Whether it is to go along all the same: what it belongs to waits until it is sent again, chosen anew, or left out. */
export const isAwaited = (problem: FileProblem | undefined): boolean =>
  problem === 'gone' || isWorthAnotherTry(problem);

/** A file that the server has, to be attached within an hour. */
export interface UploadedFile {
  token: string;
  name: string;
  size: number;
}

/** A file that is to go with something: with a token the server has it, with an id this browser keeps it. */
export interface ChosenFile extends Omit<UploadedFile, 'token'> {
  token?: string | undefined;
  id?: string | undefined;
}

/** What can be told without sending it, beside so many others. */
export function problemOf({ size }: File, others: number): FileProblem | undefined {
  if (size === 0) return 'empty';
  if (size > fileLimits.bytes) return 'tooLarge';
  return others < fileLimits.count ? undefined : 'tooMany';
}

/** By the code of the answer; by its status where it has none that we know, as when something between us and the server answers. */
const problems: Partial<Record<string | number, FileProblem>> = {
  TOO_LARGE: 'tooLarge',
  EMPTY: 'empty',
  UNSUPPORTED_TYPE: 'type',
  UNREADABLE: 'damaged',
  TOO_MANY_PIXELS: 'tooManyPixels',
  INVALID_NAME: 'name',
  RATE_LIMITED: 'rateLimited',
  401: 'notPermitted',
  403: 'notPermitted',
  413: 'tooLarge',
};

/** Where the server has too much to do and does not say for how long. */
const secondsUntilAgain = 5;

/**
 * Sends one file; `send` knows where to and in whose name. Answers seconds where the server is to be asked again with the same file after
 * so many.
 */
export async function uploadFile(
  file: File,
  send: (headers: Record<string, string>, body: File) => Promise<Response>,
): Promise<UploadedFile | FileProblem | number> {
  try {
    const response = await send({ 'x-file-name': encodeURIComponent(file.name.toWellFormed()) }, file);
    const { token, name, size, errors } = (await response.json().catch(() => ({}))) as Partial<UploadedFile> & {
      errors?: { extensions?: { code?: string } }[];
    };
    if (response.ok && token && name && size) return { token, name, size };
    const code = errors?.[0]?.extensions?.code ?? '';
    if (code === 'BUSY') return Number(response.headers.get('retry-after')) || secondsUntilAgain;
    return problems[code] ?? problems[response.status] ?? 'failed';
  } catch {
    return 'failed';
  }
}
