import type { ToDialog, ToLauncher } from '../protocol.ts';

const callEveryMs = 300;

/** The page around the dialog: its launcher opened this frame and is the only one that is listened to or told anything. */
export class Launcher {
  /** Whether there is one; a dialog opened as a page of its own has none. */
  readonly embedded = window.parent !== window;
  #origin: string | undefined;
  #last: ToLauncher | undefined;

  constructor(onmessage: (message: ToDialog) => void) {
    if (!this.embedded) return;
    addEventListener('message', ({ source, origin, data }: MessageEvent<ToDialog | null>) => {
      if (source !== window.parent || (this.#origin !== undefined && origin !== this.#origin)) return;
      if (data?.damso === 'opened' || data?.damso === 'closed' || data?.damso === 'sounds') {
        this.#origin = origin;
        if (this.#last) this.#post(this.#last);
        // These two come from another part of the page, which may be there before the launcher's.
      } else if (data?.damso !== 'identify' && data?.damso !== 'forget') return;
      onmessage(data);
    });
    // Said until it is answered: what hears it in the page may still be on its way.
    const word: ToLauncher = { damso: 'ready' };
    const call = () => {
      if (this.#origin !== undefined) return;
      window.parent.postMessage(word, '*');
      setTimeout(call, callEveryMs);
    };
    call();
  }

  tell(message: ToLauncher): void {
    this.#last = message;
    this.#post(message);
  }

  wishSounds(wished: boolean): void {
    this.#post({ damso: 'sound', wished });
  }

  close(): void {
    this.#post({ damso: 'close' });
  }

  /** Waits for the launcher's first word: until then nobody knows whose page this is. */
  #post(message: ToLauncher): void {
    if (this.#origin === undefined) return;
    // A page from a file or in a sandbox has no origin that could be named.
    window.parent.postMessage(message, /^(null|file:)/.test(this.#origin) ? '*' : this.#origin);
  }
}
