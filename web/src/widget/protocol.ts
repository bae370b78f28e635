/** What launcher and dialog tell each other through postMessage. Anything personal travels here, never in an address. */
export type AvailabilityState = 'AVAILABLE' | 'BUSY' | 'ABSENT' | 'CLOSED' | 'DISABLED';

export type ToDialog =
  /** `again`: it was open on the page before this one, and the keyboard stays in the page. */
  | { damso: 'opened'; page: string; again: boolean }
  | { damso: 'closed' }
  /** `wished`: the customer wants to hear of answers on this site. `may`: of the tabs that somebody has touched, in this one. */
  | { damso: 'sounds'; wished: boolean; may: boolean }
  | FromMember;

/** `link`: the token came behind a link, and nobody knows that it is the same person as before. `forget`: signed out at the page. */
export type FromMember = { damso: 'identify'; identity: string; link: boolean } | { damso: 'forget' };

export type ToLauncher =
  /** The first word of the dialog, to whoever put it there: it has come and listens. */
  | { damso: 'ready' }
  | { damso: 'close' }
  /** What the customer wishes from now on; the page keeps it, because not every browser lets the dialog. */
  | { damso: 'sound'; wished: boolean }
  /** The token that was told has run out: who is it now? */
  | { damso: 'who' }
  /** Whether there is a member to forget on this device. */
  | { damso: 'member'; is: boolean }
  | ({ damso: 'status' } & Status);

/** `chatting`: a chat runs, or one holds something unread, so the launcher stays whatever the availability, and on the next page too. */
export interface Status {
  availability: AvailabilityState | undefined;
  unread: number;
  chatting: boolean;
}
