import { createHmac, randomBytes } from 'node:crypto';

/*
 * As Standard Webhooks has it (standardwebhooks.com), so that receivers verify deliveries with a library of its own.
 */

const prefix = 'whsec_';

/** A new secret as it is shown. */
export const newSecret = () => prefix + randomBytes(32).toString('base64');

/** The headers that tell what is sent, when, and that it is ours: one signature for each secret, so that one may take the place of another. */
export function signedHeaders(id: string, at: Date, body: string, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
