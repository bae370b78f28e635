/*
 * Who may be given a chat: service on ∧ contract ∧ help-center chat ∧ chat right ∧ assignment switch ∧ Online ∧ lease ∧ seat, as SQL over agent
 * `a` and the agent's service `s`. The one place that says so.
 */

/** The service is on, and its contract holds chat. */
const hasChat = `('chat' = any(s.features) and s.switched_off_at is null)`;

/** Chat exists for the service's customers. */
export const offersChat = `(${hasChat} and s.help_center_chat)`;

/** The agent may use chat at all. */
const isEntitled = `(a.removed_at is null and a.can_chat and ${hasChat})`;

/** Seconds after which the time of leases stands still when no process prolongs any: one prolongation and a half. */
export const standsStillAfter = 15;

/** When time stands still, unless somebody prolongs until then. */
const standstill = `(select beat_at + interval '${standsStillAfter} s' from lease_clock where id = 1)`;

/**
 * The present as leases count it: the database's clock, which stands still while no process could prolong. By the statement's time,
 * because a transaction may have waited since it began.
 */
export const leaseTime = `least(statement_timestamp(), ${standstill})`;

/**
 * Lease `l` has time left, or had until so long ago (an interval). The plain clock is asked first: of nearly every lease it says so,
 * and only of others it matters, and costs a look, whether time stands still.
 */
const isAlive = (ago = `interval '0'`) =>
  `l.expires_at > case when l.expires_at > statement_timestamp() - ${ago} then '-infinity' else ${standstill} - ${ago} end`;

/** A console of the agent is alive somewhere. */
export const hasLease = `exists (select from lease l where l.agent_id = a.id and ${isAlive()})`;

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

/** How long a connection may be gone until chat `c` goes too. */
const grace = `make_interval(secs => case c.state when 'REQUESTED' then s.requested_grace_seconds else s.active_grace_seconds end)`;

/**
 * Chat `c` cannot stay with its agent: the chat right is gone, the connection has been for longer than the service allows, or nobody
 * has opened it and the agent does not want to be given chats any more. Seats and the help center's switch take nothing away.
 */
const isStray = `(c.state in ('REQUESTED', 'ACTIVE') and (not ${isEntitled} or (c.state = 'REQUESTED' and not ${isWilling})
  or not exists (select from lease l where l.agent_id = a.id and ${isAlive(grace)})))`;

/**
 * The agent's strays, as `c`. `offset 0` keeps the planner from merging this query into the outer one, where it would read the
 * open chats of all agents.
 */
export const strays = `lateral (
  select c.id, c.agent_id, c.state, c.requested_at from chat c where c.agent_id = a.id and ${isStray} offset 0) c`;
