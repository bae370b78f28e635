import type { AgentRole } from '../agent/agent.entity.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';

/** Whoever is asking, as far as a rule may depend on it. */
export type Viewer = AgentViewer | CustomerViewer;

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

/** The records of a customer who asks, the own first. */
export const recordsOfViewer = ({ id, joined }: CustomerViewer): readonly string[] => [id, ...joined];

/** Whether a record is that of the customer who asks. */
export const isOwnRecord = ({ id, joined }: CustomerViewer, customerId: string | null | undefined): boolean =>
  id === customerId || (customerId != null && joined.includes(customerId));

/** Whether an agent asks in whose eyes this service does not exist, public or not. */
export function isStranger({ viewer }: Context, serviceId: string): boolean {
  return viewer?.kind === 'agent' && viewer.serviceId !== serviceId;
}

/** Whether an agent asks, of whichever rights. */
export const isAgent = ({ viewer }: Context) => viewer?.kind === 'agent';

/** The agent viewing, or NotPermitted. */
export function requireAgent(ctx: Context): AgentViewer {
  if (ctx.viewer?.kind !== 'agent') throw new NotPermitted();
  return ctx.viewer;
}

/** The administrator viewing, or NotPermitted. */
export function requireAdmin(ctx: Context): AgentViewer {
  const agent = requireAgent(ctx);
  if (agent.role !== 'ADMIN') throw new NotPermitted();
  return agent;
}
