export interface Seeker {
  readonly id: string;
  /** Who comes first for this chat, if that one has a seat. */
  readonly recentAgentId: string | null;
}

export interface Candidate {
  readonly id: string;
  /** Chats that take a seat already. */
  readonly open: number;
}

/**
 * Who gets whom: the line in its order, each chat to the recent agent or else to the one with the fewest open chats, ties at
 * random, and nobody above their seats. Chats without an agent are not in the answer.
 */
export function distribute(
  line: readonly Seeker[],
  team: readonly Candidate[],
  seats: number,
  random: () => number = Math.random,
): Map<string, string> {
  const open = new Map(team.map((agent) => [agent.id, agent.open]));
  const isFree = (id: string) => (open.get(id) ?? seats) < seats;
  const given = new Map<string, string>();
  for (const { id, recentAgentId } of line) {
    const chosen = recentAgentId !== null && isFree(recentAgentId) ? recentAgentId : leastBusy(open, seats, random);
    if (chosen === null) break;
    given.set(id, chosen);
    open.set(chosen, (open.get(chosen) ?? 0) + 1);
  }
  return given;
}

/** One of those with the fewest open chats; null when every seat is taken. */
function leastBusy(open: ReadonlyMap<string, number>, seats: number, random: () => number): string | null {
  let fewest = seats;
  let alike: string[] = [];
  for (const [id, count] of open) {
    if (count > fewest || count >= seats) continue;
    if (count < fewest) alike = [];
    fewest = count;
    alike.push(id);
  }
  return alike[Math.floor(random() * alike.length)] ?? null;
}
