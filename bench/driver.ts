import type { Crowd } from './crowd.ts';
import { DamsoDesk } from './damso-desk.ts';
import { DamsoTarget } from './damso-target.ts';
import { FloorTarget } from './floor/target.ts';
import {
  Deliveries,
  readPages,
  replaceChats,
  sendInClosedLoop,
  sendInOpenLoop,
  type Measurement,
  type Running,
  type Window,
} from './load.ts';
import { observe, type Occasion, type Pids } from './occasion.ts';

// The load, in a process of its own so that its CPU is not the server's. It does what `main.ts` asks for over IPC.

export type Side = 'floor' | 'damso';

export type Command =
  | { do: 'join'; side: Side; address: string; others?: string[]; pids: Running['pids']; chats: number }
  | { do: 'send'; side: Side; via: 'socket' | 'http'; window: Window }
  | { do: 'sendAtRate'; side: Side; rate: number; window: Window }
  | { do: 'readPages'; side: Side; clients: number; window: Window }
  | { do: 'crowd'; address: string; pids: Running['pids']; crowd: Crowd }
  | { do: 'claim'; service: string; clients: number; window: Window }
  | { do: 'leave'; side: Side }
  | { do: 'makeIdleChats'; side: Side; address: string; count: number }
  | { do: 'openIdleSockets'; side: Side; address: string; from: number; to: number }
  | { do: 'fillDesk'; address: string; chats: number }
  | { do: 'openDesk'; pids: Pids }
  | { do: 'leaveDesk' }
  | { do: 'firstMessage'; address: string; pids: Pids; chat: number };

export type Answer = { id: number; measurement: Measurement | Occasion | undefined } | { id: number; error: string };

const running: Partial<Record<Side, Running>> = {};
let desk: DamsoDesk | undefined;
const crowds = new Map<string, { target: DamsoTarget; running: Running }>();

function runningOn(side: Side): Running {
  const found = running[side];
  if (!found) throw new Error(`nobody has joined ${side}`);
  return found;
}

function start(side: Side, address: string, pids: Running['pids'], chats: number, others: string[] = []): Running {
  const target = side === 'floor' ? new FloorTarget(address) : new DamsoTarget(address, ...others);
  return (running[side] = { target, deliveries: new Deliveries(), pids, chats });
}

async function perform(command: Command): Promise<Measurement | Occasion | undefined> {
  switch (command.do) {
    case 'join': {
      const { side } = command;
      const { target, deliveries, chats } = start(side, command.address, command.pids, command.chats, command.others);
      await target.join(chats, deliveries.onDelivered);
      return undefined;
    }
    case 'send':
      return sendInClosedLoop(runningOn(command.side), command.via, command.window);
    case 'sendAtRate':
      return sendInOpenLoop(runningOn(command.side), command.rate, command.window);
    case 'readPages':
      return readPages(runningOn(command.side), command.clients, command.window);
    case 'crowd': {
      const { address, pids, crowd } = command;
      const target = new DamsoTarget(address);
      target.meet(crowd);
      crowds.set(crowd.service, { target, running: { target, deliveries: new Deliveries(), pids, chats: 0 } });
      return undefined;
    }
    case 'claim': {
      const { target, running } = crowds.get(command.service)!;
      return replaceChats(running, target, command.clients, command.window);
    }
    case 'leave':
      runningOn(command.side).target.leave();
      return undefined;
    case 'makeIdleChats':
      await start(command.side, command.address, { server: 0, postgres: 0 }, 0).target.makeIdleChats(command.count);
      return undefined;
    case 'openIdleSockets':
      runningOn(command.side).target.moveTo(command.address);
      await runningOn(command.side).target.openIdleSockets(command.from, command.to);
      return undefined;
    case 'fillDesk':
      desk = new DamsoDesk(command.address);
      await desk.fill(command.chats);
      return undefined;
    case 'openDesk':
      return observe(command.pids, () => desk!.open());
    case 'leaveDesk':
      desk!.leave();
      return undefined;
    case 'firstMessage':
      return observe(command.pids, () => desk!.firstMessage(command.address, command.chat));
  }
}

process.on('message', ({ id, command }: { id: number; command: Command }) => {
  perform(command).then(
    (measurement) => process.send!({ id, measurement } satisfies Answer),
    (error: unknown) =>
      process.send!({ id, error: error instanceof Error ? error.stack! : String(error) } satisfies Answer),
  );
});
process.on('disconnect', () => process.exit(0));
