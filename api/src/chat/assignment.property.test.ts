import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Kit,
  TestAgent,
  TestCustomer,
  type Actor,
  type Answer,
  type TestService,
  type TestSocket,
} from '../../test/kit.ts';
import { Agent, AgentRole, type Availability } from '../agent/agent.entity.ts';
import { Account } from '../account/account.entity.ts';
import { Session } from '../account/session.entity.ts';
import { decodeId } from '../ids.ts';
import { InProcessBus } from '../realtime/bus.ts';
import { hashToken, newToken } from '../secrets.ts';

const bus = new InProcessBus();
const unlimited = { LIMIT_STARTS_PER_MINUTE: '1000000', LIMIT_SENDS_PER_MINUTE: '1000000' };
const kit = await Kit.start(unlimited, bus);
const processes = [kit, await Kit.process(kit.databaseUrl, unlimited, bus)] as const;
const { sql } = kit.app;

/*
 * A witness in the database itself, which knows nothing of the code: it looks at every chat that is written, in the transaction that
 * writes it, and keeps what must not be. A lease is believed for a second longer, because nobody takes a lock to end one.
 */
await sql.query(
  `
  create table witness (
    id bigint generated always as identity primary key, service_id uuid, chat_id uuid, agent_id uuid, saw text not null);
  create function witness() returns trigger language plpgsql as $$
  declare
    bad text[] := '{}';
  begin
    if tg_op = 'UPDATE' then
      if new.revision <= old.revision then bad := bad || 'revision not grown'::text; end if;
      if new.last_seq < old.last_seq then bad := bad || 'number taken back'::text; end if;
      if old.state in ('ENDED_BY_CUSTOMER', 'CLOSED') and new.state in ('WAITING', 'REQUESTED', 'ACTIVE') then
        bad := bad || 'ended chat revived'::text;
      end if;
    end if;
    if (new.state = 'WAITING') is distinct from (new.agent_id is null) and new.state <> 'CLOSED' then
      bad := bad || 'state and agent contradict'::text;
    end if;
    if new.agent_id is distinct from (case tg_op when 'UPDATE' then old.agent_id end) then
      bad := bad || 'moved'::text;
      if new.agent_id is not null then
        if new.state <> 'REQUESTED' then bad := bad || 'given but not requested'::text; end if;
        if tg_op = 'UPDATE' and old.state = 'WAITING' and exists (
          select from chat w where w.service_id = new.service_id and w.state = 'WAITING'
            and (w.requested_at, w.id) < (new.requested_at, new.id)) then
          bad := bad || 'overtaken'::text;
        end if;
        bad := bad || (select array_remove(array[
          case when not 'chat' = any(s.features) then 'no chat in the contract' end,
          case when not s.help_center_chat then 'no chat in the help center' end,
          case when a.removed_at is not null or not a.can_chat then 'no chat right' end,
          case when not a.in_assignment then 'not in assignment' end,
          case when a.availability <> 'ONLINE' then 'not Online' end,
          case when a.service_id <> new.service_id then 'not of the service' end,
          case when (select max(l.expires_at) from lease l where l.agent_id = a.id)
            > clock_timestamp() - interval '1 second' is not true then 'no lease' end,
          case when (select count(*) from chat c where c.agent_id = a.id and c.state in ('REQUESTED', 'ACTIVE')) > s.seats
            then 'above the seats' end
        ], null) from agent a, service s where a.id = new.agent_id and s.id = new.service_id);
      end if;
    end if;
    insert into witness (service_id, chat_id, agent_id, saw)
      select new.service_id, new.id, new.agent_id, saw from unnest(bad) as saw;
    return null;
  end $$;
  create trigger witness after insert or update on chat for each row execute function witness();
  create function witness_words() returns trigger language plpgsql as $$
  begin
    insert into witness (service_id, chat_id, saw)
      select c.service_id, c.id, case
        when new.seq = c.last_seq and old.event in ('AGENT_CHANGED', 'BACK_IN_LINE') and new.event in ('AGENT_CHANGED', 'BACK_IN_LINE')
          then 'told anew' else 'words taken back' end
      from chat c where c.id = new.chat_id;
    return null;
  end $$;
  create trigger witness_words after update on message for each row when (old.sender = 'SYSTEM') execute function witness_words();`,
  [],
);

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a hundred simultaneous starts against three agents with two seats each', () => {
  const rush = async () => {
    const service = await kit.service();
    await service.saveChatSettings({ seats: 2 });
    const agents = await Promise.all([service.onlineAgent(), service.onlineAgent(), service.onlineAgent()]);
    return { service, agents };
  };
  interface Row {
    id: string;
    agentId: string | null;
    state: string;
  }
  /** The service's chats in the order in which they were asked for. */
  const inOrder = async (service: TestService) => {
    const { rows } = await sql.query<Row>(
      `select 'Chat_' || id as id, 'Agent_' || agent_id as "agentId", state from chat where service_id = $1 order by requested_at, id`,
      [service.id],
    );
    return rows;
  };
  const saw = async (service: TestService) => {
    const { rows } = await sql.query<{ saw: string }>(
      `select saw from witness where service_id = $1 and saw not in ('moved', 'told anew')`,
      [service.id],
    );
    return rows;
  };

  test.each([
    ['one process', 1],
    ['two processes', 2],
  ])('assign six and put 94 in line as they came, on %s', async (_, count) => {
    const { service, agents } = await rush();
    const started: Answer[] = await Promise.all(upTo(100).map((n) => service.start({}, {}, processes[n % count])));
    expect(started.map(({ __typename }) => __typename)).toEqual(Array(100).fill('StartedChat'));
    const chats = await inOrder(service);
    expect(chats.map(({ state }) => state)).toEqual([...Array(6).fill('REQUESTED'), ...Array(94).fill('WAITING')]);
    expect(agents.map(({ id }) => chats.filter(({ agentId }) => agentId === id).length)).toEqual([2, 2, 2]);
    const places = new Map<string, number | null>();
    for (const { token, chat } of started) {
      const { chat: read } = await kit.run(
        'query ($id: ID!) { chat(id: $id) { queuePosition } }',
        { id: chat.id },
        { token },
      );
      places.set(chat.id, read.queuePosition);
    }
    expect(chats.map(({ id }) => places.get(id))).toEqual([...Array(6).fill(null), ...upTo(94)]);
    expect(await saw(service)).toEqual([]);
  });

  test('serve the oldest as seats free, one after the other and many at once, on two processes', async () => {
    const { service, agents } = await rush();
    await Promise.all(upTo(40).map((n) => service.start({}, {}, processes[n % 2])));
    const order = (await inOrder(service)).map(({ id }) => id);
    for (const ends of [1, 1, 6, 3, 6]) {
      const open = (await inOrder(service)).filter(({ state }) => state === 'REQUESTED');
      await Promise.all(
        open.slice(0, ends).map(({ id, agentId }, n) => {
          const agent = agents.find((each) => each.id === agentId)!;
          return new TestAgent(processes[n % 2]!, agent.credentials, agent.id, agent.email).end(id);
        }),
      );
      await settle(service.id);
      const chats = await inOrder(service);
      const served = chats.filter(({ state }) => state !== 'WAITING').map(({ id }) => id);
      expect(served).toEqual(order.slice(0, served.length));
      expect(agents.map(({ id }) => chats.filter((c) => c.agentId === id && c.state === 'REQUESTED').length)).toEqual([
        2, 2, 2,
      ]);
    }
    expect(await saw(service)).toEqual([]);
  });
});

async function settle(serviceId: string): Promise<void> {
  await Promise.all(processes.map(({ app }) => app.assignment.settle(serviceId)));
}

/** One thing that somebody does; `who`, `which` and `value` say with whom, on which chat, and how. */
interface Deed {
  what: keyof typeof deeds;
  who: number;
  which: number;
  value: number;
  /** The process that is asked. */
  at: number;
}

/** A call of the API. Refusals are outcomes; a failure of the server is a failure of the test. */
async function ask(at: Kit, { credentials }: Actor, query: string, variables: object): Promise<Answer> {
  const { body } = await at.post(JSON.stringify({ query, variables }), credentials);
  const bad = (body.errors ?? []).filter(({ extensions }: Answer) => extensions?.code !== 'FORBIDDEN');
  if (bad.length > 0) throw new Error(JSON.stringify(bad));
  return body.data ? Object.values(body.data)[0] : { __typename: 'Refused' };
}

interface Cast {
  service: TestService;
  admin: TestAgent;
  agents: TestAgent[];
  customers: TestCustomer[];
  consoles: { agentId: string; socket: TestSocket }[];
  /** Messages that were accepted. */
  said: { chatId: string; key: string; text: string }[];
  /** Hand transfers that happened, as chat and agent; the only way above the seats. */
  handed: string[];
}

async function cast(): Promise<Cast> {
  const service = await kit.service();
  const em = kit.app.orm.em.fork();
  const join = async (role: AgentRole, availability: Availability) => {
    const email = `${randomUUID()}@test.test`;
    const token = newToken();
    const account = em.create(Account, { id: randomUUID(), email, name: 'Agent', passwordHash: '-' });
    const agent = em.create(Agent, {
      accountId: account.id,
      serviceId: service.id,
      name: 'Agent',
      role,
      canChat: role === AgentRole.AGENT,
      joinedAt: new Date(),
      availability,
    });
    await em.flush();
    em.create(Session, {
      accountId: account.id,
      agentId: agent.id,
      tokenHash: hashToken(token),
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    await em.flush();
    return new TestAgent(kit, { cookie: `damso_session=${token}` }, `Agent_${agent.id}`, email);
  };
  await sql.query(
    `update service set seats = 2, requested_grace_seconds = 0, active_grace_seconds = 0,
       greeting = '{"ko": "안녕하세요", "en": "Hello"}' where id = $1`,
    [service.id],
  );
  const scene: Cast = {
    service,
    admin: await join('ADMIN', 'OFFLINE'),
    agents: [await join('AGENT', 'ONLINE'), await join('AGENT', 'ONLINE'), await join('AGENT', 'OFFLINE')],
    customers: [],
    consoles: [],
    said: [],
    handed: [],
  };
  await Promise.all(
    [0, 1, 2].map((who) => deeds.connect(scene, { what: 'connect', who, which: 0, value: 0, at: who % 2 })),
  );
  return scene;
}

/** Ends what would keep both processes busy with a service nobody looks at any more. */
async function retire({ service, consoles }: Cast): Promise<void> {
  await sql.query(`update agent set availability = 'OFFLINE' where service_id = $1`, [service.id]);
  await sql.query(
    `update chat set state = 'CLOSED', revision = revision + 1 where service_id = $1 and state <> 'CLOSED'`,
    [service.id],
  );
  await Promise.all(consoles.map(({ socket }) => socket.close()));
}

type Do = (scene: Cast, deed: Deed) => Promise<unknown>;

/** One of the agent's chats in some of the states; undefined when there is none. */
async function onDesk(agent: TestAgent, which: number, states: string[]): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `select 'Chat_' || id as id from chat where agent_id = $1 and state = any($2::text[]) order by id`,
    [decodeId('Agent', agent.id), states],
  );
  return rows[which % Math.max(1, rows.length)]?.id;
}

const settings =
  (input: (value: number) => object): Do =>
  ({ admin }, { value, at }) =>
    ask(
      processes[at]!,
      admin,
      `mutation ($input: SaveChatSettingsInput!) { saveChatSettings(input: $input) { __typename } }`,
      { input: input(value) },
    );

const rights =
  (input: (value: number) => object): Do =>
  ({ admin, agents }, { who, value, at }) =>
    ask(processes[at]!, admin, `mutation ($input: SaveAgentInput!) { saveAgent(input: $input) { __typename } }`, {
      input: { agentId: agents[who]!.id, ...input(value) },
    });

const start = async (scene: Cast, { value, at }: Deed, customer?: TestCustomer) => {
  const [key, text] = [randomUUID(), `first ${value}`];
  const started = await scene.service.start(
    { key, ...(value % 2 === 0 && { message: text }) },
    customer?.credentials ?? {},
    processes[at],
  );
  if (started.__typename !== 'StartedChat') return;
  scene.customers.push(new TestCustomer(kit, { token: started.token }, started.chat));
  if (value % 2 === 0) scene.said.push({ chatId: started.chat.id, key, text });
};

const send = async (scene: Cast, { value, at }: Deed, sender: Actor, chatId: string | undefined) => {
  if (chatId === undefined) return;
  const [key, text] = [randomUUID(), `text ${value}`];
  const sent = await ask(
    processes[at]!,
    sender,
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }`,
    { input: { chatId, key, text } },
  );
  if (sent.__typename === 'Message') scene.said.push({ chatId, key, text });
};

const onChat = (mutation: string) => async (at: Kit, actor: Actor, chatId: string | undefined) => {
  if (chatId !== undefined) await ask(at, actor, `mutation ($id: ID!) { ${mutation} { __typename } }`, { id: chatId });
};
const end = onChat('endChat(chatId: $id)');
const open = onChat('openChat(chatId: $id)');

const running = ['REQUESTED', 'ACTIVE'];
const customerOf = ({ customers }: Cast, which: number) => customers[which % Math.max(1, customers.length)];

const deeds = {
  start: (scene, deed) => start(scene, deed),
  startAgain: (scene, deed) => start(scene, deed, customerOf(scene, deed.which)),
  ask: async (scene, deed) => {
    const customer = customerOf(scene, deed.which);
    if (customer) await send(scene, deed, customer, customer.chatId);
  },
  answer: async (scene, deed) => {
    const agent = scene.agents[deed.who]!;
    await send(scene, deed, agent, await onDesk(agent, deed.which, running));
  },
  leave: async (scene, { which, at }) => {
    const customer = customerOf(scene, which);
    if (customer) await end(processes[at]!, customer, customer.chatId);
  },
  finish: async ({ agents }, { who, which, at }) => {
    const agent = agents[who]!;
    await end(processes[at]!, agent, await onDesk(agent, which, [...running, 'ENDED_BY_CUSTOMER']));
  },
  open: async ({ agents }, { who, which, at }) => {
    const agent = agents[who]!;
    await open(processes[at]!, agent, await onDesk(agent, which, ['REQUESTED']));
  },
  read: async (scene, { who, which, value, at }) => {
    const agent = scene.agents[who]!;
    const read = onChat(`markRead(chatId: $id, seq: ${1 + value})`);
    await read(processes[at]!, agent, await onDesk(agent, which, running));
    const customer = customerOf(scene, which);
    if (customer) await read(processes[at]!, customer, customer.chatId);
  },
  transfer: async (scene, { who, which, value, at }) => {
    const agent = scene.agents[who]!;
    const to = scene.agents[(who + 1 + (value % 2)) % 3]!;
    const chatId = await onDesk(agent, which, running);
    if (chatId === undefined) return;
    const moved = await ask(
      processes[at]!,
      agent,
      `mutation ($input: TransferChatInput!) { transferChat(input: $input) { __typename } }`,
      { input: { chatId, agentId: to.id, note: value > 2 ? 'a note' : null } },
    );
    if (moved.__typename === 'Chat') scene.handed.push(`${chatId} ${to.id}`);
  },
  wish: async ({ agents }, { who, value, at }) => {
    const availability = value === 0 ? 'OFFLINE' : value === 1 ? 'BREAK' : 'ONLINE';
    await ask(
      processes[at]!,
      agents[who]!,
      `mutation ($a: Availability!) { setAvailability(availability: $a) { __typename } }`,
      { a: availability },
    );
  },
  connect: async ({ agents, consoles }, { who, at }) => {
    const agent = agents[who]!;
    const socket = agent.socket(processes[at]);
    consoles.push({ agentId: agent.id, socket });
    const desk = socket.subscribe('subscription { deskChanges { removed } }');
    const presence = socket.subscribe('subscription { presenceChanges { agent { id } connected } }');
    const connected = presence.until(({ presenceChanges: p }) => p?.agent.id === agent.id && p.connected);
    // Without the chat right there is no desk, and rights that change close the socket.
    await Promise.race([connected.catch(() => undefined), desk.ended]);
    presence.stop();
  },
  close: async ({ agents, consoles }, { who, which }) => {
    const mine = consoles.filter(({ agentId }) => agentId === agents[who]!.id);
    await mine[which % Math.max(1, mine.length)]?.socket.close();
  },
  cut: ({ agents, consoles }, { who }) => {
    for (const { agentId, socket } of consoles) if (agentId === agents[who]!.id) socket.cut();
    return Promise.resolve();
  },
  /** Every console is gone and no lease was prolonged for long, as after the death of a process. Time takes no lock; this does. */
  kill: async (scene, deed) => {
    await deeds.cut(scene, deed);
    await sql.query(
      `with locked as materialized (select from service where id = $1 for no key update)
       update lease set expires_at = clock_timestamp() - interval '1 hour'
       where agent_id = $2 and (select count(*) from locked) = 1`,
      [scene.service.id, decodeId('Agent', scene.agents[deed.who]!.id)],
    );
  },
  chatRight: rights((value) => ({ canChat: value > 0 })),
  assignmentSwitch: rights((value) => ({ inAssignment: value > 0 })),
  seats: settings((value) => ({ seats: 1 + (value % 3) })),
  recentAgentFirst: settings((value) => ({ recentAgentFirst: value > 2 })),
  hours: settings((value) => ({ hours: value > 0 ? null : { timeZone: 'Asia/Seoul', week: [], holidays: [] } })),
  helpCenter: ({ admin }, { value, at }) =>
    ask(
      processes[at]!,
      admin,
      `mutation ($c: Boolean) { saveHelpCenterSettings(input: { chat: $c }) { __typename } }`,
      {
        c: value > 0,
      },
    ),
  contract: ({ admin }, { value, at }) =>
    ask(processes[at]!, admin, `mutation ($c: Boolean) { saveContract(input: { chat: $c }) { __typename } }`, {
      c: value > 0,
    }),
  /** An administrator puts everything right again, and everybody comes to work. */
  mend: async (scene, deed) => {
    const well = { ...deed, value: 5 };
    await Promise.all([deeds.contract(scene, well), deeds.helpCenter(scene, well), deeds.hours(scene, well)]);
    await Promise.all(
      [0, 1, 2].map(async (who) => {
        for (const what of ['chatRight', 'assignmentSwitch', 'wish', 'connect'] as const) {
          await deeds[what](scene, { ...well, who });
        }
      }),
    );
  },
} satisfies Record<string, Do>;

/** How often each comes, of a hundred or so. */
const often: Record<keyof typeof deeds, number> = {
  start: 24,
  startAgain: 3,
  ask: 8,
  answer: 6,
  leave: 5,
  finish: 9,
  open: 8,
  read: 2,
  transfer: 6,
  wish: 8,
  connect: 8,
  close: 3,
  cut: 2,
  kill: 4,
  chatRight: 3,
  assignmentSwitch: 3,
  seats: 3,
  recentAgentFirst: 1,
  hours: 2,
  helpCenter: 3,
  contract: 2,
  mend: 8,
};

/** What stands in the database and must not, in words; asked anew after settling. */
const wrongText = `
with open as (
  select a.id, a.service_id, s.seats,
    (select count(*) from chat c where c.agent_id = a.id and c.state in ('REQUESTED', 'ACTIVE')) as chats,
    'chat' = any(s.features) and a.can_chat and a.removed_at is null as entitled,
    s.help_center_chat and a.in_assignment and a.availability = 'ONLINE' as willing,
    coalesce((select max(l.expires_at) from lease l where l.agent_id = a.id), '-infinity') as until
  from agent a join service s on s.id = a.service_id where s.id = $1
)
select 'waits while a seat is free: ' || c.id as wrong from chat c where c.service_id = $1 and c.state = 'WAITING'
  and exists (select from open where entitled and willing and until > clock_timestamp() and chats < seats)
union all
select 'lies with an agent who may not chat: ' || c.id from chat c join open o on o.id = c.agent_id
  where c.state in ('REQUESTED', 'ACTIVE') and not o.entitled
union all
select 'lies with an agent who is gone: ' || c.id from chat c join open o on o.id = c.agent_id
  where c.state in ('REQUESTED', 'ACTIVE') and o.until < clock_timestamp() - interval '1 second'
union all
select 'lies unopened with an agent who wants none: ' || c.id from chat c join agent a on a.id = c.agent_id
  where c.service_id = $1 and c.state = 'REQUESTED' and not (a.in_assignment and a.availability = 'ONLINE')
union all
select 'numbers have holes: ' || c.id from chat c where c.service_id = $1 and (
  select coalesce(array_agg(m.seq order by m.seq), '{}') <> array(select generate_series(1, c.last_seq))
  from message m where m.chat_id = c.id)
union all
select 'revisions of messages fall: ' || c.id from chat c where c.service_id = $1 and exists (
  select from (select m.revision, lag(m.revision, 1, 0) over (order by m.seq) as before from message m where m.chat_id = c.id) r
  where r.revision < r.before or r.revision > c.revision)
union all
select 'moves and what was said of them differ: ' || c.id from chat c where c.service_id = $1
  and (select count(*) from message m where m.chat_id = c.id and m.sender = 'SYSTEM')
    + (select count(*) from witness w where w.chat_id = c.id and w.saw = 'told anew')
    <> (select count(*) from witness w where w.chat_id = c.id and w.saw = 'moved')
union all
select 'says twice in a row where it is: ' || m.chat_id from message m join message n on n.chat_id = m.chat_id and n.seq = m.seq + 1
  join chat c on c.id = m.chat_id where c.service_id = $1
  and m.event in ('AGENT_CHANGED', 'BACK_IN_LINE') and n.event in ('AGENT_CHANGED', 'BACK_IN_LINE')
union all
select 'last words are not true: ' || c.id from chat c where c.service_id = $1 and c.state <> 'CLOSED' and exists (
  select from message m where m.chat_id = c.id and m.event in ('AGENT_CHANGED', 'BACK_IN_LINE')
    and (m.event = 'BACK_IN_LINE') <> (c.agent_id is null) and not exists (
      select from message n where n.chat_id = c.id and n.seq > m.seq and n.event in ('AGENT_CHANGED', 'BACK_IN_LINE')))
union all
select 'counts of unread are off: ' || c.id from chat c where c.service_id = $1 and not exists (
  select from (
    select count(*) filter (where m.seq > c.agent_read_seq and m.sender = 'CUSTOMER') as agent,
      count(*) filter (where m.seq > c.customer_read_seq and m.sender <> 'CUSTOMER') as customer
    from message m where m.chat_id = c.id
  ) unread where unread.agent = c.agent_unread and unread.customer = c.customer_unread)`;

async function wrongs({ service }: Cast): Promise<string[]> {
  const { rows } = await sql.query<{ wrong: string }>(wrongText, [service.id]);
  return rows.map(({ wrong }) => wrong);
}

async function check(scene: Cast): Promise<void> {
  let wrong: string[] = [];
  // A lease may run out, or be prolonged, between the settling and the look; what is wrong for good is wrong again.
  for (let look = 0; look < 3; look += 1) {
    await settle(scene.service.id);
    wrong = await wrongs(scene);
    if (wrong.length === 0) break;
  }
  expect(wrong).toEqual([]);

  const { rows } = await sql.query<{ chat: string; agent: string; saw: string }>(
    `select 'Chat_' || chat_id as chat, 'Agent_' || agent_id as agent, saw from witness
     where service_id = $1 and saw not in ('moved', 'told anew') order by id`,
    [scene.service.id],
  );
  const excuses = [...scene.handed];
  const unexcused = rows.filter(({ chat, agent, saw }) => {
    const excuse = saw === 'above the seats' ? excuses.indexOf(`${chat} ${agent}`) : -1;
    if (excuse >= 0) excuses.splice(excuse, 1);
    return excuse < 0;
  });
  expect(unexcused).toEqual([]);

  const { rows: stored } = await sql.query<{ chatId: string; key: string; text: string }>(
    `select 'Chat_' || m.chat_id as "chatId", m.key, m.body as text from message m join chat c on c.id = m.chat_id
     where c.service_id = $1 and m.sender <> 'SYSTEM'`,
    [scene.service.id],
  );
  const inWords = (messages: Cast['said']) =>
    messages.map(({ chatId, key, text }) => `${chatId} ${key} ${text}`).sort();
  expect(inWords(stored)).toEqual(inWords(scene.said));
}

describe('over random sequences of what customers, agents and administrators do, on two processes', () => {
  const deed = fc.record<Deed>(
    {
      what: fc.oneof(
        ...Object.entries(often).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as Deed['what']) })),
      ),
      who: fc.nat(2),
      which: fc.nat(9),
      value: fc.nat(5),
      at: fc.nat(1),
    },
    { noNullPrototype: true },
  );
  /** What is done at the same time, and whether the world is looked at afterwards. */
  const step = fc.record(
    { together: fc.array(deed, { minLength: 1, maxLength: 5 }), look: fc.boolean() },
    { noNullPrototype: true },
  );

  test('chats go only to who may get them, nobody waits for nothing, and nothing said is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
        const scene = await cast();
        try {
          for (const { together, look } of steps) {
            await Promise.all(together.map((each) => deeds[each.what](scene, each)));
            if (look) await check(scene);
          }
          await check(scene);
        } finally {
          await retire(scene);
        }
      }),
      { numRuns: 20, interruptAfterTimeLimit: 45_000 },
    );
  }, 120_000);
});
