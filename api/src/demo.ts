import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Agent, AgentRole } from './agent/agent.entity.ts';
import { ConsentNotice } from './customer/consent.entity.ts';
import { writePast, type DemoPast } from './demo-past.ts';
import { hashPassword } from './secrets.ts';
import { InquiryType } from './ticket/inquiry-type.entity.ts';
import { lockServices } from './service/service.service.ts';
import { MaskingAction, Service, type LocalText, type MaskingActions } from './service/service.entity.ts';
import type { Write } from './write.ts';

export const demoPassword = 'damso-demo';

export const demoAgents = [
  { email: 'mina@demo.test', name: '민아', role: AgentRole.ADMIN, mayReveal: true, maySeal: true },
  { email: 'jun@demo.test', name: '준', role: AgentRole.AGENT },
  { email: 'sora@demo.test', name: '소라', role: AgentRole.AGENT },
];

/** What the past hides as it is said; of other numbers agents decide. */
const maskingActions: MaskingActions = { CARD: MaskingAction.MASK, RESIDENT_NUMBER: MaskingAction.MASK };

const notices = [
  {
    language: 'ko',
    purpose: '채팅 상담과 1:1 문의의 접수와 답변, 상담 이력 관리를 위해 개인정보를 수집·이용합니다.',
    items: '상담과 문의의 내용, 이름·이메일·전화번호(직접 입력한 경우), 접속 IP, 기기와 브라우저 정보',
    retention: '상담이나 문의가 끝난 뒤 1년간 보관한 뒤 지체 없이 파기합니다.',
    refusal: '동의하지 않을 수 있으며, 동의하지 않으면 채팅 상담과 1:1 문의를 이용할 수 없습니다.',
  },
  {
    language: 'en',
    purpose:
      'We collect and use personal information to receive and answer your chat or inquiry and to keep its history.',
    items:
      'What is said in the chat or inquiry; name, e-mail and phone if you give them; IP address, device and browser.',
    retention: 'Kept for one year after the chat or inquiry has ended, then destroyed without delay.',
    refusal: 'You may refuse. Without your consent a chat cannot be started and an inquiry cannot be left.',
  },
] as const;

interface DemoType {
  name: LocalText;
  inHelpCenter?: boolean;
  below?: readonly DemoType[];
}

const inquiryTypes: readonly DemoType[] = [
  {
    name: { ko: '주문·결제', en: 'Order and payment' },
    below: [
      { name: { ko: '주문 변경', en: 'Changing an order' } },
      { name: { ko: '결제 오류', en: 'Payment failed' } },
      { name: { ko: '영수증·세금계산서', en: 'Receipt or invoice' } },
    ],
  },
  {
    name: { ko: '배송', en: 'Delivery' },
    below: [
      { name: { ko: '배송 조회', en: 'Where is my parcel' } },
      { name: { ko: '배송지 변경', en: 'Another address' } },
    ],
  },
  { name: { ko: '교환·반품·환불', en: 'Exchange, return, refund' } },
  { name: { ko: '기타', en: 'Something else' } },
  { name: { ko: '내부 이관', en: 'Passed on within the company' }, inHelpCenter: false },
];

function createTypes(
  em: EntityManager,
  serviceId: string,
  types: readonly DemoType[],
  parentId: string | null = null,
): InquiryType[] {
  return types.flatMap(({ name, inHelpCenter = true, below = [] }, position) => {
    const id = randomUUID();
    const type = em.create(InquiryType, { id, serviceId, parentId, name, inHelpCenter, position });
    return [type, ...createTypes(em, serviceId, below, id)];
  });
}

/**
 * The service `demo` with its three agents, all Offline, and with a past where one is given: everything or nothing of it. What is
 * there already stays as it is. Two processes may begin at once; one of them makes it.
 */
export async function seedDemo(write: Write, past?: Pick<DemoPast, 'vault' | 'now'>): Promise<void> {
  await write(null, async (tx) => {
    const { em } = tx;
    await lockServices(tx);
    if (await em.findOne(Service, { slug: 'demo' })) return;
    const passwordHash = await hashPassword(demoPassword);
    const service = em.create(Service, {
      slug: 'demo',
      name: '담소 데모',
      languages: ['ko', 'en'],
      features: ['chat', 'security'],
      helpCenterChat: true,
      consentVersion: '1',
      ...(past && { maskingActions }),
    });
    await em.flush();
    const of = { serviceId: service.id };
    const types = createTypes(em, service.id, inquiryTypes);
    const consent = notices.map((notice) => em.create(ConsentNotice, { ...of, version: '1', ...notice }));
    const agents = demoAgents.map((agent) => em.create(Agent, { ...of, ...agent, canChat: true, passwordHash }));
    await em.flush();
    if (past) await writePast(tx, { ...past, service, agents, types, notices: consent });
  });
}
