import type { Language } from '../service/service.entity.ts';
import type { NoticePoint } from './consent.entity.ts';

/** The notice a service begins with, until its administrators publish one of their own. */
export const defaultNotice: Readonly<Record<Language, Readonly<Record<NoticePoint, string>>>> = {
  ko: {
    purpose: '채팅 상담과 1:1 문의의 접수와 답변, 상담 이력 관리를 위해 개인정보를 수집·이용합니다.',
    items: '상담과 문의의 내용, 이름·이메일·전화번호(직접 입력한 경우), 접속 IP, 기기와 브라우저 정보',
    retention: '상담이나 문의가 끝난 뒤 1년간 보관한 뒤 지체 없이 파기합니다.',
    refusal: '동의하지 않을 수 있으며, 동의하지 않으면 채팅 상담과 1:1 문의를 이용할 수 없습니다.',
  },
  en: {
    purpose:
      'We collect and use personal information to receive and answer your chat or inquiry and to keep its history.',
    items:
      'What is said in the chat or inquiry; name, e-mail and phone if you give them; IP address, device and browser.',
    retention: 'Kept for one year after the chat or inquiry has ended, then destroyed without delay.',
    refusal: 'You may refuse. Without your consent a chat cannot be started and an inquiry cannot be left.',
  },
};
