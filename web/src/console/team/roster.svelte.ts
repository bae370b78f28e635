import type { Api } from '#lib/graphql/api.ts';
import type { AvailabilityTimeFragment, RosterPageQuery } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { Team } from './team.svelte.ts';

graphql(`
  fragment AvailabilityTime on AvailabilityTime {
    online
    break
    offline
  }
`);

const RosterPage = graphql(`
  query RosterPage($after: String, $from: DateTime!, $to: DateTime!, $everyonesTime: Boolean!) {
    agents(first: 100, after: $after) {
      edges {
        node {
          id
          openChats
          availabilityTime(from: $from, to: $to) @include(if: $everyonesTime) {
            ...AvailabilityTime
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    viewer @skip(if: $everyonesTime) {
      ... on Agent {
        id
        availabilityTime(from: $from, to: $to) {
          ...AvailabilityTime
        }
      }
    }
  }
`);

const refreshEveryMs = 60_000;

/** What presence does not tell of the agents, asked every minute: their open chats, and how today's time was spent. */
export class Roster {
  readonly #api: Api;
  readonly #team: Team;
  #openChats = $state.raw<ReadonlyMap<string, number>>(new Map());
  #times = $state.raw<ReadonlyMap<string, AvailabilityTimeFragment>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  /** Counts the calls of `refresh`, so that one made while an answer is awaited asks once more. */
  #wishes = 0;
  #isStopped = true;

  constructor(api: Api, team: Team) {
    this.#api = api;
    this.#team = team;
  }

  /** Chats requested of or open at the agent; undefined while unknown. */
  openChatsOf(agentId: string): number | undefined {
    return this.#openChats.get(agentId);
  }

  /** Seconds since local midnight by what was chosen; undefined while unknown, and for colleagues of who is no administrator. */
  timeOf(agentId: string): AvailabilityTimeFragment | undefined {
    return this.#times.get(agentId);
  }

  /** Asks now and every minute until the returned function is called. */
  start(): () => void {
    this.#isStopped = false;
    void this.refresh();
    return () => {
      this.#isStopped = true;
      clearTimeout(this.#timer);
    };
  }

  /** Asks again, because something changed; while an answer is awaited, once more after it. */
  async refresh(): Promise<void> {
    this.#wishes += 1;
    if (this.#isAsking) return;
    this.#isAsking = true;
    clearTimeout(this.#timer);
    for (let asked = 0; asked !== this.#wishes;) {
      asked = this.#wishes;
      // What is not answered now is asked again in a minute.
      await this.#ask().catch(() => {});
    }
    this.#isAsking = false;
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.refresh(), refreshEveryMs);
  }

  async #ask(): Promise<void> {
    const askedAt = performance.now();
    const now = new Date();
    const from = new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
    const today = { from, to: now.toISOString(), everyonesTime: this.#team.isAdministrator };
    const openChats = new Map<string, number>();
    const times = new Map<string, AvailabilityTimeFragment>();
    let page: RosterPageQuery['agents']['pageInfo'] | undefined;
    do {
      const { agents, viewer }: RosterPageQuery = await this.#api.request(RosterPage, {
        ...today,
        after: page?.endCursor,
      });
      for (const { node } of agents.edges) {
        openChats.set(node.id, node.openChats);
        if (node.availabilityTime) times.set(node.id, node.availabilityTime);
      }
      if (viewer && 'availabilityTime' in viewer) times.set(viewer.id, viewer.availabilityTime);
      page = agents.pageInfo;
    } while (page.hasNextPage);
    this.#openChats = openChats;
    this.#times = times;
    this.#team.keep(new Set(openChats.keys()), askedAt);
  }
}
