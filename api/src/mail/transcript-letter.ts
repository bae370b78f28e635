import type { Language } from '../service/service.entity.ts';
import { isolated } from '../text.ts';
import type { Block } from './letter.ts';
import { foot, type Writing } from './writing.ts';

/** A transcript holds so many messages and UTF-16 units at most, the newest: a mail server takes no mail of any size. */
const mostMessages = 1_000;
const mostUnits = 200_000;

interface TalkedIn {
  service: string;
  timeZone: string;
  requestedAt: Date;
}

interface Said {
  sender: 'CUSTOMER' | 'AGENT';
  name: string | null;
  isProgram: boolean;
  body: string;
  /** Names of the files that came with it. */
  files: string[];
  sentAt: Date;
}

/**
 * What a customer and agents said to each other, as it can be read when the mail is sent: what is masked then stands there as asterisks,
 * and of whoever was erased nothing is told. Files are told by their names: only who shows a credential is given them. Notes of agents are no messages, and what the system said is left out.
 */
export const writeTranscript: Writing = async ({ aboutId, language, email }, { sql }) => {
  if (email == null) return null;
  const { rows: chats } = await sql.query<TalkedIn>(
    `select s.name as service, coalesce(s.hours ->> 'timeZone', 'UTC') as "timeZone", c.requested_at as "requestedAt"
     from chat c join service s on s.id = c.service_id join customer u on u.id = c.customer_id
     where c.id = $1 and u.erased_at is null`,
    [aboutId],
  );
  const [chat] = chats;
  if (!chat) return null;
  const { rows: newest } = await sql.query<Said>(
    `select m.sender, coalesce(a.name, k.name) as name, coalesce(m.event = 'INTEGRATION', false) as "isProgram", m.body, m.sent_at as "sentAt",
       array(select f.name from unnest(m.attachment_ids) with ordinality w (id, n) join attachment f on f.id = w.id order by w.n) as files
     from message m
       left join agent a on m.sender = 'AGENT' and a.id = m.sender_id
       left join api_client k on m.sender = 'AGENT' and k.id = m.sender_id
     where m.chat_id = $1 and m.sender in ('CUSTOMER', 'AGENT') and (m.event is null or m.event = 'INTEGRATION') and (m.body <> '' or m.attachment_ids is not null)
     order by m.seq desc limit ${mostMessages + 1}`,
    [aboutId],
  );
  let units = 0;
  const fitting = newest.filter(({ body }, n) => n < mostMessages && (units += body.length) <= mostUnits);
  if (fitting.length === 0) return null;
  const say = words[language];
  const service = isolated(chat.service);
  const { timeZone } = chat;
  const written = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...style, timeZone });
  const day = written({ dateStyle: 'long' }).format(chat.requestedAt);
  const moment = written({ dateStyle: 'medium', timeStyle: 'short' });
  const quotes = fitting.reverse().map(({ sender, name, isProgram, body, files, sentAt }): Block => ({
    quote: [...(body === '' ? [] : [body]), ...files.map((file) => say.file(isolated(file)))].join('\n'),
    by: `${sender === 'CUSTOMER' ? say.you : isolated(name ?? say.agent)}${isProgram ? ` (${say.integration})` : ''} · ${moment.format(sentAt)}`,
  }));
  return {
    language,
    to: email,
    from: chat.service,
    subject: say.subject(service, day),
    blocks: [say.wished(service, day, timeZone), ...(fitting.length < newest.length ? [say.shortened] : []), ...quotes],
    foot: foot[language],
  };
};

const words = {
  ko: {
    subject: (service: string, day: string) => `${service} 상담 내용 (${day})`,
    wished: (service: string, day: string, zone: string) =>
      `요청하신 ${day} ${service} 상담 내용입니다. 가려진 부분은 *로 보이며, 시각은 ${zone} 기준입니다.`,
    shortened: '상담이 길어 마지막 부분만 담았습니다.',
    you: '나',
    agent: '상담원',
    integration: '자동 연동',
    file: (name: string) => `[첨부 파일: ${name}]`,
  },
  en: {
    subject: (service: string, day: string) => `Your conversation with ${service} (${day})`,
    wished: (service: string, day: string, zone: string) =>
      `This is your conversation with ${service} of ${day}, as you wished. What was hidden stands as asterisks; times are those of ${zone}.`,
    shortened: 'It was long: this is the end of it.',
    you: 'You',
    agent: 'Agent',
    integration: 'integration',
    file: (name: string) => `[File: ${name}]`,
  },
} as const satisfies Record<Language, unknown>;
