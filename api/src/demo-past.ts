import { randomUUID } from 'node:crypto';
import { AuditEntry } from './access/audit-entry.entity.ts';
import type { Agent } from './agent/agent.entity.ts';
import { Availability } from './agent/agent.entity.ts';
import { AvailabilityPeriod } from './agent/availability-period.entity.ts';
import { CannedReply } from './chat/canned-reply.entity.ts';
import { ChatNote } from './chat/chat-note.entity.ts';
import { Chat, ChatState } from './chat/chat.entity.ts';
import { Message, messageId, type MessageEvent, type SenderKind } from './chat/message.entity.ts';
import { idleMessage, ratingRequest } from './chat/system-messages.ts';
import { Consent, type ConsentNotice } from './customer/consent.entity.ts';
import { hashOf } from './customer/consent.service.ts';
import { Customer } from './customer/customer.entity.ts';
import {
  categories,
  cannedReplies,
  people,
  products,
  scripts,
  tickets,
  type DemoTicket,
  type Script,
} from './demo-words.ts';
import { timedId } from './ids.ts';
import { takeText } from './masking/intake.ts';
import { MaskOriginal } from './masking/mask-original.entity.ts';
import type { Vault } from './masking/vault.ts';
import { commentId } from './rating/rating.service.ts';
import { Category } from './service/category.entity.ts';
import type { Language, Service } from './service/service.entity.ts';
import { wallClock } from './service/wall-clock.ts';
import { advanceTickets } from './ticket/change-ticket.ts';
import type { InquiryType } from './ticket/inquiry-type.entity.ts';
import { Channel, TicketPriority, TicketStatus } from './ticket/ticket.entity.ts';
import type { TicketRow } from './ticket/ticket.rows.ts';
import { insertTicket } from './ticket/ticket.service.ts';
import type { Tx } from './write.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The days before today that the demo has a past of, and when chats began on each of them: while its agents were Online. */
const days = 7;
const starts = ['09:37', '10:52', '11:21', '13:48', '15:10', '16:34'];
/** What the agents chose on each of these days. */
const workday = [
  ['09:00', Availability.ONLINE],
  ['12:30', Availability.BREAK],
  ['13:30', Availability.ONLINE],
  ['18:00', Availability.OFFLINE],
] as const;

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Mobile Safari/537.36',
];

/** What the past is made for. */
export interface DemoPast {
  readonly service: Service;
  readonly agents: readonly Agent[];
  readonly notices: readonly ConsentNotice[];
  readonly types: readonly InquiryType[];
  readonly vault: Vault;
  readonly now: Date;
}

/**
 * A week of chats with their endings, ratings and masks, tickets in every state, and what agents file and answer with: the same each
 * time but for the day it is, and for ids and keys. It is written past the verbs, because those write the present.
 */
export async function writePast(tx: Tx, demo: DemoPast): Promise<void> {
  const past = new Past(tx, demo);
  past.settings();
  past.chats();
  past.workdays();
  await tx.flush();
  // The job that does it takes in what is sent from now on.
  await tx.sql.query(
    `insert into message_grams select m.id, search_grams(m.body) from message m join chat c on c.id = m.chat_id
     where c.service_id = $1 and m.body <> '' on conflict do nothing`,
    [demo.service.id],
  );
  await past.tickets();
}

class Past {
  readonly #tx: Tx;
  readonly #demo: DemoPast;
  readonly #today: number;
  readonly #categories = new Map<string, string>();
  readonly #customers = new Map<string, string>();
  /** The last chat of a language and category. */
  readonly #filed = new Map<string, Chat>();

  constructor(tx: Tx, demo: DemoPast) {
    this.#tx = tx;
    this.#demo = demo;
    this.#today = Date.parse(`${wallClock(demo.service.timeZone, demo.now).date}T00:00:00+09:00`);
  }

  get #em() {
    return this.#tx.em;
  }

  get #place() {
    return { serviceId: this.#demo.service.id };
  }

  /** A time of the wall clock so many days ago. */
  #at(daysAgo: number, time: string): Date {
    const [hours, minutes] = time.split(':').map(Number);
    return new Date(this.#today - daysAgo * dayMs + hours! * hourMs + minutes! * minuteMs);
  }

  settings(): void {
    for (const notice of this.#demo.notices) notice.publishedAt = this.#at(days, '08:00');
    categories.forEach(({ name, below = [] }, position) => {
      const parentId = this.#category({ name, position, parentId: null });
      below.forEach((each, place) => this.#category({ name: each, position: place, parentId }));
    });
    cannedReplies.forEach(([shortcut, body], position) => {
      this.#em.create(CannedReply, { ...this.#place, shortcut, body, position });
    });
  }

  #category(given: { name: string; position: number; parentId: string | null }): string {
    const id = randomUUID();
    this.#em.create(Category, { id, ...this.#place, ...given });
    this.#categories.set(given.name, id);
    return id;
  }

  workdays(): void {
    for (const agent of this.#demo.agents) {
      const chosen = Array.from({ length: days }, (_, day) =>
        workday.map(([time, availability]) => ({ availability, startedAt: this.#at(days - day, time) })),
      ).flat();
      chosen.forEach((period, index) => {
        const endedAt = chosen[index + 1]?.startedAt ?? null;
        this.#em.create(AvailabilityPeriod, { id: timedId(period.startedAt), agentId: agent.id, ...period, endedAt });
      });
      agent.availabilitySince = chosen.at(-1)!.startedAt;
    }
  }

  chats(): void {
    const said = { ko: 0, en: 0 };
    for (let n = 0; n < days * starts.length; n += 1) {
      const script = scripts[n % scripts.length]!;
      const startedAt = this.#at(days - Math.floor(n / starts.length), starts[n % starts.length]!);
      this.#chat(n, script, said[script.language]++, new Date(startedAt.getTime() + ((n * 7) % 13) * minuteMs));
    }
  }

  #chat(n: number, script: Script, who: number, requestedAt: Date): void {
    const { service, agents } = this.#demo;
    const { language, lines, ends, rating, category, note } = script;
    const customerId = this.#customer(language, who, requestedAt);
    const agent = ends === 'LEFT' ? null : agents[(n + Math.floor(n / agents.length)) % agents.length]!;
    const telling = new Telling(requestedAt, n);
    const id = timedId(requestedAt);
    const says = (sender: SenderKind, body: string, event: MessageEvent | null = null) =>
      this.#message({ id, customerId, agentId: agent?.id ?? null }, telling, { sender, body, event });
    const product = products[(n * 5) % products.length]![language]!;
    const words = { '{product}': product, '{order}': `DS-${100_000 + ((n * 79_193) % 900_000)}` };
    let answeredAt: Date | null = null;
    for (const line of lines) {
      const body = line.slice(1).replace(/\{\w+\}/g, (name) => words[name as keyof typeof words]);
      if (line.startsWith('#')) this.#note(id, agent!.id, telling, body);
      else {
        const at = says(line.startsWith('<') ? 'CUSTOMER' : 'AGENT', body);
        if (line.startsWith('>')) answeredAt ??= at;
      }
    }
    const ratingRequestedAt = rating ? says('SYSTEM', ...worded(ratingRequest(service, language))) : null;
    if (ends === 'IDLE') {
      telling.wait(10 * minuteMs);
      says('SYSTEM', ...worded(idleMessage('warning', language)));
      telling.wait(minuteMs);
      says('SYSTEM', ...worded(idleMessage('ended', language)));
    }
    const customerEndedAt = ends ? telling.next() : null;
    const closedAt = ends === 'LEFT' ? customerEndedAt! : telling.next();
    const [verdict = null, comment] = rating ?? [];
    const ratedAt = verdict && telling.next();
    if (comment) says('CUSTOMER', comment, 'RATING');
    const chat = this.#em.create(Chat, {
      id,
      ...this.#place,
      customerId,
      agentId: agent?.id ?? null,
      state: ChatState.CLOSED,
      revision: telling.change(),
      lastSeq: telling.seq,
      customerReadSeq: telling.seq,
      agentReadSeq: telling.seq,
      language,
      page: 'https://shop.example/orders',
      ip: `203.0.113.${10 + n}`,
      userAgent: browsers[n % browsers.length]!,
      requestedAt,
      assignedAt: agent && requestedAt,
      firstMessageAt: telling.first,
      openedAt: answeredAt,
      answeredAt,
      customerEndedAt,
      closedAt,
      ratingRequestedAt,
      ratingVerdict: verdict,
      ratedAt,
      categoryId: category ? this.#categories.get(category)! : null,
      note: note ?? null,
      infoRevision: category ? 1 : 0,
    });
    if (category) this.#filed.set(`${language} ${category}`, chat);
  }

  /** Who says their name comes again now and then; everybody else is somebody new. */
  #customer(language: Language, n: number, at: Date): string {
    const place = n % people[language].length;
    const person = people[language][place]!;
    const known = person.name && this.#customers.get(person.name);
    return known || this.#newCustomer(language, person, at);
  }

  #newCustomer(language: Language, { name, email, phone }: (typeof people)[Language][number], at: Date): string {
    const id = timedId(at);
    this.#em.create(Customer, {
      id,
      ...this.#place,
      name: name ?? null,
      email: email ?? null,
      phone: phone ?? null,
      createdAt: at,
    });
    if (name) this.#customers.set(name, id);
    const notice = this.#demo.notices.find((each) => each.language === language)!;
    this.#em.create(Consent, {
      id: timedId(at),
      ...this.#place,
      customerId: id,
      noticeVersion: notice.version,
      noticeHash: hashOf(notice),
      language,
      agreedAt: at,
    });
    return id;
  }

  #message(
    chat: { id: string; customerId: string; agentId: string | null },
    telling: Telling,
    { sender, body, event }: { sender: SenderKind; body: string; event: MessageEvent | null },
  ): Date {
    const { service, vault } = this.#demo;
    const at = telling.next();
    const seq = telling.say(at);
    const senderId = { CUSTOMER: chat.customerId, AGENT: chat.agentId, SYSTEM: null }[sender];
    const key = event === null ? String(seq) : null;
    const id =
      event === 'RATING' ? commentId(chat) : key && senderId ? messageId(chat.id, senderId, key) : randomUUID();
    const place = { ...this.#place, chatId: chat.id, messageId: id };
    const { originals, ...taken } =
      sender === 'SYSTEM' ? { body, masks: null, originals: [] } : takeText(body, { service, vault, place, at });
    this.#em.create(Message, {
      id,
      chatId: chat.id,
      seq,
      revision: telling.change(),
      sender,
      senderId,
      key,
      event,
      ...taken,
      sentAt: at,
    });
    for (const { maskId, keyId, box } of originals) {
      this.#em.create(MaskOriginal, { id: maskId, chatId: chat.id, messageId: id, keyId, box });
      this.#em.create(AuditEntry, { id: timedId(at), ...place, action: 'MASKED', maskId, at });
    }
    return at;
  }

  #note(chatId: string, authorId: string, telling: Telling, body: string): void {
    const createdAt = telling.next();
    const afterSeq = telling.seq;
    this.#em.create(ChatNote, {
      id: timedId(createdAt),
      chatId,
      revision: telling.change(),
      authorId,
      body,
      afterSeq,
      createdAt,
    });
  }

  /** Made and moved on by what makes and moves every ticket; only the times are put back afterwards. */
  async tickets(): Promise<void> {
    const times: { id: string; revision: number; at: Date }[] = [];
    for (const [n, given] of tickets.entries()) {
      const at = this.#madeAt(given);
      let ticket = await this.#ticket(n, given, at);
      times.push({ id: ticket.id, revision: ticket.revision, at });
      for (const { hoursLater, by, status, says } of given.steps) {
        const authorId = by === undefined ? null : this.#demo.agents[by]!.id;
        const fields = {
          ...(status && { status }),
          ...(status && ticket.status === TicketStatus.NEW && { assigneeId: authorId }),
        };
        const comment = says && { id: randomUUID(), kind: says[0], body: says[1] };
        const update = { ticket, fields, ...(comment && { comment }) };
        ticket = (await advanceTickets(this.#tx, [update], { agentId: authorId, clientId: null }))[0]!;
        times.push({ id: ticket.id, revision: ticket.revision, at: new Date(at.getTime() + hoursLater * hourMs) });
      }
    }
    await this.#tx.sql.query(putBackText, [JSON.stringify(times)]);
  }

  #chatOf({ language, from }: DemoTicket): Chat | null {
    return 'category' in from ? this.#filed.get(`${language} ${from.category}`)! : null;
  }

  #madeAt(given: DemoTicket): Date {
    const chat = this.#chatOf(given);
    if (chat) return chat.closedAt!;
    const { from } = given;
    return new Date(this.#demo.now.getTime() - ('daysAgo' in from ? from.daysAgo : 0) * dayMs);
  }

  async #ticket(n: number, given: DemoTicket, at: Date): Promise<TicketRow> {
    const { service, types } = this.#demo;
    const { language, type, title, content, priority } = given;
    const chat = this.#chatOf(given);
    const email = chat ? null : `inquiry${n + 1}@example.com`;
    const customerId = chat?.customerId ?? this.#newCustomer(language, { ...(email && { email }) }, at);
    await this.#tx.flush();
    return insertTicket(this.#tx, {
      ...this.#place,
      timeZone: service.timeZone,
      madeAt: at,
      inquiryTypeId: types.find(({ name }) => name.ko === type)!.id,
      id: timedId(new Date()),
      title,
      content,
      titleMasks: null,
      contentMasks: null,
      status: TicketStatus.NEW,
      priority: priority ?? TicketPriority.NORMAL,
      channel: chat ? Channel.CHAT : Channel.HELP_CENTER,
      language,
      customerId,
      email,
      chatId: chat?.id ?? null,
      assigneeId: null,
      creatorId: chat?.agentId ?? null,
      clientId: null,
      attemptHash: null,
      attemptDigest: null,
    });
  }
}

/** The clock and the numbers of one past conversation. */
class Telling {
  #at: number;
  readonly #n: number;
  #revision = 1;
  seq = 0;
  /** When the first thing was said. */
  first: Date | null = null;

  constructor(at: Date, n: number) {
    this.#at = at.getTime();
    this.#n = n;
  }

  wait(ms: number): void {
    this.#at += ms;
  }

  /** A while later: 20 to 59 seconds. */
  next(): Date {
    this.wait((20 + ((this.#n * 11 + this.#revision * 17) % 40)) * 1_000);
    return new Date(this.#at);
  }

  say(at: Date): number {
    this.first ??= at;
    return ++this.seq;
  }

  change(): number {
    return ++this.#revision;
  }
}

const worded = ({ body, event }: { body: string; event: MessageEvent }) => [body, event] as const;

const putBackText = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g (id uuid, revision int, at timestamptz)
), changed as (
  update ticket_change c set changed_at = g.at from given g where c.ticket_id = g.id and c.revision = g.revision
), said as (
  update ticket_comment c set created_at = g.at from given g where c.ticket_id = g.id and c.revision = g.revision
)
update ticket t set created_at = g.first, changed_at = g.last
from (select id, min(at) as first, max(at) as last from given group by id) g where t.id = g.id`;
