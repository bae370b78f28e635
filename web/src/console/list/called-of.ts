/** What to call a customer on screen: as chats do, `guest-` and four letters or digits where no name is known. Searches find both. */
export const calledOf = ({ id, name }: { id: string; name: string | null }): string => name ?? `guest-${id.slice(-4)}`;
