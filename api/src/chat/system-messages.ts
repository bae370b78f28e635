import type { Language, Service } from '../service/service.entity.ts';
import { isolated } from '../text.ts';
import { MessageEvent } from './message.entity.ts';

/** What the system says in a chat, in the customer's language. */
export interface SystemMessage {
  readonly event: MessageEvent;
  readonly body: string;
}

const words = {
  ko: {
    handedOver: (name: string) => `담당 상담원이 바뀌었습니다. 이제 ${name} 상담원이 이어서 상담합니다.`,
    takenOver: (name: string) => `상담원이 상담을 계속할 수 없게 되어 ${name} 상담원이 이어서 상담합니다.`,
    found: (name: string) => `기다려 주셔서 감사합니다. ${name} 상담원이 이어서 상담합니다.`,
    backInLine:
      '상담원이 상담을 계속할 수 없게 되어 다음 상담원을 찾고 있습니다. 지금까지의 대화는 그대로 남아 있으니 잠시만 기다려 주세요.',
    nobodyLeft:
      '상담원이 자리를 비워 지금은 상담할 수 있는 상담원이 없습니다. 순서와 지금까지의 대화는 그대로 남아 있습니다.',
    switchedOff:
      '지금은 상담을 운영하지 않습니다. 순서와 지금까지의 대화는 그대로 남아 있으며, 상담이 다시 열리면 상담원이 이어서 상담합니다.',
    orInquiry: '기다리지 않고 1:1 문의를 남기실 수도 있습니다.',
  },
  en: {
    handedOver: (name: string) => `Your chat was handed over. ${name} takes care of it from here.`,
    takenOver: (name: string) => `Your agent could not go on. ${name} takes care of your chat from here.`,
    found: (name: string) => `Thank you for waiting. ${name} takes care of your chat from here.`,
    backInLine: 'Your agent could not go on. We are finding the next one for you; everything said so far is kept.',
    nobodyLeft:
      'Your agent has left and nobody else is here right now. Your place in line and everything said so far are kept.',
    switchedOff:
      'Our chat is closed for now. Your place in line and everything said so far are kept, and an agent goes on here once it is open again.',
    orInquiry: 'Instead of waiting you can leave an inquiry.',
  },
} as const;

/** The customer has not answered: in a minute the chat ends, and then it has. */
const idleWords = {
  warning: {
    ko: '한동안 답변이 없어 1분 뒤 상담이 자동으로 종료됩니다. 계속하시려면 메시지를 보내 주세요.',
    en: 'We have not heard from you for a while. This chat ends in a minute unless you send a message.',
  },
  ended: {
    ko: '한동안 답변이 없어 상담이 자동으로 종료되었습니다.',
    en: 'This chat ended by itself because there was no answer for a while.',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** Asks for a rating where the service has no words of its own. */
export const defaultRatingMessage = {
  ko: '상담은 어떠셨나요? 만족도를 평가해 주시면 더 나은 상담을 준비하는 데 도움이 됩니다.',
  en: 'How was your chat? Your rating helps us do better.',
} as const satisfies Record<Language, string>;

/** The service's greeting; null where there is none. */
export function greeting(service: Pick<Service, 'greeting'>, language: Language): SystemMessage | null {
  const body = service.greeting[language];
  return body ? { event: MessageEvent.GREETING, body } : null;
}

/** An agent has the chat who did not have it before: by hand, in place of one who is gone, or after another wait in line. */
export function agentChanged(
  how: 'handedOver' | 'takenOver' | 'found',
  language: Language,
  name: string,
): SystemMessage {
  return { event: MessageEvent.AGENT_CHANGED, body: words[language][how](isolated(name)) };
}

/** The agent is gone and all others have no seat. */
export function backInLine(language: Language): SystemMessage {
  return { event: MessageEvent.BACK_IN_LINE, body: words[language].backInLine };
}

/** The agent is gone and nobody is there. */
export function nobodyLeft({ offersInquiry }: { offersInquiry: boolean }, language: Language): SystemMessage {
  const { nobodyLeft: left, orInquiry } = words[language];
  return { event: MessageEvent.BACK_IN_LINE, body: offersInquiry ? `${left} ${orInquiry}` : left };
}

/** The service was switched off. */
export function switchedOff(language: Language): SystemMessage {
  return { event: MessageEvent.BACK_IN_LINE, body: words[language].switchedOff };
}

/** An agent asks for a rating: in the service's words, or in ours where it has none. */
export function ratingRequest(service: Service, language: Language): SystemMessage {
  return {
    event: MessageEvent.RATING_REQUEST,
    body: service.ratingMessage[language] ?? defaultRatingMessage[language],
  };
}

/** The customer has not answered for long. */
export function idleMessage(what: keyof typeof idleWords, language: Language): SystemMessage {
  const event = what === 'warning' ? MessageEvent.IDLE_WARNING : MessageEvent.IDLE_ENDED;
  return { event, body: idleWords[what][language] };
}
