import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { getNamedType, isInputObjectType, isLeafType, isObjectType, type GraphQLInputType } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Company, keyPair, type Token } from '../test/company.ts';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../test/kit.ts';
import { png } from '../test/file-samples.ts';
import { ServerLog } from '../test/traces.ts';
import { codeAt } from './account/one-time-codes.ts';
import { passwordResetByCommand } from './agent/password-reset.service.ts';
import { schema } from './schema.ts';
import { makeSetupToken } from './setup/setup.service.ts';

// What people write and are must not come into the log of PostgreSQL, which quotes the text of every statement that fails. Here each
// field has a word of its own, every statement of the product is logged, and statements are made to fail.

const first = await Kit.start();
/** The test's own connection, opened before statements are logged. */
const own = new pg.Client({ connectionString: first.databaseUrl });
await own.connect();
const log = await ServerLog.begin(own);
const database = new URL(first.databaseUrl).pathname.slice(1);
// Texts as they come, without the bound values: what the log would quote if any of them failed.
await own.query(`alter database ${database} set log_statement = 'all'`);
await own.query(`alter database ${database} set log_parameter_max_length = 0`);
/** Its connections are opened after that. */
const kit = await Kit.process(first.databaseUrl, {
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'support@shop.test',
  PUBLIC_URL: 'http://shop.test',
  OUTGOING_INNER_NETWORKS: '127.0.0.1',
});
// Mails are written, and nothing writes beside the test.
await kit.app.mailSender!.close();
afterAll(() => own.end());

/** Arguments that hold no words of a person: ids and versions the product made, cursors, slugs, times and names of time zones; a code of six digits. */
const noWords = `
  Chat.earlierChats.after Chat.earlierChats.before Chat.messages.after Chat.messages.before
  Ticket.allChanges.after Ticket.allChanges.before Ticket.allComments.after Ticket.allComments.before
  Customer.chats.after Customer.chats.before
  Organisation.accounts.after Organisation.accounts.before Organisation.changes.after Organisation.changes.before
  Organisation.services.after Organisation.services.before
  Mutation.addChatNote.input.chatId Mutation.addTicketComment.input.ticketId
  Mutation.confirmSecondFactor.code
  Mutation.createApiClient.input.allowedAddresses Mutation.createApiClient.input.scopes
  Mutation.endFormerApiClientSecret.id Mutation.revokeApiClient.id Mutation.rotateApiClientSecret.id
  Mutation.updateApiClient.input.allowedAddresses Mutation.updateApiClient.input.id Mutation.updateApiClient.input.scopes
  Mutation.createTicket.input.assigneeId Mutation.createTicket.input.chatId Mutation.createTicket.input.customerId
  Mutation.createTicket.input.inquiryTypeId
  Mutation.endChat.chatId Mutation.endSession.sessionId Mutation.eraseCustomer.customerId Mutation.liftHold.id Mutation.markRead.chatId Mutation.maskMessage.input.messageId
  Mutation.maskRegion.input.attachmentId Mutation.revealRegion.regionId Mutation.sealRegion.regionId Mutation.unmaskRegion.regionId
  Mutation.maskText.input.field Mutation.maskText.input.objectId Mutation.maskTexts.input.field Mutation.maskTexts.input.objectId Mutation.unmaskText.maskId
  Mutation.mergeCustomers.fromId Mutation.mergeCustomers.intoId
  Mutation.putHold.id
  Mutation.moveCannedReply.before Mutation.moveCannedReply.cannedReplyId
  Mutation.moveCategory.before Mutation.moveCategory.categoryId
  Mutation.moveInquiryType.before Mutation.moveInquiryType.inquiryTypeId
  Mutation.saveGeneralSettings.input.slug Mutation.saveGeneralSettings.input.timeZone
  Mutation.openChat.chatId Mutation.rateChat.input.chatId Mutation.removeAgent.agentId Mutation.removeCannedReply.cannedReplyId
  Mutation.removeCategory.categoryId Mutation.removeInquiryType.inquiryTypeId Mutation.renewInvitation.agentId
  Mutation.requestRating.chatId Mutation.requestTranscript.chatId Mutation.resetSecondFactor.accountId Mutation.retryMails.mailId Mutation.revealMask.maskId Mutation.saveAgent.input.agentId
  Mutation.saveCannedReply.input.id Mutation.saveCategory.input.id Mutation.saveCategory.input.parentId
  Mutation.saveChatInfo.input.categoryId Mutation.saveChatInfo.input.chatId Mutation.saveChatInfo.input.infoVersion
  Mutation.saveChatSettings.input.hours.holidays.date Mutation.saveChatSettings.input.hours.timeZone
  Mutation.saveChatSettings.input.hours.week.from Mutation.saveChatSettings.input.hours.week.to
  Mutation.saveCustomer.input.customerId Mutation.saveCustomer.input.infoVersion
  Mutation.saveInquiryType.input.id Mutation.saveInquiryType.input.parentId
  Mutation.sealMask.maskId Mutation.sendMessage.input.chatId Mutation.setAvailability.agentId Mutation.settleSaid.input.customerId Mutation.setTyping.chatId
  Mutation.createService.input.slug Mutation.createService.input.timeZone Mutation.lockAccount.accountId Mutation.makeOwner.accountId
  Mutation.switchService.serviceId Mutation.revokeOrganisationKey.keyId Mutation.limitContract.serviceId Mutation.unlockAccount.accountId Mutation.unmakeOwner.accountId
  Mutation.setUp.input.slug Mutation.setUp.input.timeZone
  Mutation.startChat.input.consent.noticeVersion Mutation.startChat.input.service
  Mutation.submitInquiry.input.consent.noticeVersion Mutation.submitInquiry.input.inquiryTypeId Mutation.submitInquiry.input.service
  Mutation.takeTicket.ticketId Mutation.transferChat.input.agentId Mutation.transferChat.input.chatId
  Mutation.undoMerge.mergeId Mutation.unmaskMessage.maskId Mutation.identify.input.service
  Mutation.addMemberPublicKey.publicKey Mutation.endMemberKey.keyId Mutation.lookUpCustomerData.customerId
  Mutation.updateTicket.input.assigneeId Mutation.updateTicket.input.inquiryTypeId Mutation.updateTicket.input.ticketId
  Mutation.createWebhook.input.fields.apiClientId Mutation.updateWebhook.input.fields.apiClientId
  Mutation.updateWebhook.input.id Mutation.pauseWebhook.id Mutation.resumeWebhook.id Mutation.removeWebhook.id
  Mutation.rotateWebhookSecret.id Mutation.testWebhook.id Mutation.sendWebhookAgain.deliveryId
  Query.serviceEvents.after Subscription.serviceEvents.after
  Query.webhookDeliveries.after Query.webhookDeliveries.before Query.webhookDeliveries.webhookId
  Query.agents.after Query.agents.before
  Query.auditLog.after Query.auditLog.before Query.auditLog.filter.agentId Query.auditLog.filter.chatId
  Query.changeLog.after Query.changeLog.agentId Query.changeLog.before
  Query.chatChanges.chatId Query.chatChanges.epoch Query.ticketChanges.ticketId
  Query.chat.id Query.chats.after Query.chats.before Query.chats.filter.agentId Query.chats.filter.categoryId
  Query.chats.filter.customerId
  Query.customer.id Query.customers.after Query.customers.before Query.node.id Query.ticket.id
  Query.tickets.after Query.tickets.before Query.tickets.filter.assigneeId Query.tickets.filter.chatId
  Query.tickets.filter.customerId Query.tickets.filter.inquiryTypeId Query.undeliveredMails.after Query.undeliveredMails.before
  Subscription.chatAvailability.service Subscription.chatChanges.chatId Subscription.chatChanges.epoch Subscription.ticketChanges.ticketId Subscription.typing.chatId`
  .trim()
  .split(/\s+/);

/** Every word that was given, and where: a path of the schema, or a sentence. */
const words: { place: string; value: string }[] = [];

/** In small letters only, so that nothing changes it on its way. */
const madeUp = () => Array.from(randomBytes(24), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** A word of its own for a field. */
const word = (place: string) => secret(place, madeUp());

/** Something that must not be quoted, and where it is given. */
function secret(place: string, value: string): string {
  words.push({ place, value });
  return value;
}

/** Words for fields of the input of a mutation. */
const wordsOf = (mutation: string, ...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, word(`Mutation.${mutation}.input.${field}`)]));

/** An e-mail address with a word in it. */
const addressOf = (place: string) => `${word(place)}@test.test`;

/** Words in both languages. */
const localWords = (place: string) => ({ ko: word(`${place}.ko`), en: word(`${place}.en`) });

/** An operation with every argument of its field as a variable. */
function operation(root: 'Query' | 'Mutation', name: string, selection: string): string {
  const field = schema.getRootType(root.toLowerCase() as never)!.getFields()[name]!;
  const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const inner = isLeafType(getNamedType(field.type)) ? '' : `{ __typename ${selection} }`;
  return `${root.toLowerCase()}${declared && `(${declared})`} { answer: ${name}${given && `(${given})`} ${inner} }`;
}

const isFailure = (body: Answer) => body?.errors?.[0]?.extensions?.code === 'INTERNAL';

/** The error that the triggers raise. */
const marker = madeUp();

/** Lets each write of the tables named in `failing` fail, and keeps which one did. A lease holds ids and is renewed all the time. */
async function installTriggers(): Promise<string[]> {
  await own.query(`
    create table failing (name text primary key);
    create sequence failed_at;
    create function fail() returns trigger language plpgsql as $$ begin
      if exists (select from failing where name = tg_table_name) then
        perform setval('failed_at', tg_relid::bigint);
        raise exception '${marker}';
      end if;
      return coalesce(new, old);
    end $$`);
  const { rows } = await own.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
       and tablename not in ('failing', 'lease') and tablename not like '%migrations'
     order by name`,
  );
  const tables = rows.map(({ name }) => name);
  for (const table of tables) {
    await own.query(
      `create trigger fail before insert or update or delete on "${table}" for each row execute function fail()`,
    );
  }
  return tables;
}

let tables: string[] = [];
/** In which tables writes of each mutation failed, one after the other. */
const failedIn = new Map<string, string[]>();

/** Does something again and again: at first every write of it fails, then each time the next one, until it succeeds. */
async function failEachWrite<T>(name: string, attempt: () => Promise<T>, failed: (result: T) => boolean): Promise<T> {
  const inTables = failedIn.get(name) ?? [];
  failedIn.set(name, inTables);
  await own.query('insert into failing select unnest($1::text[])', [tables]);
  try {
    for (let round = 0; round <= tables.length; round += 1) {
      const result = await attempt();
      if (!failed(result)) return result;
      const { rows } = await own.query<{ name: string }>(
        `delete from failing where name = (select relname from pg_class where oid = (select last_value from failed_at)) returning name`,
      );
      inTables.push(...rows.map((row) => row.name));
    }
    throw new Error(`${name} fails for another reason.`);
  } finally {
    await own.query('delete from failing');
  }
}

/** A mutation whose writes fail one after the other, and then its answer. */
async function mutate(name: string, who: Actor, variables: object, selection = '', headers = {}): Promise<Answer> {
  const body = JSON.stringify({ query: operation('Mutation', name, selection), variables });
  const answer = await failEachWrite(
    name,
    () => kit.post(body, who.credentials, headers),
    (it) => isFailure(it.body),
  );
  if (answer.body.errors) throw new Error(`${name}: ${JSON.stringify(answer.body.errors)}`);
  const result = answer.body.data.answer;
  const type = schema.getType(result?.__typename ?? '');
  if (isObjectType(type) && type.getInterfaces().some((each) => each.name === 'DomainError')) {
    throw new Error(`${name}: ${type.name}`);
  }
  return result;
}

/** Uploads a file whose row fails first, and answers its token. */
async function upload(who: Actor): Promise<string> {
  const sent = await failEachWrite(
    'POST /files',
    () =>
      fetch(`${kit.url}/files`, {
        method: 'POST',
        headers: { cookie: who.credentials.cookie ?? '', 'x-file-name': `${word('the name of a file')}.txt` },
        body: 'text',
      }),
    ({ status }) => status === 500,
  );
  const { token } = (await sent.json()) as { token: string };
  return token;
}

/** Sends a picture whose row fails first, and answers its token, which opens it to whoever has it. */
async function sendPicture(who: Actor, kind: 'logo' | 'person', place: string): Promise<string> {
  const sent = await failEachWrite(
    `POST /pictures/${kind}`,
    () =>
      fetch(`${kit.url}/pictures/${kind}`, {
        method: 'POST',
        headers: { cookie: who.credentials.cookie ?? '' },
        body: png,
      }),
    ({ status }) => status === 500,
  );
  const { token } = (await sent.json()) as { token: string };
  return secret(place, token);
}

interface Read {
  who: Actor;
  query: string;
  variables: object;
}
const reads = new Map<string, Read>();
const failedReads = new Set<string>();

function read(name: string, who: Actor, variables: object, selection = ''): void {
  reads.set(`${name} ${reads.size}`, { who, query: operation('Query', name, selection), variables });
}

/** Every read is asked while one table after the other is locked; whatever waits for it is cancelled. */
async function failReads(): Promise<void> {
  for (const table of tables) {
    await own.query('begin');
    await own.query(`lock table "${table}" in access exclusive mode`);
    let pending = reads.size;
    const asked = [...reads].map(async ([name, { who, query, variables }]) => {
      const { body } = await kit.post(JSON.stringify({ query, variables }), who.credentials);
      // Not who asks could not be looked up, but what they ask for.
      if (isFailure(body) && body.errors[0].path?.join() === 'answer') failedReads.add(name);
      pending -= 1;
    });
    while (pending > 0) {
      await first.endWaiting('', 'cancel');
      await Promise.race([Promise.all(asked), delay(10)]);
    }
    await own.query('rollback');
  }
}

/** Another session of an agent, at a browser with a name; its id. */
async function signInAgain(agent: TestAgent, password: string): Promise<string> {
  const query = 'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { __typename } }';
  const headers = { 'user-agent': word('the user agent of who signs in') };
  await kit.post(JSON.stringify({ query, variables: { e: agent.email, p: password } }), {}, headers);
  const { account } = await agent.run('{ account { sessions { id current } } }');
  return account.sessions.find(({ current }: Answer) => !current).id as string;
}

/** Everything that can be done, once, with words in every field. */
async function story(): Promise<void> {
  const setupToken = secret('Mutation.setUp.token', (await makeSetupToken(kit.app.write, 'first'))!);
  await mutate('setUp', new Actor(kit), {
    token: setupToken,
    password: word('Mutation.setUp.password'),
    input: {
      slug: 'first',
      languages: ['ko', 'en'],
      timeZone: 'Asia/Seoul',
      email: addressOf('Mutation.setUp.input.email'),
      ...wordsOf('setUp', 'organisation', 'serviceName', 'name'),
    },
  });

  const service = await kit.service({ security: true });
  const admin = await service.admin();
  const agents: TestAgent[] = [
    await service.onlineAgent({ mayReveal: true, maySeal: true }),
    await service.onlineAgent({ mayReveal: true, maySeal: true }),
  ];
  const nobody = new Actor(kit);
  const consent = { noticeVersion: '1', language: 'en' };

  // The organisation.
  const owner = await service.agent({ isOwner: true });
  await mutate('saveOrganisation', owner, { input: wordsOf('saveOrganisation', 'name') });
  const { service: made } = await mutate(
    'createService',
    owner,
    {
      input: {
        ...wordsOf('createService', 'name'),
        slug: 'second',
        languages: ['ko'],
        timeZone: 'Asia/Seoul',
        administratorEmail: addressOf('Mutation.createService.input.administratorEmail'),
      },
    },
    '... on CreatedService { service { id } }',
  );
  await mutate('switchService', owner, { serviceId: made.id, on: false });
  await mutate('limitContract', owner, { serviceId: made.id, mayHold: ['chat'] });
  const { id: keyId } = await service.apiClient(['team:read']);
  await mutate('revokeOrganisationKey', owner, { keyId });
  const { organisation } = await owner.run(
    'query ($text: String) { organisation { accounts(text: $text) { edges { node { id } } } } }',
    { text: (await service.agent()).email },
  );
  const accountId = organisation.accounts.edges[0].node.id as string;
  for (const verb of ['makeOwner', 'unmakeOwner']) await mutate(verb, owner, { accountId });
  const { organisation: others } = await owner.run(
    'query ($text: String) { organisation { accounts(text: $text) { edges { node { id } } } } }',
    { text: (await service.onlineAgent()).email },
  );
  const lockedId = others.accounts.edges[0].node.id as string;
  for (const verb of ['lockAccount', 'unlockAccount']) await mutate(verb, owner, { accountId: lockedId });
  const organised = '{ accounts(text: $text) { edges { node { id } } } }';
  for (const text of [
    word('Organisation.accounts.text'),
    `'\\:*_" ${word('Organisation.accounts.text among signs')}`,
  ]) {
    await owner.run(`query ($text: String) { organisation ${organised} }`, { text });
  }

  // Settings.
  await mutate('saveContract', admin, { input: { security: false } });
  await service.switchSecurity(true);
  const site = madeUp();
  for (const verb of ['addSite', 'removeSite']) {
    await mutate(verb, admin, { origin: `https://${secret(`Mutation.${verb}.origin`, site)}.example` });
  }
  await mutate('saveMailSettings', admin, { input: { quotesAnswers: true } });
  await first.app.sql.query(
    `insert into mail (id, service_id, kind, language, about_id, due_at, failed_at, problem)
     values (gen_random_uuid(), $1, 'INVITATION', 'ko', gen_random_uuid(), null, now(), 'REFUSED')`,
    [service.id],
  );
  await mutate('retryMails', admin, { mailId: null });
  const hook = (place: string) => `https://shop.test/${word(place)}`;
  const { webhook } = await mutate(
    'createWebhook',
    admin,
    { input: { url: hook('Mutation.createWebhook.input.url'), kinds: ['CHAT_RATED'] } },
    '... on WebhookSecret { webhook { id } }',
  );
  const ofWebhook = { input: { id: webhook.id, url: hook('Mutation.updateWebhook.input.url') } };
  await mutate('updateWebhook', admin, ofWebhook);
  await mutate('rotateWebhookSecret', admin, { id: webhook.id });
  const test = await mutate('testWebhook', admin, { id: webhook.id }, '... on WebhookDelivery { id }');
  await mutate('sendWebhookAgain', admin, { deliveryId: test.id });
  await mutate('pauseWebhook', admin, { id: webhook.id });
  await mutate('resumeWebhook', admin, { id: webhook.id });
  await mutate('removeWebhook', admin, { id: webhook.id });
  const data = createServer((_, response) => response.end('{"fields":[]}')).listen(0, '127.0.0.1');
  await once(data, 'listening');
  const { port } = data.address() as AddressInfo;
  await mutate('rotateCustomerDataSecret', admin, {});
  await mutate('saveCustomerDataLink', admin, {
    input: { url: `http://127.0.0.1:${port}/${word('Mutation.saveCustomerDataLink.input.url')}`, enabled: true },
  });
  await mutate('testCustomerDataLink', admin, {});
  const program = await mutate(
    'createApiClient',
    admin,
    { input: { ...wordsOf('createApiClient', 'name'), scopes: ['chats:read'] } },
    '... on CreatedApiClient { secret client { id } }',
  );
  secret('an API key', program.secret);
  await kit.run('{ epoch }', {}, { token: program.secret });
  const { id } = program.client;
  await mutate('updateApiClient', admin, { input: { id, ...wordsOf('updateApiClient', 'name') } });
  const second = await mutate('rotateApiClientSecret', admin, { id }, '... on CreatedApiClient { secret }');
  secret('another API key', second.secret);
  await mutate('endFormerApiClientSecret', admin, { id });
  await mutate('revokeApiClient', admin, { id });
  await mutate('saveHelpCenterSettings', admin, { input: { inquiry: false } });
  await admin.run('mutation { saveHelpCenterSettings(input: { inquiry: true }) { __typename } }');
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
  const ofSettings = 'Mutation.saveChatSettings.input';
  const holidays = [{ date: '2020-01-01', name: word(`${ofSettings}.hours.holidays.name`) }];
  await mutate('saveChatSettings', admin, {
    input: {
      greeting: localWords(`${ofSettings}.greeting`),
      ratingMessage: localWords(`${ofSettings}.ratingMessage`),
      absentText: localWords(`${ofSettings}.absentText`),
      hours: { timeZone: 'Asia/Seoul', week, holidays },
    },
  });
  await mutate('saveGeneralSettings', admin, {
    input: { name: localWords('Mutation.saveGeneralSettings.input.name') },
  });
  await mutate('saveMaskingSettings', admin, { input: { sealAfterDays: 30 } });
  await mutate('saveRetentionSettings', admin, { input: { chatMonths: 12 } });
  await mutate('saveLogo', admin, { token: await sendPicture(admin, 'logo', 'Mutation.saveLogo.token') });
  await mutate('confirmChecklistItem', admin, { kind: 'EMBED_CODE' });
  await mutate('dismissChecklist', admin, {});

  // The notice. What is written of the next one is published at the end, for a start names the version it agrees to.
  const points = ['purpose', 'items', 'retention', 'refusal'] as const;
  const { revision: draftRevision } = await mutate(
    'saveConsentDraft',
    admin,
    {
      input: {
        revision: 0,
        ...Object.fromEntries(points.map((point) => [point, localWords(`Mutation.saveConsentDraft.input.${point}`)])),
      },
    },
    '... on ConsentDraft { revision }',
  );

  // Trees and lists.
  for (const [noun, id, input] of [
    ['Category', 'categoryId', () => wordsOf('saveCategory', 'name')],
    ['InquiryType', 'inquiryTypeId', () => ({ name: localWords('Mutation.saveInquiryType.input.name') })],
    ['CannedReply', 'cannedReplyId', () => wordsOf('saveCannedReply', 'shortcut', 'body')],
  ] as const) {
    const selection = `... on ${noun} { id }`;
    const one = await mutate(`save${noun}`, admin, { input: input() }, selection);
    await mutate(`save${noun}`, admin, { input: { id: one.id, ...input() } });
    const other = await mutate(`save${noun}`, admin, { input: input() }, selection);
    await mutate(`move${noun}`, admin, { [id]: other.id, before: one.id });
    await mutate(`remove${noun}`, admin, { [id]: other.id });
  }

  // The team.
  const email = addressOf('Mutation.inviteAgent.input.email');
  const { agent: invited } = await mutate(
    'inviteAgent',
    admin,
    { input: { email, ...wordsOf('inviteAgent', 'name'), role: 'AGENT', canChat: true } },
    '... on InvitedAgent { agent { id } }',
  );
  const { link } = await mutate('renewInvitation', admin, { agentId: invited.id }, '... on InvitedAgent { link }');
  const token = secret('Mutation.acceptInvitation.token', new URL(link, kit.url).hash.slice(1));
  const password = word('Mutation.acceptInvitation.password');
  await mutate('acceptInvitation', nobody, { token, password, code: word('Mutation.acceptInvitation.code') });
  await mutate('signIn', nobody, {
    email: secret('Mutation.signIn.email', email),
    password: secret('Mutation.signIn.password', password),
  });
  await mutate('saveAgent', admin, { input: { agentId: invited.id, ...wordsOf('saveAgent', 'name') } });
  await mutate('removeAgent', admin, { agentId: invited.id });
  const leaving = await service.agent();
  await service.saveAgent({ agentId: leaving.id, mayChangeAssignment: true });
  await mutate('setInAssignment', leaving, { inAssignment: false });
  await mutate('setAvailability', leaving, { availability: 'BREAK' });
  await mutate('saveAccount', leaving, { input: wordsOf('saveAccount', 'name') });
  await mutate('savePicture', leaving, { token: await sendPicture(leaving, 'person', 'Mutation.savePicture.token') });
  const known = 'correct horse';
  const again = await signInAgain(leaving, known);
  await mutate('endSession', leaving, { sessionId: again });
  await signInAgain(leaving, known);
  await mutate('changePassword', leaving, {
    password: secret('Mutation.changePassword.password', known),
    newPassword: word('Mutation.changePassword.newPassword'),
  });
  await mutate('signOut', leaving, {});
  await mutate('requestPasswordReset', nobody, {
    email: secret('Mutation.requestPasswordReset.email', leaving.email),
    language: 'ko',
  });
  const forgotten = await passwordResetByCommand(kit.app.write, leaving.email);
  await mutate('resetPassword', nobody, {
    token: secret('Mutation.resetPassword.token', forgotten!),
    newPassword: word('Mutation.resetPassword.newPassword'),
  });
  await mutate('signOutEverywhere', await service.agent(), {});

  // A chat.
  const started = await mutate(
    'startChat',
    nobody,
    {
      input: {
        service: service.slug,
        consent,
        ...wordsOf('startChat', 'name', 'message', 'key', 'attempt'),
        email: addressOf('Mutation.startChat.input.email'),
        page: `https://shop.test/${word('Mutation.startChat.input.page')}`,
      },
    },
    '... on StartedChat { token chat { id agent { id } customer { id } } }',
    { 'user-agent': word('the user agent of who starts a chat') },
  );
  const customer = new Actor(kit, { token: secret('the token of a customer', started.token) });
  const { id: chatId } = started.chat;
  const [mine, other] = started.chat.agent.id === agents[0]!.id ? agents : agents.toReversed();
  if (!mine || !other) throw new Error('There are two agents.');
  await mutate('openChat', mine, { chatId });
  const message = await mutate(
    'sendMessage',
    customer,
    { input: { chatId, ...wordsOf('sendMessage', 'key', 'text') } },
    '... on Message { id seq revision body }',
  );
  await mutate('sendMessage', mine, {
    input: {
      chatId,
      ...wordsOf('sendMessage', 'key', 'text'),
      attachments: [secret('Mutation.sendMessage.input.attachments', await upload(mine))],
    },
  });
  await mutate('markRead', mine, { chatId, seq: message.seq });
  await mutate('setTyping', mine, { chatId, typing: true });
  await mutate('addChatNote', mine, { input: { chatId, ...wordsOf('addChatNote', 'key', 'text') } });
  await mutate('saveChatInfo', mine, {
    input: {
      chatId,
      ...wordsOf('saveChatInfo', 'name', 'phone', 'memo', 'note'),
      email: addressOf('Mutation.saveChatInfo.input.email'),
    },
  });
  await mutate('transferChat', mine, { input: { chatId, agentId: other.id, ...wordsOf('transferChat', 'note') } });

  // Masks.
  const mask = async (revision: number) => {
    const input = { messageId: message.id, revision, start: 0, end: message.body.length };
    return mutate('maskMessage', other, { input }, '... on Message { revision masks { id } }');
  };
  const masked = await mask(message.revision);
  const { id: maskId } = masked.masks[0];
  await mutate('revealMask', other, { maskId, reason: word('Mutation.revealMask.reason') });
  const released = await mutate('unmaskMessage', other, { maskId }, '... on Message { revision }');
  await mutate('sealMask', other, { maskId: (await mask(released.revision)).masks[0].id });

  // Its rating and its end.
  await other.send(chatId, 'An answer.');
  await mutate('requestRating', other, { chatId });
  await mutate('rateChat', customer, {
    input: { chatId, verdict: 'SATISFIED', ...wordsOf('rateChat', 'comment') },
  });
  await mutate('endChat', other, { chatId });
  await mutate('requestTranscript', customer, { chatId, email: addressOf('Mutation.requestTranscript.email') });

  // Tickets.
  const { inquiryTypeId } = service;
  const ticket = await mutate(
    'createTicket',
    other,
    {
      input: {
        chatId,
        inquiryTypeId,
        ...wordsOf('createTicket', 'title', 'content', 'attempt'),
        email: addressOf('Mutation.createTicket.input.email'),
        attachments: [secret('Mutation.createTicket.input.attachments', await upload(other))],
      },
    },
    '... on Ticket { id attachments { id } }',
  );
  const { revision } = await mutate('takeTicket', other, { ticketId: ticket.id }, '... on Ticket { revision }');
  await mutate('updateTicket', other, {
    input: { ticketId: ticket.id, revision, ...wordsOf('updateTicket', 'title', 'content') },
  });
  for (const [who, kind] of [
    [other, 'NOTE'],
    [other, 'REPLY'],
    [customer, null],
  ] as const) {
    await mutate('addTicketComment', who, {
      input: {
        ticketId: ticket.id,
        kind,
        ...wordsOf('addTicketComment', 'key', 'text'),
        attachments: kind && [secret('Mutation.addTicketComment.input.attachments', await upload(other))],
      },
    });
  }
  const titleOf = 'query ($id: ID!) { ticket(id: $id) { revision title } }';
  const { ticket: titled } = await other.run(titleOf, { id: ticket.id });
  const { titleMasks } = await mutate(
    'maskText',
    other,
    {
      input: { objectId: ticket.id, field: 'title', revision: titled.revision, start: 0, end: titled.title.length },
    },
    '... on Ticket { titleMasks { id } }',
  );
  await mutate('unmaskText', other, { maskId: titleMasks[0].id });
  const hideFile = async (revision: number) => {
    const input = { attachmentId: ticket.attachments[0].id, revision };
    const { regions } = await mutate('maskRegion', other, { input }, '... on Attachment { regions { id } }');
    return regions[0].id as string;
  };
  const regionId = await hideFile(0);
  await mutate('revealRegion', other, { regionId, reason: word('Mutation.revealRegion.reason') });
  await mutate('unmaskRegion', other, { regionId });
  await mutate('sealRegion', other, { regionId: await hideFile(2) });
  const { ticket: titledAgain } = await other.run(titleOf, { id: ticket.id });
  await mutate('maskTexts', other, {
    input: [
      { objectId: ticket.id, field: 'title', revision: titledAgain.revision, start: 0, end: titledAgain.title.length },
    ],
  });
  const { ticket: hidden } = await other.run('query ($id: ID!) { ticket(id: $id) { titleMasks { id } } }', {
    id: ticket.id,
  });
  await other.run('mutation ($id: ID!) { unmaskText(maskId: $id) { __typename } }', { id: hidden.titleMasks[0].id });
  const asker = addressOf('Mutation.submitInquiry.input.email');
  const inquiry = await mutate(
    'submitInquiry',
    nobody,
    {
      input: {
        service: service.slug,
        consent,
        inquiryTypeId,
        ...wordsOf('submitInquiry', 'title', 'content', 'attempt'),
        email: asker,
        attachments: [secret('Mutation.submitInquiry.input.attachments', await upload(other))],
      },
    },
    '... on SubmittedInquiry { token ticket { customer { id } } }',
    { 'user-agent': word('the user agent of who submits an inquiry') },
  );
  secret('the token of an inquiry', inquiry.token);

  // Members. A token is shown with a chat, with an inquiry and by itself, and what it says is written with each.
  await mutate('saveMemberLink', admin, { input: { enabled: true, membersOnly: true } });
  const company = await Company.of(service);
  const ofMember = (place: string) => ({
    sub: word(`the sub of ${place}`),
    name: word(`the name of ${place}`),
    email: addressOf(`the e-mail of ${place}`),
    phone: word(`the phone of ${place}`),
  });
  const signed = async (place: string, claims: Token) => secret(place, await company.sign(claims));
  await mutate('startChat', nobody, {
    input: {
      service: service.slug,
      consent,
      identity: await signed('Mutation.startChat.input.identity', ofMember('a chat')),
    },
  });
  const member = ofMember('an inquiry');
  await mutate('submitInquiry', nobody, {
    input: {
      service: service.slug,
      consent,
      inquiryTypeId,
      ...wordsOf('submitInquiry', 'title', 'content'),
      email: addressOf('another address of a member'),
      identity: await signed('Mutation.submitInquiry.input.identity', member),
    },
  });
  await mutate('identify', await service.customer(), {
    input: {
      service: service.slug,
      identity: await signed('Mutation.identify.input.identity', { ...ofMember('a member'), sub: member.sub }),
    },
  });
  const { key: memberKey } = await mutate(
    'createMemberSecret',
    admin,
    {},
    '... on CreatedMemberSecret { key { id } secret }',
  );
  secret('the secret of a company', company.secret);
  await mutate('endMemberKey', admin, { keyId: memberKey.id });
  await mutate('addMemberPublicKey', admin, {
    publicKey: keyPair('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
  });

  // Customers.
  const customerId = started.chat.customer.id as string;
  const askerId = inquiry.ticket.customer.id as string;
  await mutate('saveCustomer', other, {
    input: {
      customerId: askerId,
      ...wordsOf('saveCustomer', 'name', 'phone', 'memo'),
      email: addressOf('Mutation.saveCustomer.input.email'),
    },
  });
  const said = word('Mutation.settleSaid.input.said');
  await kit.app.sql.query(`update customer set said_name = $2 where 'Customer_' || id = $1`, [askerId, said]);
  await mutate('lookUpCustomerData', other, { customerId: askerId });
  data.close();
  await mutate('settleSaid', other, { input: { customerId: askerId, field: 'NAME', said, take: true } });
  await mutate('forgetVisitor', await service.customer(), {});
  const merged = await mutate(
    'mergeCustomers',
    other,
    { fromId: askerId, intoId: customerId },
    '... on Customer { mergedRecords { merge { id } } }',
  );
  await mutate('undoMerge', other, { mergeId: merged.mergedRecords[0].merge.id });

  // Lists, asked with what a person types, also where it has a meaning to SQL, LIKE or a search.
  const { edges } = (await admin.run('{ agents(first: 1) { edges { cursor } } }')).agents;
  const list = 'edges { cursor node { id } }';
  for (const [place, variables] of [
    ['agents.text', (text: string) => ({ text })],
    ['chats.filter.text', (text: string) => ({ filter: { text } })],
    ['customers.filter.text', (text: string) => ({ filter: { text } })],
    ['customers.filter.email', (text: string) => ({ filter: { email: text } })],
    ['tickets.filter.text', (text: string) => ({ filter: { text } })],
  ] as const) {
    const name = place.split('.')[0]!;
    read(name, other, variables(word(`Query.${place}`)), list);
    read(name, other, variables(`'\\:*&|!(<->)%_" ${word(`Query.${place} among signs`)} \\'`), list);
  }
  read('tickets', customer, { filter: { text: word('Query.tickets.filter.text of a customer') } }, list);
  read('agents', other, { first: 1, after: edges[0].cursor }, list);
  read('helpCenter', nobody, { service: word('Query.helpCenter.service') });
  read('invitation', nobody, { token: word('Query.invitation.token') });
  read('chat', other, { id: chatId }, 'note origin { page } messages { edges { node { body key senderName } } }');
  read(
    'ticket',
    other,
    { id: ticket.id },
    'content email comments { body } changes { before after } attachments { name }',
  );
  read('customer', other, { id: customerId }, 'name duplicates { id } consents { agreedAt }');
  reads.set('signIn', {
    who: nobody,
    query: operation('Mutation', 'signIn', ''),
    variables: { email: word('the e-mail of nobody'), password: word('the password of nobody') },
  });
  read('passwordReset', nobody, { token: word('Query.passwordReset.token') });
  read('setupState', nobody, { token: word('Query.setupState.token') });
  read('consentDraft', admin, {}, 'purpose { ko }');
  read('consentVersions', admin, {}, 'notices { purpose }');
  await failReads();

  await mutate('publishConsentDraft', admin, { revision: draftRevision });
  await mutate('putHold', admin, { id: askerId, reason: word('Mutation.putHold.reason') });
  await mutate('liftHold', admin, { id: askerId });
  await mutate('eraseCustomer', admin, { customerId: askerId });
  // It ends the consoles of everybody who has none.
  await secondFactor(service);
}

/** An owner sets up a second factor, requires one of everybody for a moment, and switches the own off again. */
async function secondFactor(service: TestService): Promise<void> {
  const owner = await service.agent({ isOwner: true });
  const known = (place: string) => secret(`Mutation.${place}.password`, 'correct horse');
  const begun = await mutate(
    'beginSecondFactor',
    owner,
    { password: known('beginSecondFactor') },
    '... on SecondFactorSetup { secret }',
  );
  const shared = secret('the secret of a second factor', begun.secret);
  const confirmed = await mutate(
    'confirmSecondFactor',
    owner,
    { code: codeAt(shared, kit.app.clock.now()) },
    '... on NewRecoveryCodes { codes }',
  );
  const renewed = await mutate(
    'renewRecoveryCodes',
    owner,
    { password: known('renewRecoveryCodes'), code: secret('Mutation.renewRecoveryCodes.code', confirmed.codes[0]) },
    '... on NewRecoveryCodes { codes }',
  );
  await mutate('signIn', new Actor(kit), {
    email: owner.email,
    password: 'correct horse',
    code: secret('Mutation.signIn.code', renewed.codes[0]),
  });
  await mutate('requireSecondFactor', owner, { required: true });
  await mutate('requireSecondFactor', owner, { required: false });
  const { email } = await service.agent();
  const { rows } = await own.query<{ id: string }>(
    `update account set second_factor_at = now() where email = $1 returning 'Account_' || id as id`,
    [email],
  );
  await mutate('resetSecondFactor', owner, { accountId: rows[0]!.id });
  await mutate('switchOffSecondFactor', owner, {
    password: known('switchOffSecondFactor'),
    code: secret('Mutation.switchOffSecondFactor.code', renewed.codes[1]),
  });
}

beforeAll(async () => {
  tables = await installTriggers();
  await story();
}, 300_000);

/** Every argument that is a text or an id, recursing through inputs. */
function textArguments(): string[] {
  const below = (place: string, type: GraphQLInputType): string[] => {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return named.name === 'String' || named.name === 'ID' ? [place] : [];
    return Object.values(named.getFields()).flatMap((field) => below(`${place}.${field.name}`, field.type));
  };
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields()).flatMap((field) =>
          field.args.flatMap((arg) => below(`${type.name}.${field.name}.${arg.name}`, arg.type)),
        )
      : [],
  );
}

describe('the log of PostgreSQL', () => {
  test('quotes nothing that a person wrote or is, of whichever statement', async () => {
    const { rows } = await kit.app.sql.query(
      `select current_setting('log_statement') as statements, current_setting('log_parameter_max_length') as values`,
      [],
    );
    expect(rows).toEqual([{ statements: 'all', values: '0' }]);
    const failures = [`ERROR:  ${marker}`, 'ERROR:  canceling statement due to user request'];
    expect(await log.quoted(failures)).toEqual(failures);
    const quoted = await log.quoted(words.map(({ value }) => value));
    expect(words.filter(({ value }) => quoted.includes(value)).map(({ place }) => place)).toEqual([]);
  });

  test('quotes what is written into the text of a statement that fails', async () => {
    const inline = madeUp();
    await expect(own.query(`insert into failing values ('${inline}', 1)`)).rejects.toThrow();
    expect(await log.quoted([inline])).toEqual([inline]);
  });

  test('quotes no address that two services invite at the same moment', async () => {
    const admins = await Promise.all([kit.service(), kit.service()].map(async (service) => (await service).admin()));
    const name = madeUp();
    const query = operation('Mutation', 'inviteAgent', '');
    const input = { email: `${name}@test.test`, name: 'Sora', role: 'AGENT', canChat: true };
    await own.query('begin');
    // Neither knows of the other before both write the address.
    await own.query('lock table account in share mode');
    const both = Promise.all(admins.map((admin) => admin.run(query, { input })));
    await first.untilWaiting('insert into account', { count: 2 });
    await own.query('rollback');
    const answers = await both;
    expect(answers.map(({ answer }) => answer.__typename as string).sort()).toEqual(['InvitedAgent', 'InvitedAgent']);
    expect(await log.quoted([name])).toEqual([]);
  });
});

describe('the words that are looked for', () => {
  test('are in every argument of the schema but those that hold none', () => {
    const places = textArguments();
    const withWords = words.map(({ place }) => place);
    expect(places.filter((place) => !withWords.includes(place) && !noWords.includes(place))).toEqual([]);
    expect(noWords.filter((place) => !places.includes(place) || withWords.includes(place))).toEqual([]);
  });

  test('went through every mutation, and every one failed in the database before it succeeded', () => {
    expect([...failedIn.keys()].filter((name) => !name.startsWith('POST /')).sort()).toEqual(
      Object.keys(schema.getMutationType()!.getFields()).sort(),
    );
    // Who types is not written down, and a question about nobody either.
    expect([...failedIn].filter(([, inTables]) => inTables.length === 0).map(([name]) => name)).toEqual([
      'testCustomerDataLink',
      'setTyping',
    ]);
  });

  test('went through reads that failed each', () => {
    expect([...reads.keys()].filter((name) => !failedReads.has(name))).toEqual([]);
  });
});
