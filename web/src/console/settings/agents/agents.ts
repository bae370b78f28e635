import type { Settings } from '#console/service/settings.svelte.ts';
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
    mail
    agent {
      ...AgentRow
    }
  }
`);

export const roles: readonly AgentRole[] = ['ADMIN', 'AGENT'];

export function roleWord(role: AgentRole): string {
  return role === 'ADMIN' ? m.role_admin() : m.role_agent();
}

/** Name, role, so many rights (`--rights`), removal: the list's columns where there is room for them. */
export const columns = '@4xl:grid-cols-[minmax(0,1fr)_8.5rem_repeat(var(--rights),4.5rem)_2.25rem]';

/** The rights there are in a service: what belongs to a feature is there with it. */
export const rightsIn = (settings: Pick<Settings, 'holds'>) =>
  (
    [
      { right: 'canChat', label: m.right_chat(), text: m.right_chat_text(), needs: 'chat' },
      { right: 'canTicket', label: m.right_tickets(), text: m.right_tickets_text(), needs: null },
      { right: 'inAssignment', label: m.right_assignment(), text: m.right_assignment_text(), needs: 'chat' },
      { right: 'mayChangeAssignment', label: m.right_own_switch(), text: m.right_own_switch_text(), needs: 'chat' },
      { right: 'seesAllChats', label: m.right_all_chats(), text: m.right_all_chats_text(), needs: 'chat' },
      { right: 'mayReveal', label: m.right_reveal(), text: m.right_reveal_text(), needs: 'security' },
      { right: 'maySeal', label: m.right_seal(), text: m.right_seal_text(), needs: 'security' },
    ] as const
  ).filter(({ needs }) => needs === null || settings.holds(needs));
