import { LockMode } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { hashToken } from '../secrets.ts';
import { requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
import { addressList } from './address-list.ts';
import { ApiClient, ApiClientSecret } from './api-client.entity.ts';
import { FormerSecretInUse } from './api-client.errors.ts';
import { newApiSecret, prefixOf } from './api-secret.ts';
import { recordChanges } from '../access/change-log.service.ts';
import { isKeyScope, type KeyScope } from '../access/key-scopes.ts';
import { requireAdmin } from '../access/viewer.ts';
import { credentialTopic, rightsTopic } from '../access/viewers.ts';

/** Of one service, without those that are revoked. */
const mostClients = 100;
/** So many are listed, those in use first. */
const mostListed = 200;

export interface CreateApiClientInput {
  name: string;
  scopes: readonly string[];
  allowedAddresses?: readonly string[] | null;
  expiresAt?: Date | null;
}

export interface UpdateApiClientInput {
  id: string;
  name?: string | null;
  scopes?: readonly string[] | null;
  allowedAddresses?: readonly string[] | null;
  /** Null for never. */
  expiresAt?: Date | null;
}

/** A program and its new secret, which is nowhere else. */
export interface CreatedApiClient {
  readonly client: ApiClient;
  readonly secret: string;
}

/** The programs that may use the API of the service, or might: those in use first, each kind newest first. */
export function apiClients(ctx: Context): Promise<ApiClient[]> {
  const { serviceId } = requireAdmin(ctx);
  return ctx.em.find(
    ApiClient,
    { serviceId },
    { orderBy: { revokedAt: 'desc nulls first', id: 'desc' }, limit: mostListed },
  );
}

/** The secrets of each program that are good, oldest first. */
export async function secretsOf(ctx: Context, clientIds: readonly string[]): Promise<ApiClientSecret[][]> {
  const found = await ctx.em.find(ApiClientSecret, { clientId: { $in: [...clientIds] } }, { orderBy: { id: 'asc' } });
  const ofClient = Map.groupBy(found, ({ clientId }) => clientId);
  return clientIds.map((id) => ofClient.get(id) ?? []);
}

/** Lets a program use the API. */
export async function createApiClient(ctx: Context, input: CreateApiClientInput): Promise<CreatedApiClient> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  const given = {
    name: nameGiven(input.name),
    scopes: scopesGiven(input.scopes),
    allowedAddresses: addressList('allowedAddresses', input.allowedAddresses ?? []),
    expiresAt: expiryGiven(ctx, input.expiresAt),
  };
  return ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
    if ((await tx.em.count(ApiClient, { serviceId, revokedAt: null })) >= mostClients) {
      throw new InvalidInput('name', `There may be ${mostClients} API keys at most.`);
    }
    const client = tx.em.create(ApiClient, { serviceId, createdById: admin.id, ...given });
    await tx.flush();
    const secret = issue(tx, client);
    recordChanges(tx.em, { serviceId, authorId: admin.id }, {}, { apiClient: loggedOf(client, 1) });
    return { client, secret };
  });
}

/** What is absent stays as it is. Sockets of the program close and come back with what it may do now. */
export function updateApiClient(ctx: Context, input: UpdateApiClientInput): Promise<ApiClient> {
  const changed = {
    ...(input.name != null && { name: nameGiven(input.name) }),
    ...(input.scopes != null && { scopes: scopesGiven(input.scopes) }),
    ...(input.allowedAddresses != null && {
      allowedAddresses: addressList('allowedAddresses', input.allowedAddresses),
    }),
    ...(input.expiresAt !== undefined && { expiresAt: expiryGiven(ctx, input.expiresAt) }),
  };
  return changeClient(ctx, input.id, (tx, client) => {
    Object.assign(client, changed);
    tx.tell(rightsTopic, {});
    return client;
  });
}

/** A second secret, to take the place of the first without an outage: both are good until the former is ended. */
export function rotateApiClientSecret(ctx: Context, id: string): Promise<CreatedApiClient> {
  return changeClient(ctx, id, (tx, client, secrets) => {
    if (secrets.length > 1) throw new FormerSecretInUse();
    return { client, secret: issue(tx, client) };
  });
}

/** Of two secrets the older one is good no longer. Ended twice is ended once. */
export function endFormerApiClientSecret(ctx: Context, id: string): Promise<ApiClient> {
  return changeClient(ctx, id, (tx, client, [former, present]) => {
    if (former && present) end(tx, [former]);
    return client;
  });
}

/** The program is let in no longer, anywhere, and every stream that it holds ends. Revoked twice is revoked once. */
export function revokeApiClient(ctx: Context, id: string): Promise<ApiClient> {
  return changeClient(ctx, id, revoked(ctx), { alsoRevoked: true });
}

/** The same within a transaction that holds the lock of the service, by an agent who need not be of it. */
export function revokeWithin(
  ctx: Context,
  tx: Tx,
  ids: { id: string; serviceId: string; authorId: string },
): Promise<ApiClient> {
  return changeWithin(tx, ids, revoked(ctx), { alsoRevoked: true });
}

const revoked = (ctx: Context) => (tx: Tx, client: ApiClient, secrets: readonly ApiClientSecret[]) => {
  client.revokedAt ??= ctx.app.clock.now();
  end(tx, secrets);
  return client;
};

/** One change of a program under its service's lock, with what it was and is in the log. */
function changeClient<T>(
  ctx: Context,
  clientId: string,
  change: ClientChange<T>,
  which: { alsoRevoked?: boolean } = {},
): Promise<T> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  const id = decodeId('ApiClient', clientId);
  if (!id) throw new NotPermitted();
  return ctx.write({ service: serviceId, adminId: admin.id }, (tx) =>
    changeWithin(tx, { id, serviceId, authorId: admin.id }, change, which),
  );
}

type ClientChange<T> = (tx: Tx, client: ApiClient, secrets: readonly ApiClientSecret[]) => T;

async function changeWithin<T>(
  tx: Tx,
  { id, serviceId, authorId }: { id: string; serviceId: string; authorId: string },
  change: ClientChange<T>,
  { alsoRevoked = false },
): Promise<T> {
  const client = await tx.em.findOne(ApiClient, { id, serviceId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!client || (client.revokedAt && !alsoRevoked)) throw new NotPermitted();
  const secrets = await tx.em.find(ApiClientSecret, { clientId: id }, { orderBy: { id: 'asc' } });
  const before = loggedOf(client, secrets.length);
  const result = change(tx, client, secrets);
  await tx.flush();
  const after = loggedOf(client, await tx.em.count(ApiClientSecret, { clientId: id }));
  recordChanges(tx.em, { serviceId, authorId }, { apiClient: before }, { apiClient: after });
  return result;
}

function issue(tx: Tx, client: ApiClient): string {
  const secret = newApiSecret();
  tx.em.create(ApiClientSecret, { clientId: client.id, tokenHash: hashToken(secret), prefix: prefixOf(secret) });
  return secret;
}

function end(tx: Tx, secrets: readonly ApiClientSecret[]): void {
  for (const secret of secrets) {
    tx.em.remove(secret);
    tx.tell(credentialTopic, { credential: secret.tokenHash });
  }
}

const loggedOf = (client: ApiClient, secrets: number) =>
  client.revokedAt
    ? null
    : {
        name: client.name,
        scopes: client.scopes,
        allowedAddresses: client.allowedAddresses,
        expiresAt: client.expiresAt,
        secrets,
      };

const nameGiven = (name: string) => requiredField('name', name, 50);

function scopesGiven(scopes: readonly string[]): KeyScope[] {
  const known = scopes.filter(isKeyScope);
  if (known.length < scopes.length) throw new InvalidInput('scopes', 'There is no such scope.');
  if (known.length === 0) throw new InvalidInput('scopes', 'A key without a scope opens nothing.');
  return [...new Set(known)].sort();
}

function expiryGiven(ctx: Context, expiresAt: Date | null | undefined): Date | null {
  if (expiresAt == null) return null;
  if (expiresAt <= ctx.app.clock.now()) throw new InvalidInput('expiresAt', 'expiresAt lies in the past.');
  return expiresAt;
}
