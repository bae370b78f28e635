export type ConnectionState = 'connecting' | 'open' | 'reconnecting' | 'signed-out';

/** What the WebSocket is doing, for screens to say in words. */
export class Connection {
  #state = $state<ConnectionState>('connecting');
  #since = $state.raw(new Date());

  /**
   * `connecting` before the first connection; `reconnecting` from the loss of one (or from the first failure to make one) until the
   * next; `signed-out` once the server said that the credentials are no longer valid, until there are new ones.
   */
  get state(): ConnectionState {
    return this.#state;
  }

  /** When it came into this state. */
  get since(): Date {
    return this.#since;
  }

  become(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#since = new Date();
  }
}
