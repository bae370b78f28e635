import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Conversation } from './conversation.ts';
import {
  Refused,
  type Chat,
  type Client,
  type Documents,
  type Epoch,
  type HelpCenter,
  type RateChat,
  type SendMessage,
  type StartChat,
} from './damso.ts';
import { Terminal } from './terminal.ts';

/** Where Damso is, and which of its services is meant. */
export const [url = 'http://localhost:4000', service = 'demo'] = process.argv.slice(2);

/** Of these another try may get through; of every other code it would not. */
const passing = ['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'EPOCH_CHANGED'];
const isFinal = (error: unknown) => error instanceof Refused && !passing.includes(error.code);

/** Full jitter: after an outage a thousand clients must not return in the same instant. */
const pause = (tries: number) => sleep(Math.random() * Math.min(10_000, 500 * 2 ** tries));

/** Said once for each outage, beside the conversation. */
const sayWaiting = (tries: number) => {
  if (tries === 0) console.error(`No answer from ${url}. It is tried again until there is one.`);
};

/** Until there is an answer. What is written bears a key or an attempt, so it happens once however often it is sent. */
async function untilAnswered<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isFinal(error)) throw error;
      sayWaiting(tries);
      await pause(tries);
    }
  }
}

/** A customer at a terminal, by whichever client. Whatever ends it, a sentence says so. */
export async function talk<Document>(client: Client<Document>, documents: Documents<Document>): Promise<void> {
  try {
    await converse(client, documents);
  } catch (error) {
    console.error(sentenceOn(error));
    process.exitCode = 1;
  }
  // With the connections that are open.
  process.exit();
}

function sentenceOn(error: unknown): string {
  if (!(error instanceof Refused)) return (error as Error).message;
  return error.code === 'UNAUTHENTICATED'
    ? 'The token of this chat is good no longer. Start the program again for another chat.'
    : `Refused (${error.code}): ${error.message}`;
}

async function converse<Document>(client: Client<Document>, documents: Documents<Document>): Promise<void> {
  const terminal = new Terminal();

  const { epoch, helpCenter } = await untilAnswered(() => client.query<HelpCenter>(documents.helpCenter, { service }));
  if (!helpCenter)
    throw new Error(
      `There is no service ${service} at ${url}. Its name stands in the console under Service management → General.`,
    );
  const { chatAvailability, consentNotice } = helpCenter;
  terminal.show(`${helpCenter.service.name}: ${chatAvailability.state}`);
  for (const point of ['purpose', 'items', 'retention', 'refusal'] as const) terminal.show(consentNotice[point]);
  if ((await terminal.ask('Do you agree? (yes or no)')) !== 'yes') return;

  const input = {
    service,
    consent: { noticeVersion: consentNotice.version, language: consentNotice.language },
    // The answer brings the token; were it lost, the same attempt would bring it again.
    attempt: randomUUID(),
  };
  const { startChat } = await untilAnswered(() => client.mutate<StartChat>(documents.startChat, { input }));
  // AgentsAbsent, ConsentStale, RateLimited …: each is a type, so a screen can say something better than its message.
  if (startChat.__typename !== 'StartedChat') throw new Error(startChat.message);
  client.authorize(startChat.token);
  const chatId = startChat.chat.id;

  const conversation = new Conversation(epoch, (line) => terminal.show(line));
  await Promise.race([hear(), speak()]);

  /** Everything that happens in the chat; after each cut it goes on behind the last change that came. */
  async function hear(): Promise<never> {
    for (let tries = 0; ; tries += 1) {
      try {
        const changes = client.listen<Chat>(documents.chatChanges, { chatId, ...conversation.position });
        for await (const { chatChanges } of changes) {
          conversation.apply(chatChanges);
          tries = 0;
        }
      } catch (error) {
        if (isFinal(error)) throw error;
        if (error instanceof Refused && error.code === 'EPOCH_CHANGED') {
          conversation.restart((await untilAnswered(() => client.query<Epoch>(documents.epoch))).epoch);
        }
      }
      await pause(tries);
    }
  }

  /** Sends what is typed, line by line, until the customer has rated the chat. */
  async function speak(): Promise<void> {
    for await (const line of terminal.lines()) {
      const verdict = /^\/rate (SATISFIED|UNSATISFIED)$/.exec(line)?.[1];
      if (verdict) {
        const rating = { chatId, verdict };
        const { rateChat } = await untilAnswered(() => client.mutate<RateChat>(documents.rateChat, { input: rating }));
        terminal.show(rateChat.__typename === 'Rating' ? `Rated: ${rateChat.verdict}` : rateChat.message);
        if (rateChat.__typename === 'Rating') return;
      } else if (line.trim() !== '') {
        const message = { chatId, key: randomUUID(), text: line };
        const { sendMessage } = await untilAnswered(() =>
          client.mutate<SendMessage>(documents.sendMessage, { input: message }),
        );
        if (sendMessage.__typename !== 'Message') terminal.show(sendMessage.message);
      }
    }
  }
}
