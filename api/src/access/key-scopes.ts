/** What an API key may be allowed to do: a closed list, and what each means in one sentence. */
export const keyScopes = {
  'chats:read': 'Reads and follows chats and messages, with their customers, ratings and the waiting line.',
  'chats:write':
    'Starts, answers, categorises, hands over and ends chats, notes things in them and asks for ratings, as an integration with a name of its own; reads them too.',
  'tickets:read': 'Reads and follows tickets, with their comments, files and customers.',
  'tickets:write': 'Submits inquiries; makes, changes and answers tickets and sends files; reads them too.',
  'customers:read': 'Reads and finds every customer of the service.',
  'customers:write': 'Changes what is known of a customer; reads them too.',
  'team:read': 'Reads the agents of the service, their rights and whether they are there.',
  'settings:read': 'Reads settings, categories, canned replies, inquiry types and consent notices.',
  'events:read': 'Follows what happens in the service: which object changed, without its content.',
  'masks:write':
    'Hides parts of messages, with chats:read, and of what is in tickets, with tickets:read. What is hidden is never shown to a key.',
} as const;
export type KeyScope = keyof typeof keyScopes;

export const isKeyScope = (scope: string): scope is KeyScope => Object.hasOwn(keyScopes, scope);

/** What a root field states of keys: the scope that opens it; `any` where every key may; `none` where no key ever may. */
export type KeyRule = KeyScope | 'any' | 'none';

/** Who may write may read the same. */
export function holdsScope(scopes: readonly KeyScope[], wanted: KeyScope): boolean {
  return scopes.includes(wanted) || scopes.includes(wanted.replace(/:read$/, ':write') as KeyScope);
}
