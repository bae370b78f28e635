/*
 * Who may be given a chat: contract ∧ help-center chat ∧ chat right ∧ assignment switch ∧ Online ∧ lease ∧ seat, as SQL over agent
 * `a` and the agent's service `s`. The one place that says so.
 */

/** Chat exists for the service's customers. */
export const offersChat = `('chat' = any(s.features) and s.help_center_chat)`;

/** The agent may use chat at all. */
const isEntitled = `(a.removed_at is null and a.can_chat and 'chat' = any(s.features))`;

/** A console of the agent is alive somewhere: by the statement's clock, because a transaction may have waited since it began. */
export const hasLease = `exists (select from lease l where l.agent_id = a.id and l.expires_at > statement_timestamp())`;

/** The agent would be given chats, if there is a seat. */
export const isThere = `(${offersChat} and ${isEntitled} and a.in_assignment and a.availability = 'ONLINE' and ${hasLease})`;

/** Chats that take a seat at the agent. */
export const openChats = `(select count(*)::int from chat c where c.agent_id = a.id and c.state in ('REQUESTED', 'ACTIVE'))`;

/** Only an agent without the chat right or without a lease can have strays: this spares reading the chats of everyone else. */
export const mayHaveStrays = `(not ${isEntitled} or not ${hasLease})`;

/** Chat `c` cannot stay with its agent: the chat right is gone, or the connection has been for longer than the service allows. */
const isStray = `(c.state in ('REQUESTED', 'ACTIVE') and (not ${isEntitled} or not exists (
  select from lease l where l.agent_id = a.id and l.expires_at > statement_timestamp() - make_interval(secs =>
    case c.state when 'REQUESTED' then s.requested_grace_seconds else s.active_grace_seconds end))))`;

/**
 * The agent's strays, as `c`. `offset 0` keeps the planner from merging this query into the outer one, where it would read the
 * open chats of all agents.
 */
export const strays = `lateral (
  select c.id, c.agent_id, c.state, c.requested_at from chat c where c.agent_id = a.id and ${isStray} offset 0) c`;
