import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoMailbox } from '../mail/carriers.ts';
import { escaped, htmlOf } from '../mail/letter.ts';
import { refuse, send } from './answer.ts';

/** Where the demo shows the mails that would have gone out. */
export const demoMailsPath = '/demo/mails';

const words = {
  ko: {
    title: '데모의 메일',
    lead: '데모에서는 메일이 밖으로 나가지 않습니다. 보냈을 메일 가운데 최근 100통을 이 프로세스가 도는 동안 보여 줍니다.',
    none: '아직 보낼 메일이 없었습니다.',
  },
  en: {
    title: 'Mails of the demo',
    lead: 'No mail leaves the demo. These would have gone out: the newest hundred, for as long as this process runs.',
    none: 'There has been no mail to send yet.',
  },
} as const;

/** Mails bear styles in their elements, and load nothing. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The list of the demo's mails, and each of them as its receiver would see it. Only the demo has them. */
export function answerDemoMails(
  { mails }: DemoMailbox,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, 405, 'METHOD_NOT_ALLOWED', 'Mails are only read here.');
  }
  response.setHeader('content-security-policy', policy);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('referrer-policy', 'no-referrer');
  if (path === demoMailsPath) return send(response, 200, 'text/html', listOf(mails, languageOf(request)));
  const mail = mails.find(({ id }) => path === `${demoMailsPath}/${id}`);
  if (!mail) return send(response, 404, 'text/plain', 'There is no such mail.');
  send(response, 200, 'text/html', htmlOf(mail.letter));
}

const languageOf = ({ headers }: IncomingMessage) => (/^\s*ko\b/i.test(headers['accept-language'] ?? '') ? 'ko' : 'en');

function listOf(mails: DemoMailbox['mails'], language: keyof typeof words): string {
  const { title, lead, none } = words[language];
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const rows = mails.map(
    ({ id, at, letter: { to, subject } }) =>
      `<li><a href="${demoMailsPath}/${id}"><bdi>${escaped(subject)}</bdi></a><br><bdi>${escaped(to)}</bdi> · <time datetime="${at.toISOString()}">${moment.format(at)}</time></li>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body style="margin:0;padding:16px;font:16px/1.6 sans-serif">
<main style="max-width:40em">
<h1 style="font-size:1.25rem">${title}</h1>
<p>${lead}</p>
${rows.length === 0 ? `<p>${none}</p>` : `<ol style="padding-left:1.5em;overflow-wrap:anywhere">\n${rows.join('\n')}\n</ol>`}
</main>
</body>
</html>
`;
}
