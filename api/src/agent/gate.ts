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

/**
 * The agent chose to be given chats and did not sign out everywhere. Whoever did leaves what was not opened to others at once and
 * without a grace period, because a person said so and no connection broke.
 */
const isWilling = `(a.in_assignment and a.availability = 'ONLINE'
  and exists (select from lease l where l.agent_id = a.id and not l.signed_out))`;

/** Nobody else can have strays: this spares reading the chats of those who are there. */
export const mayHaveStrays = `(not ${isEntitled} or not ${hasLease} or not ${isWilling})`;

/**
 * Chat `c` cannot stay with its agent: the chat right is gone, the connection has been for longer than the service allows, or nobody
 * has opened it and the agent does not want to be given chats any more. Seats and the help center's switch take nothing away.
 */
const isStray = `(c.state in ('REQUESTED', 'ACTIVE') and (not ${isEntitled} or (c.state = 'REQUESTED' and not ${isWilling})
  or not exists (select from lease l where l.agent_id = a.id and l.expires_at > statement_timestamp() - make_interval(secs =>
    case c.state when 'REQUESTED' then s.requested_grace_seconds else s.active_grace_seconds end))))`;

/**
 * The agent's strays, as `c`. `offset 0` keeps the planner from merging this query into the outer one, where it would read the
 * open chats of all agents.
 */
export const strays = `lateral (
  select c.id, c.agent_id, c.state, c.requested_at from chat c where c.agent_id = a.id and ${isStray} offset 0) c`;
