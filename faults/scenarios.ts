import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'graphql-ws';
import pg from 'pg';
import { DamsoApi } from '../bench/damso-api.ts';
import { HttpConnection } from '../bench/http-connection.ts';
import { openFilesLimit } from '../bench/machine.ts';
import { Masking } from './masking.ts';
import { reconnecting, type Talk } from './talk.ts';
import type { World } from './world.ts';

export interface Scenario {
  readonly what: string;
  /** Two processes over Redis. */
  readonly isPair?: boolean;
  /** In how many seconds everybody is heard again; of a fault that lasts, of those whom it does not concern. */
  readonly limit: number;
  /** Lets it happen, and answers after how many milliseconds everybody was heard again. */
  readonly strike: (world: World, talk: Talk) => Promise<number>;
}

const now = () => performance.now();

/** The process ends in some way and is started again at once, as a supervisor does; counted from its end on. */
const restarted =
  (end: (world: World) => Promise<void>) =>
  async (world: World, talk: Talk): Promise<number> => {
    const since = now();
    await end(world);
    await world.run();
    const beforeLast = now() - since;
    return beforeLast + (await talk.isHeardAgain(now()));
  };

/** How long a lock is held, and a pause lasts that everybody is to outlive. */
const heldMs = 10_000;

/** So often the process is killed while agents mask. */
const maskingKills = 24;

export const scenarios: Record<string, Scenario> = {
  kill: {
    what: 'kill -9 of the process, three times',
    limit: 15,
    async strike(world, talk) {
      let longest = 0;
      for (let time = 0; time < 3; time += 1) {
        const took = await restarted(() => world.server().kill())(world, talk);
        longest = Math.max(longest, took);
      }
      return longest;
    },
  },
  'kill-masking': {
    what: `kill -9 while files are masked and released, ${maskingKills} times`,
    limit: 15,
    async strike(world, talk) {
      await using masking = await Masking.begin(world);
      let longest = 0;
      for (let time = 0; time < maskingKills; time += 1) {
        masking.begin({ alone: time % 3 === 0 });
        // All begin at once: within the time of a change each is between other steps of it, later they are anywhere.
        await delay(Math.random() * (time % 3 === 1 ? 2 * masking.usualMs : 3_000));
        longest = Math.max(longest, await restarted(() => world.server().kill())(world, talk));
        await masking.check();
      }
      await masking.end();
      const { acknowledged, underWay } = masking;
      if (underWay.done + underWay.undone < maskingKills) throw new Error('too little was under way at the kills');
      console.log(
        `${acknowledged} changes of masked files acknowledged; of those under way at a kill ${underWay.done} were done and ${underWay.undone} not`,
      );
      return longest;
    },
  },
  stop: {
    what: 'graceful stop under load, and a start',
    limit: 35,
    strike: restarted(async (world) => {
      const since = now();
      await world.server().stop();
      if (now() - since > 20_000) throw new Error('the process took longer than 20 s to stop');
    }),
  },
  postgres: {
    what: 'kill -9 of PostgreSQL',
    limit: 15,
    strike(world, talk) {
      const since = now();
      process.kill(world.postgresPid, 'SIGKILL');
      return talk.isHeardAgain(since);
    },
  },
  'half-open': {
    what: 'every connection to PostgreSQL goes silent, new ones work',
    limit: 15,
    strike(world, talk) {
      const since = now();
      world.wire.silencePresent();
      return talk.isHeardAgain(since + 200);
    },
  },
  away: {
    what: 'PostgreSQL cannot be reached for 40 s',
    limit: 15,
    async strike(world, talk) {
      world.wire.cut();
      await delay(40_000);
      world.wire.mend();
      return talk.isHeardAgain(now());
    },
  },
  locked: {
    what: `a chat is locked for ${heldMs / 1_000} s; how long others wait`,
    limit: 5,
    async strike(world, talk) {
      const [chatId = ''] = talk.chatIds;
      const longestWait = talk.watchWaits(chatId);
      const holder = new pg.Client({ connectionString: world.databaseUrl });
      await holder.connect();
      await holder.query('begin');
      await holder.query('select from chat where id = $1 for update', [chatId.replace('Chat_', '')]);
      await delay(heldMs);
      const waited = longestWait();
      await holder.query('commit');
      await holder.end();
      await talk.isHeardAgain(now());
      return waited;
    },
  },
  storm: {
    what: '3,000 sockets are dropped at once and come back',
    limit: 30,
    async strike(world, talk) {
      await using crowd = await Crowd.gather(world, 3_000);
      const since = now();
      crowd.drop();
      await crowd.isBack();
      return Math.max(now() - since, await talk.isHeardAgain(since));
    },
  },
  'kill-one': {
    what: 'kill -9 of one of two processes, which comes back after 10 s',
    isPair: true,
    limit: 15,
    async strike(world, talk) {
      const since = now();
      await world.server(1).kill();
      const took = await talk.isHeardAgain(since);
      await delay(heldMs);
      await world.run(1);
      return took;
    },
  },
  'stop-one': {
    what: 'graceful stop of one of two processes under load',
    isPair: true,
    limit: 15,
    async strike(world, talk) {
      const since = now();
      const stopped = world.server(0).stop();
      const took = await talk.isHeardAgain(since);
      await stopped;
      await world.run(0);
      return took;
    },
  },
  'redis-kill': {
    what: 'kill -9 of Redis, which comes back after 10 s',
    isPair: true,
    limit: 5,
    async strike(world, talk) {
      const longestWait = talk.watchWaits('');
      await world.redis!.kill();
      await delay(heldMs);
      await world.redis!.run();
      await talk.isHeardAgain(now());
      return longestWait();
    },
  },
  'redis-pause': {
    what: 'Redis stands still for 30 s',
    isPair: true,
    limit: 5,
    async strike(world, talk) {
      const longestWait = talk.watchWaits('');
      world.redis!.signal('SIGSTOP');
      await delay(30_000);
      world.redis!.signal('SIGCONT');
      await talk.isHeardAgain(now());
      return longestWait();
    },
  },
};

/** A credential may have so many sockets. */
const socketsPerCustomer = 100;

/** Many sockets that follow silent chats. */
class Crowd implements AsyncDisposable {
  readonly #clients: Client[] = [];
  readonly #sockets = new Map<Client, { terminate(): void }>();
  #back = 0;
  #count = 0;

  static async gather(world: World, count: number): Promise<Crowd> {
    if (openFilesLimit() < count + 500) throw new Error(`the storm needs ulimit -n ${count + 500}`);
    const crowd = new Crowd();
    crowd.#count = count;
    const api = new DamsoApi(world.addresses.at(0));
    const http = new HttpConnection(api.address);
    const noticeVersion = await api.noticeVersion(http, 'demo');
    for (let number = 0; number < count / socketsPerCustomer; number += 1) {
      const { id, token } = await api.startChat(http, { service: 'demo', noticeVersion, number });
      for (let n = 0; n < socketsPerCustomer; n += 1) {
        const client = reconnecting(world.addresses, { token }, n);
        crowd.#clients.push(client);
        client.on('opened', (socket) => crowd.#sockets.set(client, socket as { terminate(): void }));
        client.subscribe(
          { query: 'subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }', variables: { id } },
          { next: () => (crowd.#back += 1), error: () => undefined, complete: () => undefined },
        );
      }
      await crowd.isBack((number + 1) * socketsPerCustomer);
    }
    http.close();
    return crowd;
  }

  drop(): void {
    this.#back = 0;
    for (const socket of this.#sockets.values()) socket.terminate();
  }

  /** Resolves when so many have heard of their chat since they were dropped. */
  async isBack(count = this.#count): Promise<void> {
    for (let wait = 0; this.#back < count; wait += 1) {
      if (wait === 1_200) throw new Error(`${count - this.#back} of ${count} sockets did not come back`);
      await delay(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) await client.dispose();
  }
}
