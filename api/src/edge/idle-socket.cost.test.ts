import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'vitest';
import { expectAtMost, garbageCollector } from '../../test/costs.ts';
import { Kit } from '../../test/kit.ts';
import { ChatChangesDocument } from '../../../web/src/lib/graphql/generated/chat/graphql.ts';

/** Bytes of live heap that an open socket with the subscription of a customer's dialog keeps: about 14,000, the lower of two counts. */
const most = 16_500;
const sockets = 200;
/** As many as one customer may open. */
const atOnce = 20;

/** Opens sockets in a process of its own, so that their other ends are not counted, and closes them when it is ended. */
const opener = `
import WebSocket from 'ws';
const [url, token, query, variables, count] = JSON.parse(process.argv[1]);
await Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const say = (message) => socket.send(JSON.stringify(message));
  socket.on('open', () => say({ type: 'connection_init', payload: { authorization: 'Bearer ' + token } }));
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(data);
    if (type === 'connection_ack') {
      say({ id: 'c', type: 'subscribe', payload: { query, variables: { ...variables, epoch: payload.epoch } } });
    } else if (type === 'next' && payload.data?.chatChanges) resolve();
  });
})));
process.stdout.write('open');`;

test('an idle socket keeps so much of the heap', { timeout: 120_000 }, async () => {
  const kit = await Kit.start();
  // What they compile when they first find something to do would be counted.
  for (const job of [kit.app.eventLog, kit.app.webhooks]) await job.close();
  const service = await kit.service();
  await service.saveChatSettings({ seats: 100 });
  await service.onlineAgent();
  const gc = garbageCollector();
  const live = async () => {
    for (let round = 0; round < 3; round += 1) {
      gc();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage().heapUsed;
  };
  const open = async () => {
    const { chatId, credentials } = await service.customer();
    const args = [
      `${kit.url.replace('http', 'ws')}/graphql`,
      credentials.token,
      String(ChatChangesDocument),
      { chatId, after: 0, atDesk: false },
      atOnce,
    ];
    const child = spawn(process.execPath, ['--input-type=module', '-e', opener, JSON.stringify(args)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  };
  // What the first ones make stays for all.
  const warm: ChildProcess[] = [];
  for (let each = 0; each < 100 / atOnce; each += 1) warm.push(await open());
  const children: ChildProcess[] = [];
  const counted: number[] = [];
  for (let part = 0; part < 3; part += 1) {
    const before = await live();
    for (let each = 0; each < sockets / atOnce; each += 1) children.push(await open());
    counted.push(Math.round(((await live()) - before) / sockets));
  }
  // The first of so many make tables grow for all; what else the process begins to keep meanwhile falls into one of the others.
  const took = Math.min(...counted.slice(1));
  for (const child of [...warm, ...children]) child.kill('SIGKILL');
  expectAtMost('an idle socket', [{ most, took, unit: 'bytes of live heap' }]);
});
