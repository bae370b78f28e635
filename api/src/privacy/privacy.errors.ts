import { DomainError } from '../errors.ts';

/** Somebody of the person’s records is being served or waits for it; nothing was erased. */
export class ChatOpen extends DomainError {
  override readonly name = 'ChatOpen';
  constructor() {
    super('This customer has an open chat. End it first.');
  }
}
