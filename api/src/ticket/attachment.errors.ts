import { DomainError } from '../errors.ts';

/** A token of a file that is not there, was attached before, is of another service or older than an hour; nothing was written. */
export class AttachmentMissing extends DomainError {
  override readonly name = 'AttachmentMissing';
  constructor() {
    super('One of the files is not there any more. Send it again and use its new token.');
  }
}
