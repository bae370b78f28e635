import { agentById, AgentRef } from '../agent/agent.schema.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { ServiceSettingsRef } from '../service/service.schema.ts';
import { IdentityRefusal, IdentityRefused, MembersOnly } from './identity.errors.ts';
import { type MemberAlgorithm } from './member.entity.ts';
import {
  addMemberPublicKey,
  createMemberSecret,
  endMemberKey,
  memberKeyById,
  memberKeys,
  memberLinkUse,
  saveMemberLink,
  type CreatedMemberSecret,
  type MemberKeyRow,
  type MemberLinkUsed,
} from './member-link.service.ts';

const IdentityRefusalRef = builder.enumType('IdentityRefusal', {
  description: 'Why a token of a company’s server is not accepted.',
  values: enumValues<IdentityRefusal>(IdentityRefusal),
});
domainError(
  IdentityRefused,
  'The company’s token is not accepted: who it names stays a stranger, and nothing was written of them.',
  (t) => ({
    reason: t.expose('reason', {
      type: IdentityRefusalRef,
      description: 'What was wrong with the token.',
    }),
  }),
);
domainError(MembersOnly, 'The service admits only whom its own server vouches for: pass `identity`.');

const MemberAlgorithmRef = builder.enumType('MemberAlgorithm', {
  description: 'What tokens may be signed with; named as in JWS (RFC 7518, RFC 8037).',
  values: enumValues<MemberAlgorithm>({
    HS256: 'HMAC with SHA-256 and a shared secret.',
    RS256: 'RSA with SHA-256 and a private key of 2,048 bits at least.',
    ES256: 'ECDSA on P-256 with SHA-256 and a private key.',
    EdDSA: 'Ed25519 and a private key.',
  }),
});

const MemberKeyRef = builder.objectRef<MemberKeyRow>('MemberKey').implement({
  description: 'What the company’s server signs with.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'For `endMemberKey`.', resolve: ({ id }) => encodeId('MemberKey', id) }),
    algorithm: t.expose('algorithm', {
      type: MemberAlgorithmRef,
      description: 'How tokens are signed with it.',
    }),
    hint: t.exposeString('hint', {
      description: 'The last four characters of a secret, or the first twelve of a public key’s SHA-256 fingerprint.',
    }),
    publicKey: t.exposeString('publicKey', { nullable: true, description: 'As PEM; null for a secret.' }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When it was made or registered.',
    }),
    createdBy: t.field({
      type: AgentRef,
      nullable: true,
      description: 'The administrator who did; null where that is not known any more.',
      resolve: ({ createdById }, _, ctx) => (createdById ? agentById(ctx, createdById) : null),
    }),
  }),
});

nodeLoaders.set('MemberKey', (id, ctx) => memberKeyById(ctx, id));

const MemberLinkUseRef = builder.objectRef<MemberLinkUsed>('MemberLinkUse').implement({
  description: 'Whether the link works, without a word about whom it let in. To the second.',
  fields: (t) => ({
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a token was last accepted; null for never.',
    }),
    refusedAt: t.expose('refusedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When one was last refused; null for never.',
    }),
    refusal: t.expose('refusal', {
      type: IdentityRefusalRef,
      nullable: true,
      description: 'Why that one was refused; null for never.',
    }),
  }),
});

builder.queryField('memberKeys', (t) =>
  t.field({
    type: [MemberKeyRef],
    description: 'What the service’s tokens are signed with, the newest first.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => memberKeys(ctx),
  }),
);

builder.queryField('memberLinkUse', (t) =>
  t.field({
    type: MemberLinkUseRef,
    description: 'When a token was last accepted and last refused, and why.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => memberLinkUse(ctx),
  }),
);

const SaveMemberLinkInputRef = builder.inputType('SaveMemberLinkInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    enabled: t.boolean({ description: 'Whether tokens of the company’s server are accepted.' }),
    membersOnly: t.boolean({
      description: 'While that is on: whether nobody else can start a chat or leave an inquiry.',
    }),
  }),
});

builder.mutationField('saveMemberLink', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Switches the member link and whether only members are admitted, at once. Whoever was let in before stays who they are for as long as their token lasts.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { input: t.arg({ type: SaveMemberLinkInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveMemberLink(ctx, input),
  }),
);

const CreatedMemberSecretRef = builder.objectRef<CreatedMemberSecret>('CreatedMemberSecret').implement({
  description: 'A secret, shown this once.',
  fields: (t) => ({
    key: t.expose('key', { type: MemberKeyRef, description: 'The key, without the secret.' }),
    secret: t.exposeString('secret', { description: 'The key of the HMAC is the bytes of this text.' }),
  }),
});

builder.mutationField('createMemberSecret', (t) =>
  t.field({
    type: CreatedMemberSecretRef,
    description:
      'Makes a secret for HS256. There may be two, so that one takes the place of the other without an outage: make the second, give it to your server, end the first.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    resolve: (_, __, ctx) => createMemberSecret(ctx),
  }),
);

builder.mutationField('addMemberPublicKey', (t) =>
  t.field({
    type: MemberKeyRef,
    description:
      'Takes a public key: PEM (`BEGIN PUBLIC KEY`) or JWK; RSA with 2,048 to 8,192 bits (RS256), P-256 (ES256) or Ed25519 (EdDSA). At most five.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { publicKey: t.arg.string({ required: true, description: 'PEM or JWK.' }) },
    resolve: (_, { publicKey }, ctx) => addMemberPublicKey(ctx, publicKey),
  }),
);

builder.mutationField('endMemberKey', (t) =>
  t.boolean({
    description:
      'Ends a secret or public key: no token that it signed is accepted any more. False when it was ended before.',
    keys: 'none',
    authScopes: { admin: true },
    args: { keyId: t.arg.id({ required: true, description: '`MemberKey.id`.' }) },
    resolve: (_, { keyId }, ctx) => endMemberKey(ctx, keyId),
  }),
);
