import type { AgentRole } from '../agent/agent.entity.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { keyRefusal } from './refusal.ts';
import { holdsScope, type KeyScope } from './key-scopes.ts';

/** Whoever is asking, as far as a rule may depend on it. */
export type Viewer = AgentViewer | CustomerViewer | ClientViewer;

/** Whoever works for the service: an agent, or a program with an API key. */
export type StaffViewer = AgentViewer | ClientViewer;

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
  /** The service is switched off: they read what is there, and are nobody to whatever is more than reading. */
  readonly isOff: boolean;
  /** Hash of the credential this viewer came with. */
  readonly credential: string;
}

interface CustomerViewer {
  readonly kind: 'customer';
  readonly id: string;
  readonly serviceId: string;
  /** Whom the company's own server vouched for. */
  readonly isMember: boolean;
  /** Of a member: the records of the same person from before signing in, at most 100. */
  readonly joined: readonly string[];
  readonly credential: string;
}

/** A program with an API key: of one service, with its scopes. The rights of an agent follow from them. */
export interface ClientViewer {
  readonly kind: 'client';
  readonly id: string;
  readonly serviceId: string;
  readonly scopes: readonly KeyScope[];
  /** From where the key counts, as CIDR; empty for everywhere. */
  readonly allowedAddresses: readonly string[];
  readonly canChat: boolean;
  readonly canTicket: boolean;
  readonly seesAllChats: true;
  readonly credential: string;
}

/** The records of a customer who asks, the own first. */
export const recordsOfViewer = ({ id, joined }: CustomerViewer): readonly string[] => [id, ...joined];

/** Whether a record is that of the customer who asks. */
export const isOwnRecord = ({ id, joined }: CustomerViewer, customerId: string | null | undefined): boolean =>
  id === customerId || (customerId != null && joined.includes(customerId));

/** Whether the viewer works for the service. */
export function isStaffViewer(viewer: Viewer | null): viewer is StaffViewer {
  return viewer?.kind === 'agent' || viewer?.kind === 'client';
}

/** Whether a person or a program asks in whose eyes this service does not exist, public or not. */
export function isStranger({ viewer, person }: Context, serviceId: string): boolean {
  return (person !== null || viewer?.kind === 'client') && viewer?.serviceId !== serviceId;
}

/** Whether an agent or a program asks, of whichever rights. */
export const isStaff = ({ viewer }: Context) => isStaffViewer(viewer);

/** Whether a program asks whose key has the scope. */
export function isClientWith(viewer: Viewer | null, scope: KeyScope): viewer is ClientViewer {
  return viewer?.kind === 'client' && holdsScope(viewer.scopes, scope);
}

/** Who works for the service and asks; a program only with the scope. NotPermitted for everybody else. */
export function requireStaff({ viewer }: Context, scope: KeyScope): StaffViewer {
  if (viewer?.kind === 'agent') return viewer;
  if (viewer?.kind !== 'client') throw new NotPermitted();
  if (!holdsScope(viewer.scopes, scope)) throw keyRefusal(scope);
  return viewer;
}

/** The agent viewing, or NotPermitted. */
export function requireAgent(ctx: Context): AgentViewer {
  if (ctx.viewer?.kind !== 'agent') throw new NotPermitted();
  return ctx.viewer;
}

/** Whoever is signed in, also when they must set up a second factor first, or NotPermitted. */
export function requireSignedIn({ signedIn }: Context): AgentViewer {
  if (!signedIn) throw new NotPermitted();
  return signedIn;
}

/** Whether an administrator of the service asks. */
export function isAdministrator(viewer: Viewer | null): viewer is AgentViewer {
  return viewer?.kind === 'agent' && viewer.role === 'ADMIN';
}

/** The administrator viewing, or NotPermitted. */
export function requireAdmin(ctx: Context): AgentViewer {
  const agent = requireAgent(ctx);
  if (agent.role !== 'ADMIN') throw new NotPermitted();
  return agent;
}

/** The person who is signed in, or NotPermitted. */
export function requirePerson({ person }: Context): AgentViewer {
  if (!person) throw new NotPermitted();
  return person;
}

/** The owner of the organisation who is signed in, or NotPermitted. */
export function requireOwner(ctx: Context): AgentViewer {
  const person = requirePerson(ctx);
  if (!person.isOwner) throw new NotPermitted();
  return person;
}
