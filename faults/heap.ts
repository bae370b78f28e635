import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What lives on the heap of a process that was started with `--inspect` on this port, in bytes, after everything else was collected. */
export async function liveHeap(port: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(targets[0]!.webSocketDebuggerUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  let lastId = 0;
  const ask = async (method: string): Promise<unknown> => {
    const id = (lastId += 1);
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [data] = (await once(socket, 'message')) as [Buffer];
      const answer = JSON.parse(data.toString()) as { id?: number; result?: unknown };
      if (answer.id === id) return answer.result;
    }
  };
  try {
    await ask('HeapProfiler.collectGarbage');
    return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
  } finally {
    socket.terminate();
  }
}
