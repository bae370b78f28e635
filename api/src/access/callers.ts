import type { Scopes } from '../builder.ts';

/** Who each rule lets in, in words. */
const callers: Readonly<Record<keyof Scopes, string>> = {
  public: 'anyone',
  viewer: 'customers and agents',
  customer: 'customers',
  person: 'agents, also where their service is switched off',
  signedIn: 'agents, also before they set up a second factor that is required',
  agent: 'agents',
  colleague: 'agents',
  chatAgent: 'agents with the chat right',
  openChatAgent: 'agents with the chat right, in a service that is switched on',
  ticketAgent: 'agents with the ticket right',
  admin: 'administrators',
  owner: 'owners of the organisation',
};

/** Whom the rule of a root field (`authScopes`) lets in, in words; null for a rule that says it of no kind of people. */
export function callersIn(rule: unknown): string | null {
  if (typeof rule !== 'object' || rule === null) return null;
  const { $any: any, ...others } = rule as { $any?: object };
  const scopes = Object.keys({ ...any, ...others });
  const isPlain = scopes.length > 0 && scopes.every((scope) => Object.hasOwn(callers, scope));
  return isPlain ? scopes.map((scope) => callers[scope as keyof Scopes]).join(' and ') : null;
}
