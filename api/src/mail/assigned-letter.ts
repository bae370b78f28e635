import { encodeId } from '../ids.ts';
import type { Language } from '../service/service.entity.ts';
import { isolated } from '../text.ts';
import { foot, type Writing } from './writing.ts';

interface Assigned {
  number: string;
  serviceId: string;
  service: string;
  email: string;
}

/**
 * To the agent who has the ticket still and wants such mails still. It names the ticket by its number and says nothing of what is in it:
 * title and content are the customer's words, which an agent may change and an erasure takes away, and neither reaches what left by mail.
 */
export const writeAssigned: Writing = async ({ aboutId, partId, language }, { sql, url }) => {
  const { rows } = await sql.query<Assigned>(
    `select t.number, t.service_id as "serviceId", s.name as service, c.email
     from ticket t join service s on s.id = t.service_id join agent a on a.id = t.assignee_id join account c on c.id = a.account_id
     where t.id = $1 and a.id = $2 and a.joined_at is not null and c.mails_assigned_tickets`,
    [aboutId, partId],
  );
  const [assigned] = rows;
  if (!assigned) return null;
  const { number, serviceId, email } = assigned;
  const service = isolated(assigned.service);
  const say = words[language];
  const link = `${url}/tickets/${encodeId('Ticket', aboutId)}?service=${encodeId('Service', serviceId)}`;
  return {
    language,
    to: email,
    from: assigned.service,
    subject: say.subject(number, service),
    blocks: [say.assigned(number, service), { label: say.link, link }],
    foot: `${say.off}\n${foot[language]}`,
    thread: { ticketId: aboutId, opens: false },
  };
};

const words = {
  ko: {
    subject: (number: string, service: string) => `[${number}] ${service} 티켓이 배정되었습니다`,
    assigned: (number: string, service: string) => `${service}의 티켓 ${number}이(가) 나에게 배정되었습니다.`,
    link: '티켓 열기',
    off: '이 알림은 콘솔의 내 계정에서 끌 수 있습니다.',
  },
  en: {
    subject: (number: string, service: string) => `[${number}] A ticket of ${service} is yours`,
    assigned: (number: string, service: string) => `Ticket ${number} of ${service} was assigned to you.`,
    link: 'Open the ticket',
    off: 'These mails can be switched off under My account in the console.',
  },
} as const satisfies Record<Language, unknown>;
