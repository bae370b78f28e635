import type { MessageRow } from '../chat/chat.rows.ts';
import { DomainError } from '../errors.ts';
import type { MaskableObject } from './maskable-texts.ts';

/** The service's contract does not hold masking; nothing was hidden. */
export class MaskingDisabled extends DomainError {
  override readonly name = 'MaskingDisabled';
  constructor() {
    super('The contract of this service does not hold masking.');
  }
}

/** The message changed since the revision that the offsets were taken from; nothing was hidden. */
export class StaleRevision extends DomainError {
  override readonly name = 'StaleRevision';
  /** As it is now. */
  readonly current: MessageRow;
  constructor(current: MessageRow) {
    super('The message changed since this revision.');
    this.current = current;
  }
}

/** The text changed since the revision that the offsets were taken from; nothing was hidden. */
export class StaleText extends DomainError {
  override readonly name = 'StaleText';
  /** As it is now. */
  readonly current: MaskableObject;
  constructor(current: MaskableObject) {
    super('The text changed since this revision.');
    this.current = current;
  }
}

/** The numbers name no stretch of the text, or no rectangle of the picture. */
export class InvalidRange extends DomainError {
  override readonly name = 'InvalidRange';
  constructor(
    message = 'start and end must name a stretch of the text: 0 ≤ start < end ≤ its length in UTF-16 units.',
  ) {
    super(message);
  }
}

/** The store, the disk or the line of pictures had no place for a file, or the file cannot be unpacked; nothing was changed. */
export class FileUnavailable extends DomainError {
  override readonly name = 'FileUnavailable';
  constructor() {
    super('The file could not be read or stored at this moment, so nothing was changed. Try again later.');
  }
}

/** What the mask hides was destroyed; nobody can show it any more. */
export class MaskSealed extends DomainError {
  override readonly name = 'MaskSealed';
  constructor() {
    super('What this mask hides was destroyed.');
  }
}

/** What a mask hides cannot be decrypted with the keys this server has; the mask stays as it is. */
export class OriginalUnavailable extends DomainError {
  override readonly name = 'OriginalUnavailable';
  constructor() {
    super('What is masked cannot be decrypted with the keys this server has. An operator must give it the right key.');
  }
}
