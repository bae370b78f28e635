import { DomainError } from '../errors.ts';

/** A third secret at once: the former one has to end first. */
export class FormerSecretInUse extends DomainError {
  override readonly name = 'FormerSecretInUse';
  constructor() {
    super('The former secret is still good: end it first.');
  }
}
