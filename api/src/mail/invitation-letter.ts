import { hashToken } from '../secrets.ts';
import type { Language } from '../service/service.entity.ts';
import { isolated } from '../text.ts';
import { foot, type Writing } from './writing.ts';

interface Invited {
  email: string;
  name: string;
  service: string;
  hasAccount: boolean;
  expiresAt: Date;
  timeZone: string;
}

/** Of an agent by the link that is good now: one that was renewed, used or taken back meanwhile is not worth a mail. */
export const writeInvitation: Writing = async ({ aboutId, language }, { sql, url, token }) => {
  if (token === null) return null;
  const { rows } = await sql.query<Invited>(
    `select c.email, a.name, s.name as service, c.password_hash is not null as "hasAccount", i.expires_at as "expiresAt",
       coalesce(s.hours ->> 'timeZone', 'UTC') as "timeZone"
     from invitation i join agent a on a.id = i.agent_id join account c on c.id = a.account_id join service s on s.id = a.service_id
     where i.agent_id = $1 and i.token_hash = $2 and i.expires_at > now() and a.joined_at is null and a.removed_at is null`,
    [aboutId, hashToken(token)],
  );
  const [invited] = rows;
  if (!invited) return null;
  const { email, name, hasAccount, expiresAt, timeZone } = invited;
  const service = isolated(invited.service);
  const say = words[language];
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    expiresAt,
  );
  return {
    language,
    to: email,
    from: invited.service,
    subject: say.subject(service),
    blocks: [
      say.invited(isolated(name), service),
      hasAccount ? say.known : say.new,
      { label: say.link, link: `${url}/invitation#${token}` },
      say.once(`${until} (${timeZone})`),
      say.notYou,
    ],
    foot: foot[language],
  };
};

const words = {
  ko: {
    subject: (service: string) => `${service} 상담원으로 초대되었습니다`,
    invited: (name: string, service: string) => `${name}님, ${service} 상담원으로 초대되었습니다.`,
    known: '이미 계정이 있으므로 아래 링크에서 지금 쓰는 비밀번호로 수락하시면 됩니다.',
    new: '아래 링크에서 비밀번호를 정하면 바로 시작할 수 있습니다.',
    link: '초대 수락하기',
    once: (until: string) => `이 링크는 ${until}까지 한 번만 쓸 수 있습니다. 다른 사람에게 전달하지 마세요.`,
    notYou: '모르는 초대라면 이 메일을 무시하세요. 수락하지 않으면 아무 일도 일어나지 않습니다.',
  },
  en: {
    subject: (service: string) => `You are invited to ${service}`,
    invited: (name: string, service: string) => `${name}, you are invited to be an agent of ${service}.`,
    known: 'You have an account already: accept with the password you have.',
    new: 'Choose a password behind this link, and you can begin.',
    link: 'Accept the invitation',
    once: (until: string) => `The link works once, until ${until}. Do not pass it on.`,
    notYou: 'If you know nothing of this, ignore it: nothing happens unless you accept.',
  },
} as const satisfies Record<Language, unknown>;
