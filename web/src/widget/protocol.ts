/** What launcher and dialog tell each other through postMessage. Anything personal travels here, never in an address. */
export type AvailabilityState = 'AVAILABLE' | 'BUSY' | 'ABSENT' | 'CLOSED' | 'DISABLED';

export type ToDialog = { damso: 'opened'; page: string } | { damso: 'closed' };

export type ToLauncher =
  /** The first word of the dialog, to whoever put it there: it has come and listens. */
  { damso: 'ready' } | { damso: 'close' } | ({ damso: 'status' } & Status);

/** `chatting`: the dialog holds a conversation, so the launcher stays whatever the availability. */
export interface Status {
  availability: AvailabilityState | undefined;
  unread: number;
  chatting: boolean;
}
