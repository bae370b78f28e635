import { DomainError } from '../errors.ts';

/**
 * Why a file was not taken. UNREADABLE: it is no picture, or a damaged one. TOO_MANY_PIXELS: it has more than are unpacked. BUSY: too
 * many pictures wait to be unpacked, or too many of this sender; it can be sent again after `retryAfter`. NOT_STORED: the disk or the store is full, away or too slow.
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
  | 'UNKNOWN_SERVICE'
  | 'NOT_STORED';

/** A file that is not taken; nothing of it is kept. */
export class UploadRefused extends DomainError {
  override readonly name = 'UploadRefused';
  readonly code: UploadProblem;
  /** Seconds until the same file is likely to be taken; null where waiting is of no use, or nobody knows. */
  readonly retryAfter: number | null;
  constructor(code: UploadProblem, message: string, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
