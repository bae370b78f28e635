import { randomUUID } from 'node:crypto';
import { isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { keyPair } from '../../test/company.ts';
import { Actor, Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { sendFile } from '../../test/uploads.ts';
import { decodeId } from '../ids.ts';
import { schema } from '../schema.ts';
import { ticketListTopic } from '../ticket/ticket-feed.ts';
import { rightsTopic } from './viewers.ts';

const kit = await Kit.start();

const roles = [
  'nobody',
  'away',
  'foreignCustomer',
  'otherCustomer',
  'foreignAgent',
  'bothElsewhere',
  'agentWithoutRight',
  'owner',
  'admin',
  'colleague',
  'both',
  'customer',
  'agent',
] as const;
type Role = (typeof roles)[number];
/** A person with a place in both services is in each as anybody of it, whatever they are in the other. */
type Person = 'both' | 'bothElsewhere';
/** Who owns the organisation has no right in the service by that; who is in one that is off reads there as an agent of another, and no more. */
type Outsider = 'owner' | 'away';
type Expected = Record<Exclude<Role, Person | Outsider>, string> & Partial<Record<Person | Outsider, string>>;

/** One chat, and everyone who could reach for it. */
interface World extends Record<Role, Actor> {
  service: TestService;
  foreign: TestService;
  customer: TestCustomer;
  otherCustomer: TestCustomer;
  agent: TestAgent;
  colleague: TestAgent;
  agentWithoutRight: TestAgent;
  admin: TestAgent;
  chatId: string;
  ticketId: string;
  foreignTicketId: string;
  both: TestAgent;
  bothElsewhere: TestAgent;
  owner: TestAgent;
  away: TestAgent;
  /** The service that is off, and a ticket of it. */
  closed: { id: string; ticketId: string };
  /** Of somebody who is none of these. */
  accountId: string;
  /** Another session of the agent. */
  sessionId: string;
  /** A note in the ticket. */
  noteId: string;
  invitedId: string;
  /** A mail to the invited that could not be delivered. */
  deadMailId: string;
  webhookId: string;
  webhookDeliveryId: string;
  /** What its company signs with. */
  memberKeyId: string;
  categoryId: string;
  apiClientId: string;
  cannedReplyId: string;
  /** Of two customers who are nobody of these. */
  mergeId: string;
  /** A message that says `secret word`, the first word of it masked. */
  masked: { id: string; revision: number; masks: { id: string }[] };
  /** A file of the ticket that is hidden whole, and one that is not. */
  maskedFile: { id: string; regions: { id: string }[] };
  plainFileId: string;
}

async function world(): Promise<World> {
  const [service, foreign] = [await kit.service({ security: true }), await kit.service({ security: true })];
  const agent = await service.onlineAgent({ name: 'Mina', mayReveal: true, maySeal: true });
  const customer = await service.customer({ name: 'Kim', message: 'hello', key: randomUUID() });
  await agent.open(customer.chatId);
  await agent.setAvailability('BREAK');
  const colleague = await service.onlineAgent({ name: 'Jun' });
  const otherCustomer = await service.customer({ name: 'Lee' });
  const foreignAgent = await foreign.onlineAgent();
  const tokens = [];
  for (const name of ['a.txt', 'b.txt']) tokens.push((await sendFile(customer, { name, body: 'text' })).token);
  const { submitInquiry } = await customer.run(
    `mutation ($slug: String!, $type: ID!, $files: [String!]) { submitInquiry(input: { service: $slug, inquiryTypeId: $type, email: "kim@test.test",
      title: "t", content: "c", attachments: $files, consent: { noticeVersion: "1", language: ko } }) { ... on SubmittedInquiry { ticket { id attachments { id } } } } }`,
    { slug: service.slug, type: service.inquiryTypeId, files: tokens },
  );
  const { addTicketComment } = await agent.run(
    `mutation ($id: ID!) { addTicketComment(input: { ticketId: $id, key: "1", text: "internal", kind: NOTE }) {
      ... on TicketComment { id } } }`,
    { id: submitInquiry.ticket.id },
  );
  const { createTicket } = await foreignAgent.run(
    `mutation ($type: ID!) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c" }) { ... on Ticket { id } } }`,
    { type: foreign.inquiryTypeId },
  );
  const { inviteAgent } = await (
    await service.admin()
  ).run(
    `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "Sora", role: AGENT, canChat: true }) {
      ... on InvitedAgent { agent { id } } } }`,
    { e: `${randomUUID()}@test.test` },
  );
  const { saveCategory, saveCannedReply } = await (
    await service.admin()
  ).run(`mutation { saveCategory(input: { name: "Delivery" }) { ... on Category { id } }
    saveCannedReply(input: { shortcut: "hi", body: "Hello" }) { ... on CannedReply { id } } }`);
  const owner = await service.agent({ canChat: false, canTicket: false, isOwner: true });
  const closed = await kit.service();
  const away = await closed.agent();
  const { createTicket: kept } = await away.run(
    `mutation ($type: ID!) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c" }) { ... on Ticket { id } } }`,
    { type: closed.inquiryTypeId },
  );
  await owner.run('mutation ($id: ID!) { switchService(serviceId: $id, on: false) { __typename } }', {
    id: `Service_${closed.id}`,
  });
  const { rows: spare } = await kit.app.sql.query<{ id: string }>(
    `select 'Account_' || account_id as id from agent where id = $1`,
    [decodeId('Agent', (await service.agent()).id)],
  );
  const client = await service.apiClient(['chats:read']);
  const both = await service.agent({ name: 'Nari' });
  const bothElsewhere = await foreign.placeFor(both, { role: 'ADMIN', mayReveal: true, maySeal: true });
  await kit.run(`mutation ($e: String!) { signIn(email: $e, password: "correct horse") { __typename } }`, {
    e: agent.email,
  });
  const { account } = await agent.run('{ account { sessions { id current } } }');
  const said = await customer.send(customer.chatId, 'secret word');
  const { maskMessage } = await agent.run(
    `mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 0, end: 6 }) {
      ... on Message { id revision masks { id } } } }`,
    { id: said.id, r: said.revision },
  );
  const [plainFile, fileToMask] = submitInquiry.ticket.attachments;
  const { maskRegion } = await agent.run(
    `mutation ($id: ID!) { maskRegion(input: { attachmentId: $id, revision: 0 }) { ... on Attachment { id regions { id } } } }`,
    { id: fileToMask.id },
  );
  const { rows: merged } = await kit.app.sql.query<{ id: string }>(
    `with u as (insert into customer (service_id) values ($1), ($1) returning id), m as (
       insert into customer_merge (service_id, from_id, into_id, moved_ids)
       select $1, min(id::text)::uuid, max(id::text)::uuid, '{}' from u returning id)
     select 'CustomerMerge_' || id as id from m`,
    [service.id],
  );
  const { createMemberSecret } = await (
    await service.admin()
  ).run('mutation { createMemberSecret { ... on CreatedMemberSecret { key { id } } } }');
  const { rows: dead } = await kit.app.sql.query<{ id: string }>(
    `insert into mail (id, service_id, kind, language, about_id, due_at, failed_at, problem)
     values (gen_random_uuid(), $1, 'INVITATION', 'ko', $2, null, now(), 'REFUSED') returning 'Mail_' || id as id`,
    [service.id, decodeId('Agent', inviteAgent.agent.id)],
  );
  const { rows: webhooks } = await kit.app.sql.query<{ id: string; deliveryId: string }>(
    `with w as (insert into webhook_endpoint (service_id, url, kinds, position) values ($1, 'https://shop.test', '{CHAT_RATED}', 0)
       returning id), d as (
       insert into webhook_delivery (endpoint_id, kind, at, subject_id, due_at, delivered_at)
       select id, 'TEST', now(), id, null, now() from w returning id)
     select 'Webhook_' || w.id as id, 'WebhookDelivery_' || d.id as "deliveryId" from w, d`,
    [service.id],
  );
  return {
    webhookId: webhooks[0]!.id,
    webhookDeliveryId: webhooks[0]!.deliveryId,
    deadMailId: dead[0]!.id,
    memberKeyId: createMemberSecret.key.id,
    mergeId: merged[0]!.id,
    masked: maskMessage,
    maskedFile: maskRegion,
    plainFileId: plainFile.id,
    service,
    foreign,
    nobody: new Actor(kit),
    customer,
    otherCustomer,
    foreignCustomer: await foreign.customer(),
    agent,
    colleague,
    agentWithoutRight: await service.agent({ canChat: false, canTicket: false }),
    admin: await service.admin(),
    foreignAgent,
    both,
    bothElsewhere,
    owner,
    away,
    closed: { id: closed.id, ticketId: decodeId('Ticket', kept.id)! },
    accountId: spare[0]!.id,
    sessionId: account.sessions.find(({ current }: Answer) => !current).id,
    chatId: customer.chatId,
    ticketId: submitInquiry.ticket.id,
    foreignTicketId: createTicket.id,
    noteId: addTicketComment.id,
    invitedId: inviteAgent.agent.id,
    categoryId: saveCategory.id,
    apiClientId: client.id,
    cannedReplyId: saveCannedReply.id,
  };
}

let read: Promise<World> | undefined;
/** The same for all who only read, or write nothing that another of them looks for. */
const worldToRead = () => (read ??= world());

const owners = { customer: 'seen', agent: 'seen' };
const readers = { ...owners, colleague: 'seen' };
const hidden = (others: string, nobody = others === 'FORBIDDEN' ? 'UNAUTHENTICATED' : others): Expected => ({
  nobody,
  foreignCustomer: others,
  otherCustomer: others,
  foreignAgent: others,
  agentWithoutRight: others,
  admin: others,
  colleague: others,
  customer: others,
  agent: others,
});
const everyone = (outcome: string) => hidden(outcome);

interface Case {
  document: string;
  /** What each role gets; what is refused comes first, so that what it would have done shows. */
  expected: Expected;
  variables?: (world: World) => object;
  /** What counts as seen, of the field's answer. */
  seen?: (answer: Answer, world: World) => boolean;
  prepare?: (world: World) => Promise<void>;
}

/** Every agent, of whichever service and right. */
const agents = (word: string) => ({
  foreignAgent: word,
  agentWithoutRight: word,
  admin: word,
  colleague: word,
  agent: word,
});

/** Who administers elsewhere does it there. */
const administrators = (word: string) => ({ admin: word, bothElsewhere: word });

/** Agents with the ticket right, the other service's included. */
const ticketAgents = (word: string) => ({
  foreignAgent: word,
  admin: word,
  colleague: word,
  agent: word,
});

const ofChat = ({ chatId }: World) => ({ id: chatId });
const ofType = ({ service }: World) => ({ id: service.inquiryTypeId });
const ofCustomer = ({ customer }: World) => ({ id: customer.id });
const ofWebhook = ({ webhookId }: World) => ({ id: webhookId });
const ofClient = ({ apiClientId }: World) => ({ id: apiClientId });
const ofRegion = ({ maskedFile }: World) => ({ id: maskedFile.regions[0]!.id });
const ofMask = ({ masked }: World) => ({ id: masked.masks[0]!.id });

/** Every root field of the schema: what it answers to whom. */
const cases: Record<string, Case> = {
  'Query.viewer': {
    document: '{ answer: viewer { __typename } }',
    expected: {
      ...everyone('Agent'),
      nobody: 'null',
      customer: 'Customer',
      otherCustomer: 'Customer',
      foreignCustomer: 'Customer',
      away: 'Agent',
    },
  },
  'Query.node': {
    document: 'query ($id: ID!) { answer: node(id: $id) { id } }',
    variables: ofChat,
    expected: { ...hidden('null'), ...readers },
  },
  'Query.epoch': {
    document: '{ answer: epoch }',
    expected: everyone('seen'),
  },
  'Query.chatChanges': {
    document: 'query ($id: ID!) { answer: chatChanges(chatId: $id) { messages { body } } }',
    variables: ofChat,
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...readers },
    seen: ({ messages }) => messages[0].body === 'hello',
  },
  'Query.ticketChanges': {
    document: 'query ($id: ID!) { answer: ticketChanges(ticketId: $id) { ticket { comments { body } } } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...ticketAgents('seen'), foreignAgent: 'null' },
    seen: ({ ticket }) => ticket.comments[0]?.body === 'internal',
  },
  'Query.customerDataLink': {
    document: '{ answer: customerDataLink { enabled url } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Mutation.saveCustomerDataLink': {
    document: 'mutation { answer: saveCustomerDataLink(input: { sendsEmail: true }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CustomerDataLink') },
  },
  'Mutation.rotateCustomerDataSecret': {
    document: 'mutation { answer: rotateCustomerDataSecret { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CustomerDataSecret') },
  },
  'Mutation.testCustomerDataLink': {
    document: 'mutation { answer: testCustomerDataLink { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CustomerDataLinkOff') },
  },
  'Mutation.lookUpCustomerData': {
    document: 'mutation ($id: ID!) { answer: lookUpCustomerData(customerId: $id) { __typename } }',
    variables: ofCustomer,
    expected: {
      ...hidden('NotPermitted'),
      ...ticketAgents('CustomerDataLinkOff'),
      foreignAgent: 'NotPermitted',
    },
  },
  'Query.memberKeys': {
    document: '{ answer: memberKeys { hint publicKey } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen'), bothElsewhere: 'null' },
    seen: (answer) => answer.length > 0,
  },
  'Query.memberLinkUse': {
    document: '{ answer: memberLinkUse { acceptedAt refusedAt refusal } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Mutation.saveMemberLink': {
    document: 'mutation { answer: saveMemberLink(input: { enabled: true }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.createMemberSecret': {
    document: 'mutation { answer: createMemberSecret { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CreatedMemberSecret') },
  },
  'Mutation.addMemberPublicKey': {
    document: 'mutation ($key: String!) { answer: addMemberPublicKey(publicKey: $key) { __typename } }',
    variables: () => ({ key: keyPair('ec').publicKey.export({ type: 'spki', format: 'pem' }) }),
    expected: { ...hidden('NotPermitted'), ...administrators('MemberKey') },
  },
  'Mutation.endMemberKey': {
    document: 'mutation ($id: ID!) { answer: endMemberKey(keyId: $id) }',
    variables: ({ memberKeyId }) => ({ id: memberKeyId }),
    expected: { ...hidden('FORBIDDEN'), admin: 'true', bothElsewhere: 'false' },
  },
  // Who asks does not matter, but for agents of other services, in whose eyes this one does not exist.
  'Mutation.identify': {
    document: `mutation ($slug: String!) { answer: identify(input: { service: $slug, identity: "a.b.c" }) { __typename } }`,
    variables: ({ service }) => ({ slug: service.slug }),
    expected: everyone('IdentityRefused'),
  },
  'Query.helpCenter': {
    document: 'query ($slug: String!) { answer: helpCenter(service: $slug) { service { name } } }',
    variables: ({ service }) => ({ slug: service.slug }),
    expected: everyone('seen'),
  },
  'Query.chat': {
    document: 'query ($id: ID!) { answer: chat(id: $id) { id messages { edges { node { body } } } } }',
    variables: ofChat,
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...readers },
    seen: (answer) => answer.messages.edges[0].node.body === 'hello',
  },
  'Query.chats': {
    document: '{ answer: chats(first: 100) { edges { node { id } } } }',
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...readers },
    seen: ({ edges }, { chatId }) => edges.some(({ node }: Answer) => node.id === chatId),
  },
  'Mutation.signIn': {
    document: 'mutation ($e: String!) { answer: signIn(email: $e, password: "wrong") { __typename } }',
    variables: () => ({ e: `${randomUUID()}@test.test` }),
    expected: everyone('InvalidCredentials'),
  },
  'Mutation.signOut': {
    document: 'mutation { answer: signOut }',
    expected: {
      ...everyone('true'),
      // It is one session, and was ended elsewhere.
      both: 'false',
      nobody: 'false',
      customer: 'false',
      otherCustomer: 'false',
      foreignCustomer: 'false',
      away: 'true',
    },
  },
  'Query.account': {
    document: '{ answer: account { email name language sessions { current } places { service { slug } } } }',
    expected: { ...hidden('null'), ...agents('seen'), away: 'seen' },
    seen: ({ email }) => email.endsWith('@test.test'),
  },
  'Mutation.saveAccount': {
    document: 'mutation { answer: saveAccount(input: { name: "Me" }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('Account'), away: 'Account' },
  },
  'Mutation.changePassword': {
    document:
      'mutation { answer: changePassword(password: "correct horse", newPassword: "battery staple") { __typename } }',
    // It is one password, and was changed elsewhere.
    expected: { ...hidden('NotPermitted'), ...agents('Account'), both: 'InvalidCredentials', away: 'Account' },
  },
  'Mutation.beginSecondFactor': {
    document: 'mutation { answer: beginSecondFactor(password: "correct horse") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('SecondFactorSetup'), away: 'SecondFactorSetup' },
  },
  'Mutation.confirmSecondFactor': {
    document: 'mutation { answer: confirmSecondFactor(code: "123456") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('SecondFactorOff'), away: 'SecondFactorOff' },
  },
  'Mutation.switchOffSecondFactor': {
    document: 'mutation { answer: switchOffSecondFactor(password: "correct horse", code: "123456") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('SecondFactorOff'), away: 'SecondFactorOff' },
  },
  'Mutation.renewRecoveryCodes': {
    document: 'mutation { answer: renewRecoveryCodes(password: "correct horse", code: "123456") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('SecondFactorOff'), away: 'SecondFactorOff' },
  },
  'Mutation.requireSecondFactor': {
    document: 'mutation { answer: requireSecondFactor(required: false) { __typename } }',
    expected: { ...everyone('NotPermitted'), owner: 'Organisation' },
  },
  'Mutation.endSession': {
    document: 'mutation ($id: ID!) { answer: endSession(sessionId: $id) { __typename } }',
    variables: ({ sessionId }) => ({ id: sessionId }),
    expected: { ...hidden('NotPermitted'), agent: 'Account' },
  },
  'Mutation.signOutEverywhere': {
    document: 'mutation { answer: signOutEverywhere }',
    expected: { ...everyone('0'), ...agents('1'), agent: '2', both: '0', away: '1' },
  },
  'Query.serviceSettings': {
    document: '{ answer: serviceSettings { revision } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen') },
  },
  'Query.agents': {
    document: '{ answer: agents(first: 100) { edges { node { id email } } } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen'), foreignAgent: 'null' },
    seen: ({ edges }, { agent }) => edges.some(({ node }: Answer) => node.id === agent.id),
  },
  'Query.changeLog': {
    document: '{ answer: changeLog { edges { node { field } } } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Query.apiClients': {
    document: '{ answer: apiClients { id scopes lastUsedAddress secrets { prefix } } }',
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    seen: (clients, { apiClientId }) => clients.some(({ id }: Answer) => id === apiClientId),
  },
  'Query.keyScopes': {
    document: '{ answer: keyScopes { name sentence } }',
    expected: hidden('seen', 'UNAUTHENTICATED'),
  },
  'Mutation.createApiClient': {
    document: 'mutation { answer: createApiClient(input: { name: "b", scopes: ["chats:read"] }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CreatedApiClient') },
  },
  'Mutation.updateApiClient': {
    document: 'mutation ($id: ID!) { answer: updateApiClient(input: { id: $id, name: "b" }) { __typename } }',
    variables: ofClient,
    expected: { ...hidden('NotPermitted'), admin: 'ApiClient' },
  },
  'Mutation.rotateApiClientSecret': {
    document: 'mutation ($id: ID!) { answer: rotateApiClientSecret(id: $id) { __typename } }',
    variables: ofClient,
    expected: { ...hidden('NotPermitted'), admin: 'CreatedApiClient' },
  },
  'Mutation.endFormerApiClientSecret': {
    document: 'mutation ($id: ID!) { answer: endFormerApiClientSecret(id: $id) { __typename } }',
    variables: ofClient,
    expected: { ...hidden('NotPermitted'), admin: 'ApiClient' },
  },
  'Mutation.revokeApiClient': {
    document: 'mutation ($id: ID!) { answer: revokeApiClient(id: $id) { __typename } }',
    variables: ofClient,
    expected: { ...hidden('NotPermitted'), admin: 'ApiClient' },
  },
  'Query.auditLog': {
    document: '{ answer: auditLog { edges { node { action maskId chat { id } } } } }',
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    // Who administers but may not chat learns that it happened, not where.
    seen: ({ edges }, { masked }) =>
      edges.some(({ node }: Answer) => node.maskId === masked.masks[0]!.id && !node.chat),
  },
  'Mutation.maskMessage': {
    document: `mutation ($id: ID!, $r: Int!) { answer: maskMessage(input: { messageId: $id, revision: $r, start: 0, end: 1 }) { __typename } }`,
    variables: ({ masked: { id, revision } }) => ({ id, r: revision }),
    expected: { ...hidden('NotPermitted'), colleague: 'Message', agent: 'Message' },
  },
  'Mutation.maskText': {
    document: `mutation ($id: ID!) { answer: maskText(input: { objectId: $id, field: "title", revision: 1000, start: 0, end: 1 }) { __typename } }`,
    variables: ({ ticketId }) => ({ id: ticketId }),
    // Of a revision that is not there yet.
    expected: { ...hidden('NotPermitted'), ...ticketAgents('StaleText'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.maskTexts': {
    document: `mutation ($id: ID!) { answer: maskTexts(input: [{ objectId: $id, field: "title", revision: 1000, start: 0, end: 1 }]) {
      ... on NotPermitted { __typename } ... on MaskedTexts { refused { reason } } } }`,
    variables: ({ ticketId }) => ({ id: ticketId }),
    // Of a revision that is not there yet.
    expected: { ...hidden('NotPermitted'), ...ticketAgents('seen'), foreignAgent: 'NotPermitted' },
    seen: ({ refused }) => refused[0].reason === 'STALE',
  },
  'Mutation.unmaskText': {
    document: 'mutation ($id: ID!) { answer: unmaskText(maskId: $id) { __typename } }',
    variables: ofMask,
    expected: { ...hidden('NotPermitted'), colleague: 'Message', agent: 'Message' },
  },
  'Mutation.unmaskMessage': {
    document: 'mutation ($id: ID!) { answer: unmaskMessage(maskId: $id) { __typename } }',
    variables: ofMask,
    expected: { ...hidden('NotPermitted'), colleague: 'Message', agent: 'Message' },
  },
  'Mutation.revealMask': {
    document: 'mutation ($id: ID!) { answer: revealMask(maskId: $id, reason: "why") { __typename } }',
    variables: ofMask,
    expected: { ...hidden('NotPermitted'), agent: 'RevealedMask' },
  },
  'Mutation.sealMask': {
    document: 'mutation ($id: ID!) { answer: sealMask(maskId: $id) { __typename } }',
    variables: ofMask,
    expected: { ...hidden('NotPermitted'), agent: 'Message' },
  },
  'Mutation.maskRegion': {
    document: `mutation ($id: ID!) { answer: maskRegion(input: { attachmentId: $id, revision: 1000 }) { __typename } }`,
    variables: ({ plainFileId }) => ({ id: plainFileId }),
    // Of a revision that is not there yet.
    expected: { ...hidden('NotPermitted'), ...ticketAgents('StaleText'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.unmaskRegion': {
    document: 'mutation ($id: ID!) { answer: unmaskRegion(regionId: $id) { __typename } }',
    variables: ofRegion,
    expected: { ...hidden('NotPermitted'), ...ticketAgents('Attachment'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.revealRegion': {
    document: 'mutation ($id: ID!) { answer: revealRegion(regionId: $id, reason: "why") { __typename } }',
    variables: ofRegion,
    expected: { ...hidden('NotPermitted'), agent: 'RevealedRegion' },
  },
  'Mutation.sealRegion': {
    document: 'mutation ($id: ID!) { answer: sealRegion(regionId: $id) { __typename } }',
    variables: ofRegion,
    expected: { ...hidden('NotPermitted'), agent: 'Attachment' },
  },
  'Mutation.saveMaskingSettings': {
    document: 'mutation { answer: saveMaskingSettings(input: { sealAfterDays: 30 }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.saveRetentionSettings': {
    document: 'mutation { answer: saveRetentionSettings(input: { chatMonths: 120 }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Query.retentionForecast': {
    document: '{ answer: retentionForecast { chats tickets customers } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Mutation.putHold': {
    document: 'mutation ($id: ID!) { answer: putHold(id: $id, reason: "a reason") { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), admin: 'HoldState' },
  },
  'Mutation.liftHold': {
    document: 'mutation ($id: ID!) { answer: liftHold(id: $id) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), admin: 'HoldState' },
  },
  'Query.invitation': {
    document: 'query ($t: String!) { answer: invitation(token: $t) { email } }',
    variables: () => ({ t: randomUUID() }),
    expected: everyone('null'),
  },
  'Query.mailsPasswordResets': { document: '{ answer: mailsPasswordResets }', expected: everyone('false') },
  'Query.passwordReset': {
    document: 'query ($t: String!) { answer: passwordReset(token: $t) { email } }',
    variables: () => ({ t: randomUUID() }),
    expected: everyone('null'),
  },
  'Mutation.requestPasswordReset': {
    document: 'mutation ($e: String!) { answer: requestPasswordReset(email: $e, language: ko) { __typename } }',
    variables: () => ({ e: `${randomUUID()}@test.test` }),
    expected: everyone('PasswordResetRequest'),
  },
  'Mutation.resetPassword': {
    document:
      'mutation ($t: String!) { answer: resetPassword(token: $t, newPassword: "battery staple") { __typename } }',
    variables: () => ({ t: randomUUID() }),
    expected: everyone('PasswordLinkInvalid'),
  },
  // Of a kind that is not said to be done, so that nobody does it.
  'Mutation.confirmChecklistItem': {
    document: 'mutation { answer: confirmChecklistItem(kind: MAIL) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('InvalidInput') },
  },
  'Query.checklist': {
    document: '{ answer: checklist { items { kind } } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Mutation.dismissChecklist': {
    document: 'mutation { answer: dismissChecklist { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('Checklist') },
  },
  'Mutation.saveLogo': {
    document: 'mutation { answer: saveLogo(token: "none") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('PictureMissing') },
  },
  'Mutation.savePicture': {
    document: 'mutation { answer: savePicture(token: "none") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...agents('PictureMissing'), away: 'PictureMissing' },
  },
  'Query.organisation': {
    document: '{ answer: organisation { accounts(first: 100) { edges { node { email places { role } } } } } }',
    expected: { ...everyone('FORBIDDEN'), owner: 'seen' },
  },
  'Mutation.saveOrganisation': {
    document: 'mutation { answer: saveOrganisation(input: { name: "Hanbit" }) { __typename } }',
    expected: { ...everyone('NotPermitted'), owner: 'Organisation' },
  },
  'Mutation.createService': {
    document: `mutation ($slug: String!) { answer: createService(input: { name: "New", slug: $slug, languages: [ko],
      timeZone: "Asia/Seoul" }) { __typename } }`,
    variables: () => ({ slug: `n-${randomUUID()}` }),
    expected: { ...everyone('NotPermitted'), owner: 'CreatedService' },
  },
  'Mutation.switchService': {
    document: 'mutation ($id: ID!) { answer: switchService(serviceId: $id, on: true) { __typename } }',
    variables: ({ foreign }) => ({ id: `Service_${foreign.id}` }),
    expected: { ...everyone('NotPermitted'), owner: 'OrganisationService' },
  },
  'Mutation.limitContract': {
    document: 'mutation ($id: ID!) { answer: limitContract(serviceId: $id, mayHold: [chat]) { __typename } }',
    variables: ({ service }) => ({ id: `Service_${service.id}` }),
    expected: { ...everyone('NotPermitted'), owner: 'OrganisationService' },
  },
  'Mutation.revokeOrganisationKey': {
    document: 'mutation ($id: ID!) { answer: revokeOrganisationKey(keyId: $id) { __typename } }',
    variables: ofClient,
    expected: { ...everyone('NotPermitted'), owner: 'OrganisationKey' },
  },
  ...Object.fromEntries(
    ['lockAccount', 'unlockAccount', 'makeOwner', 'unmakeOwner', 'resetSecondFactor'].map((verb) => [
      `Mutation.${verb}`,
      {
        document: `mutation ($id: ID!) { answer: ${verb}(accountId: $id) { __typename } }`,
        variables: ({ accountId }: World) => ({ id: accountId }),
        expected: { ...everyone('NotPermitted'), owner: 'OrganisationAccount' },
      },
    ]),
  ),
  'Query.setupState': {
    document: 'query ($t: String!) { answer: setupState(token: $t) }',
    variables: () => ({ t: randomUUID() }),
    expected: everyone('seen'),
    seen: (answer) => answer === 'DONE',
  },
  'Query.ticket': {
    document: 'query ($id: ID!) { answer: ticket(id: $id) { id content customer { id } } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...readers, admin: 'seen' },
  },
  'Query.tickets': {
    document: '{ answer: tickets { edges { node { id } } } }',
    expected: { ...hidden('null', 'UNAUTHENTICATED'), ...readers, admin: 'seen' },
    seen: ({ edges }, { ticketId }) => edges.some(({ node }: Answer) => node.id === ticketId),
  },
  'Query.ticketCounts': {
    document: '{ answer: ticketCounts { unassigned } }',
    expected: { ...hidden('FORBIDDEN'), ...ticketAgents('seen') },
  },
  'Mutation.createTicket': {
    document: `mutation ($id: ID!, $type: ID!) { answer: createTicket(input: {
      chatId: $id, inquiryTypeId: $type, title: "t", content: "c" }) { __typename } }`,
    variables: ({ chatId, service }) => ({ id: chatId, type: service.inquiryTypeId }),
    expected: { ...hidden('NotPermitted'), agent: 'Ticket', colleague: 'Ticket' },
  },
  'Mutation.takeTicket': {
    document: 'mutation ($id: ID!) { answer: takeTicket(ticketId: $id) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: { ...hidden('NotPermitted'), admin: 'Ticket', colleague: 'TicketTaken', agent: 'TicketTaken' },
  },
  'Mutation.updateTicket': {
    document:
      'mutation ($id: ID!) { answer: updateTicket(input: { ticketId: $id, revision: 1, priority: HIGH }) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: { ...hidden('NotPermitted'), ...ticketAgents('Ticket'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.addTicketComment': {
    document:
      'mutation ($id: ID!) { answer: addTicketComment(input: { ticketId: $id, key: "k", text: "more" }) { __typename } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: {
      ...hidden('NotPermitted'),
      ...ticketAgents('TicketComment'),
      foreignAgent: 'NotPermitted',
      customer: 'TicketComment',
    },
  },
  'Subscription.ticketChanges': {
    document: 'subscription ($id: ID!) { answer: ticketChanges(ticketId: $id) { comments { body } } }',
    variables: ({ ticketId }) => ({ id: ticketId }),
    expected: {
      ...hidden('NOT_FOUND', 'UNAUTHENTICATED'),
      ...ticketAgents('seen'),
      foreignAgent: 'NOT_FOUND',
      customer: 'other',
    },
    seen: ({ comments }) => comments[0]?.body === 'internal',
  },
  'Subscription.ticketListChanges': {
    document: 'subscription { answer: ticketListChanges { id } }',
    expected: { ...hidden('FORBIDDEN'), ...ticketAgents('seen'), foreignAgent: 'other' },
    seen: ({ id }, { ticketId }) => id === ticketId,
  },
  'Query.customer': {
    document: 'query ($id: ID!) { answer: customer(id: $id) { id name memo } }',
    variables: ofCustomer,
    expected: { ...hidden('FORBIDDEN'), ...ticketAgents('seen'), foreignAgent: 'null', agentWithoutRight: 'null' },
    seen: ({ name }) => name === 'Kim',
  },
  'Query.customers': {
    document: '{ answer: customers(first: 100) { edges { node { id } } } }',
    expected: { ...hidden('FORBIDDEN'), ...ticketAgents('seen'), foreignAgent: 'null', agentWithoutRight: 'null' },
    seen: ({ edges }, { customer }) => edges.some(({ node }: Answer) => node.id === customer.id),
  },
  'Mutation.saveCustomer': {
    document: 'mutation ($id: ID!) { answer: saveCustomer(input: { customerId: $id, phone: "1" }) { __typename } }',
    variables: ofCustomer,
    expected: { ...hidden('NotPermitted'), ...ticketAgents('Customer'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.forgetVisitor': {
    document: 'mutation { answer: forgetVisitor }',
    expected: {
      ...everyone('false'),
      customer: 'true',
      otherCustomer: 'true',
      foreignCustomer: 'true',
    },
  },
  'Mutation.settleSaid': {
    document:
      'mutation ($id: ID!) { answer: settleSaid(input: { customerId: $id, field: NAME, said: "nobody", take: true }) { __typename } }',
    variables: ofCustomer,
    // Who may decide finds that the customer does not say so.
    expected: {
      ...hidden('NotPermitted'),
      ...ticketAgents('StaleCustomer'),
      foreignAgent: 'NotPermitted',
      agentWithoutRight: 'NotPermitted',
    },
  },
  'Mutation.mergeCustomers': {
    document:
      'mutation ($from: ID!, $into: ID!) { answer: mergeCustomers(fromId: $from, intoId: $into) { __typename } }',
    variables: ({ customer, otherCustomer }) => ({ from: customer.id, into: otherCustomer.id }),
    // The first who may does it; to the others it was done already.
    expected: {
      ...hidden('NotPermitted'),
      ...ticketAgents('InvalidInput'),
      foreignAgent: 'NotPermitted',
      admin: 'Customer',
    },
  },
  'Mutation.undoMerge': {
    document: 'mutation ($id: ID!) { answer: undoMerge(mergeId: $id) { __typename } }',
    variables: ({ mergeId }) => ({ id: mergeId }),
    expected: { ...hidden('NotPermitted'), ...ticketAgents('Customer'), foreignAgent: 'NotPermitted' },
  },
  'Mutation.eraseCustomer': {
    document: 'mutation ($id: ID!) { answer: eraseCustomer(customerId: $id) { __typename } }',
    variables: ofCustomer,
    // The chat of this customer is open.
    expected: { ...hidden('NotPermitted'), admin: 'ChatOpen' },
  },
  'Query.categories': {
    document: '{ answer: categories { id } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen'), foreignAgent: 'null' },
    seen: (answer, { categoryId }) => answer.some(({ id }: Answer) => id === categoryId),
  },
  'Query.inquiryTypes': {
    document: '{ answer: inquiryTypes { id } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen'), foreignAgent: 'null' },
    seen: (answer, { service }) => answer.some(({ id }: Answer) => id === service.inquiryTypeId),
  },
  'Query.cannedReplies': {
    document: '{ answer: cannedReplies { id } }',
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', colleague: 'seen', agent: 'seen', foreignAgent: 'null' },
    seen: (answer, { cannedReplyId }) => answer.some(({ id }: Answer) => id === cannedReplyId),
  },
  'Mutation.saveCategory': {
    document: 'mutation { answer: saveCategory(input: { name: "Returns" }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('Category') },
  },
  'Mutation.moveCategory': {
    document: 'mutation ($id: ID!) { answer: moveCategory(categoryId: $id) { __typename } }',
    variables: ({ categoryId }) => ({ id: categoryId }),
    expected: { ...hidden('NotPermitted'), admin: 'Category' },
  },
  'Mutation.removeCategory': {
    document: 'mutation ($id: ID!) { answer: removeCategory(categoryId: $id) { __typename } }',
    variables: ({ categoryId }) => ({ id: categoryId }),
    expected: { ...hidden('NotPermitted'), admin: 'Category' },
  },
  'Mutation.saveInquiryType': {
    document: 'mutation ($id: ID!) { answer: saveInquiryType(input: { id: $id, inHelpCenter: true }) { __typename } }',
    variables: ofType,
    expected: { ...hidden('NotPermitted'), admin: 'InquiryType' },
  },
  'Mutation.moveInquiryType': {
    document: 'mutation ($id: ID!) { answer: moveInquiryType(inquiryTypeId: $id) { __typename } }',
    variables: ofType,
    expected: { ...hidden('NotPermitted'), admin: 'InquiryType' },
  },
  'Mutation.removeInquiryType': {
    document: 'mutation ($id: ID!) { answer: removeInquiryType(inquiryTypeId: $id) { __typename } }',
    variables: ofType,
    expected: { ...hidden('NotPermitted'), admin: 'InquiryType' },
  },
  'Mutation.saveCannedReply': {
    document: 'mutation { answer: saveCannedReply(input: { shortcut: "bye", body: "Bye" }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('CannedReply') },
  },
  'Mutation.moveCannedReply': {
    document: 'mutation ($id: ID!) { answer: moveCannedReply(cannedReplyId: $id) { __typename } }',
    variables: ({ cannedReplyId }) => ({ id: cannedReplyId }),
    expected: { ...hidden('NotPermitted'), admin: 'CannedReply' },
  },
  'Mutation.removeCannedReply': {
    document: 'mutation ($id: ID!) { answer: removeCannedReply(cannedReplyId: $id) { __typename } }',
    variables: ({ cannedReplyId }) => ({ id: cannedReplyId }),
    expected: { ...hidden('NotPermitted'), admin: 'CannedReply' },
  },
  'Mutation.saveChatInfo': {
    document: 'mutation ($id: ID!) { answer: saveChatInfo(input: { chatId: $id, name: "Lee" }) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), agent: 'Chat' },
  },
  'Mutation.addChatNote': {
    document: 'mutation ($id: ID!) { answer: addChatNote(input: { chatId: $id, key: "k", text: "t" }) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), colleague: 'ChatNote', agent: 'ChatNote' },
  },
  'Mutation.saveContract': {
    document: 'mutation { answer: saveContract(input: { chat: true }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.saveGeneralSettings': {
    document: 'mutation { answer: saveGeneralSettings(input: {}) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.saveHelpCenterSettings': {
    document: 'mutation { answer: saveHelpCenterSettings(input: { chat: true }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.saveMailSettings': {
    document: 'mutation { answer: saveMailSettings(input: { quotesAnswers: true }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.addSite': {
    document: 'mutation { answer: addSite(origin: "https://shop.test") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Mutation.removeSite': {
    document: 'mutation { answer: removeSite(origin: "https://shop.test") { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Query.refusedSites': {
    document: '{ answer: refusedSites { origin } }',
    prepare: async ({ service }) => {
      await kit.app.sql.query(
        `with s as (update service set sites = '{https://shop.test}' where id = $1 returning id)
         insert into refused_site (service_id, origin) select id, 'https://stranger.test' from s`,
        [service.id],
      );
    },
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    seen: (answer) => answer.some(({ origin }: Answer) => origin === 'https://stranger.test'),
  },
  'Query.mailDelivery': {
    document: '{ answer: mailDelivery }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen') },
    seen: (told) => told === 'NONE',
  },
  'Query.undeliveredMails': {
    document: '{ answer: undeliveredMails { edges { node { id receiver } } } }',
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    seen: ({ edges }, { deadMailId }) => edges.some(({ node }: Answer) => node.id === deadMailId),
  },
  'Mutation.retryMails': {
    document: 'mutation ($id: ID!) { answer: retryMails(mailId: $id) { __typename } }',
    variables: ({ deadMailId }) => ({ id: deadMailId }),
    // There is no mail server here.
    expected: { ...hidden('NotPermitted'), ...administrators('NoMailServer') },
  },
  'Query.serviceEvents': {
    document: '{ answer: serviceEvents { cursor } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Subscription.serviceEvents': {
    document: 'subscription { answer: serviceEvents { cursor objectId } }',
    // Each hears of their own service.
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Query.webhooks': {
    document: '{ answer: webhooks { id } }',
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    seen: (answer, { webhookId }) => answer.some(({ id }: Answer) => id === webhookId),
  },
  'Query.webhookDeliveries': {
    document: 'query ($id: ID!) { answer: webhookDeliveries(webhookId: $id) { edges { node { id } } } }',
    variables: ofWebhook,
    expected: { ...hidden('FORBIDDEN'), admin: 'seen', bothElsewhere: 'null' },
    seen: ({ edges }, { webhookDeliveryId }) => edges.some(({ node }: Answer) => node.id === webhookDeliveryId),
  },
  'Mutation.createWebhook': {
    document:
      'mutation { answer: createWebhook(input: { url: "https://shop.test/new", kinds: [CHAT_RATED] }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('WebhookSecret') },
  },
  'Mutation.updateWebhook': {
    document: 'mutation ($id: ID!) { answer: updateWebhook(input: { id: $id }) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'Webhook' },
  },
  'Mutation.pauseWebhook': {
    document: 'mutation ($id: ID!) { answer: pauseWebhook(id: $id) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'Webhook' },
  },
  'Mutation.resumeWebhook': {
    document: 'mutation ($id: ID!) { answer: resumeWebhook(id: $id) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'Webhook' },
  },
  'Mutation.removeWebhook': {
    document: 'mutation ($id: ID!) { answer: removeWebhook(id: $id) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'RemovedWebhook' },
  },
  'Mutation.rotateWebhookSecret': {
    document: 'mutation ($id: ID!) { answer: rotateWebhookSecret(id: $id) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'WebhookSecret' },
  },
  'Mutation.testWebhook': {
    document: 'mutation ($id: ID!) { answer: testWebhook(id: $id) { __typename } }',
    variables: ofWebhook,
    expected: { ...hidden('NotPermitted'), admin: 'WebhookDelivery' },
  },
  'Mutation.sendWebhookAgain': {
    document: 'mutation ($id: ID!) { answer: sendWebhookAgain(deliveryId: $id) { __typename } }',
    variables: ({ webhookDeliveryId }) => ({ id: webhookDeliveryId }),
    expected: { ...hidden('NotPermitted'), admin: 'WebhookDelivery' },
  },
  'Mutation.saveChatSettings': {
    document: 'mutation { answer: saveChatSettings(input: { seats: 5 }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ServiceSettings') },
  },
  'Query.consentDraft': {
    document: '{ answer: consentDraft { revision } }',
    expected: { ...hidden('FORBIDDEN'), ...administrators('seen') },
  },
  'Query.consentVersions': {
    document: '{ answer: consentVersions { version } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen') },
  },
  'Mutation.saveConsentDraft': {
    document: 'mutation { answer: saveConsentDraft(input: { revision: 0 }) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ConsentDraft') },
  },
  'Mutation.publishConsentDraft': {
    document: 'mutation { answer: publishConsentDraft(revision: 0) { __typename } }',
    expected: { ...hidden('NotPermitted'), ...administrators('ConsentVersion') },
  },
  'Mutation.inviteAgent': {
    document: `mutation ($e: String!) { answer: inviteAgent(input: { email: $e, name: "New", role: AGENT, canChat: true }) { __typename } }`,
    variables: () => ({ e: `${randomUUID()}@test.test` }),
    expected: { ...hidden('NotPermitted'), ...administrators('InvitedAgent') },
  },
  'Mutation.renewInvitation': {
    document: 'mutation ($id: ID!) { answer: renewInvitation(agentId: $id) { __typename } }',
    variables: ({ invitedId }) => ({ id: invitedId }),
    expected: { ...hidden('NotPermitted'), admin: 'InvitedAgent' },
  },
  'Mutation.setUp': {
    document: `mutation ($t: String!) { answer: setUp(token: $t, password: "long enough", input: { organisation: "o", serviceName: "s", slug: "s", languages: [ko],
      timeZone: "Asia/Seoul", name: "n", email: "n@test.test" }) { __typename } }`,
    variables: () => ({ t: randomUUID() }),
    expected: everyone('SetupDone'),
  },
  'Mutation.acceptInvitation': {
    document: 'mutation ($t: String!) { answer: acceptInvitation(token: $t, password: "long enough") { __typename } }',
    variables: () => ({ t: randomUUID() }),
    expected: everyone('InvitationInvalid'),
  },
  'Mutation.saveAgent': {
    document: 'mutation ($id: ID!) { answer: saveAgent(input: { agentId: $id, canChat: true }) { __typename } }',
    variables: ({ agent }) => ({ id: agent.id }),
    expected: { ...hidden('NotPermitted'), admin: 'Agent' },
  },
  'Mutation.removeAgent': {
    document: 'mutation ($id: ID!) { answer: removeAgent(agentId: $id) { __typename } }',
    variables: ({ invitedId }) => ({ id: invitedId }),
    expected: { ...hidden('NotPermitted'), admin: 'Agent' },
  },
  'Mutation.setInAssignment': {
    document: 'mutation { answer: setInAssignment(inAssignment: true) { __typename } }',
    // Nobody here was given the switch.
    expected: everyone('NotPermitted'),
  },
  'Mutation.transferChat': {
    document:
      'mutation ($id: ID!, $to: ID!) { answer: transferChat(input: { chatId: $id, agentId: $to }) { __typename } }',
    variables: ({ chatId, colleague }) => ({ id: chatId, to: colleague.id }),
    expected: { ...hidden('NotPermitted'), agent: 'Chat' },
  },
  'Mutation.submitInquiry': {
    document: `mutation ($slug: String!, $type: ID!) { answer: submitInquiry(input: { service: $slug, inquiryTypeId: $type, email: "a@test.test",
      title: "t", content: "c", consent: { noticeVersion: "1", language: ko } }) { __typename } }`,
    variables: ({ service }) => ({ slug: service.slug, type: service.inquiryTypeId }),
    expected: { ...everyone('SubmittedInquiry'), foreignAgent: 'InquiryDisabled', away: 'InquiryDisabled' },
  },
  'Subscription.settingsChanges': {
    document: 'subscription { answer: settingsChanges { revision } }',
    expected: { ...hidden('FORBIDDEN'), ...agents('seen') },
  },
  'Subscription.waitingLine': {
    document: 'subscription { answer: waitingLine { count } }',
    expected: { ...hidden('FORBIDDEN'), foreignAgent: 'seen', colleague: 'seen', agent: 'seen' },
  },
  'Mutation.setAvailability': {
    document: 'mutation { answer: setAvailability(availability: BREAK) { __typename } }',
    expected: { ...hidden('NotPermitted'), agent: 'Agent', colleague: 'Agent', foreignAgent: 'Agent' },
  },
  'Mutation.startChat': {
    document: `mutation ($slug: String!) { answer: startChat(input: { service: $slug, consent: { noticeVersion: "1", language: ko } }) {
      __typename ... on StartedChat { chat { id } } } }`,
    variables: ({ service }) => ({ slug: service.slug }),
    // Only the customer who has it is answered with the chat; everyone else with one of their own.
    expected: { ...everyone('StartedChat'), customer: 'seen', foreignAgent: 'ChatDisabled', away: 'ChatDisabled' },
    seen: ({ chat }, { chatId }) => chat.id === chatId,
    // Each has a chat of their own to hear of.
    prepare: async (of) => {
      await kit.app.sql.query(
        `with held as (
           insert into lease (agent_id, process_id, expires_at)
           select id, gen_random_uuid(), now() + interval '1 day' from unnest($1::uuid[]) id)
         insert into chat (service_id, customer_id, agent_id, state, language, requested_at)
         select a.service_id, c.id, a.id, 'ACTIVE', 'en', now() from agent a, lateral (
           select id from customer where service_id = a.service_id limit 1) c where a.id = any($1::uuid[])`,
        [[of.both, of.bothElsewhere].map(({ id }) => decodeId('Agent', id))],
      );
    },
  },
  'Mutation.sendMessage': {
    document:
      'mutation ($id: ID!) { answer: sendMessage(input: { chatId: $id, key: "k", text: "hi" }) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), customer: 'Message', agent: 'Message' },
  },
  'Mutation.openChat': {
    document: 'mutation ($id: ID!) { answer: openChat(chatId: $id) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), agent: 'Chat' },
  },
  'Mutation.markRead': {
    document: 'mutation ($id: ID!) { answer: markRead(chatId: $id, seq: 1) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), customer: 'Chat', agent: 'Chat' },
  },
  'Mutation.setTyping': {
    document: 'mutation ($id: ID!) { answer: setTyping(chatId: $id, typing: true) }',
    variables: ofChat,
    expected: { ...hidden('false'), customer: 'true', agent: 'true' },
  },
  'Mutation.endChat': {
    document: 'mutation ($id: ID!) { answer: endChat(chatId: $id) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), customer: 'Chat', agent: 'Chat' },
  },
  'Mutation.requestRating': {
    document: 'mutation ($id: ID!) { answer: requestRating(chatId: $id) { __typename } }',
    variables: ofChat,
    expected: { ...hidden('NotPermitted'), agent: 'Chat' },
  },
  'Mutation.requestTranscript': {
    document: 'mutation ($id: ID!) { answer: requestTranscript(chatId: $id, email: "kim@test.test") { __typename } }',
    variables: ofChat,
    // No mail goes out here, and the chat goes on.
    expected: { ...hidden('NotPermitted'), customer: 'NoTranscript' },
  },
  'Mutation.rateChat': {
    document:
      'mutation ($id: ID!) { answer: rateChat(input: { chatId: $id, verdict: SATISFIED, comment: "good" }) { __typename } }',
    variables: ofChat,
    // Nobody has answered yet.
    expected: { ...hidden('NotPermitted'), customer: 'RatingClosed' },
  },
  'Subscription.chatChanges': {
    document: 'subscription ($id: ID!) { answer: chatChanges(chatId: $id) { messages { body } } }',
    variables: ofChat,
    expected: { ...hidden('NOT_FOUND', 'UNAUTHENTICATED'), ...readers },
    seen: ({ messages }) => messages[0].body === 'hello',
  },
  'Subscription.deskChanges': {
    document: 'subscription { answer: deskChanges { chat { id } } }',
    expected: { ...hidden('FORBIDDEN'), foreignAgent: 'other', colleague: 'other', agent: 'seen', away: 'FORBIDDEN' },
    seen: ({ chat }, { chatId }) => chat.id === chatId,
    // Each has a chat of their own to hear of.
    prepare: async (of) => {
      await kit.app.sql.query(
        `with held as (
           insert into lease (agent_id, process_id, expires_at)
           select id, gen_random_uuid(), now() + interval '1 day' from unnest($1::uuid[]) id)
         insert into chat (service_id, customer_id, agent_id, state, language, requested_at)
         select a.service_id, c.id, a.id, 'ACTIVE', 'en', now() from agent a, lateral (
           select id from customer where service_id = a.service_id limit 1) c where a.id = any($1::uuid[])`,
        [[of.both, of.bothElsewhere].map(({ id }) => decodeId('Agent', id))],
      );
    },
  },
  'Subscription.chatAvailability': {
    document: 'subscription ($slug: String!) { answer: chatAvailability(service: $slug) { state } }',
    variables: ({ service }) => ({ slug: service.slug }),
    expected: everyone('seen'),
    seen: ({ state }) => state === 'AVAILABLE',
  },
  'Subscription.presenceChanges': {
    document: 'subscription { answer: presenceChanges { agent { id email } } }',
    expected: {
      ...hidden('FORBIDDEN'),
      foreignAgent: 'other',
      agentWithoutRight: 'seen',
      admin: 'seen',
      colleague: 'seen',
      agent: 'seen',
    },
    seen: ({ agent }, of) =>
      [of.admin.id, of.invitedId, of.agent.id, of.colleague.id, of.agentWithoutRight.id].includes(agent.id),
  },
  'Subscription.typing': {
    document: 'subscription ($id: ID!) { answer: typing(chatId: $id) { name } }',
    variables: ofChat,
    expected: { ...hidden('NOT_FOUND', 'UNAUTHENTICATED'), ...readers },
  },
};

/** What an answer comes to, in one word. */
function wordOf({ data, errors }: Answer, { seen = () => true }: Case, of: World, isSubscription: boolean): string {
  if (errors) return errors[0].extensions.code as string;
  const { answer } = data;
  if (answer === null) return 'null';
  if (typeof answer === 'boolean' || typeof answer === 'number') return String(answer);
  if (answer.__typename && !(answer.__typename === 'StartedChat' && seen(answer, of)))
    return answer.__typename as string;
  if (seen(answer, of)) return 'seen';
  return isSubscription ? 'other' : 'null';
}

/** The first answer of a subscription, an event or a refusal; `poke` is repeated until there is one. */
async function firstOf(
  actor: Actor,
  document: string,
  variables: object,
  poke?: () => Promise<unknown>,
): Promise<Answer> {
  const events = actor.subscribe(document, variables);
  const state = { isRefused: false };
  const refused = events.ended.then((errors) => {
    state.isRefused = true;
    return { errors };
  });
  const first = Promise.race([refused, events.next().catch(() => refused)]);
  while (poke && events.all.length === 0 && !state.isRefused) await poke();
  const answer = await first;
  await events.close();
  return answer.errors ? answer : { data: answer };
}

async function answerTo(role: Role, field: string, of: World, variables: object): Promise<Answer> {
  const { document } = cases[field] as Case;
  if (!field.startsWith('Subscription')) {
    const { body } = await kit.post(JSON.stringify({ query: document, variables }), of[role].credentials);
    return body;
  }
  return firstOf(of[role], document, variables, pokes[field]?.(role, of));
}

/** What has to happen before there is something to hear. */
const pokes: Record<string, (role: Role, of: World) => () => Promise<unknown>> = {
  'Subscription.typing': (role, of) => () =>
    of[role === 'customer' ? 'agent' : 'customer'].run('mutation ($id: ID!) { setTyping(chatId: $id, typing: true) }', {
      id: of.chatId,
    }),
  // Each service has something new, and each hears of its own.
  'Subscription.ticketListChanges': (_, of) => () =>
    Promise.all([
      kit.app.write(null, (tx) => {
        tx.tell(ticketListTopic(of.closed.id), { ticketId: of.closed.ticketId });
      }),
      ...[of.agent, of.foreignAgent].map((agent) =>
        agent.run(
          `mutation ($id: ID!, $key: ID!) { addTicketComment(input: { ticketId: $id, key: $key, text: "again", kind: NOTE }) { __typename } }`,
          { id: agent === of.agent ? of.ticketId : of.foreignTicketId, key: randomUUID() },
        ),
      ),
    ]),
};

const customers = ['customer', 'otherCustomer', 'foreignCustomer'] as const;
const allAgents = roles.filter((role) => role !== 'nobody' && !(customers as readonly Role[]).includes(role));
const withRights = allAgents.filter((role) => role !== 'agentWithoutRight' && role !== 'owner' && role !== 'away');
const administering = ['admin', 'bothElsewhere'] as const;
/** Who the words of a description mean: everybody of them, and whom alone some of the fields are for. */
const people: Record<string, readonly Role[]> = {
  anyone: roles,
  customers,
  'customers and agents': [...customers, ...allAgents],
  'agents, also where their service is switched off': allAgents,
  'agents, also before they set up a second factor that is required': allAgents,
  agents: allAgents,
  'agents with the chat right': [...withRights, 'away'],
  'agents with the chat right, in a service that is switched on': withRights,
  'agents with the chat right and administrators': [...withRights, 'away'],
  'agents with the ticket right': [...withRights, 'away'],
  'agents with the chat right and agents with the ticket right': [...withRights, 'away'],
  administrators: administering,
  'owners of the organisation': ['owner'],
};

/** What each role is answered, those that are written down as another one included. */
function answersOf(field: string): Record<Role, string> {
  const { expected } = cases[field] as Case;
  const { colleague: both, foreignAgent: bothElsewhere, agentWithoutRight: owner } = expected;
  const nobody = expected.nobody === 'UNAUTHENTICATED' ? 'FORBIDDEN' : expected.nobody;
  const away = field.startsWith('Mutation.') ? nobody : bothElsewhere;
  return { both, bothElsewhere, owner, away, ...expected };
}

const isRefused = (word: string) => ['UNAUTHENTICATED', 'FORBIDDEN', 'NotPermitted'].includes(word);

describe('every root field', () => {
  test.each(Object.keys(cases))('%s says for whom it is', (field) => {
    const [root, name] = field.split('.') as [string, string];
    const type = schema.getType(root);
    const description = (isObjectType(type) && type.getFields()[name]?.description) || '';
    const words = / People: ([^.]+)\. API keys: /.exec(description)?.[1] ?? '';
    const answers = answersOf(field);
    const letIn = roles.filter((role) => !isRefused(answers[role]));
    expect(people[words], words).toEqual(expect.arrayContaining(letIn));
    // Only with `mayChangeAssignment`, which nobody here has.
    if (field === 'Mutation.setInAssignment') return;
    // It is for some of each kind that the words name.
    for (const kind of [['nobody'], customers, allAgents] satisfies (readonly Role[])[]) {
      const meant = kind.filter((role) => people[words]!.includes(role));
      expect([kind, meant.length === 0 || meant.some((role) => letIn.includes(role))]).toEqual([kind, true]);
    }
  });

  test('has its cases here', () => {
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name ?? ''}.${field}`),
    );
    expect(Object.keys(cases).sort()).toEqual(fields.sort());
  });

  test.each(Object.keys(cases))('%s answers to each role what is theirs', async (field) => {
    const of = await (field.startsWith('Query.') && !cases[field]?.prepare ? worldToRead() : world());
    const found = cases[field] as Case;
    await found.prepare?.(of);
    const got: Record<string, string> = {};
    for (const role of roles) {
      const answer = await answerTo(role, field, of, found.variables?.(of) ?? {});
      got[role] = wordOf(answer, found, of, field.startsWith('Subscription'));
    }
    expect(got).toEqual(answersOf(field));
  });

  test('is shut, or as to nobody, for who has to set up a second factor first', async () => {
    const of = await world();
    const require = (required: boolean) =>
      kit.app.write(null, async (tx) => {
        await tx.sql.query('update installation set second_factor_required = $1', [required]);
        tx.tell(rightsTopic, {});
      });
    await require(true);
    try {
      await expect.poll(() => of.colleague.run(cases['Query.viewer']!.document).catch(String)).toContain('SECOND');
      const answered: string[] = [];
      // What ends the session comes last.
      const ends = (field: string) => Number(field.startsWith('Mutation.signOut'));
      const fields = Object.keys(cases).sort((one, other) => ends(one) - ends(other));
      for (const field of fields) {
        const found = cases[field] as Case;
        const variables = found.variables?.(of) ?? {};
        const isSubscription = field.startsWith('Subscription');
        const answerOf = async (actor: Actor) => {
          const answer = isSubscription
            ? await firstOf(actor, found.document, variables)
            : (await kit.post(JSON.stringify({ query: found.document, variables }), actor.credentials)).body;
          return wordOf(answer, found, of, isSubscription);
        };
        const word = await answerOf(of.colleague);
        if (word !== 'SECOND_FACTOR_NEEDED' && word !== (await answerOf(of.nobody))) answered.push(field);
      }
      expect(answered.sort()).toEqual([
        'Mutation.beginSecondFactor',
        'Mutation.confirmSecondFactor',
        'Mutation.signOut',
        'Query.account',
      ]);
    } finally {
      await require(false);
    }
  });

  const ofOneChat = Object.keys(cases).filter((field) => cases[field]?.variables === ofChat);
  test.each(ofOneChat)('%s does not tell a hidden chat from one that is not there', async (field) => {
    // Whoever is asked here is refused, so nothing is written; a subscription is told of something.
    const of = await (field.startsWith('Subscription.') ? world() : worldToRead());
    const outcomes = async (role: Role, id: string) => {
      const { data, errors } = await answerTo(role, field, of, { id });
      return JSON.stringify({ data, errors });
    };
    for (const role of [
      'foreignAgent',
      'bothElsewhere',
      'agentWithoutRight',
      'otherCustomer',
      'foreignCustomer',
      'nobody',
    ] as const) {
      expect(await outcomes(role, of.chatId)).toBe(await outcomes(role, `Chat_${randomUUID()}`));
    }
  });
});

describe('every kind of node', () => {
  const nodes: Record<string, { id: (of: World) => Promise<string> | string; seenBy: readonly Role[] }> = {
    Agent: { id: ({ agent }) => agent.id, seenBy: ['agent', 'colleague', 'agentWithoutRight', 'admin'] },
    Customer: {
      id: ({ customer }) => customer.id,
      seenBy: ['customer', 'agent', 'colleague', 'admin'],
    },
    Chat: { id: ({ chatId }) => chatId, seenBy: ['customer', 'agent', 'colleague'] },
    Message: {
      id: async ({ agent, chatId }) => {
        const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { lastMessage { id } } }', { id: chatId });
        return chat.lastMessage.id as string;
      },
      seenBy: ['customer', 'agent', 'colleague'],
    },
    Ticket: { id: ({ ticketId }) => ticketId, seenBy: ['customer', 'agent', 'colleague', 'admin'] },
    TicketComment: { id: ({ noteId }) => noteId, seenBy: ['agent', 'colleague', 'admin'] },
    ChangeLogEntry: {
      id: async ({ admin }) => {
        const { changeLog } = await admin.run('{ changeLog { edges { node { id } } } }');
        return changeLog.edges[0].node.id as string;
      },
      seenBy: ['admin'],
    },
    Category: {
      id: ({ categoryId }) => categoryId,
      seenBy: ['agent', 'colleague', 'agentWithoutRight', 'admin'],
    },
    CannedReply: { id: ({ cannedReplyId }) => cannedReplyId, seenBy: ['agent', 'colleague', 'admin'] },
    Mask: { id: (of) => ofMask(of).id, seenBy: ['customer', 'agent', 'colleague'] },
    MaskedRegion: { id: (of) => ofRegion(of).id, seenBy: ['customer', 'agent', 'colleague', 'admin'] },
    AuditEntry: {
      id: async ({ admin }) => {
        const { auditLog } = await admin.run('{ auditLog { edges { node { id } } } }');
        return auditLog.edges[0].node.id as string;
      },
      seenBy: ['admin'],
    },
    Attachment: {
      id: async ({ agent, ticketId }) => {
        const { ticket } = await agent.run('query ($id: ID!) { ticket(id: $id) { attachments { id } } }', {
          id: ticketId,
        });
        return ticket.attachments[0].id as string;
      },
      seenBy: ['customer', 'agent', 'colleague', 'admin'],
    },
    ApiClient: {
      id: ({ apiClientId }) => apiClientId,
      seenBy: ['agent', 'colleague', 'agentWithoutRight', 'admin'],
    },
    InquiryType: {
      id: ({ service }) => service.inquiryTypeId,
      seenBy: ['agent', 'colleague', 'agentWithoutRight', 'admin'],
    },
    ChatNote: {
      id: async ({ agent, chatId }) => {
        const { addChatNote } = await agent.run(
          'mutation ($id: ID!) { addChatNote(input: { chatId: $id, key: "1", text: "n" }) { ... on ChatNote { id } } }',
          { id: chatId },
        );
        return addChatNote.id as string;
      },
      seenBy: ['agent', 'colleague'],
    },
    CustomerMerge: { id: ({ mergeId }) => mergeId, seenBy: ['agent', 'colleague', 'admin'] },
    MemberKey: { id: ({ memberKeyId }) => memberKeyId, seenBy: ['admin'] },
    OrganisationAccount: { id: ({ accountId }) => accountId, seenBy: ['owner'] },
    OrganisationChange: {
      id: async ({ owner }) => {
        const { organisation } = await owner.run('{ organisation { changes(first: 1) { nodes { id } } } }');
        return organisation.changes.nodes[0].id as string;
      },
      seenBy: ['owner'],
    },
    ServiceProfile: {
      id: ({ service }) => `Service_${service.id}`,
      seenBy: ['customer', 'otherCustomer', 'agent', 'colleague', 'agentWithoutRight', 'admin', 'bothElsewhere'],
    },
    Session: { id: ({ sessionId }) => sessionId, seenBy: ['agent'] },
    TicketChange: {
      id: async ({ agent, ticketId }) => {
        const { takeTicket } = await agent.run(
          'mutation ($id: ID!) { takeTicket(ticketId: $id) { ... on Ticket { changes { id } } } }',
          { id: ticketId },
        );
        return takeTicket.changes[0].id as string;
      },
      seenBy: ['agent', 'colleague', 'admin'],
    },
    UndeliveredMail: { id: ({ deadMailId }) => deadMailId, seenBy: ['admin'] },
    Webhook: { id: ({ webhookId }) => webhookId, seenBy: ['admin'] },
    WebhookDelivery: { id: ({ webhookDeliveryId }) => webhookDeliveryId, seenBy: ['admin'] },
  };

  test('is everything with an id', () => {
    /** Of the same ids as ApiClient and ServiceProfile; of something that is gone. */
    const others = ['OrganisationKey', 'OrganisationService', 'RemovedWebhook'];
    const identified = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && 'id' in type.getFields(),
    );
    expect(identified.map(({ name }) => name).sort()).toEqual([...Object.keys(nodes), ...others].sort());
  });

  test('has its cases here', () => {
    const node = schema.getType('Node');
    if (!isInterfaceType(node)) throw new Error('Node is not an interface.');
    const types = schema.getPossibleTypes(node).map(({ name }) => name);
    expect(Object.keys(nodes).sort()).toEqual(types.sort());
  });

  test.each(Object.keys(nodes))('%s is there for those whose it is, and for nobody else', async (type) => {
    const of = await worldToRead();
    const id = await nodes[type]?.id(of);
    const seenBy = [];
    for (const role of roles) {
      const { node } = await of[role].run('query ($id: ID!) { node(id: $id) { __typename } }', { id });
      if (node?.__typename === type) seenBy.push(role);
      else expect(node).toBeNull();
    }
    const expected = nodes[type]?.seenBy ?? [];
    // Who owns the organisation has a place in the service, without a right.
    const owner = expected.includes('agentWithoutRight') ? ['owner'] : [];
    expect(seenBy.sort()).toEqual([...expected, ...owner, ...(expected.includes('colleague') ? ['both'] : [])].sort());
  });
});

describe('a customer', () => {
  const agentFields = Object.keys((schema.getType('Agent') as Answer).getFields());
  const hiddenFields = agentFields.filter((field) => !['id', 'name', 'picture'].includes(field));
  const selections: Record<string, string> = {
    service: 'service { slug }',
    availabilityTime: 'availabilityTime(from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { online }',
  };
  const selected = (field: string) => selections[field] ?? field;

  test.each(hiddenFields)('does not see the %s of the agent, on any way to them', async (field) => {
    const of = await world();
    const fragment = `agent { name ${selected(field)} }`;
    const answers = [
      await kit.post(
        JSON.stringify({ query: `query ($id: ID!) { chat(id: $id) { ${fragment} } }`, variables: { id: of.chatId } }),
        of.customer.credentials,
      ),
      await kit.post(
        JSON.stringify({ query: `{ chats { edges { node { ${fragment} } } } }` }),
        of.customer.credentials,
      ),
      await kit.post(
        JSON.stringify({
          query: `mutation ($id: ID!) { markRead(chatId: $id, seq: 1) { ... on Chat { ${fragment} } } }`,
          variables: { id: of.chatId },
        }),
        of.customer.credentials,
      ),
      // Whoever starts a chat has no credential yet when the answer is made.
      await kit.post(
        JSON.stringify({
          query: `mutation ($slug: String!) { startChat(input: { service: $slug, consent: { noticeVersion: "1", language: ko } }) {
            ... on StartedChat { chat { ${fragment} } } } }`,
          variables: { slug: of.service.slug },
        }),
      ),
    ];
    const codes = answers.map(({ body }) => body.errors[0].extensions.code as string);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']);
    const change = await firstOf(
      of.customer,
      `subscription ($id: ID!) { chatChanges(chatId: $id) { chat { ${fragment} } } }`,
      { id: of.chatId },
    );
    expect(JSON.stringify(change)).toContain('FORBIDDEN');
    const { chat } = await of.customer.run('query ($id: ID!) { chat(id: $id) { agent { name } } }', { id: of.chatId });
    expect(chat.agent.name).toBe('Mina');
  });

  test('does not see what agents noted about them', async () => {
    const of = await world();
    await kit.app.sql.query(`update customer set memo = 'rude' where id = $1`, [
      of.customer.id.replace('Customer_', ''),
    ]);
    const memo = async (actor: Actor) => {
      const { chat } = await actor.run('query ($id: ID!) { chat(id: $id) { customer { memo } } }', { id: of.chatId });
      return chat.customer.memo as string | null;
    };
    expect(await memo(of.customer)).toBeNull();
    expect(await memo(of.agent)).toBe('rude');
  });

  test('does not become a customer of another service by a token of this one', async () => {
    const of = await world();
    const started = await of.foreign.start({}, of.customer.credentials);
    expect(started.chat.customer.id).not.toBe(of.customer.id);
    const { chats } = await of.customer.run('{ chats { edges { node { id } } } }');
    expect(chats.edges.map(({ node }: Answer) => node.id)).toEqual([of.chatId]);
  });
});

describe('an agent', () => {
  test('signing in sees who they are at once', async () => {
    const { agent } = await world();
    const { signIn } = await kit.run(
      `mutation ($e: String!) { signIn(email: $e, password: "correct horse") { ... on Agent { email role canChat service { name } } } }`,
      { e: agent.email },
    );
    expect(signIn).toMatchObject({ email: agent.email, canChat: true });
  });

  test('reads a chat of a colleague, and cannot change anything in it', async () => {
    const of = await world();
    const before = await kit.app.sql.query('select revision, state from chat where id = $1', [
      of.chatId.replace('Chat_', ''),
    ]);
    expect((await of.colleague.send(of.chatId, 'mine now')).__typename).toBe('NotPermitted');
    expect((await of.colleague.open(of.chatId)).__typename).toBe('NotPermitted');
    expect((await of.colleague.end(of.chatId)).__typename).toBe('NotPermitted');
    const after = await kit.app.sql.query('select revision, state from chat where id = $1', [
      of.chatId.replace('Chat_', ''),
    ]);
    expect(after.rows).toEqual(before.rows);
  });

  test('hears on the desk of their own chats only', async () => {
    const of = await world();
    const desk = of.colleague.subscribe('subscription { deskChanges { chat { id lastSeq } } }');
    await desk.until(({ deskChanges }) => deskChanges.chat.id === of.otherCustomer.chatId);
    await of.customer.send(of.chatId, 'to Mina');
    await of.otherCustomer.send(of.otherCustomer.chatId, 'to Jun');
    await desk.until(({ deskChanges }) => deskChanges.chat.lastSeq === 1);
    const heard = new Set(desk.all.map(({ deskChanges }) => deskChanges.chat.id));
    expect([...heard]).toEqual([of.otherCustomer.chatId]);
  });

  test('finds nothing of another service by filter, text or cursor', async () => {
    const of = await world();
    for (const [filter, after] of [
      [{ agentId: of.agent.id }, null],
      [{ text: 'hello' }, null],
      [{}, of.chatId],
    ]) {
      const { chats } = await of.foreignAgent.run(
        'query ($filter: ChatFilter, $after: String) { chats(filter: $filter, after: $after) { edges { node { id } } } }',
        { filter, after },
      );
      for (const { node } of chats.edges) expect(node.id).not.toBe(of.chatId);
    }
  });
});
