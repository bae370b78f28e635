import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ClientUses } from './access/client-uses.ts';
import { Viewers } from './access/viewers.ts';
import { Leases } from './agent/leases.ts';
import { Presence } from './agent/presence.ts';
import { Assignment } from './chat/assignment.ts';
import { ChatFeeds } from './chat/chat-feed.ts';
import { IdleEnding } from './chat/idle-ending.ts';
import { KnownChats } from './chat/known-chats.ts';
import { MessageWriter } from './chat/message-writer.ts';
import { SearchIndex } from './chat/search-index.ts';
import { TypingFeed } from './chat/typing.ts';
import { urlOf, type Config } from './config.ts';
import { Context } from './context.ts';
import { SenderNames } from './customer/sender-names.ts';
import { EventLog } from './event/event-log.ts';
import { createFiles, spoolDirOf, type Files } from './files/files.ts';
import { mostPicturesWaiting } from './attachment/clean-picture.ts';
import { PictureQueue, type PictureLine } from './files/picture-queue.ts';
import { Spool } from './files/spool.ts';
import { Limits } from './limits.ts';
import { DemoMailbox, SmtpCarrier, type Carrier } from './mail/carriers.ts';
import { MailSender } from './mail/mail-sender.ts';
import { MailDelivery, Outbox } from './mail/outbox.ts';
import { createLog, describeError, type Log } from './log.ts';
import { connect } from './orm.ts';
import { checkMigrations } from './migrations.ts';
import { Periodic } from './periodic.ts';
import { chatLockTimeoutMs, poolBeside, poolSizes, sendLockTimeoutMs } from './pools.ts';
import { Clock } from './clock.ts';
import { Readiness } from './readiness.ts';
import { InProcessBus, type Bus } from './realtime/bus.ts';
import { OverheardBus } from './realtime/overheard-bus.ts';
import { openRedis } from './realtime/redis.ts';
import { RedisBus } from './realtime/redis-bus.ts';
import { Epoch } from './realtime/epoch.ts';
import { LoosePictures } from './picture/loose-pictures.ts';
import { SquareMaker } from './picture/squares.ts';
import { SettingsFeed } from './service/settings-feed.ts';
import { Sites } from './service/sites.ts';
import { AutoSeal } from './masking/auto-seal.ts';
import { Vacuum } from './masking/vacuum.ts';
import { Intake } from './masking/intake.ts';
import { problemOfKeys } from './masking/fitting-keys.ts';
import { readMaskKeys } from './masking/mask-keys.ts';
import { Vault } from './masking/vault.ts';
import { statementsOn, type Statements } from './sql.ts';
import { Door, type Write } from './write.ts';
import { CustomerDataClient } from './customer-data/customer-data-client.ts';
import { WebhookSender } from './webhook/webhook-sender.ts';
import { GuardedClient } from './guarded-client.ts';
import { Retention } from './retention.ts';
import { PersonalRetention } from './privacy/personal-retention.ts';
import { LooseAttachments } from './attachment/loose-attachments.ts';
import { TicketFeeds } from './ticket/ticket-feed.ts';

/** Everything one process of the product shares between its requests, wired once. */
export interface App {
  readonly config: Config;
  readonly log: Log;
  readonly periodic: Periodic;
  readonly orm: Awaited<ReturnType<typeof connect>>;
  /** Every pool of connections to the database, by what goes over it. */
  readonly pools: Readonly<Record<'reads' | 'transactions' | 'chats' | 'sends', Pool>>;
  /** Statements by themselves, for reading. */
  readonly sql: Statements;
  /** Statements by which messages are written. */
  readonly sendSql: Statements;
  /** How everything else is written: see `Door`. */
  readonly write: Write;
  readonly bus: Bus;
  readonly epoch: Epoch;
  readonly clock: Clock;
  readonly viewers: Viewers;
  readonly clientUses: ClientUses;
  readonly leases: Leases;
  readonly presence: Presence;
  readonly settings: SettingsFeed;
  readonly sites: Sites;
  readonly senderNames: SenderNames;
  readonly chatFeeds: ChatFeeds;
  readonly assignment: Assignment;
  readonly idle: IdleEnding;
  readonly searchIndex: SearchIndex;
  readonly typing: TypingFeed;
  readonly ticketFeeds: TicketFeeds;
  readonly eventLog: EventLog;
  /** Requests to addresses that administrators entered. */
  readonly outgoing: GuardedClient;
  readonly webhooks: WebhookSender;
  readonly customerData: CustomerDataClient;
  readonly messages: MessageWriter;
  readonly vault: Vault;
  readonly intake: Intake;
  readonly vacuum: Vacuum;
  readonly autoSeal: AutoSeal;
  readonly limits: Limits;
  /** Where mails are put, and what sends them; null where none go out. */
  readonly outbox: Outbox;
  readonly mailSender: MailSender | null;
  /** Where the mails of the demo are; null for everything else. */
  readonly demoMailbox: DemoMailbox | null;
  /** Contents of attachments and pictures. */
  readonly files: Files;
  readonly spool: Spool;
  readonly looseAttachments: LooseAttachments;
  readonly pictureLine: PictureLine;
  /** Files of which something is hidden or released: one at a time is in memory. */
  readonly fileLine: PictureLine;
  readonly squareMaker: SquareMaker;
  readonly loosePictures: LoosePictures;
  readonly retention: Retention;
  readonly personalRetention: PersonalRetention;
  readonly readiness: Readiness;
  close(): Promise<void>;
}

/** What tests replace: the bus where several of these stand for several processes, what is known of chats, and how many messages go into one statement. */
interface Replaced {
  bus?: Bus | undefined;
  knownChats?: KnownChats | undefined;
  mostAtOnce?: number | undefined;
}

/** How this process runs, beyond what it is configured with. */
interface Options extends Replaced {
  /** On the database that Damso brings along, where mails are shown instead of sent. */
  isDemo?: boolean;
}

export async function createApp(
  config: Config,
  databaseUrl: string,
  { bus: givenBus, knownChats = new KnownChats(), mostAtOnce, isDemo = false }: Options = {},
): Promise<App> {
  const log = createLog(config.logLevel);
  const periodic = new Periodic(log);
  const vault = new Vault(readMaskKeys(config));
  const sizes = poolSizes(config.databaseConnections);
  const orm = await connect(databaseUrl, sizes.reads);
  const reads = await orm.em.getConnection().getNativeClient();
  const transactions = poolBeside(reads, databaseUrl, { max: sizes.transactions });
  const chats = poolBeside(reads, databaseUrl, { max: sizes.chats, lock_timeout: chatLockTimeoutMs });
  const sends = poolBeside(reads, databaseUrl, { max: sizes.sends, lock_timeout: sendLockTimeoutMs });
  const sql = statementsOn(reads);
  const sendSql = statementsOn(sends);
  const redis = config.redisUrl === undefined ? null : await openRedis(config.redisUrl, sql);
  const bus = new OverheardBus(givenBus ?? (redis ? new RedisBus(redis, log, periodic) : new InProcessBus()));
  const epoch = await Epoch.start(sql, periodic);
  const clock = await Clock.start(sql, log, periodic);
  const door = new Door({ orm, pool: transactions, chatPool: chats, bus, log });
  const { write } = door;
  const viewers = new Viewers(sql, bus, periodic);
  const leases = new Leases(sql, bus, periodic, randomUUID());
  const presence = new Presence(sql, bus, periodic, clock);
  const settings = new SettingsFeed(orm, bus, periodic);
  const sites = await Sites.start(sql, bus, periodic);
  const senderNames = new SenderNames(sql, bus, periodic);
  const chatFeeds = new ChatFeeds(sql, bus, periodic, knownChats);
  const ticketFeeds = new TicketFeeds(sql, bus, periodic);
  // It waits for locks.
  const assignment = new Assignment({ write, sql: statementsOn(transactions), bus, log, periodic });
  const idle = new IdleEnding({ write, sql, periodic, clock });
  const searchIndex = new SearchIndex({ write, periodic });
  const vacuum = new Vacuum(databaseUrl, periodic);
  const demoMailbox = isDemo && config.smtpUrl === undefined ? new DemoMailbox() : null;
  const carrier = demoMailbox ?? carrierOf(config);
  const mailSender =
    carrier && new MailSender({ write, sql, periodic, log, vault, carrier, url: urlOf(config, config.port) });
  const delivery = demoMailbox ? MailDelivery.SHOWN : mailSender ? MailDelivery.SENT : MailDelivery.NONE;
  const outbox = new Outbox(delivery, vault, () => mailSender?.soon());
  const outgoing = new GuardedClient(config.innerNetworks);
  const eventLog = new EventLog({ write, sql: statementsOn(transactions), reads: sql, bus, periodic });
  const whole = Promise.withResolvers<App>();
  const webhooks = new WebhookSender({
    write,
    sql: statementsOn(transactions),
    periodic,
    log,
    vault,
    client: outgoing,
    contextOf: async (viewer) => new Context(await whole.promise, viewer, { ip: '', userAgent: null }),
  });
  eventLog.onWritten(webhooks.soon);
  const customerData = new CustomerDataClient(outgoing);
  const files = createFiles(config);
  const spool = new Spool(spoolDirOf(config));
  const pictureQueue = new PictureQueue();
  const pictureLine = pictureQueue.line(mostPicturesWaiting);
  const fileLine = new PictureQueue().line(mostPicturesWaiting);
  const squareMaker = new SquareMaker(pictureQueue);
  const loosePictures = new LoosePictures({ write, files, periodic });
  const looseAttachments = new LooseAttachments({ write, files, spool, periodic, clock });
  const parts = {
    config,
    log,
    periodic,
    orm,
    pools: { reads, transactions, chats, sends },
    sql,
    sendSql,
    bus,
    epoch,
    clock,
    write,
    viewers,
    clientUses: new ClientUses(sql, periodic),
    leases,
    presence,
    settings,
    sites,
    senderNames,
    chatFeeds,
    assignment,
    idle,
    searchIndex,
    typing: new TypingFeed(bus),
    ticketFeeds,
    eventLog,
    outgoing,
    webhooks,
    customerData,
    messages: new MessageWriter(sendSql, knownChats, chatFeeds, mostAtOnce),
    vault,
    intake: new Intake({ settings, sql, vault, clock }),
    vacuum,
    outbox,
    mailSender,
    demoMailbox,
    limits: new Limits(config, redis),
    files,
    spool,
    looseAttachments,
    pictureLine,
    fileLine,
    squareMaker,
    loosePictures,
    retention: new Retention({ write, periodic, log, config }),
    personalRetention: new PersonalRetention({ write, sql, periodic, config, vacuum, looseAttachments }),
    readiness: new Readiness({
      database: () => sql.query('select 1', []).then(() => null),
      migrations: await checkMigrations(sql),
      bus: () => Promise.resolve(bus.isConnected ? null : 'it is not connected: news of other processes are late'),
      maskKeys: () => problemOfKeys(sql, vault),
      files: () => files.problem(),
    }),
  };
  const autoSeal = new AutoSeal(parts);
  // Before anything looks for agents who are gone: the product may have been away.
  await leases.beat();
  mailSender?.soon();
  const app: App = {
    ...parts,
    autoSeal,
    async close() {
      // In this order: what is repeated may still use everything, transactions still tell the feeds, and all of it the database.
      for (const part of [
        ...(mailSender ? [mailSender] : []),
        webhooks,
        customerData,
        eventLog,
        periodic,
        pictureQueue,
        viewers,
        presence,
        settings,
        sites,
        assignment,
        door,
        senderNames,
        chatFeeds,
        leases,
        bus,
        { close: () => transactions.end() },
        { close: () => chats.end() },
        { close: () => sends.end() },
        ...(redis ? [redis] : []),
        // What the ORM closes is this pool; its own way waits for ever where a connection is just being opened, which Kysely then forgets.
        { close: () => reads.end() },
      ]) {
        try {
          await part.close();
        } catch (error) {
          log.warn(describeError(error), 'a part did not close; the others do all the same');
        }
      }
    },
  };
  whole.resolve(app);
  return app;
}

/** Null where no mail goes out. */
function carrierOf({ smtpUrl, mailFrom }: Config): Carrier | null {
  return smtpUrl !== undefined && mailFrom !== undefined ? new SmtpCarrier(smtpUrl, mailFrom) : null;
}
