import type { RequestEvent } from '@sveltejs/kit';
import { fileLimits, problemOf, uploadFile, type FileProblem, type UploadedFile } from '#lib/files/files.ts';
import { askFor } from './ask.server.ts';

/** The files of a form: those the server has, and those it does not take. */
export interface FormFiles {
  attached: UploadedFile[];
  refused: { name: string; problem: FileProblem }[];
}

/**
 * Sends on what was chosen in a form, in the visitor's name. What is taken stays with the form as a token, so that nothing has to be
 * chosen again because of a mistake in another field.
 */
export async function takeFiles(event: RequestEvent, form: FormData, as: Record<string, string>): Promise<FormFiles> {
  const attached = form.getAll('attached').flatMap((value) => read(value) ?? []);
  const chosen = form.getAll('files').filter((value) => value instanceof File && value.name !== '') as File[];
  const files: FormFiles = { attached: attached.slice(0, fileLimits.count), refused: [] };
  for (const file of chosen) {
    const send = (headers: Record<string, string>, body: File) =>
      askFor(event, '/files', { method: 'POST', headers: { ...headers, ...as }, body });
    const taken = problemOf(file, files.attached.length) ?? (await uploadFile(file, send));
    // A page is not kept waiting for seconds: whoever filled the form in sends it again.
    if (typeof taken === 'number') files.refused.push({ name: file.name, problem: 'failed' });
    else if (typeof taken === 'string') files.refused.push({ name: file.name, problem: taken });
    else files.attached.push(taken);
  }
  return files;
}

/** What the form itself has kept; a form can hold anything. */
function read(kept: FormDataEntryValue): UploadedFile | undefined {
  if (typeof kept !== 'string') return undefined;
  try {
    const { token, name, size } = JSON.parse(kept) as Partial<UploadedFile>;
    return typeof token === 'string' && typeof name === 'string' && typeof size === 'number'
      ? { token, name, size }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Tells two submissions of one form with different files apart; the tokens of one file that is sent twice differ. */
export function printOf(form: FormData): unknown[] {
  const chosen = form.getAll('files').filter((value) => value instanceof File);
  return [
    ...form.getAll('attached').map((value) => read(value)?.name),
    ...chosen.map(({ name, size, lastModified }) => [name, size, lastModified]),
  ];
}
