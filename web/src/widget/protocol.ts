/** What launcher and dialog tell each other through postMessage. Anything personal travels here, never in an address. */
export type AvailabilityState = 'AVAILABLE' | 'BUSY' | 'ABSENT' | 'CLOSED' | 'DISABLED';

export type ToDialog = { damso: 'opened'; page: string } | { damso: 'closed' };

export type ToLauncher =
  | { damso: 'close' }
  /** `chatting`: the dialog holds a conversation, so the launcher stays whatever the availability. */
  | { damso: 'status'; availability: AvailabilityState | undefined; unread: number; chatting: boolean };
