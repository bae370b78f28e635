/** What is asked, of a customer who is a member. */
export const questionExample = (slug: string, { email, phone }: { email: boolean; phone: boolean }): string =>
  `POST
content-type: application/json
webhook-id: …
webhook-timestamp: 1796083200
webhook-signature: v1,…

${JSON.stringify(
  {
    type: 'CUSTOMER_DATA',
    service: slug,
    customerId: 'Customer_…',
    memberId: 'member-7',
    ...(email && { email: 'kim@shop.test', emailVerified: true }),
    ...(phone && { phone: null, phoneVerified: false }),
  },
  null,
  2,
)}`;

export const answerExample = (): string =>
  JSON.stringify(
    {
      fields: [
        { label: { ko: '등급', en: 'Grade' }, value: 'VIP' },
        { label: { ko: '구매액', en: 'Spent' }, value: '1250000', kind: 'number' },
        { label: { ko: '가입일', en: 'Joined' }, value: '2024-03-02', kind: 'date' },
        {
          label: { ko: '최근 주문', en: 'Last order' },
          value: 'A-1024',
          link: 'https://admin.shop.test/orders/A-1024',
        },
      ],
    },
    null,
    2,
  );

/** A server that checks the signature and answers. */
export const serverExample = (): string =>
  `import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.DAMSO_CUSTOMER_DATA_SECRET!);

createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  let question: { type: string; memberId: string | null };
  try {
    question = webhook.verify(text, request.headers as Record<string, string>) as typeof question;
  } catch {
    response.writeHead(401).end();
    return;
  }
  // 204: nothing is known. Of the type TEST nobody is asked about.
  if (question.memberId === null) {
    response.writeHead(204).end();
    return;
  }
  const { grade } = await memberOf(question.memberId);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ fields: [{ label: { ko: '등급', en: 'Grade' }, value: grade }] }));
}).listen(8080);`;
