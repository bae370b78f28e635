import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Write } from './write.ts';
import { Account } from './account/account.entity.ts';
import { Agent, AgentRole } from './agent/agent.entity.ts';
import { ConsentNotice } from './customer/consent.entity.ts';
import { defaultNotice } from './customer/default-notice.ts';
import { hashPassword } from './secrets.ts';
import { InquiryType } from './ticket/inquiry-type.entity.ts';
import { Service, type LocalText } from './service/service.entity.ts';

export const demoPassword = 'damso-demo';

export const demoAgents = [
  { email: 'mina@demo.test', name: '민아', role: AgentRole.ADMIN, mayReveal: true, maySeal: true },
  { email: 'jun@demo.test', name: '준', role: AgentRole.AGENT },
  { email: 'sora@demo.test', name: '소라', role: AgentRole.AGENT },
];

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

function createTypes(em: EntityManager, serviceId: string, types: readonly DemoType[], parentId: string | null): void {
  types.forEach(({ name, inHelpCenter = true, below = [] }, position) => {
    const id = randomUUID();
    em.create(InquiryType, { id, serviceId, parentId, name, inHelpCenter, position });
    createTypes(em, serviceId, below, id);
  });
}

/** The service `demo` with its three agents, all Offline. What is there already stays as it is. */
export async function seedDemo(write: Write): Promise<void> {
  await write(null, async ({ em }) => {
    if (await em.findOne(Service, { slug: 'demo' })) return;
    const passwordHash = await hashPassword(demoPassword);
    const service = em.create(Service, {
      slug: 'demo',
      name: '담소 데모',
      languages: ['ko', 'en'],
      features: ['chat', 'security'],
      helpCenterChat: true,
      consentVersion: '1',
    });
    await em.flush();
    createTypes(em, service.id, inquiryTypes, null);
    for (const language of service.languages) {
      em.create(ConsentNotice, { serviceId: service.id, version: '1', language, ...defaultNotice[language] });
    }
    for (const { email, ...agent } of demoAgents) {
      const account = em.create(Account, { id: randomUUID(), email, name: agent.name, passwordHash });
      em.create(Agent, {
        accountId: account.id,
        serviceId: service.id,
        ...agent,
        canChat: true,
        joinedAt: new Date(),
      });
    }
  });
}
