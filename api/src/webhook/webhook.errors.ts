import { DomainError } from '../errors.ts';

/** Nothing is sent to a webhook that is paused. */
export class WebhookPaused extends DomainError {
  override readonly name = 'WebhookPaused';
  constructor() {
    super('The webhook is paused: nothing is sent there until it is resumed.');
  }
}

/** A service has only so many. */
export class TooManyWebhooks extends DomainError {
  override readonly name = 'TooManyWebhooks';
  readonly most: number;
  constructor(most: number) {
    super(`A service has at most ${most} webhooks.`);
    this.most = most;
  }
}
