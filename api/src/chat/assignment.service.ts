import { isAssignable } from '../agent/presence.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { openStates } from './chat.entity.ts';

/**
 * Claims the agent for one more chat: Online with a live lease, the one with the fewest open chats, ties at random; null when
 * there is none. The agents' rows stay locked until the transaction ends, so of two claims the second counts what the first gave.
 * Every path that gives a chat to an agent goes through here.
 */
export async function claimAgent(em: EntityManager, serviceId: string): Promise<string | null> {
  const locked = await em.execute<{ id: string }[]>(
    `select a.id from agent a where a.service_id = ? and ${isAssignable} order by a.id for no key update`,
    [serviceId],
  );
  if (locked.length === 0) return null;
  // A second statement, because only it sees what was committed while the first one waited for its locks.
  const [chosen] = await em.execute<{ id: string }[]>(
    `select a.id from agent a where a.id = any(?::uuid[])
     order by (select count(*) from chat c where c.agent_id = a.id and c.state = any(?::text[])), random() limit 1`,
    [`{${locked.map(({ id }) => id).join(',')}}`, `{${openStates.join(',')}}`],
  );
  return chosen?.id ?? null;
}
