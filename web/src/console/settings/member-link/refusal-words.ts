import type { IdentityRefusal } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why a token was refused, and what to do about it. */
export function identityRefusalWords(refusal: IdentityRefusal): string {
  return {
    OFF: m.identity_off,
    MALFORMED: m.identity_malformed,
    ALGORITHM: m.identity_algorithm,
    SIGNATURE: m.identity_signature,
    AUDIENCE: m.identity_audience,
    EXPIRED: m.identity_expired,
    TOO_LONG: m.identity_too_long,
    NOT_YET: m.identity_not_yet,
    SUBJECT: m.identity_subject,
    NAME: m.identity_name,
    EMAIL: m.identity_email,
    PHONE: m.identity_phone,
    REPLAYED: m.identity_replayed,
  }[refusal]();
}
