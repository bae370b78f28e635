/** An error on its way from one process or thread to another, which would lose its code. */
export interface Failure {
  readonly message: string;
  readonly code?: string | undefined;
}

export function failureOf(error: unknown): Failure {
  const { message, code } = error as NodeJS.ErrnoException;
  return { message, code };
}

export const errorOf = ({ message, code }: Failure): Error =>
  Object.assign(new Error(message), code !== undefined && { code });
