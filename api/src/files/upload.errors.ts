import { DomainError } from '../errors.ts';

/**
 * Why a file was not taken. UNREADABLE: it is no picture, or a damaged one. TOO_MANY_PIXELS: it has more than are unpacked. BUSY: too
 * many pictures are being unpacked; it can be sent again at once.
 */
export type UploadProblem =
  | 'TOO_LARGE'
  | 'EMPTY'
  | 'UNSUPPORTED_TYPE'
  | 'INVALID_NAME'
  | 'INCOMPLETE'
  | 'UNREADABLE'
  | 'TOO_MANY_PIXELS'
  | 'BUSY'
  | 'SERVICE_MISSING'
  | 'UNKNOWN_SERVICE';

/** A file that is not taken; nothing of it is kept. */
export class UploadRefused extends DomainError {
  override readonly name = 'UploadRefused';
  readonly code: UploadProblem;
  constructor(code: UploadProblem, message: string) {
    super(message);
    this.code = code;
  }
}
