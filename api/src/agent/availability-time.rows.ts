import type { Context } from '../context.ts';

/** Whole seconds. */
export interface AvailabilityTime {
  readonly online: number;
  readonly break: number;
  readonly offline: number;
}

/**
 * How long agents chose to be Online, on Break and Offline, each between two instants; what lies ahead does not count, nor what was
 * before the agent. Who never chose is Offline.
 */
export async function availabilityTimes(
  ctx: Context,
  wanted: readonly { agentId: string; from: Date; to: Date }[],
): Promise<AvailabilityTime[]> {
  const { rows } = await ctx.app.sql.query<AvailabilityTime>({
    name: 'availability-times',
    text: availabilityTimesText,
    values: [wanted.map(({ agentId }) => agentId), wanted.map(({ from }) => from), wanted.map(({ to }) => to)],
  });
  return rows;
}

const seconds = (upper: string, lower: string) => `greatest(0, extract(epoch from ${upper} - ${lower}))`;

const availabilityTimesText = `
select online::int, break::int, greatest(0, whole - online - break)::int as offline
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) with ordinality as w (agent_id, f, t, n)
join agent a on a.id = w.agent_id
cross join lateral (select greatest(w.f, a.created_at) as since, least(w.t, coalesce(a.removed_at, now()), now()) as until) span
cross join lateral (select ${seconds('span.until', 'span.since')} as whole) total
cross join lateral (
  select coalesce(sum(length) filter (where availability = 'ONLINE'), 0) as online,
    coalesce(sum(length) filter (where availability = 'BREAK'), 0) as break
  from (
    select p.availability,
      ${seconds(`least(coalesce(p.ended_at, now()), span.until)`, 'greatest(p.started_at, span.since)')} as length
    from availability_period p
    where p.agent_id = w.agent_id and p.started_at < span.until and coalesce(p.ended_at, now()) > span.since
  ) each_period
) chosen
order by w.n`;
