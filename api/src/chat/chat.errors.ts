import { DomainError } from '../errors.ts';
import type { ChatRow } from './chat.rows.ts';

/** The chat ended; nothing more can be said in it. */
export class ChatEnded extends DomainError {
  override readonly name = 'ChatEnded';
  constructor() {
    super('This chat has ended.');
  }
}

/** The key, or the attempt, was used for something else before; nothing was written. */
export class KeyReused extends DomainError {
  override readonly name = 'KeyReused';
  constructor(message = 'This key was already used for another text or other files. Use a new key for a new message.') {
    super(message);
  }
}

/** Nobody is Online, or it is outside the operating hours, so no chat was started. */
export class AgentsAbsent extends DomainError {
  override readonly name = 'AgentsAbsent';
  readonly state: 'ABSENT' | 'CLOSED';
  constructor(state: 'ABSENT' | 'CLOSED') {
    super(state === 'ABSENT' ? 'No agent is online now.' : 'Chat is closed now.');
    this.state = state;
  }
}

/** Somebody else saved since the version that was edited; nothing was written. */
export class StaleInfo extends DomainError {
  override readonly name = 'StaleInfo';
  /** As it is now. */
  readonly chat: ChatRow;
  constructor(chat: ChatRow) {
    super('Somebody else saved this since.');
    this.chat = chat;
  }
}

/** The agent cannot be given chats now; the chat stays where it is. */
export class AgentUnavailable extends DomainError {
  override readonly name = 'AgentUnavailable';
  constructor() {
    super('This agent cannot be given chats now.');
  }
}

/** Chat is switched off for this service, or there is no such service. */
export class ChatDisabled extends DomainError {
  override readonly name = 'ChatDisabled';
  constructor(message = 'This service offers no chat.') {
    super(message);
  }
}

/** There is nothing to send: the chat goes on, no agent answered in it, or no mail goes out. */
export class NoTranscript extends DomainError {
  override readonly name = 'NoTranscript';
  constructor() {
    super('This conversation cannot be had by mail: it goes on, nobody answered in it, or no mail goes out.');
  }
}
