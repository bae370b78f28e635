import { DomainError } from '../errors.ts';

/** The chat ended; nothing more can be said in it. */
export class ChatEnded extends DomainError {
  override readonly name = 'ChatEnded';
  constructor() {
    super('This chat has ended.');
  }
}

/** The key was used for another text before; nothing was written. */
export class KeyReused extends DomainError {
  override readonly name = 'KeyReused';
  constructor() {
    super('This key was already used for another text. Use a new key for a new message.');
  }
}

/** Nobody is Online, so no chat was started. */
export class AgentsAbsent extends DomainError {
  override readonly name = 'AgentsAbsent';
  constructor() {
    super('No agent is online now.');
  }
}

/** Chat is switched off for this service, or there is no such service. */
export class ChatDisabled extends DomainError {
  override readonly name = 'ChatDisabled';
  constructor() {
    super('Chat is not available here.');
  }
}
