import { isBlank, tidied } from '@damso/api/blank';
import type { ApiKeyFragment } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** The scopes in the order of the form, with what each means. */
export const scopes = () =>
  [
    ['chats:read', m.key_scope_chats_read()],
    ['chats:write', m.key_scope_chats_write()],
    ['tickets:read', m.key_scope_tickets_read()],
    ['tickets:write', m.key_scope_tickets_write()],
    ['customers:read', m.key_scope_customers_read()],
    ['customers:write', m.key_scope_customers_write()],
    ['team:read', m.key_scope_team_read()],
    ['settings:read', m.key_scope_settings_read()],
    ['events:read', m.key_scope_events_read()],
    ['masks:write', m.key_scope_masks_write()],
  ] as const;

/** What is typed of a key. */
export interface KeyDraft {
  readonly name: string;
  readonly scopes: readonly string[];
  /** One per line. */
  readonly addresses: string;
  /** A day on the clock of the person at the screen, `2026-12-31`; empty for never. */
  readonly lastDay: string;
}

export const emptyDraft: KeyDraft = { name: '', scopes: [], addresses: '', lastDay: '' };

export function draftOf({ name, scopes: held, allowedAddresses, expiresAt }: ApiKeyFragment): KeyDraft {
  // It ends with the beginning of the day after.
  const end = expiresAt === null ? null : new Date(new Date(expiresAt).getTime() - 1);
  return { name, scopes: held, addresses: allowedAddresses.join('\n'), lastDay: end ? dayOf(end) : '' };
}

export interface KeyProblems {
  name?: string;
  scopes?: string;
  allowedAddresses?: string;
  expiresAt?: string;
  other?: string;
}

/** What is wrong with what is typed, as far as this side can tell. */
export function problemsOf(draft: KeyDraft, now: Date): KeyProblems {
  return {
    ...(isBlank(draft.name) && { name: m.api_key_name_missing() }),
    ...(draft.scopes.length === 0 && { scopes: m.api_key_scopes_missing() }),
    ...(draft.lastDay !== '' && draft.lastDay < dayOf(now) && { expiresAt: m.api_key_expiry_past() }),
  };
}

/** What is typed, as the API takes it. */
export function inputOf({ name, scopes: held, addresses, lastDay }: KeyDraft) {
  return {
    name: tidied(name),
    scopes: [...held],
    allowedAddresses: addresses
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    expiresAt: lastDay === '' ? null : endOf(lastDay).toISOString(),
  };
}

function endOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + 1);
}

const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (at: Date) => [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');

export type KeyState = 'active' | 'expired' | 'revoked';

export function stateOf(
  { revokedAt, expiresAt }: Pick<ApiKeyFragment, 'revokedAt' | 'expiresAt'>,
  now: Date,
): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && new Date(expiresAt) <= now ? 'expired' : 'active';
}
