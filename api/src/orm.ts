import type { MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { Client, Pool } from 'pg';
import { ApiClient, ApiClientSecret } from './api-client/api-client.entity.ts';
import { AuditEntry } from './access/audit-entry.entity.ts';
import { ChangeLogEntry } from './access/change-log.entity.ts';
import { Account } from './account/account.entity.ts';
import { PasswordReset } from './account/password-reset.entity.ts';
import { RecoveryCode, SecondFactor } from './account/second-factor.entity.ts';
import { Session } from './account/session.entity.ts';
import { Agent } from './agent/agent.entity.ts';
import { AvailabilityPeriod } from './agent/availability-period.entity.ts';
import { Invitation } from './agent/invitation.entity.ts';
import { Lease, LeaseClock } from './agent/lease.entity.ts';
import { BoundDriver } from './bound-driver.ts';
import { CannedReply } from './chat/canned-reply.entity.ts';
import { ChatNote } from './chat/chat-note.entity.ts';
import { Chat } from './chat/chat.entity.ts';
import { Event, EventHead, EventLook, EventTold } from './event/event.entity.ts';
import { Instance } from './instance.entity.ts';
import { Message } from './chat/message.entity.ts';
import { MessageGrams, MessageGramsFill } from './chat/message-grams.entity.ts';
import { Consent, ConsentDraft, ConsentNotice } from './customer/consent.entity.ts';
import { Customer } from './customer/customer.entity.ts';
import { CustomerMerge } from './customer/customer-merge.entity.ts';
import { Member, MemberJoin, MemberKey, MemberLinkUse, MemberToken } from './customer/member.entity.ts';
import { VisitorToken } from './customer/visitor-token.entity.ts';
import { Category } from './service/category.entity.ts';
import { Mail } from './mail/mail.entity.ts';
import { MaskOriginal } from './masking/mask-original.entity.ts';
import { Hold } from './privacy/hold.entity.ts';
import { Picture } from './picture/picture.entity.ts';
import { RefusedSite } from './service/refused-site.entity.ts';
import { ServiceSlug } from './service/service-slug.entity.ts';
import { Service } from './service/service.entity.ts';
import { CustomerDataSecret } from './customer-data/customer-data-secret.entity.ts';
import { WebhookDelivery } from './webhook/webhook-delivery.entity.ts';
import { WebhookEndpoint, WebhookSecret } from './webhook/webhook-endpoint.entity.ts';
import { dialectOn } from './dialect-on.ts';
import { migrationsFolder } from './places.ts';
import { Installation } from './realtime/installation.entity.ts';
import { closeLost } from './silence.ts';
import { Attachment } from './attachment/attachment.entity.ts';
import { InquiryType } from './ticket/inquiry-type.entity.ts';
import { ProgramStep } from './ticket/program-step.entity.ts';
import { Ticket } from './ticket/ticket.entity.ts';
import { TicketChange } from './ticket/ticket-change.entity.ts';
import { TicketComment } from './ticket/ticket-comment.entity.ts';

/** Milliseconds. A statement that hangs, or a connection that died silently, must not hold up everything behind it (silence.ts). */
const connection = {
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  // By themselves many systems wait two hours before they look whether the other end is still there.
  keepAliveInitialDelayMillis: 10_000,
  statement_timeout: 60_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  // The prepared statements are looks at indexes. Planning them anew for every call costs more than running them; and a plan that
  // was made while a table was small must not read all of it later.
  options: '-c TimeZone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
};

function ormOptions(databaseUrl: string): Options {
  return {
    clientUrl: databaseUrl,
    driver: BoundDriver,
    entities: [
      ApiClient,
      ApiClientSecret,
      Installation,
      Instance,
      Service,
      ServiceSlug,
      RefusedSite,
      Picture,
      Category,
      Account,
      Agent,
      AvailabilityPeriod,
      Invitation,
      PasswordReset,
      SecondFactor,
      RecoveryCode,
      Session,
      Lease,
      LeaseClock,
      AuditEntry,
      ChangeLogEntry,
      Customer,
      CustomerMerge,
      VisitorToken,
      Member,
      MemberJoin,
      MemberKey,
      MemberLinkUse,
      MemberToken,
      ConsentNotice,
      ConsentDraft,
      Consent,
      Chat,
      Message,
      MessageGrams,
      MessageGramsFill,
      MaskOriginal,
      ChatNote,
      CannedReply,
      InquiryType,
      Ticket,
      TicketComment,
      TicketChange,
      ProgramStep,
      Attachment,
      Mail,
      Event,
      EventHead,
      EventTold,
      EventLook,
      WebhookEndpoint,
      WebhookSecret,
      WebhookDelivery,
      CustomerDataSecret,
      Hold,
    ],
    extensions: [Migrator],
    // Each migration is a transaction of its own: all of them as one would keep every table from the running version for as long.
    migrations: { path: migrationsFolder, snapshot: false, allOrNothing: false },
    // The functions behind indexes, and triggers, stand in the migrations alone.
    schemaGenerator: { ignoreRoutines: true, ignoreTriggers: true },
    driverOptions: { ...connection, onPoolCreated: (pool: Pool) => closeLost(pool, databaseUrl) },
    // Messages of the ORM and the driver can hold row text, so none of them reaches a log.
    logger: () => undefined,
  };
}

/** Opens at most so many connections, each when it is first needed. */
export function connect(databaseUrl: string, connections = 12) {
  return MikroORM.init({ ...ormOptions(databaseUrl), pool: { max: connections } });
}

/** On one connection, which somebody else opens and closes: what migrates keeps a lock on it. */
export function connectOn(client: Client, databaseUrl: string, list?: MigrationObject[]) {
  const options = ormOptions(databaseUrl);
  return MikroORM.init({
    ...options,
    driverOptions: dialectOn(client),
    migrations: { ...options.migrations, ...(list && { migrationsList: list }) },
  });
}
