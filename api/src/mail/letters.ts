import type { Language } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import { isolated } from '../text.ts';
import { writeAssigned } from './assigned-letter.ts';
import { writeInvitation } from './invitation-letter.ts';
import type { Block, Letter } from './letter.ts';
import { MailKind } from './mail.entity.ts';
import { writePasswordReset } from './password-reset-letter.ts';
import { writeTranscript } from './transcript-letter.ts';
import { foot, type Sources, type WaitingMail, type Writing } from './writing.ts';

/** How each kind is written. */
export const letters: Readonly<Record<MailKind, Writing>> = {
  [MailKind.INQUIRY_RECEIVED]: async (mail, sources) => {
    const inquiry = await inquiryOf(sources.sql, mail.aboutId);
    if (!inquiry) return null;
    const say = words[mail.language].inquiry;
    return inquiryLetter(mail, inquiry, {
      opens: true,
      blocks: [say.received(isolated(inquiry.service), inquiry.number), ...lookUp(mail, inquiry, sources)],
    });
  },
  [MailKind.INQUIRY_ANSWERED]: async (mail, sources) => {
    const inquiry = await inquiryOf(sources.sql, mail.aboutId);
    const { rows } = await sources.sql.query<{ body: string }>(
      `select body from ticket_comment where id = $1 and ticket_id = $2 and kind = 'REPLY' and body <> ''`,
      [mail.partId, mail.aboutId],
    );
    const [answer] = rows;
    if (!inquiry || !answer) return null;
    const say = words[mail.language].inquiry;
    return inquiryLetter(mail, inquiry, {
      opens: false,
      blocks: [
        say.answered(isolated(inquiry.service), inquiry.number),
        ...(inquiry.quotesAnswers ? [{ quote: answer.body }] : []),
        ...lookUp(mail, inquiry, sources),
      ],
    });
  },
  [MailKind.PASSWORD_RESET]: writePasswordReset,
  [MailKind.INVITATION]: writeInvitation,
  [MailKind.TICKET_ASSIGNED]: writeAssigned,
  [MailKind.TRANSCRIPT]: writeTranscript,
};

interface Inquiry {
  number: string;
  email: string;
  service: string;
  slug: string;
  quotesAnswers: boolean;
}

/** Null once it has no address to write to: the person was erased, or the address masked. */
async function inquiryOf(sql: Statements, ticketId: string): Promise<Inquiry | null> {
  const { rows } = await sql.query<Inquiry>(
    `select t.number, t.email, coalesce(s.names ->> t.language, s.name) as service, s.slug, s.quotes_answers as "quotesAnswers"
     from ticket t join service s on s.id = t.service_id where t.id = $1 and t.email is not null and t.email_masks is null`,
    [ticketId],
  );
  return rows[0] ?? null;
}

/**
 * Receipt and answers of a ticket have one subject, or mail programs would not put them together. No word of the customer's is in a
 * receipt: whoever leaves an inquiry with somebody else's address could else send them what they like in the service's name.
 */
function inquiryLetter(
  { aboutId, language }: WaitingMail,
  { number, email, service }: Inquiry,
  { opens, blocks }: { opens: boolean; blocks: readonly Block[] },
): Letter {
  const say = words[language];
  const subject = `[${number}] ${say.inquiry.subject(isolated(service))}`;
  return {
    language,
    to: email,
    from: service,
    subject: opens ? subject : `Re: ${subject}`,
    blocks,
    foot: foot[language],
    thread: { ticketId: aboutId, opens },
  };
}

/** The token stands behind the `#`, where no server and no log on the way sees it. */
function lookUp({ language }: WaitingMail, { slug }: Inquiry, { url, token }: Sources): Block[] {
  const say = words[language].inquiry;
  return [{ label: say.link, link: `${url}/help/${slug}/inquiries?lang=${language}#${token ?? ''}` }, say.keepIt];
}

const words = {
  ko: {
    inquiry: {
      subject: (service: string) => `${service} 문의`,
      received: (service: string, number: string) =>
        `${service}에 남기신 문의가 접수되었습니다. 접수 번호는 ${number}입니다.\n답변이 등록되면 이 주소로 알려 드립니다.`,
      answered: (service: string, number: string) => `${service}에 남기신 문의(${number})에 답변이 등록되었습니다.`,
      link: '문의와 답변 보기, 추가 문의하기',
      keepIt: '이 링크가 있으면 누구나 문의를 볼 수 있으니 다른 사람에게 전달하지 마세요.',
    },
  },
  en: {
    inquiry: {
      subject: (service: string) => `Your inquiry to ${service}`,
      received: (service: string, number: string) =>
        `Your inquiry to ${service} has arrived. Its number is ${number}.\nWe write to this address when it is answered.`,
      answered: (service: string, number: string) => `Your inquiry to ${service} (${number}) has been answered.`,
      link: 'See your inquiry and its answers, and add to it',
      keepIt: 'Whoever has this link can see your inquiry, so do not pass it on.',
    },
  },
} as const satisfies Record<Language, unknown>;
