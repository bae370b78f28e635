import type { AgentRole } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';

graphql(`
  fragment AgentRow on Agent {
    id
    name
    email
    role
    canChat
    canTicket
    inAssignment
    mayChangeAssignment
    seesAllChats
    mayReveal
    maySeal
    invited
    invitationExpiresAt
  }
`);

graphql(`
  fragment InvitedAgent on InvitedAgent {
    link
    agent {
      ...AgentRow
    }
  }
`);

export const roles: readonly AgentRole[] = ['ADMIN', 'AGENT'];

export function roleWord(role: AgentRole): string {
  return role === 'ADMIN' ? m.role_admin() : m.role_agent();
}

/** Name, role, seven rights, removal: the list's columns where there is room for them. */
export const columns = '@4xl:grid-cols-[minmax(0,1fr)_8.5rem_repeat(7,4.5rem)_2.25rem]';
