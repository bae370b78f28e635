/** What the code of an error says of it. */
interface Meaning {
  /** The status where the whole request over HTTP is refused with it; null where it stands in an answer only. */
  readonly status: number | null;
  /** For whoever calls the API. */
  readonly meaning: string;
}

/** Every `extensions.code` that an answer can bear; docs/api/errors.md says the same. */
const codes = {
  UNAUTHENTICATED: {
    status: 401,
    meaning:
      'No credential was shown where one is needed, one that is not valid or has ended, or one of who has no place in the service that is asked for. Sign in again.',
  },
  FORBIDDEN: {
    status: 403,
    meaning:
      'Whoever asks is known and may not do this, whatever it is done to. To an API key, `scope` names what it would need, where a scope opens it.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 403,
    meaning: 'The organisation requires a second factor of everybody, and this person has none: set one up first.',
  },
  FOREIGN_ORIGIN: { status: 403, meaning: 'A page of another origin sent an agent’s cookie.' },
  FOREIGN_SITE: {
    status: 403,
    meaning: 'The page that asks is on a site that the service has not registered (`ServiceSettings.sites`).',
  },
  NOT_FOUND: { status: 404, meaning: 'It does not exist, or not for whoever asks; the two are not told apart.' },
  FILE_MASKED: { status: 404, meaning: 'All of the file is hidden, so there is nothing to download.' },
  FILE_MISSING: { status: 404, meaning: 'The file is known, and what was in it is lost.' },
  BAD_REQUEST: { status: 400, meaning: 'The request is no operation, nor a batch of one to ten.' },
  BAD_USER_INPUT: { status: null, meaning: 'A variable or an argument does not fit, or is out of its limits.' },
  GRAPHQL_PARSE_FAILED: { status: null, meaning: 'The document is no GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: null, meaning: 'The document does not fit the schema.' },
  OPERATION_RESOLUTION_FAILURE: {
    status: null,
    meaning: 'The document has no such operation, or several and none is named.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: null,
    meaning:
      'Only the hash of a document came: send the document. Clients with automatic persisted queries do so by themselves.',
  },
  TOO_COMPLEX: {
    status: null,
    meaning: 'The operation, or a batch as a whole, asks for more than one may: ask for less at once.',
  },
  RATE_LIMITED: { status: 429, meaning: 'Too many tries in a short time; `retryAfter` says when, in seconds.' },
  TOO_MANY_OPERATIONS: { status: null, meaning: 'Too many operations are under way on one socket, which closes.' },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    meaning: 'A socket, or whoever asks, has as many subscriptions as there may be.',
  },
  REVISION_AHEAD: { status: null, meaning: '`after` lies beyond the present revision: read the object anew.' },
  EPOCH_CHANGED: {
    status: null,
    meaning: 'The database was restored from a backup: drop what was read and read it anew.',
  },
  EVENTS_GONE: {
    status: null,
    meaning:
      'What follows this cursor of the events is not kept any more, or was undone by a restored backup: read what you hold anew, then begin without a cursor.',
  },
  HTTP_ONLY: { status: null, meaning: 'It sets a cookie, which a socket cannot carry back.' },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'Another method is needed: mutations are sent by POST.' },
  NOT_ACCEPTABLE: { status: 406, meaning: 'The answer has none of the media types that are accepted.' },
  LENGTH_REQUIRED: { status: 411, meaning: 'A file is sent with its content-length.' },
  BODY_TOO_LARGE: { status: 413, meaning: 'A request of GraphQL has at most 262,144 bytes.' },
  TOO_LARGE: { status: 413, meaning: 'The file is larger than is taken.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: 'Operations are sent as application/json, not compressed.' },
  UNSUPPORTED_TYPE: { status: 415, meaning: 'Files of this type are not taken.' },
  EMPTY: { status: 400, meaning: 'The file is empty.' },
  INVALID_NAME: { status: 400, meaning: 'The name of the file cannot be used.' },
  INCOMPLETE: { status: 400, meaning: 'The file did not come whole.' },
  UNREADABLE: { status: 400, meaning: 'The file is no picture, or a damaged one.' },
  TOO_MANY_PIXELS: { status: 413, meaning: 'The picture has more pixels than are unpacked.' },
  BUSY: {
    status: 503,
    meaning: 'Too many pictures wait to be unpacked, or five of yours; send it again after `Retry-After`.',
  },
  NOT_STORED: {
    status: 503,
    meaning: 'The file could not be stored: the disk or the store is full or away. Try again later.',
  },
  SERVICE_MISSING: {
    status: 400,
    meaning: 'A file that comes without a credential names its service by the slug, in the header `x-service`.',
  },
  UNKNOWN_SERVICE: {
    status: 404,
    meaning: 'The header `x-service` names no service, or another one than that of the credential.',
  },
  INQUIRY_DISABLED: { status: 403, meaning: 'The service takes no inquiries, so it takes no files with them.' },
  UNAVAILABLE: {
    status: 503,
    meaning:
      'Too much is under way, the store of files does not answer, or the process is about to end. Nothing was done; try again in a moment.',
  },
  INTERNAL: {
    status: 500,
    meaning: 'Something went wrong on our side; the log has it under the `x-request-id` of the answer.',
  },
} as const satisfies Record<string, Meaning>;

export type ErrorCode = keyof typeof codes;

export const errorCodes: Readonly<Record<ErrorCode, Meaning>> = codes;

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(codes, code);
