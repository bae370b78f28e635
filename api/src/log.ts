import { pino, type Logger } from 'pino';
import { framesOf } from './frames.ts';

export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ level, base: null });
}

/**
 * What of an error may be logged: its kind and where it came from. Messages and details of database errors quote row text, which
 * is personal data, so they are left out.
 */
export function describeError(error: unknown): { error: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    at: framesOf(error),
  };
}
