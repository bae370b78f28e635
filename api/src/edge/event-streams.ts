import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { App } from '../app.ts';
import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { describeError } from '../log.ts';
import type { Repeated } from '../periodic.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Admission } from './admission.ts';
import { refuse } from './answer.ts';
import { siteRefusal } from './cross-origin.ts';
import type { Graphql } from './graphql.ts';
import { eventsOf } from './subscription.ts';

/** A line that means nothing comes this often, so that proxies keep the connection and a dead one is noticed. */
const beatEveryMs = 10_000;
/** A client that takes nothing of what waits for it over so many of them is gone. */
const mostBeats = 3;
/** Past this much unsent output a stream waits before it takes its next event. */
const slowBytes = 64 * 1024;
/** When the process goes down its streams end over so long, but no slower than one in so long, as sockets do. */
const spreadMs = 5_000;
const mostApartMs = 5;

/** One response that carries the events of one subscription. */
class EventStream {
  readonly response: ServerResponse;
  events: Stream<ExecutionResult> | null = null;
  /** How much had left this process when the last of it left, and how many beats ago that was while more was waiting. */
  #left = 0;
  #beatsAgo = 0;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  /** Resolves when the next event may come: at once, or for a client that reads slowly when this one is out. */
  next(result: ExecutionResult): Promise<void> {
    const { response } = this;
    if (response.writableLength < slowBytes) {
      response.write(frameOf(result));
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      response.write(frameOf(result), () => {
        resolve();
      });
    });
  }

  /** A sign of life for the client, where nothing waits for it; where something does, it is looked whether the client takes it. */
  beat(): void {
    const { socket, writableLength } = this.response;
    if (writableLength === 0) {
      this.#beatsAgo = 0;
      this.response.write(':\n\n');
      return;
    }
    const left = (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0);
    this.#beatsAgo = left === this.#left ? this.#beatsAgo + 1 : 0;
    this.#left = left;
    if (this.#beatsAgo >= mostBeats) this.response.destroy();
  }

  /** Ends it without saying that it is complete: its client comes back and resumes. */
  cut(): void {
    void this.events?.return();
    this.response.end();
  }

  /** Ends it for good, with a reason if there is one. */
  complete(result?: ExecutionResult): void {
    void this.events?.return();
    this.response.end(`${result ? frameOf(result) : ''}event: complete\ndata:\n\n`);
  }
}

const frameOf = (result: ExecutionResult) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;

/** GraphQL over server-sent events as graphql-sse has it, in distinct connections: each subscription is a response of its own. */
export class EventStreams {
  readonly #graphql: Graphql;
  readonly #admission: Admission;
  readonly #log: App['log'];
  readonly #streams = new Set<EventStream>();
  /** Those that pages of other origins listen to. */
  readonly #foreign = new Map<EventStream, Context>();
  readonly #beats: Repeated;
  readonly #leaveSites: () => void;
  #isClosing = false;

  constructor(app: App, graphql: Graphql, admission: Admission) {
    const { log, periodic } = app;
    this.#log = log;
    this.#graphql = graphql;
    this.#admission = admission;
    this.#leaveSites = app.sites.watch(() => {
      for (const [stream, { viewer, caller }] of this.#foreign) {
        const refusal = siteRefusal(app, viewer, caller.origin);
        if (refusal) stream.complete({ errors: [badRequest('FOREIGN_SITE', refusal[2])] });
      }
    });
    this.#beats = periodic.every(beatEveryMs, 'event streams were given no sign of life; tried again soon', () => {
      for (const stream of this.#streams) stream.beat();
    });
  }

  get count(): number {
    return this.#streams.size;
  }

  /** What came of a query or a mutation, or why nothing began. */
  answer(response: ServerResponse, result: ExecutionResult): void {
    open(response);
    new EventStream(response).complete(result);
  }

  /** A subscription; resolves when it is over. */
  async run(args: ExecutionArgs, response: ServerResponse): Promise<void> {
    const { viewer, signedIn, caller } = args.contextValue as Context;
    // It closed while its credential was looked up: counted in now, it would never be counted out.
    if (response.destroyed) return;
    if (this.#isClosing) {
      refuse(response, 503, 'UNAVAILABLE', 'This process is about to end: come back.');
      return;
    }
    const stream = new EventStream(response);
    const leave = this.#admission.admit(signedIn ?? viewer, caller.ip, (why) => {
      if (why === 'changed') stream.cut();
      else stream.complete({ errors: [badRequest('UNAUTHENTICATED', 'The credential has ended.')] });
    });
    if (!leave) {
      refuse(response, 429, 'TOO_MANY_SUBSCRIPTIONS', 'Too many sockets and event streams are open.');
      return;
    }
    this.#streams.add(stream);
    if (caller.origin !== undefined) this.#foreign.set(stream, args.contextValue as Context);
    const over = () => {
      this.#streams.delete(stream);
      this.#foreign.delete(stream);
      leave();
      void stream.events?.return();
    };
    response.once('close', over);
    // An error of the connection is followed by its close.
    response.on('error', () => undefined);
    open(response);
    try {
      await this.#tell(args, stream);
    } catch (error) {
      this.#log.error({ ...describeError(error), requestId: caller.requestId }, 'an event stream failed');
      response.destroy();
    }
  }

  async #tell(args: ExecutionArgs, stream: EventStream): Promise<void> {
    const { response } = stream;
    const events = await eventsOf(this.#graphql, args, () => undefined);
    if (!(Symbol.asyncIterator in events)) {
      if (!response.writableEnded) stream.complete(events);
      return;
    }
    stream.events = events;
    // It closed, or its credential ended, while the stream was being opened.
    if (response.destroyed || response.writableEnded) void events.return();
    for await (const event of events) {
      if (response.destroyed || response.writableEnded) break;
      await stream.next(event);
    }
    if (!response.destroyed && !response.writableEnded) stream.complete();
  }

  /** Ends every stream, one after the other: their clients come back elsewhere at once. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#leaveSites();
    await this.#beats.close();
    const apartMs = Math.min(mostApartMs, spreadMs / this.#streams.size);
    await Promise.all(
      [...this.#streams].map(async (stream, index) => {
        await delay(index * apartMs);
        stream.cut();
      }),
    );
  }
}

function open(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // Nothing on the way is to keep, compress or collect it.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  // The client hears that it is connected before anything happens.
  response.write(':\n\n');
}
