import { DomainError } from '../errors.ts';

/** The link was used, replaced by a newer one, or ran out. */
export class InvitationInvalid extends DomainError {
  override readonly name = 'InvitationInvalid';
  constructor() {
    super('This invitation was used already, was replaced by a newer one, or ran out.');
  }
}

/** The service would be left without an administrator; nothing was changed. */
export class LastAdministrator extends DomainError {
  override readonly name = 'LastAdministrator';
  constructor() {
    super('The service needs at least one administrator.');
  }
}

/** Nobody takes rights from themselves; nothing was changed. */
export class OwnRights extends DomainError {
  override readonly name = 'OwnRights';
  constructor() {
    super('Nobody takes their own rights. Another administrator can.');
  }
}
