import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { TestBucket } from '../../test/bucket.ts';
import { png } from '../../test/file-samples.ts';
import { Kit, type Actor, type Answer } from '../../test/kit.ts';
import { fetchedBy, sendFile, sendPicture } from '../../test/uploads.ts';

const bucket = await TestBucket.start();
const kit = await Kit.start({ ...bucket.env, LIMIT_REVEALS_PER_HOUR: '1000' });
const { sql } = kit.app;

const service = await kit.service({ security: true });
const admin = await service.admin();
const agent = await service.onlineAgent({ mayReveal: true, maySeal: true });
const customer = await service.customer({ message: 'hello', key: 'hello' });
await agent.send(customer.chatId, 'Good morning.');
const square = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#2f55c8' } })
  .png()
  .toBuffer();

afterEach(() => {
  vi.restoreAllMocks();
  bucket.broken = undefined;
  bucket.breaksOff = false;
});

const file = 'id revision path thumbnailPath regions { id sealed }';

/** A file that came with a message. */
async function received(body: Buffer | string, name: string): Promise<Answer> {
  const { token } = await sendFile(customer, { body, name });
  const { sendMessage } = await customer.run(
    `mutation ($i: SendMessageInput!) { sendMessage(input: $i) { ... on Message { attachments { ${file} } } } }`,
    { i: { chatId: customer.chatId, key: token, text: '', attachments: [token] } },
  );
  return sendMessage.attachments[0];
}

const hide = async (attachment: Answer): Promise<Answer> =>
  (
    await agent.run(
      `mutation ($i: MaskRegionInput!) { maskRegion(input: $i) { __typename ... on Attachment { ${file} } ... on DomainError { message } } }`,
      { i: { attachmentId: attachment.id, revision: attachment.revision } },
    )
  ).maskRegion;
const release = async (regionId: string): Promise<Answer> =>
  (await agent.run('mutation ($id: ID!) { unmaskRegion(regionId: $id) { __typename } }', { id: regionId }))
    .unmaskRegion;

async function pictureOf(by: Actor, kind: 'logo' | 'person'): Promise<string> {
  const { token } = await sendPicture(by, kind, square);
  const { answer } = await by.run(
    kind === 'logo'
      ? 'mutation ($t: String) { answer: saveLogo(token: $t) { ... on ServiceSettings { general { logo { path } } } } }'
      : 'mutation ($t: String) { answer: savePicture(token: $t) { ... on Account { picture { path } } } }',
    { t: token },
  );
  return (kind === 'logo' ? answer.general.logo : answer.picture).path;
}

async function statusOf(by: Actor, path: string) {
  const response = await fetchedBy(by, path);
  if (response.ok) return (await response.arrayBuffer()).byteLength > 0 ? 200 : 0;
  const { errors } = await response.json();
  return [response.status, errors[0].extensions.code, errors[0].message];
}

describe('while the store does not answer', () => {
  const places: Record<string, () => Promise<{ by: Actor; path: string }>> = {
    'a file': async () => ({ by: customer, path: (await received('text', 'a.txt')).path }),
    'a thumbnail': async () => ({ by: customer, path: (await received(png, 'a.png')).thumbnailPath }),
    'what was revealed': async () => {
      const { regions } = await hide(await received('secret', 'a.txt'));
      const { revealRegion } = await agent.run(
        'mutation ($id: ID!) { revealRegion(regionId: $id, reason: "to call") { ... on RevealedRegion { path } } }',
        { id: regions[0].id },
      );
      return { by: agent, path: revealRegion.path };
    },
    'a logo': async () => ({ by: customer, path: await pictureOf(admin, 'logo') }),
    'the picture of a person': async () => ({ by: customer, path: await pictureOf(agent, 'person') }),
  };

  test.each(Object.keys(places))('%s is to be asked for again, in words', async (what) => {
    const { by, path } = await places[what]!();
    bucket.broken = 503;
    expect(await statusOf(by, path)).toEqual([
      503,
      'UNAVAILABLE',
      expect.stringMatching(/^The file c.* at this moment.* Try again later.$/),
    ]);
    bucket.broken = undefined;
    expect(await statusOf(by, path)).toBe(200);
  });

  // The others are told of it by the end of their connection, as what was read is on its way already.
  test.each(['what was revealed', 'a logo', 'the picture of a person'])(
    'nor goes on answering, %s is to be asked for again',
    async (what) => {
      const { by, path } = await places[what]!();
      bucket.breaksOff = true;
      expect(await statusOf(by, path)).toMatchObject([503, 'UNAVAILABLE', {}]);
      bucket.breaksOff = false;
      expect(await statusOf(by, path)).toBe(200);
    },
  );

  const sends: Record<string, () => Promise<Answer>> = {
    'a file': () => sendFile(customer, { body: 'text', name: 'a.txt' }),
    'a picture among files': () => sendFile(customer, { body: png }),
    'a logo': () => sendPicture(admin, 'logo', square),
    'the picture of a person': () => sendPicture(agent, 'person', square),
  };

  test.each(Object.keys(sends))('%s is to be sent again, in words', async (what) => {
    bucket.broken = 503;
    expect(await sends[what]!()).toMatchObject({
      status: 503,
      code: 'NOT_STORED',
      message: 'The file could not be stored at this moment. Try again later.',
    });
    bucket.broken = undefined;
    expect(await sends[what]!()).toMatchObject({ status: 201 });
  });

  test('nothing is hidden in a file, and nothing released', async () => {
    const attachment = await received('secret', 'a.txt');
    bucket.broken = 503;
    expect(await hide(attachment)).toMatchObject({ __typename: 'FileUnavailable' });
    bucket.broken = undefined;
    const { regions } = await hide(attachment);
    bucket.broken = 503;
    expect(await release(regions[0].id)).toEqual({ __typename: 'FileUnavailable' });
    bucket.broken = undefined;
    expect(await release(regions[0].id)).toEqual({ __typename: 'Attachment' });
  });

  test.each(Object.keys(sends))('%s that was stored too late goes once it answers again', async (what) => {
    const before = new Set(bucket.objects.keys());
    const put = kit.app.files.put.bind(kit.app.files);
    const late = new Set<string>();
    vi.spyOn(kit.app.files, 'put').mockImplementation(async (id, upload) => {
      await put(id, upload);
      late.add(id);
      // An hour after it came.
      await sql.query('delete from attachment where $1 in (id, thumbnail_of)', [id]);
      await sql.query('delete from picture where id = $1', [id]);
    });
    const remove = kit.app.files.remove.bind(kit.app.files);
    vi.spyOn(kit.app.files, 'remove').mockImplementation(async (ids) => {
      if (ids.some((id) => late.has(id))) bucket.broken = 503;
      await remove(ids);
    });
    expect(await sends[what]!()).toMatchObject({ status: 400, code: 'INCOMPLETE' });
    vi.restoreAllMocks();
    const left = () => [...bucket.objects.keys()].filter((name) => !before.has(name));
    const looks = () => Promise.all([kit.app.looseAttachments.look(), kit.app.loosePictures.look()]);
    await expect(looks()).rejects.toThrow('The store of files does not answer: The bucket answered with 503.');
    expect(left()).not.toEqual([]);
    bucket.broken = undefined;
    await looks();
    expect(left()).toEqual([]);
  });
});
