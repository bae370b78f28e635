import { DomainError } from '../errors.ts';
import type { DraftedNotice } from './consent-draft.service.ts';

/** The consent to the privacy notice is missing. */
export class ConsentRequired extends DomainError {
  override readonly name = 'ConsentRequired';
  constructor() {
    super('Agree to the collection and use of personal information first.');
  }
}

/** The consent was given to a notice that is no longer the current one. */
export class ConsentStale extends DomainError {
  override readonly name = 'ConsentStale';
  constructor() {
    super('The privacy notice has changed. Read the current one and agree again.');
  }
}

/** Somebody else saved or published the draft since the revision that was edited; nothing was written. */
export class StaleConsentDraft extends DomainError {
  override readonly name = 'StaleConsentDraft';
  /** As it is now. */
  readonly draft: DraftedNotice;
  constructor(draft: DraftedNotice) {
    super('Somebody else saved or published this since.');
    this.draft = draft;
  }
}
