import type { AgentRole } from '../agent/agent.entity.ts';

/** Whoever is asking, as far as a rule may depend on it. */
export type Viewer = AgentViewer | CustomerViewer;

export interface AgentViewer {
  readonly kind: 'agent';
  readonly id: string;
  readonly serviceId: string;
  readonly role: AgentRole;
  readonly canChat: boolean;
  /** Hash of the credential this viewer came with. */
  readonly credential: string;
}

interface CustomerViewer {
  readonly kind: 'customer';
  readonly id: string;
  readonly serviceId: string;
  readonly credential: string;
}
