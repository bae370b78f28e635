import { createContext } from 'svelte';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { AgentPresenceFragment, Availability } from '#lib/graphql/generated/console/graphql.ts';

graphql(`
  fragment AgentPresence on AgentPresence {
    availability
    connected
    assignable
    reason
    agent {
      id
      name
      canChat
    }
  }
`);

const PresenceChanges = graphql(`
  subscription PresenceChanges {
    presenceChanges {
      ...AgentPresence
    }
  }
`);

const SetAvailability = graphql(`
  mutation SetAvailability($availability: Availability!) {
    setAvailability(availability: $availability) {
      __typename
      ... on Agent {
        id
        availability
      }
    }
  }
`);

/** The agents of the service as the server sees them, the one who signed in among them. */
export class Team {
  readonly #api: Api;
  readonly #myId: string;
  #agents = $state.raw<ReadonlyMap<string, AgentPresenceFragment>>(new Map());
  #availability = $state<Availability>('OFFLINE');
  #isSetting = $state(false);
  #failed = $state(false);

  readonly agents = $derived(
    [...this.#agents.values()].sort(
      (a, b) => a.agent.name.localeCompare(b.agent.name) || a.agent.id.localeCompare(b.agent.id),
    ),
  );

  constructor(api: Api, me: { id: string; availability: Availability }) {
    this.#api = api;
    this.#myId = me.id;
    this.#availability = me.availability;
  }

  /** The one who signed in; undefined until the server told. */
  get me(): AgentPresenceFragment | undefined {
    return this.#agents.get(this.#myId);
  }

  /** What the agent chose. */
  get availability(): Availability {
    return this.#availability;
  }

  get isSetting(): boolean {
    return this.#isSetting;
  }

  /** The last choice did not reach the server. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    return this.#api.subscribe(
      PresenceChanges,
      {},
      {
        next: ({ presenceChanges: presence }) => {
          this.#agents = new Map(this.#agents).set(presence.agent.id, presence);
          if (presence.agent.id === this.#myId && !this.#isSetting) this.#availability = presence.availability;
        },
      },
    );
  }

  async setAvailability(availability: Availability): Promise<void> {
    this.#isSetting = true;
    this.#failed = false;
    try {
      const { setAvailability: outcome } = await this.#api.request(SetAvailability, { availability });
      if (outcome.__typename === 'Agent') this.#availability = outcome.availability;
      else this.#failed = true;
    } catch {
      this.#failed = true;
    } finally {
      this.#isSetting = false;
    }
  }
}

export const [getTeam, setTeam] = createContext<Team>();
