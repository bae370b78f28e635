import type { AgentRole } from '../agent/agent.entity.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';

/** Whoever is asking, as far as a rule may depend on it. */
export type Viewer = AgentViewer | CustomerViewer;

/** Whoever a credential stands for. A person in a service that is switched off is nobody's viewer: see `Context.person`. */
export type Identity = Viewer | AwayPerson;

export interface AgentViewer {
  readonly kind: 'agent';
  readonly id: string;
  readonly accountId: string;
  readonly serviceId: string;
  /** The service that was asked for; null for the one that the session means by itself. */
  readonly asked: string | null;
  readonly role: AgentRole;
  /** The chat right, in a service whose contract holds chat. */
  readonly canChat: boolean;
  /** Sees the service's tickets and works on them. */
  readonly canTicket: boolean;
  /** Sees every chat of the service; without it only the own. */
  readonly seesAllChats: boolean;
  readonly mayReveal: boolean;
  readonly maySeal: boolean;
  /** Looks after the organisation, in whichever of their services they act. */
  readonly isOwner: boolean;
  /** May do nothing but set up a second factor, because the organisation requires one: see `Context.signedIn`. */
  readonly needsSecondFactor: boolean;
  /** Hash of the credential this viewer came with. */
  readonly credential: string;
}

/** A person in a service that is switched off: signed in, and nobody's agent until it is on again. */
export interface AwayPerson {
  readonly kind: 'away';
  /** Their place there. */
  readonly agentId: string;
  readonly accountId: string;
  readonly asked: string | null;
  readonly isOwner: boolean;
  readonly needsSecondFactor: boolean;
  readonly credential: string;
}

/** A person who is signed in, whichever service they are in. */
export type Person = AgentViewer | AwayPerson;

interface CustomerViewer {
  readonly kind: 'customer';
  readonly id: string;
  readonly serviceId: string;
  readonly credential: string;
}

/** Whether a person asks in whose eyes this service does not exist, public or not. */
export function isStranger({ viewer, person }: Context, serviceId: string): boolean {
  return person !== null && viewer?.serviceId !== serviceId;
}

/** Whether an agent asks, of whichever rights. */
export const isAgent = ({ viewer }: Context) => viewer?.kind === 'agent';

/** The agent viewing, or NotPermitted. */
export function requireAgent(ctx: Context): AgentViewer {
  if (ctx.viewer?.kind !== 'agent') throw new NotPermitted();
  return ctx.viewer;
}

/** Whoever is signed in, also when they must set up a second factor first, or NotPermitted. */
export function requireSignedIn({ signedIn }: Context): Person {
  if (!signedIn) throw new NotPermitted();
  return signedIn;
}

/** The administrator viewing, or NotPermitted. */
export function requireAdmin(ctx: Context): AgentViewer {
  const agent = requireAgent(ctx);
  if (agent.role !== 'ADMIN') throw new NotPermitted();
  return agent;
}

/** The person who is signed in, or NotPermitted. */
export function requirePerson({ person }: Context): Person {
  if (!person) throw new NotPermitted();
  return person;
}

/** The owner of the organisation who is signed in, or NotPermitted. */
export function requireOwner(ctx: Context): Person {
  const person = requirePerson(ctx);
  if (!person.isOwner) throw new NotPermitted();
  return person;
}

/** The place in which a person is. */
export const placeOf = (person: Person) => (person.kind === 'agent' ? person.id : person.agentId);
