import { DomainError } from '../errors.ts';

/**
 * A token of a file that is not there, was attached before, is of somebody else or of another service or older than an hour; nothing was
 * written.
 */
export class AttachmentMissing extends DomainError {
  override readonly name = 'AttachmentMissing';
  constructor() {
    super('One of the files is not there any more. Send it again and use its new token.');
  }
}

/** The service wants no files in its chats, or none of customers, or none of them before an agent answered; nothing was written. */
export class FilesDisabled extends DomainError {
  override readonly name = 'FilesDisabled';
  constructor() {
    super('Files cannot be sent in this chat, or not yet.');
  }
}
