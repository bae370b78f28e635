import { createContext } from 'svelte';
import type { Api } from '#lib/graphql/api.ts';
import type { AgentPresenceFragment, AgentRole, Availability } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment AgentPresence on AgentPresence {
    availability
    connected
    assignable
    reason
    since
    setBy {
      id
      name
    }
    agent {
      id
      name
      picture {
        smallPath
      }
      role
      canChat
      canTicket
      inAssignment
      mayChangeAssignment
      seesAllChats
      mayReveal
      maySeal
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
  mutation SetAvailability($agentId: ID, $availability: Availability!) {
    setAvailability(agentId: $agentId, availability: $availability) {
      __typename
      ... on Agent {
        id
        availability
      }
    }
  }
`);

const SetInAssignment = graphql(`
  mutation SetInAssignment($inAssignment: Boolean!) {
    setInAssignment(inAssignment: $inAssignment) {
      __typename
    }
  }
`);

/** Why a choice did not come about. */
export type Refusal = 'NotPermitted' | 'Unreachable';

interface Me {
  id: string;
  role: AgentRole;
  availability: Availability;
  canChat: boolean;
  canTicket: boolean;
  seesAllChats: boolean;
  mayReveal: boolean;
  maySeal: boolean;
  service: { switchedOff: boolean };
}

/** The agents of the service as the server sees them, the one who signed in among them. */
export class Team {
  readonly #api: Api;
  readonly #signedIn: Me;
  #agents = $state.raw<ReadonlyMap<string, AgentPresenceFragment>>(new Map());
  /** What was chosen for an agent, while it is on its way. */
  #wishes = $state.raw<ReadonlyMap<string, Availability>>(new Map());
  #refusals = $state.raw<ReadonlyMap<string, Refusal>>(new Map());
  #assignmentWish = $state<boolean>();
  #assignmentRefusal = $state<Refusal>();
  readonly #heardAt = new Map<string, number>();

  readonly agents = $derived(
    [...this.#agents.values()].sort(
      (a, b) => a.agent.name.localeCompare(b.agent.name) || a.agent.id.localeCompare(b.agent.id),
    ),
  );

  constructor(api: Api, signedIn: Me) {
    this.#api = api;
    this.#signedIn = signedIn;
  }

  /** The one who signed in; undefined until the server told. */
  get me(): AgentPresenceFragment | undefined {
    return this.#agents.get(this.#signedIn.id);
  }

  get isAdministrator(): boolean {
    return (this.me?.agent.role ?? this.#signedIn.role) === 'ADMIN';
  }

  /** The service is switched off: what is there can be read, and nothing be done. */
  get isReadOnly(): boolean {
    return this.#signedIn.service.switchedOff;
  }

  /** Has the chat right; whether there is chat at all is the contract's. */
  get canChat(): boolean {
    return this.me?.agent.canChat ?? this.#signedIn.canChat;
  }

  /** Sees the service's tickets and works on them, as every administrator does. */
  get canTicket(): boolean {
    return this.me?.agent.canTicket ?? this.#signedIn.canTicket;
  }

  /** Sees the chats of the whole service, not only the own. */
  get seesAllChats(): boolean {
    return this.me?.agent.seesAllChats ?? this.#signedIn.seesAllChats;
  }

  /** Sees every customer of the service. */
  get seesCustomers(): boolean {
    return this.isAdministrator || this.canTicket || (this.canChat && this.seesAllChats);
  }

  /** May look at what a mask hides. */
  get mayReveal(): boolean {
    return this.me?.agent.mayReveal ?? this.#signedIn.mayReveal;
  }

  /** May destroy what a mask hides. */
  get maySeal(): boolean {
    return this.me?.agent.maySeal ?? this.#signedIn.maySeal;
  }

  /** An owner locked the account: the agent does not come back until it is unlocked. */
  isLocked(agentId: string): boolean {
    return this.#agents.get(agentId)?.reason === 'LOCKED';
  }

  /** What the agent chose. */
  get availability(): Availability {
    return this.#wishes.get(this.#signedIn.id) ?? this.me?.availability ?? this.#signedIn.availability;
  }

  /** The own last choice did not come about. */
  get refusal(): Refusal | undefined {
    return this.refusalFor(this.#signedIn.id);
  }

  get isSetting(): boolean {
    return this.isSettingFor(this.#signedIn.id);
  }

  /** A choice for this agent is on its way. */
  isSettingFor(agentId: string): boolean {
    return this.#wishes.has(agentId);
  }

  /** Why the last choice for this agent did not come about. */
  refusalFor(agentId: string): Refusal | undefined {
    return this.#refusals.get(agentId);
  }

  /** The one who signed in. */
  get myId(): string {
    return this.#signedIn.id;
  }

  isMe(agentId: string): boolean {
    return agentId === this.#signedIn.id;
  }

  /** The own assignment switch, as it was last wished. */
  get inAssignment(): boolean {
    return this.#assignmentWish ?? this.me?.agent.inAssignment ?? true;
  }

  get assignmentRefusal(): Refusal | undefined {
    return this.#assignmentRefusal;
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    return this.#api.subscribe(
      PresenceChanges,
      {},
      {
        next: ({ presenceChanges: presence }) => {
          if (presence.reason === 'REMOVED') return this.#forget(presence.agent.id);
          this.#heardAt.set(presence.agent.id, performance.now());
          this.#know(presence);
        },
      },
    );
  }

  /** Drops who left the service, by a list of everyone in it that was asked for at `askedAt`: who left while nobody listened is not told. */
  keep(named: ReadonlySet<string>, askedAt: number): void {
    const stays = ([id]: [string, unknown]) => named.has(id) || (this.#heardAt.get(id) ?? 0) >= askedAt;
    if (![...this.#agents].every(stays)) this.#agents = new Map([...this.#agents].filter(stays));
  }

  /** Chooses the availability of an agent, without an id the own. An administrator's choice for another is told to that one. */
  async setAvailability(availability: Availability, agentId = this.#signedIn.id): Promise<void> {
    this.#wishes = new Map(this.#wishes).set(agentId, availability);
    this.#refuse(agentId, undefined);
    let refusal: Refusal | undefined;
    try {
      const { setAvailability: outcome } = await this.#api.request(SetAvailability, {
        availability,
        agentId: this.isMe(agentId) ? null : agentId,
      });
      if (outcome.__typename === 'Agent') this.#hasChosen(agentId, outcome.availability);
      else refusal = 'NotPermitted';
    } catch {
      refusal = 'Unreachable';
    }
    // A later wish for the same agent is on its way: that one will tell.
    if (this.#wishes.get(agentId) !== availability) return;
    this.#refuse(agentId, refusal);
    const wishes = new Map(this.#wishes);
    wishes.delete(agentId);
    this.#wishes = wishes;
  }

  async setInAssignment(inAssignment: boolean): Promise<void> {
    this.#assignmentWish = inAssignment;
    this.#assignmentRefusal = undefined;
    let refusal: Refusal | undefined;
    try {
      const { setInAssignment: outcome } = await this.#api.request(SetInAssignment, { inAssignment });
      if (outcome.__typename === 'NotPermitted') refusal = 'NotPermitted';
      else if (this.me) this.#know({ ...this.me, agent: { ...this.me.agent, inAssignment } });
    } catch {
      refusal = 'Unreachable';
    }
    if (this.#assignmentWish !== inAssignment) return;
    this.#assignmentRefusal = refusal;
    this.#assignmentWish = undefined;
  }

  #forget(agentId: string): void {
    const agents = new Map(this.#agents);
    agents.delete(agentId);
    this.#agents = agents;
  }

  /** The answer says what was chosen before the stream says what follows from it. */
  #hasChosen(agentId: string, availability: Availability): void {
    const known = this.#agents.get(agentId);
    if (known && known.availability !== availability) this.#know({ ...known, availability });
  }

  #know(presence: AgentPresenceFragment): void {
    this.#agents = new Map(this.#agents).set(presence.agent.id, presence);
  }

  #refuse(agentId: string, refusal: Refusal | undefined): void {
    const refusals = new Map(this.#refusals);
    if (refusal) refusals.set(agentId, refusal);
    else refusals.delete(agentId);
    this.#refusals = refusals;
  }
}

export const [getTeam, setTeam] = createContext<Team>();
