import type { Language, Service } from '../service/service.entity.ts';
import { MessageEvent } from './message.entity.ts';

/** What the system says in a chat, in the customer's language. */
export interface SystemMessage {
  readonly event: MessageEvent;
  readonly body: string;
}

const words = {
  ko: {
    agentChanged: (name: string) => `담당 상담원이 바뀌었습니다. 이제 ${name} 상담원이 이어서 상담합니다.`,
    agentLost: (name: string) => `상담원과의 연결이 끊어졌습니다. ${name} 상담원이 이어서 상담합니다.`,
    backInLine:
      '상담원과의 연결이 끊어졌습니다. 다음 상담원을 찾고 있으니 잠시만 기다려 주세요. 지금까지의 대화는 그대로 남아 있습니다.',
  },
  en: {
    agentChanged: (name: string) => `Your chat was handed over. ${name} takes care of it from here.`,
    agentLost: (name: string) => `The connection to the agent was lost. ${name} takes care of your chat from here.`,
    backInLine:
      'The connection to the agent was lost. We are finding the next one for you; everything said so far is kept.',
  },
} as const;

/** The customer has not answered: in a minute the chat ends, and then it has. In every language, because many are told at once. */
export const idleWords = {
  warning: {
    ko: '한동안 답변이 없어 1분 뒤 상담이 자동으로 종료됩니다. 계속하시려면 메시지를 보내 주세요.',
    en: 'We have not heard from you for a while. This chat ends in a minute unless you send a message.',
  },
  ended: {
    ko: '한동안 답변이 없어 상담이 자동으로 종료되었습니다.',
    en: 'This chat ended by itself because there was no answer for a while.',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** The service's greeting; null where there is none. */
export function greeting(service: Service, language: Language): SystemMessage | null {
  const body = service.greeting[language];
  return body ? { event: MessageEvent.GREETING, body } : null;
}

/** Someone else has the chat now. */
export function agentChanged(language: Language, name: string): SystemMessage {
  return { event: MessageEvent.AGENT_CHANGED, body: words[language].agentChanged(name) };
}

/** The agent vanished and someone else has the chat now. */
export function agentLost(language: Language, name: string): SystemMessage {
  return { event: MessageEvent.AGENT_CHANGED, body: words[language].agentLost(name) };
}

/** The agent vanished and nobody has a seat. */
export function backInLine(language: Language): SystemMessage {
  return { event: MessageEvent.BACK_IN_LINE, body: words[language].backInLine };
}
