import { DomainError } from '../errors.ts';
import { RequestProblem } from '../guarded-client.ts';

/** Why the company's system told nothing. */
export const CustomerDataProblem = {
  UNREACHABLE: RequestProblem.UNREACHABLE,
  TIMED_OUT: RequestProblem.TIMED_OUT,
  REFUSED_ADDRESS: RequestProblem.REFUSED_ADDRESS,
  BAD_CERTIFICATE: RequestProblem.BAD_CERTIFICATE,
  TOO_LONG: RequestProblem.TOO_LONG,
  REFUSED: 'REFUSED',
  BAD_STATUS: 'BAD_STATUS',
  MALFORMED: 'MALFORMED',
  UNREADABLE_SECRET: 'UNREADABLE_SECRET',
  BUSY: 'BUSY',
} as const;
export type CustomerDataProblem = (typeof CustomerDataProblem)[keyof typeof CustomerDataProblem];

/** The service does not ask anybody about its customers. */
export class CustomerDataLinkOff extends DomainError {
  override readonly name = 'CustomerDataLinkOff';
  constructor() {
    super('The customer-data link is off, or has no address or no secret yet.');
  }
}

/** The company's system told nothing that can be shown. It holds nothing of what it answered. */
export class CustomerDataFailed extends DomainError {
  override readonly name = 'CustomerDataFailed';
  readonly problem: CustomerDataProblem;
  /** The HTTP status of the answer; null where there was none. */
  readonly status: number | null;
  /** The part of the answer that is not as it has to be. */
  readonly part: string | null;
  constructor(
    problem: CustomerDataProblem,
    { status = null, part = null }: { status?: number | null; part?: string | null } = {},
  ) {
    super(`The company’s system told nothing: ${problem}.`);
    this.problem = problem;
    this.status = status;
    this.part = part;
  }
}
