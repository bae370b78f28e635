import { m } from '#lib/paraglide/messages.js';

/** Why something was not done: an outcome of the API by its name, or no answer at all. */
export type Refusal =
  | 'Unreachable'
  | 'NotPermitted'
  | 'InvalidInput'
  | 'LastAdministrator'
  | 'OwnRights'
  | 'NoMailServer'
  | 'WebhookPaused';

export function refusalWords(refusal: Refusal): string {
  return {
    Unreachable: m.refusal_unreachable,
    NotPermitted: m.refusal_not_permitted,
    InvalidInput: m.refusal_invalid,
    LastAdministrator: m.refusal_last_administrator,
    OwnRights: m.refusal_own_rights,
    NoMailServer: m.mail_none,
    WebhookPaused: m.webhook_refused_paused,
  }[refusal]();
}
