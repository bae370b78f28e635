import { DomainError } from '../errors.ts';

/** Somebody of the person’s records is being served or waits for it; nothing was erased. */
export class ChatOpen extends DomainError {
  override readonly name = 'ChatOpen';
  constructor() {
    super('This customer has an open chat. End it first.');
  }
}

/** Somebody keeps the person, or a chat or ticket of theirs, from being erased; nothing was. */
export class ErasureHeld extends DomainError {
  override readonly name = 'ErasureHeld';
  constructor() {
    super('This customer, or a chat or ticket of theirs, is held. Lift the hold first.');
  }
}
