import type { Language } from '../service/service.entity.ts';
import { foot, type Writing } from './writing.ts';

/** By a link that is still good, of an account that has a password to replace. */
export const writePasswordReset: Writing = async ({ aboutId, language }, { sql, url, token }) => {
  const { rows } = await sql.query<{ email: string }>(
    `select a.email from password_reset r join account a on a.id = r.account_id
     where r.id = $1 and r.expires_at > now() and a.password_hash is not null`,
    [aboutId],
  );
  const [to] = rows;
  if (!to) return null;
  const say = words[language];
  return {
    language,
    to: to.email,
    from: 'Damso',
    subject: say.subject,
    blocks: [say.lead, { label: say.link, link: `${url}/reset-password#${token ?? ''}` }, say.once, say.notYou],
    foot: foot[language],
  };
};

const words = {
  ko: {
    subject: '담소 비밀번호 다시 정하기',
    lead: '이 주소로 로그인하는 담소 계정의 비밀번호를 다시 정하려는 요청을 받았습니다.',
    link: '새 비밀번호 정하기',
    once: '이 링크는 30분 동안 한 번만 쓸 수 있습니다. 쓰고 나면 모든 기기에서 로그아웃됩니다.',
    notYou: '요청하신 적이 없다면 아무것도 하지 않으셔도 됩니다. 비밀번호는 그대로입니다.',
  },
  en: {
    subject: 'Choose a new Damso password',
    lead: 'Somebody asked for a new password of the Damso account that signs in with this address.',
    link: 'Choose a new password',
    once: 'This link works once, for 30 minutes. Using it signs you out on every browser.',
    notYou: 'If it was not you, there is nothing to do: your password stays as it is.',
  },
} as const satisfies Record<Language, unknown>;
