import type { Language, Service } from '../service/service.entity.ts';

type Months = Pick<Service, 'chatMonths' | 'ticketMonths' | 'customerMonths'>;

const words: Readonly<
  Record<Language, Readonly<Record<keyof Months, (months: number) => string>> & { readonly except: string }>
> = {
  ko: {
    chatMonths: (months) => `채팅 내용은 채팅이 끝나고 ${months}개월이 지나면 자동으로 삭제합니다.`,
    ticketMonths: (months) => `문의 내용은 처리가 끝나고 ${months}개월이 지나면 자동으로 삭제합니다.`,
    customerMonths: (months) =>
      `남은 채팅과 문의 내용이 없고 마지막 연락 후 ${months}개월이 지나면 고객 정보를 자동으로 삭제합니다.`,
    except: '따로 보관해야 할 사유가 있는 경우는 예외입니다.',
  },
  en: {
    chatMonths: (months) => `What is said in a chat is erased ${inMonths(months)} after the chat ended.`,
    ticketMonths: (months) => `What an inquiry says is erased ${inMonths(months)} after it was settled.`,
    customerMonths: (months) =>
      `What is known of you is erased ${inMonths(months)} after your last contact, once no chat or inquiry of yours is kept.`,
    except: 'Excepted is what must be kept for a particular reason.',
  },
};

const inMonths = (months: number) => (months === 1 ? '1 month' : `${months} months`);

/** What a service erases by itself, and after how long, as it tells customers; null where it keeps everything. */
export function keepingWords(service: Months, language: Language): string | null {
  const { except, ...told } = words[language];
  const sentences = (['chatMonths', 'ticketMonths', 'customerMonths'] as const).flatMap((kind) => {
    const months = service[kind];
    return months == null ? [] : [told[kind](months)];
  });
  return sentences.length === 0 ? null : [...sentences, except].join(' ');
}
