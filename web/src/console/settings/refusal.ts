import { m } from '#lib/paraglide/messages.js';

/** Why something was not done: an outcome of the API by its name, or no answer at all. */
export type Refusal =
  | 'Unreachable'
  | 'NotPermitted'
  | 'InvalidInput'
  | 'LastAdministrator'
  | 'LastOwner'
  | 'OwnRights'
  | 'NoMailServer'
  | 'FormerSecretInUse';

export function refusalWords(refusal: Refusal): string {
  return {
    Unreachable: m.refusal_unreachable,
    NotPermitted: m.refusal_not_permitted,
    InvalidInput: m.refusal_invalid,
    LastAdministrator: m.refusal_last_administrator,
    LastOwner: m.refusal_last_owner,
    OwnRights: m.refusal_own_rights,
    NoMailServer: m.mail_none,
    FormerSecretInUse: m.api_key_former_in_use,
  }[refusal]();
}
