import type { ChosenFile } from '#lib/files/files.ts';

/** Why the server will not take a message. `Refused` is a request the server rejected as a whole. */
export type Refusal =
  | 'ChatEnded'
  | 'KeyReused'
  | 'InvalidText'
  | 'NotPermitted'
  | 'AttachmentMissing'
  | 'FilesDisabled'
  | 'InvalidInput'
  | 'Refused';

/**
 * A message that is not confirmed yet.
 * `queued`: in line. `sending`: on its way. `waiting`: no answer came; it is sent again by itself, with the same key, because it may
 * have arrived. `refused`: it will not be sent again unless its writer asks.
 */
export interface Unsent {
  readonly key: string;
  readonly text: string;
  /** What goes with it. */
  readonly files?: readonly ChosenFile[] | undefined;
  readonly writtenAt: string;
  readonly state: 'queued' | 'sending' | 'waiting' | 'refused';
  readonly refusal?: Refusal;
}

export type Outbox = readonly Unsent[];

/** The message whose turn it is: the oldest that is not refused, and nothing while one is on its way. */
export function nextToSend(outbox: Outbox): Unsent | undefined {
  const head = outbox.find(({ state }) => state !== 'refused');
  return head?.state === 'sending' ? undefined : head;
}

export function withUnsent(
  outbox: Outbox,
  key: string,
  text: string,
  writtenAt: string,
  files?: readonly ChosenFile[],
): Outbox {
  return [...outbox, { key, text, files, writtenAt, state: 'queued' }];
}

export function sending(outbox: Outbox, key: string): Outbox {
  return change(outbox, key, (unsent) => ({ ...unsent, state: 'sending' }));
}

export function waiting(outbox: Outbox, key: string): Outbox {
  return change(outbox, key, (unsent) => ({ ...unsent, state: 'waiting' }));
}

export function refused(outbox: Outbox, key: string, refusal: Refusal): Outbox {
  return change(outbox, key, (unsent) => ({ ...unsent, state: 'refused', refusal }));
}

/** Sent again at its writer's wish. A key the server holds for another text needs a new one; every other retry keeps its key. */
export function retried(outbox: Outbox, key: string, newKey: () => string): Outbox {
  return change(outbox, key, ({ text, files, writtenAt, state, refusal }) =>
    state === 'sending'
      ? { key, text, files, writtenAt, state }
      : { key: refusal === 'KeyReused' ? newKey() : key, text, files, writtenAt, state: 'queued' },
  );
}

export function without(outbox: Outbox, keys: ReadonlySet<string>): Outbox {
  return outbox.some(({ key }) => keys.has(key)) ? outbox.filter(({ key }) => !keys.has(key)) : outbox;
}

function change(outbox: Outbox, key: string, to: (unsent: Unsent) => Unsent): Outbox {
  return outbox.map((unsent) => (unsent.key === key ? to(unsent) : unsent));
}

/** How an unsent message is stored: only refusals survive as such, since after a reload nothing is on its way any more. */
export function storeUnsent({ text, files, writtenAt, state, refusal }: Unsent): string {
  return JSON.stringify({ text, files, writtenAt, ...(state === 'refused' ? { refusal } : {}) });
}

/** The stored message, or nothing when what is stored is not one. */
export function restoreUnsent(key: string, stored: string): Unsent | undefined {
  try {
    const { text, files, writtenAt, refusal } = JSON.parse(stored) as Partial<Unsent>;
    if (typeof text !== 'string' || typeof writtenAt !== 'string') return undefined;
    return { key, text, files, writtenAt, ...(refusal ? { state: 'refused', refusal } : { state: 'queued' }) };
  } catch {
    return undefined;
  }
}
