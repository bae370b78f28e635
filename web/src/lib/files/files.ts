/** What the server takes with an inquiry, a ticket or a comment. */
export const fileLimits = { bytes: 10 * 1024 * 1024, count: 5 };

/** For the browser's file chooser. With names as well as types: some systems do not know the type of a log. */
export const acceptedFiles =
  'image/png,image/jpeg,application/pdf,text/plain,.png,.jpg,.jpeg,.pdf,.txt,.log,.csv,.tsv,.md,.json';

/** Why a file is not taken. */
export type FileProblem = 'tooLarge' | 'empty' | 'type' | 'limited' | 'failed';

/** A file that the server has, to be attached within an hour. */
export interface UploadedFile {
  token: string;
  name: string;
  size: number;
}

/** What can be told without sending it. */
function problemOf({ size }: { size: number }): FileProblem | undefined {
  if (size === 0) return 'empty';
  return size > fileLimits.bytes ? 'tooLarge' : undefined;
}

const problems: Partial<Record<string, FileProblem>> = {
  TOO_LARGE: 'tooLarge',
  EMPTY: 'empty',
  UNSUPPORTED_TYPE: 'type',
  RATE_LIMITED: 'limited',
};

/** Sends one file; `send` knows where to and in whose name. */
export async function uploadFile(
  file: File,
  send: (headers: Record<string, string>, body: File) => Promise<Response>,
): Promise<UploadedFile | FileProblem> {
  const problem = problemOf(file);
  if (problem) return problem;
  try {
    const response = await send({ 'x-file-name': encodeURIComponent(file.name.toWellFormed()) }, file);
    const answer = (await response.json()) as Partial<UploadedFile> & {
      errors?: { extensions?: { code?: string } }[];
    };
    const { token, name, size } = answer;
    if (response.ok && token && name && size) return { token, name, size };
    return problems[answer.errors?.[0]?.extensions?.code ?? ''] ?? 'failed';
  } catch {
    return 'failed';
  }
}
