import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Typing } from './chat.service.ts';

const typingTopic = (chatId: string) => `typing:${chatId}`;

/** Who is typing where, as it happens; only ids travel, names are looked up where they are shown. */
export class TypingFeed {
  readonly #feed: StateFeed<Typing>;
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
    this.#feed = new StateFeed<Typing>((chatId) =>
      bus.subscribe(typingTopic(chatId), ({ sender, senderId, typing }) => {
        const told = {
          chatId,
          sender: sender as Typing['sender'],
          senderId: String(senderId),
          typing: typing === true,
        };
        this.#feed.push(chatId, told.senderId, told);
      }),
    );
  }

  tell({ chatId, sender, senderId, typing }: Typing): void {
    this.#bus.publish(typingTopic(chatId), { sender, senderId, typing });
  }

  watch(chatId: string): Stream<Typing> {
    return this.#feed.subscribe(chatId, () => Promise.resolve([]));
  }
}
