import type { Language } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import type { Letter } from './letter.ts';
import type { Mail } from './mail.entity.ts';

/** What a letter is written from. */
export interface Sources {
  readonly sql: Statements;
  /** Where browsers find us. */
  readonly url: string;
  /** Of the link in it. */
  readonly token: string | null;
}

export type WaitingMail = Pick<Mail, 'id' | 'serviceId' | 'aboutId' | 'partId' | 'language' | 'email'>;

/** Writes a mail from the rows as they are now; null when there is nothing to tell any more. */
export type Writing = (mail: WaitingMail, sources: Sources) => Promise<Letter | null>;

/** The small print under every letter. */
export const foot: Readonly<Record<Language, string>> = {
  ko: '이 메일은 자동으로 보낸 것입니다. 이 주소로 답장하셔도 읽을 수 없습니다.',
  en: 'This mail was sent by a machine. Nobody reads what is sent back to its address.',
};
