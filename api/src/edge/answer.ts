import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '../error-codes.ts';

/** Why a request is not carried out: the status, the code and message of its one error, and what else its `extensions` say. */
export type Refusal = readonly [status: number, code: ErrorCode, message: string, others?: object];

export function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function refuse(response: ServerResponse, ...[status, code, message, others]: Refusal): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...others } }] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    // What is left of the request's body is not read, so the connection cannot go on.
    connection: 'close',
    ...(status === 405 && !response.hasHeader('allow') && { allow: 'GET, POST' }),
  });
  response.end(body);
}
