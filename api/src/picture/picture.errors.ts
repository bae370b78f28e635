import { DomainError } from '../errors.ts';

/** A token of a picture that is not there, is of somebody else, of another kind or older than an hour; nothing was written. */
export class PictureMissing extends DomainError {
  override readonly name = 'PictureMissing';
  constructor() {
    super('The picture is not there any more. Send it again and use its new token.');
  }
}
