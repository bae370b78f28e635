import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Answer, TestService } from './kit.ts';

/** What a token says, and how it is signed, where that is not as it should be. */
export interface Token {
  sub?: unknown;
  name?: unknown;
  email?: unknown;
  phone?: unknown;
  aud?: string | string[] | null;
  /** Seconds from now. */
  exp?: number | null;
  iat?: number | null;
  nbf?: number;
  alg?: string;
  key?: Uint8Array | KeyObject;
}

const bytes = (secret: string) => new TextEncoder().encode(secret);

/** The server of a company, which signs who its members are. */
export class Company {
  readonly service: TestService;
  secret: string;

  private constructor(service: TestService, secret: string) {
    this.service = service;
    this.secret = secret;
  }

  /** With the member link on and a secret of its own. */
  static async of(service: TestService, { membersOnly = false } = {}): Promise<Company> {
    const admin = await service.admin();
    await admin.run(
      'mutation ($m: Boolean) { saveMemberLink(input: { enabled: true, membersOnly: $m }) { __typename } }',
      {
        m: membersOnly,
      },
    );
    return new Company(service, await Company.secretOf(service));
  }

  static async secretOf(service: TestService): Promise<string> {
    const { createMemberSecret } = await (
      await service.admin()
    ).run('mutation { createMemberSecret { __typename ... on CreatedMemberSecret { secret } } }');
    return createMemberSecret.secret;
  }

  /** A token as it should be, but for what is said. */
  sign({ aud, exp, iat, nbf, alg = 'HS256', key, ...claims }: Token = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const payload = {
      sub: randomUUID(),
      ...(aud !== null && { aud: aud ?? this.service.slug }),
      ...(exp !== null && { exp: now + (exp ?? 240) }),
      ...(iat !== null && { iat: now + (iat ?? 0) }),
      ...(nbf !== undefined && { nbf: now + nbf }),
      // Else two of the same second would be one.
      jti: randomUUID(),
      ...claims,
    };
    return new SignJWT(payload as Record<string, unknown>).setProtectedHeader({ alg }).sign(key ?? bytes(this.secret));
  }

  /** What the product answers to a token. */
  async identify(identity: string, token?: string, more: { join?: boolean; userAgent?: string } = {}): Promise<Answer> {
    const { kit, slug } = this.service;
    const { body } = await kit.post(
      JSON.stringify({
        query: `mutation ($input: IdentifyInput!) { identify(input: $input) { __typename
          ... on Identified { token chat { id state } customer { id name email phone } }
          ... on IdentityRefused { reason message } ... on RateLimited { retryAfter } } }`,
        variables: { input: { service: slug, identity, ...(more.join !== undefined && { join: more.join }) } },
      }),
      token === undefined ? {} : { token },
      more.userAgent === undefined ? {} : { 'user-agent': more.userAgent },
    );
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data.identify;
  }
}

/** A pair of keys of a company's own. */
export function keyPair(kind: 'rsa' | 'ec' | 'ed25519'): { publicKey: KeyObject; privateKey: KeyObject } {
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
}
