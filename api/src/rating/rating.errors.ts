import { DomainError } from '../errors.ts';

/** Why a chat cannot be rated, or its rating no longer be changed. */
export const RatingClosedReason = { NOT_ANSWERED: 'NOT_ANSWERED', TOO_LATE: 'TOO_LATE', FINAL: 'FINAL' } as const;
export type RatingClosedReason = (typeof RatingClosedReason)[keyof typeof RatingClosedReason];

const sentences: Record<RatingClosedReason, string> = {
  NOT_ANSWERED: 'No agent has answered in this chat or asked for a rating yet.',
  TOO_LATE: 'This chat ended more than 24 hours ago.',
  FINAL: 'This rating was given more than ten minutes ago.',
};

/** The chat cannot be rated now; nothing was written. */
export class RatingClosed extends DomainError {
  override readonly name = 'RatingClosed';
  readonly reason: RatingClosedReason;
  constructor(reason: RatingClosedReason) {
    super(sentences[reason]);
    this.reason = reason;
  }
}

/** The customer has rated this chat already, so there is nothing to ask for. */
export class AlreadyRated extends DomainError {
  override readonly name = 'AlreadyRated';
  constructor() {
    super('The customer has rated this chat already.');
  }
}
