import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from './account/account.entity.ts';
import { Agent, AgentRole } from './agent/agent.entity.ts';
import { writePast, type DemoPast } from './demo-past.ts';
import { hashPassword } from './secrets.ts';
import { InquiryType } from './ticket/inquiry-type.entity.ts';
import { lockServices } from './service/service.service.ts';
import { MaskingAction, Service, type LocalText, type MaskingActions } from './service/service.entity.ts';
import { addService } from './setup/setup.service.ts';
import type { Write } from './write.ts';

export const demoPassword = 'damso-demo';

export const demoAgents = [
  { email: 'mina@demo.test', name: '민아', role: AgentRole.ADMIN, mayReveal: true, maySeal: true },
  { email: 'jun@demo.test', name: '준', role: AgentRole.AGENT },
  { email: 'sora@demo.test', name: '소라', role: AgentRole.AGENT },
];

/** What the past hides as it is said; of other numbers agents decide. */
const maskingActions: MaskingActions = { CARD: MaskingAction.MASK, RESIDENT_NUMBER: MaskingAction.MASK };

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
 * there already stays as it is. Two processes may begin at once; one of them makes it. Under another `slug` it stands beside that
 * one, with agents of its own: mina@demo-2.test in `demo-2`.
 */
export async function seedDemo(write: Write, past?: Pick<DemoPast, 'vault' | 'now'>, slug = 'demo'): Promise<void> {
  await write(null, async (tx) => {
    const { em } = tx;
    await lockServices(tx);
    if (await em.findOne(Service, { slug })) return;
    const passwordHash = await hashPassword(demoPassword);
    const { service, notices } = await addService(tx, {
      slug,
      name: '담소 데모',
      languages: ['ko', 'en'],
      // Who tries the product has nothing to set up.
      checklistDismissedAt: new Date(),
      ...(past && { maskingActions }),
    });
    const types = createTypes(em, service.id, inquiryTypes);
    const agents = demoAgents.map(({ email, ...agent }) => {
      const { id: accountId } = em.create(Account, {
        id: randomUUID(),
        email: email.replace('demo', slug),
        name: agent.name,
        passwordHash,
        isOwner: agent.role === AgentRole.ADMIN,
      });
      return em.create(Agent, { accountId, serviceId: service.id, ...agent, canChat: true, joinedAt: new Date() });
    });
    await em.flush();
    await tx.sql.query('update installation set organisation = coalesce(organisation, $1) where id = 1', ['담소 상점']);
    if (past) await writePast(tx, { ...past, service, agents, types, notices });
  });
}
