import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { gif, html, jpeg, pdf, png, text, webp } from '../../test/file-samples.ts';
import { Context } from '../context.ts';
import { StoreAway } from '../files/store-away.ts';
import { attachmentsOf } from './attachment.service.ts';
import { Actor, headersOf, Kit, type Answer, type TestService } from '../../test/kit.ts';
import { fetchedBy as fetched, sendFile as send, type SentFile as Sent } from '../../test/uploads.ts';

const kit = await Kit.start();

/** Somebody without a credential, who sends to a service. */
const toService = ({ slug }: TestService) => ({ 'x-service': slug });

async function inquire(service: TestService, attachments: string[] | null, by: Actor, input = {}): Promise<Answer> {
  const { submitInquiry } = await by.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename
      ... on SubmittedInquiry { token ticket { id number attachments { id name mediaType size width height revision path thumbnailPath } } }
      ... on InvalidInput { field } ... on DomainError { message } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: 'kim@test.test',
        title: 't',
        content: 'c',
        consent: { noticeVersion: '1', language: 'ko' },
        attachments,
        ...input,
      },
    },
  );
  return submitInquiry;
}

/** An inquiry with one file, and the customer whose it is. */
async function inquiryWith(service: TestService, sent: Sent = {}, nobody = new Actor(service.kit)) {
  const { token } = await send(nobody, { headers: toService(service), ...sent });
  const submitted = await inquire(service, [token], nobody);
  const attachment = submitted.ticket.attachments[0];
  const rowId = attachment.id.replace('Attachment_', '') as string;
  return {
    attachment,
    rowId,
    ticketId: submitted.ticket.id as string,
    owner: new Actor(service.kit, { token: submitted.token }),
  };
}

const stored = (rowId: string) => join(kit.app.config.filesDir, rowId);
const rowsOf = async (service: TestService) =>
  (
    await service.kit.app.sql.query('select * from attachment where service_id = $1 and thumbnail_of is null', [
      service.id,
    ])
  ).rows;
const incoming = async () => readdir(join(kit.app.config.filesDir, 'incoming')).catch(() => []);

describe('a file', () => {
  test.each([
    ['영수증 (1).pdf', pdf, 'application/pdf'],
    ['기록.txt', text, 'text/plain'],
  ])('%s is sent, attached, and comes back as it was', async (name, body, mediaType) => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const sent = await send(nobody, { body, name, headers: toService(service) });
    expect(sent).toMatchObject({ status: 201, name, mediaType, size: body.length });
    const { ticket, token } = await inquire(service, [sent.token], nobody);
    expect(ticket.attachments).toMatchObject([{ name, mediaType, size: body.length }]);
    const owner = new Actor(kit, { token });
    const response = await fetched(owner, ticket.attachments[0].path);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
  });

  test.each([
    ['photo.png', png, 'image/png', 1],
    ['사진.jpg', jpeg, 'image/jpeg', 2],
    ['a.webp', webp, 'image/webp', 2],
    ['a.gif', gif, 'image/gif', 2],
  ])(
    '%s is sent, attached, and comes back as a picture of its size, and small',
    async (name, body, mediaType, width) => {
      const service = await kit.service();
      const nobody = new Actor(kit);
      const sent = await send(nobody, { body, name, headers: toService(service) });
      expect(sent).toMatchObject({ status: 201, name, mediaType, width, height: 1 });
      const { ticket, token } = await inquire(service, [sent.token], nobody);
      const [attachment] = ticket.attachments;
      expect(attachment).toMatchObject({ name, mediaType, size: sent.size, width, height: 1, revision: 0 });
      const owner = new Actor(kit, { token });
      for (const [path, type, format] of [
        [attachment.path, mediaType, mediaType.replace('image/', '')],
        [attachment.thumbnailPath, 'image/webp', 'webp'],
      ]) {
        const response = await fetched(owner, path);
        expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
        const content = Buffer.from(await response.arrayBuffer());
        expect(content.length).toBe(Number(response.headers.get('content-length')));
        expect(await sharp(content).metadata()).toMatchObject({ format, width, height: 1 });
      }
    },
  );

  test('is kept for our user alone, under the id of its row, and nothing is left where it arrived', async () => {
    const { rowId, attachment } = await inquiryWith(await kit.service());
    expect((await readFile(stored(rowId))).length).toBe(attachment.size);
    expect((await stat(stored(rowId))).mode & 0o777).toBe(0o600);
    expect((await stat(join(kit.app.config.filesDir))).mode & 0o777).toBe(0o700);
    expect(await incoming()).toEqual([]);
  });

  test('is answered so that a browser saves it and runs nothing, whatever is in it', async () => {
    const { attachment, owner } = await inquiryWith(await kit.service(), { body: html, name: `it's "주문" 1%.txt` });
    const response = await fetched(owner, attachment.path);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition':
        `attachment; filename="it's ___ __ 1_.txt"; filename*=UTF-8''it%27s%20%22%EC%A3%BC%EB%AC%B8%22%201%25.txt`.replace(
          '___ __',
          '____',
        ),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
      'content-length': String(html.length),
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('tells by HEAD what GET would, without its content', async () => {
    const { attachment, owner } = await inquiryWith(await kit.service());
    const head = await fetched(owner, attachment.path, { method: 'HEAD' });
    const get = await fetched(owner, attachment.path);
    const headers = ({ headers: all }: Response) =>
      [...all].filter(([name]) => !['date', 'connection', 'keep-alive', 'x-request-id'].includes(name));
    expect([head.status, headers(head)]).toEqual([get.status, headers(get)]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
    expect((await get.arrayBuffer()).byteLength).toBe(attachment.size);
  });

  test('bears the ending of what it is', async () => {
    const service = await kit.service();
    const { attachment } = await inquiryWith(service, { body: pdf, name: 'photo.png' });
    expect(attachment).toMatchObject({ name: 'photo.pdf', mediaType: 'application/pdf' });
  });

  test('whose content is gone is not there, in words', async () => {
    const { attachment, rowId, owner } = await inquiryWith(await kit.service());
    await rm(stored(rowId));
    for (const method of ['GET', 'HEAD']) expect((await fetched(owner, attachment.path, { method })).status).toBe(404);
    const answer = await (await fetched(owner, attachment.path)).json();
    expect(answer.errors[0].extensions.code).toBe('FILE_MISSING');
  });

  test('is to be asked for again while the store does not answer', async () => {
    const { attachment, owner } = await inquiryWith(await kit.service(), { body: png, name: 'a.png' });
    const away = vi.spyOn(kit.app.files, 'get').mockRejectedValue(new StoreAway(new Error('away')));
    try {
      for (const path of [attachment.path, attachment.thumbnailPath]) {
        const response = await fetched(owner, path);
        const { errors } = await response.json();
        expect([response.status, errors[0].extensions.code, errors[0].message]).toEqual([
          503,
          'UNAVAILABLE',
          'The file cannot be read at this moment. Try again later.',
        ]);
      }
    } finally {
      away.mockRestore();
    }
    expect((await fetched(owner, attachment.path)).status).toBe(200);
  });
});

describe('a file is not taken', () => {
  test.each<[string, Sent, number, string]>([
    ['that is empty', { body: '' }, 400, 'EMPTY'],
    ['without a name', { name: '' }, 400, 'INVALID_NAME'],
    ['whose name is a path and nothing else', { name: '../' }, 400, 'INVALID_NAME'],
    ['whose name is no UTF-8', { headers: { 'x-file-name': '%ff' } }, 400, 'INVALID_NAME'],
    ['that is a page', { body: html, name: 'page.html' }, 415, 'UNSUPPORTED_TYPE'],
    [
      'that is a drawing with a script',
      { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', name: 'a.svg' },
      415,
      'UNSUPPORTED_TYPE',
    ],
    [
      'that is an archive, whatever it is called',
      { body: Buffer.from('504b0304140000', 'hex'), name: 'a.png' },
      415,
      'UNSUPPORTED_TYPE',
    ],
    ['that is text and is called a picture', { body: text, name: 'a.png' }, 415, 'UNSUPPORTED_TYPE'],
    [
      'of a byte too much',
      { body: Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]).subarray(0, 10 * 1024 * 1024 + 1) },
      413,
      'TOO_LARGE',
    ],
  ])('%s', async (_, sent, status, code) => {
    const service = await kit.service();
    const answer = await send(new Actor(kit), { ...sent, headers: { ...toService(service), ...sent.headers } });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(await rowsOf(service)).toEqual([]);
    expect(await incoming()).toEqual([]);
  });

  test('and one of exactly ten megabytes is', async () => {
    const service = await kit.service();
    const body = Buffer.alloc(10 * 1024 * 1024, 'damso ');
    expect((await send(new Actor(kit), { body, name: 'a.txt', headers: toService(service) })).status).toBe(201);
  });

  test('without its length, nor when its sender goes away in the middle', async () => {
    const service = await kit.service();
    const begin = (headers: Record<string, string>) =>
      httpRequest(`${kit.url}/files`, {
        method: 'POST',
        headers: { 'x-file-name': 'a.png', ...toService(service), ...headers },
      });
    const unmeasured = begin({ 'transfer-encoding': 'chunked' });
    const status = new Promise((resolve) => {
      unmeasured.once('response', (response) => {
        resolve(response.statusCode);
      });
    });
    unmeasured.on('error', () => undefined);
    unmeasured.write(png);
    expect(await status).toBe(411);
    unmeasured.destroy();
    const cut = begin({ 'content-length': '1000' });
    cut.on('error', () => undefined);
    cut.write(png);
    await expect.poll(() => incoming().then((names) => names.length)).toBe(1);
    cut.destroy();
    await expect.poll(() => incoming().then((names) => names.length)).toBe(0);
    expect(await rowsOf(service)).toEqual([]);
  });

  test('from nobody where inquiries are switched off, or for a service there is not', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const missing = await send(nobody);
    expect(missing).toMatchObject({ status: 400, code: 'SERVICE_MISSING' });
    expect(missing.errors[0].message).toContain('x-service is missing');
    expect(await send(nobody, { headers: { 'x-service': 'nothing' } })).toMatchObject({
      status: 404,
      code: 'UNKNOWN_SERVICE',
    });
    await (await service.admin()).run('mutation { saveHelpCenterSettings(input: { inquiry: false }) { __typename } }');
    expect(await send(nobody, { headers: toService(service) })).toMatchObject({
      status: 403,
      code: 'INQUIRY_DISABLED',
    });
  });

  test('for another service than that of the credential', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const agent = await service.onlineAgent();
    for (const who of [await service.customer(), agent, await service.apiClient(['tickets:write'])]) {
      for (const slug of [other.slug, 'nothing']) {
        expect(await send(who, { headers: { 'x-service': slug } })).toMatchObject({
          status: 404,
          code: 'UNKNOWN_SERVICE',
        });
      }
      expect((await send(who, { headers: toService(service) })).status).toBe(201);
    }
    expect(await rowsOf(other)).toEqual([]);
  });

  test('from an agent without the ticket right and the chat right, with a token that is not valid, or from a page of another origin', async () => {
    const service = await kit.service();
    const without = await service.agent({ canTicket: false, canChat: false });
    const agent = await service.agent();
    expect((await send(agent)).status).toBe(201);
    expect(await send(without)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await send(new Actor(kit, { token: 'x'.repeat(43) }))).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    const foreign = await send(agent, { headers: { origin: 'https://evil.test' } });
    expect(foreign).toMatchObject({ status: 403, code: 'FOREIGN_ORIGIN' });
    expect(await rowsOf(service)).toHaveLength(1);
  });

  test('without end from one person or address, and others go on', async () => {
    const limited = await Kit.start({ LIMIT_UPLOADS_PER_MINUTE: '2' });
    const service = await limited.service();
    const [nobody, agent] = [new Actor(limited), await service.agent()];
    const codes = [];
    for (let n = 0; n < 3; n += 1) codes.push((await send(nobody, { headers: toService(service) })).status);
    expect(codes).toEqual([201, 201, 429]);
    expect((await send(agent)).status).toBe(201);
  });

  describe('past so many megabytes an hour', () => {
    const half = Buffer.alloc(6 * 1024 * 1024, 'damso ');
    const from = (ip: string, service: TestService) => ({ ...toService(service), 'x-forwarded-for': ip });

    test('from one address to one service, whoever asks there; others, other services and agents go on', async () => {
      const limited = await Kit.start({ LIMIT_UPLOAD_MB_PER_HOUR: '10', TRUST_PROXY: '1' });
      const [service, other] = [await limited.service(), await limited.service()];
      const nobody = new Actor(limited);
      const sent = (by: Actor, headers: Record<string, string>, body: Buffer | string = half) =>
        send(by, { body, name: 'a.txt', headers });
      await service.onlineAgent();
      const agent = await service.agent();
      const customer = await service.customer();

      expect((await sent(nobody, from('2001:db8::1', service))).status).toBe(201);
      const refused = await sent(nobody, from('2001:db8::2:1', service));
      expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
      expect(refused.errors[0].message).toMatch(/^More was sent within an hour than is taken\. Try again in \d+ s\.$/);
      expect((await sent(customer, { 'x-forwarded-for': '2001:db8::3' }, 'x')).status).toBe(429);
      expect((await sent(customer, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(201);
      expect((await sent(nobody, from('192.0.2.1', service))).status).toBe(429);
      expect((await sent(nobody, from('2001:db8::1', other))).status).toBe(201);
      expect((await sent(agent, { 'x-forwarded-for': '2001:db8::1' })).status).toBe(201);
      expect((await sent(agent, { 'x-forwarded-for': '192.0.2.9' })).status).toBe(429);
      expect(await rowsOf(service)).toHaveLength(3);
    });

    test('to one service from all who are no agents', async () => {
      const limited = await Kit.start({ LIMIT_UPLOAD_MB_PER_SERVICE_PER_HOUR: '10', TRUST_PROXY: '1' });
      const [service, other] = [await limited.service(), await limited.service()];
      const [nobody, agent] = [new Actor(limited), await service.agent()];
      const statuses = [];
      for (const [by, headers] of [
        [nobody, from('192.0.2.1', service)],
        [nobody, from('192.0.2.2', service)],
        [agent, {}],
        [nobody, from('192.0.2.2', other)],
      ] as const) {
        statuses.push((await send(by, { body: half, name: 'a.txt', headers })).status);
      }
      expect(statuses).toEqual([201, 429, 201, 201]);
    });
  });

  test('that the store took longer to keep than what is not submitted may stay, and leaves no content', async () => {
    const service = await kit.service();
    const put = kit.app.files.put.bind(kit.app.files);
    kit.app.files.put = async (id, file) => {
      await kit.app.sql.query('delete from attachment where id = $1', [id]);
      await put(id, file);
    };
    try {
      const before = await readdir(kit.app.config.filesDir);
      expect(await send(await service.agent())).toMatchObject({ status: 400, code: 'INCOMPLETE' });
      expect(await readdir(kit.app.config.filesDir)).toEqual(before);
    } finally {
      kit.app.files.put = put;
    }
  });

  test('by another method, and what is asked for by another method is not given', async () => {
    const { attachment, owner } = await inquiryWith(await kit.service());
    for (const [method, path, allow] of [
      ['GET', '/files', 'POST'],
      ['PUT', '/files', 'POST'],
      ['OPTIONS', '/files', 'POST'],
      ['POST', attachment.path, 'GET, HEAD'],
      ['DELETE', attachment.path, 'GET, HEAD'],
    ]) {
      const response = await fetched(owner, path, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    }
  });
});

describe('a file is given', () => {
  test('to those who see its ticket, and is not there for anybody else', async () => {
    const [service, foreign] = [await kit.service(), await kit.service()];
    const { attachment, owner } = await inquiryWith(service);
    const readers = [owner, await service.agent(), await service.admin()];
    const others = [
      await service.agent({ canTicket: false }),
      await foreign.agent(),
      await foreign.admin(),
      (await inquiryWith(service)).owner,
      (await inquiryWith(foreign)).owner,
    ];
    for (const reader of readers) expect((await fetched(reader, attachment.path)).status).toBe(200);
    for (const other of others) {
      const hidden = await fetched(other, attachment.path);
      const absent = await fetched(other, `/files/Attachment_${randomUUID()}`);
      expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()]);
      expect((await other.run('query ($id: ID!) { node(id: $id) { id } }', { id: attachment.id })).node).toBeNull();
    }
    expect((await fetched(new Actor(kit), attachment.path)).status).toBe(401);
    expect((await fetched(new Actor(kit, { token: 'x'.repeat(43) }), attachment.path)).status).toBe(401);
  });

  test('no longer to an agent whose right was taken, nor to one whose page is of another origin', async () => {
    const service = await kit.service();
    const { attachment } = await inquiryWith(service);
    const agent = await service.agent();
    expect((await fetched(agent, attachment.path)).status).toBe(200);
    expect((await fetched(agent, attachment.path, { headers: { origin: 'https://evil.test' } })).status).toBe(403);
    await kit.app.sql.query('update agent set can_ticket = false where id = $1', [agent.id.replace('Agent_', '')]);
    // Rights that were changed behind the product's back are looked for every few seconds.
    await expect.poll(async () => (await fetched(agent, attachment.path)).status, { timeout: 8_000 }).toBe(404);
  });

  test('to the customer when an agent answered with it, and not when an agent noted it', async () => {
    const service = await kit.service();
    const { ticketId, owner } = await inquiryWith(service);
    const agent = await service.agent();
    const commented = async (kind: string) => {
      const { token } = await send(agent);
      const { addTicketComment } = await agent.run(
        `mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) {
          ... on TicketComment { attachments { path name } } } }`,
        { input: { ticketId, key: kind, text: 't', kind, attachments: [token] } },
      );
      return addTicketComment.attachments[0].path as string;
    };
    const [reply, note] = [await commented('REPLY'), await commented('NOTE')];
    const statuses = async (by: Actor) => [(await fetched(by, reply)).status, (await fetched(by, note)).status];
    expect(await statuses(agent)).toEqual([200, 200]);
    expect(await statuses(owner)).toEqual([200, 404]);
    // What came with a comment is not among what came with the ticket.
    const { ticket } = await owner.run(
      'query ($id: ID!) { ticket(id: $id) { attachments { name } comments { kind attachments { path } } } }',
      { id: ticketId },
    );
    expect(ticket.attachments).toHaveLength(1);
    expect(ticket.comments).toEqual([{ kind: 'REPLY', attachments: [{ path: reply }] }]);
  });

  test('to nobody before it is submitted', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    await send(agent);
    const [row] = await rowsOf(service);
    expect((await fetched(agent, `/files/Attachment_${row!['id']}`)).status).toBe(404);
  });

  test.each(['', '%00', '..%2f..%2fetc%2fpasswd', '../../package.json', 'Ticket_x', randomUUID(), 'x'.repeat(5_000)])(
    'by its id alone: not by %j',
    async (id) => {
      const agent = await (await kit.service()).agent();
      const status = await new Promise((resolve, reject) => {
        httpRequest(kit.url, { path: `/files/${id}`, headers: headersOf(agent.credentials) }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(404);
    },
  );
});

describe('attaching', () => {
  test('takes at most five files, and a token named twice once', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const tokens: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      tokens.push((await send(nobody, { name: `${n}.png`, headers: toService(service) })).token);
    }
    expect(await inquire(service, tokens, nobody)).toMatchObject({ __typename: 'InvalidInput', field: 'attachments' });
    const five = tokens.slice(0, 5);
    const { ticket } = await inquire(service, [...five, five[0]!], nobody);
    expect(ticket.attachments.map(({ name }: Answer) => name)).toEqual(['0.png', '1.png', '2.png', '3.png', '4.png']);
  });

  test('is of all or nothing: with one token that is not there, no inquiry is left', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const { token } = await send(nobody, { headers: toService(service) });
    expect((await inquire(service, [token, 'nothing'], nobody)).__typename).toBe('AttachmentMissing');
    expect((await kit.app.sql.query('select from ticket where service_id = $1', [service.id])).rows).toEqual([]);
    expect((await inquire(service, [token], nobody)).ticket.attachments).toHaveLength(1);
  });

  test('happens once, even when two reach for the same file at once', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const { token } = await send(nobody, { headers: toService(service) });
    const outcomes = await Promise.all([inquire(service, [token], nobody), inquire(service, [token], nobody)]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['AttachmentMissing', 'SubmittedInquiry']);
    expect((await inquire(service, [token], nobody)).__typename).toBe('AttachmentMissing');
  });

  test('is part of an attempt: repeated or doubled it is the same inquiry with the same files', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const { token } = await send(nobody, { headers: toService(service) });
    const attempt = randomUUID();
    const both = await Promise.all([1, 2].map(() => inquire(service, [token], nobody, { attempt })));
    const later = await inquire(service, [token], nobody, { attempt });
    for (const { ticket } of [...both, later]) {
      expect(ticket).toMatchObject({ number: later.ticket.number, attachments: [{ name: 'a.png' }] });
    }
  });

  test('is part of an attempt: with the file sent anew it is the same inquiry, with another it is told', async () => {
    const service = await kit.service();
    const nobody = new Actor(kit);
    const sendTo = async (sent: Sent = {}) => (await send(nobody, { headers: toService(service), ...sent })).token;
    const attempt = randomUUID();
    const { ticket } = await inquire(service, [await sendTo()], nobody, { attempt });
    expect((await inquire(service, [await sendTo()], nobody, { attempt })).ticket.number).toBe(ticket.number);
    const others = [[await sendTo({ name: 'b.png' })], [await sendTo(), await sendTo()], [], null];
    for (const tokens of others) {
      expect(await inquire(service, tokens, nobody, { attempt })).toMatchObject({ __typename: 'KeyReused' });
    }
    // They are kept for an attempt of their own.
    const { ticket: another } = await inquire(service, others[0]!, nobody, { attempt: randomUUID() });
    expect(another).toMatchObject({ attachments: [{ name: 'b.png' }] });
  });

  test('brings files with a ticket that an agent makes, and with what its customer adds, once', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { owner, ticketId } = await inquiryWith(service);
    const { createTicket } = await agent.run(
      `mutation ($type: ID!, $files: [String!]) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c", attachments: $files }) {
        ... on Ticket { attachments { name } } } }`,
      { type: service.inquiryTypeId, files: [(await send(agent, { name: 'made.png' })).token] },
    );
    expect(createTicket.attachments).toEqual([{ name: 'made.png' }]);
    const { token } = await send(owner, { name: 'added.png' });
    const add = async (key: string) => {
      const { addTicketComment } = await owner.run(
        `mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) { __typename
          ... on TicketComment { attachments { name } } } }`,
        { input: { ticketId, key, text: 'more', attachments: [token] } },
      );
      return addTicketComment;
    };
    const added = { __typename: 'TicketComment', attachments: [{ name: 'added.png' }] };
    expect(await add('one')).toEqual(added);
    expect(await add('one')).toEqual(added);
    expect((await add('other')).__typename).toBe('AttachmentMissing');
    const { ticket } = await owner.run('query ($id: ID!) { ticket(id: $id) { comments { body } } }', { id: ticketId });
    expect(ticket.comments).toEqual([{ body: 'more' }]);
  });

  test('finds no file of another service, and none that came more than an hour ago', async () => {
    const [service, foreign] = [await kit.service(), await kit.service()];
    const nobody = new Actor(kit);
    const { token } = await send(nobody, { headers: toService(foreign) });
    expect((await inquire(service, [token], nobody)).__typename).toBe('AttachmentMissing');
    await kit.app.sql.query(`update attachment set created_at = now() - interval '61 min' where service_id = $1`, [
      foreign.id,
    ]);
    expect((await inquire(foreign, [token], nobody)).__typename).toBe('AttachmentMissing');
  });

  test('is read for a whole page of tickets and comments in one statement', async () => {
    const service = await kit.service();
    const places = [await inquiryWith(service), await inquiryWith(service)].map(({ ticketId }) => ({
      ticketId: ticketId.replace('Ticket_', ''),
    }));
    const page = [...places, { ...places[0]!, commentId: randomUUID() }];
    const read: number[][] = [];
    const statements = await kit.statementsOf(async () => {
      const ctx = new Context(kit.app, null, { ip: '', userAgent: null });
      const found = await Promise.all(page.map((place) => attachmentsOf(ctx, place)));
      read.push(found.map(({ length }) => length));
    });
    expect(statements).toBe(1);
    expect(read[0]).toEqual([1, 1, 0]);
  });
});
