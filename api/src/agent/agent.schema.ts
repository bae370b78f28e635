import { isClientWith } from '../access/viewer.ts';
import {
  AccountLocked,
  CommonPassword,
  InvalidCode,
  InvalidCredentials,
  SecondFactorNeeded,
} from '../account/account.errors.ts';
import { AccountRef } from '../account/account.schema.ts';
import { hasPassword } from '../account/account.service.ts';
import { builder, domainError, nodeLoaders, NodeRef, enumValues } from '../builder.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { batched, batchedForAll, rowsById } from '../loader.ts';
import { MailDeliveryRef } from '../mail/mail.schema.ts';
import { PictureMissing } from '../picture/picture.errors.ts';
import { PictureRef } from '../picture/picture.schema.ts';
import { Service } from '../service/service.entity.ts';
import { LanguageRef, ServiceProfileRef } from '../service/service.schema.ts';
import { Agent, AgentRole, type Availability } from './agent.entity.ts';
import { InvitationInvalid, LastAdministrator, OwnRights } from './agent.errors.ts';
import { setAvailability, setInAssignment, signIn, signOut, signOutEverywhere } from './agent.service.ts';
import { availabilityTimes, type AvailabilityTime } from './availability-time.rows.ts';
import { ownPlaces, saveAccount, savePicture } from './own-account.service.ts';
import type { AgentPresence, GateLink } from './presence.ts';
import {
  agentsOf,
  emailsOf,
  invitationEnds,
  openChatsOf,
  countAgents,
  readAgents,
  requestsOf,
  type AgentRow,
} from './team.rows.ts';
import {
  acceptInvitation,
  findInvitation,
  inviteAgent,
  renewInvitation,
  saveAgent,
  type InvitedAgent,
} from './team.service.ts';

export const agentById = batchedForAll<AgentRow>(agentsOf, 500);
const emailOf = batchedForAll<string>(emailsOf, 500);
const serviceById = rowsById(Service);
const openChats = batched<string, number>(openChatsOf, (id) => id);
const requests = batched<string, number>(requestsOf, (id) => id);
const invitationEnd = batched<string, Date | null>(invitationEnds, (id) => id);
const availabilityTime = batched<{ agentId: string; from: Date; to: Date }, AvailabilityTime>(
  availabilityTimes,
  ({ agentId, from, to }) => `${agentId} ${from.getTime()} ${to.getTime()}`,
);

const AvailabilityRef = builder.enumType('Availability', {
  description: 'What an agent chose. Only ONLINE gets new chats; BREAK and OFFLINE keep the running ones.',
  values: enumValues<Availability>({
    ONLINE: 'Gets new chats, while a console is alive and a seat is free.',
    BREAK: 'Gets none for a while; running chats stay.',
    OFFLINE: 'Gets none; running chats stay.',
  }),
});
export const AgentRoleRef = builder.enumType('AgentRole', {
  description: 'Whether an agent administers the service.',
  values: enumValues<AgentRole>({
    ADMIN:
      'Sets everything of the service, its agents and their rights included, and sees its tickets; chats with the chat right only.',
    AGENT: 'Does what their rights allow.',
  }),
});

domainError(InvitationInvalid, 'The link was used, was replaced by a newer one, or ran out.');
domainError(LastAdministrator, 'The service would be left without an administrator.');
domainError(OwnRights, 'Nobody takes rights from themselves; another administrator can.');

const AvailabilityTimeRef = builder.objectRef<AvailabilityTime>('AvailabilityTime').implement({
  description: 'How long each availability was chosen, in whole seconds.',
  fields: (t) => ({
    online: t.exposeInt('online', { description: 'Seconds ONLINE.' }),
    break: t.exposeInt('break', { description: 'Seconds on BREAK.' }),
    offline: t.exposeInt('offline', { description: 'Seconds OFFLINE.' }),
  }),
});

const codeDescription = 'Of whoever has a second factor: a code of the app, or a recovery code.';

/** Readable by every agent, by programs with `team:read`, and as what a person is themself (the `self` grant of the field): signed in just now, or in a service that is off. */
const colleague = { keys: 'team:read', authScopes: { $any: { colleague: true, $granted: 'self' } } } as const;

export const AgentRef = builder.objectRef<AgentRow>('Agent');
nodeLoaders.set('Agent', async (id, { viewer, em }) =>
  viewer?.kind === 'agent' || isClientWith(viewer, 'team:read')
    ? em.findOne(Agent, { id, serviceId: viewer.serviceId })
    : null,
);
AgentRef.implement({
  description: 'A person’s place in a service. Customers see name and picture only.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Agent', id) }),
    name: t.exposeString('name', { description: 'What customers and colleagues read; at most 100 UTF-16 units.' }),
    picture: t.field({
      type: PictureRef,
      nullable: true,
      description: 'Shown wherever the name is; null where there is none.',
      resolve: ({ pictureId }) => pictureId,
    }),
    email: t.string({
      description: 'The address of their account, in small letters.',
      ...colleague,
      resolve: ({ accountId }, _, ctx) => emailOf(ctx, accountId),
    }),
    availability: t.expose('availability', {
      type: AvailabilityRef,
      description: 'The wish; whether a console is connected too is told by `presenceChanges`.',
      ...colleague,
    }),
    role: t.expose('role', {
      type: AgentRoleRef,
      description: 'Whether the agent administers the service.',
      ...colleague,
    }),
    canChat: t.exposeBoolean('canChat', { description: 'The chat right.', ...colleague }),
    seesAllChats: t.exposeBoolean('seesAllChats', {
      description: 'Sees every chat of the service; without it only the own.',
      ...colleague,
    }),
    canTicket: t.boolean({
      description: 'The ticket right: sees the service’s tickets and works on them. Administrators always have it.',
      ...colleague,
      resolve: ({ canTicket, role }) => canTicket || role === AgentRole.ADMIN,
    }),
    inAssignment: t.exposeBoolean('inAssignment', {
      description: 'The assignment switch: new chats are given to this agent.',
      ...colleague,
    }),
    mayChangeAssignment: t.exposeBoolean('mayChangeAssignment', {
      description: 'May change the own assignment switch.',
      ...colleague,
    }),
    mayReveal: t.exposeBoolean('mayReveal', {
      description: 'With the chat right: may look at what a mask hides.',
      ...colleague,
    }),
    maySeal: t.exposeBoolean('maySeal', {
      description: 'With the chat right: may destroy what a mask hides.',
      ...colleague,
    }),
    invited: t.boolean({
      description: 'Invited, and not yet accepted.',
      ...colleague,
      resolve: ({ isInvited }) => isInvited,
    }),
    invitationExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The invitation’s link works until then; null without one. For administrators.',
      authScopes: { admin: true },
      resolve: ({ id }, _, ctx) => invitationEnd(ctx, id),
    }),
    openChats: t.int({
      description: 'Chats REQUESTED or ACTIVE at this agent.',
      keys: 'team:read',
      authScopes: { colleague: true },
      resolve: ({ id }, _, ctx) => openChats(ctx, id),
    }),
    requests: t.int({
      description: 'Chats REQUESTED at this agent: not opened yet.',
      keys: 'team:read',
      authScopes: { colleague: true },
      resolve: ({ id }, _, ctx) => requests(ctx, id),
    }),
    availabilityTime: t.field({
      type: AvailabilityTimeRef,
      description:
        'How long the agent chose to be ONLINE, on BREAK and OFFLINE between two instants. For administrators and the agent.',
      authScopes: ({ id }, _, { viewer }) => (viewer?.id === id ? { agent: true } : { admin: true }),
      args: {
        from: t.arg({ type: 'DateTime', required: true, description: 'The beginning, which counts.' }),
        to: t.arg({
          type: 'DateTime',
          required: true,
          description: 'The end, which does not; what lies ahead counts nothing.',
        }),
      },
      resolve: ({ id }, { from, to }, ctx) => availabilityTime(ctx, { agentId: id, from, to }),
    }),
    service: t.field({
      type: ServiceProfileRef,
      description: 'The service in which they are this agent.',
      ...colleague,
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
  }),
});

const AssignmentObstacleRef = builder.enumType('AssignmentObstacle', {
  description: 'Why an agent is not given chats.',
  values: enumValues<GateLink>({
    REMOVED: 'Of the service no more; told once.',
    LOCKED: 'An owner locked the account: they do not come back until it is unlocked.',
    CHAT_DISABLED: 'Chat is off, in the contract or the help center.',
    INVITED: 'Invited, and not yet accepted.',
    NO_CHAT_RIGHT: 'Without the chat right.',
    NOT_IN_ASSIGNMENT: 'The assignment switch is off.',
    OFFLINE: 'Chose OFFLINE, or never anything.',
    BREAK: 'Chose BREAK.',
    NOT_CONNECTED: 'No console of the agent is alive.',
    NO_SEAT: 'As many open chats as there may be.',
  }),
});

const AgentPresenceRef = builder.objectRef<AgentPresence>('AgentPresence').implement({
  description: 'Whether an agent can be given chats, and why not.',
  fields: (t) => ({
    agent: t.field({
      type: AgentRef,
      description: 'Who it is about; one entry per agent, the latest holds.',
      resolve: ({ agentId }, _, ctx) => agentById(ctx, agentId),
    }),
    availability: t.expose('availability', {
      type: AvailabilityRef,
      description: 'The wish: what the agent, or an administrator for them, chose.',
    }),
    connected: t.exposeBoolean('connected', {
      description:
        'A console of the agent is alive. After the last one closed this holds for 5 s more; after one vanished, until a ping found out (20 s) and those 5 s; after its server died, for 35 s.',
    }),
    assignable: t.exposeBoolean('assignable', { description: 'Gets new chats now.' }),
    obstacle: t.field({
      type: AssignmentObstacleRef,
      nullable: true,
      description: 'Why not assignable, the first that holds in the order of the gate; null when assignable.',
      resolve: ({ reason }) => reason,
    }),
    reason: t.exposeString('reason', {
      deprecationReason: 'Use `obstacle`, an enum of the same words; deprecated since 2026-11-30.',
      nullable: true,
      description:
        'Why not assignable, the first that holds: REMOVED (of the service no more; told once), LOCKED (an owner of the organisation locked the account: they do not come back until it is unlocked), CHAT_DISABLED (in the contract or the help center), INVITED, NO_CHAT_RIGHT, NOT_IN_ASSIGNMENT, OFFLINE, BREAK, NOT_CONNECTED or NO_SEAT. Null when assignable.',
    }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description:
        'OFFLINE, BREAK: chosen then; null for who never chose. NOT_CONNECTED: the connection was lost then; null when unknown.',
    }),
    setBy: t.field({
      type: AgentRef,
      nullable: true,
      description: 'Who chose the availability, when that was someone else.',
      resolve: ({ setById }, _, ctx) => (setById ? agentById(ctx, setById) : null),
    }),
  }),
});

builder.queryField('agents', (t) =>
  t.connection(
    {
      type: AgentRef,
      ...page('The agents of the service by name; removed ones are not among them.'),
      keys: 'team:read',
      authScopes: { agent: true },
      args: {
        text: t.arg.string({ description: 'Part of the name or the e-mail address; letter case does not matter.' }),
      },
      resolve: async (_, { text, ...args }, ctx) => ({
        ...(await connectionOf(
          args,
          (agent: Agent) => encodeId('Agent', agent.id),
          (page) => readAgents(ctx, text, page),
        )),
        text,
      }),
    },
    {
      name: 'AgentConnection',
      fields: (t) => ({
        totalCount: t.int({
          description: 'How many agents the list has, on whichever page.',
          resolve: ({ text }, _, ctx) => countAgents(ctx, text),
        }),
      }),
    },
    { name: 'AgentEdge' },
  ),
);

builder.mutationField('signIn', (t) =>
  t.field({
    type: AgentRef,
    description:
      'Starts a session of 14 days in an httpOnly cookie; reopen the WebSocket afterwards, so that it carries the cookie. Whoever is an agent in several services enters the one of the header `Damso-Service`, else the one of their newest session, and one that is switched off only where there is no other. The session is good for each of them: see `ServiceProfile.id`. That an account is locked is told after the right password only. Ten failures for one e-mail from one address within a quarter of an hour: RateLimited. Whoever has a second factor is answered SecondFactorNeeded, and signs in by the same call with `code`.',
    keys: 'none',
    authScopes: { public: true },
    grantScopes: ['self'],
    errors: { types: [InvalidCredentials, AccountLocked, SecondFactorNeeded, InvalidCode, RateLimited] },
    args: {
      email: t.arg.string({ required: true, description: 'The address of the account; letter case does not matter.' }),
      password: t.arg.string({ required: true, description: 'Its password.' }),
      code: t.arg.string({ description: codeDescription }),
    },
    resolve: (_, input, ctx) => signIn(ctx, input),
  }),
);

builder.mutationField('signOut', (t) =>
  t.boolean({
    description: 'Ends the session and, with close code 4401, every socket that it opened. False when there was none.',
    keys: 'none',
    authScopes: { public: true },
    resolve: (_, __, ctx) => signOut(ctx),
  }),
);

builder.mutationField('signOutEverywhere', (t) =>
  t.int({
    description: 'Ends every session of the person, this one included, as `signOut` ends one. How many there were.',
    keys: 'none',
    authScopes: { public: true },
    resolve: (_, __, ctx) => signOutEverywhere(ctx),
  }),
);

builder.objectField(AccountRef, 'places', (t) =>
  t.field({
    type: [AgentRef],
    description: 'What the person is in each of their services.',
    grantScopes: ['self'],
    resolve: (_, __, ctx) => ownPlaces(ctx),
  }),
);

const SaveAccountInputRef = builder.inputType('SaveAccountInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    name: t.string({
      description:
        '1 to 100 UTF-16 units. It becomes the name in each service, but where an administrator gave another one.',
    }),
    language: t.field({ type: LanguageRef, description: 'Null for as the browser says.' }),
    mailsAssignedTickets: t.boolean({ description: 'Told by mail of a ticket that somebody else gives them.' }),
  }),
});

builder.mutationField('saveAccount', (t) =>
  t.field({
    type: AccountRef,
    description: 'What a person says of themselves.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveAccountInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveAccount(ctx, input),
  }),
);

builder.mutationField('savePicture', (t) =>
  t.field({
    type: AccountRef,
    description: 'Shows another picture of the person, or with null none, in each of their services.',
    keys: 'none',
    authScopes: { person: true },
    errors: { types: [PictureMissing, NotPermitted] },
    args: { token: t.arg.string({ description: 'That POST /pictures/person answered: see `Picture`.' }) },
    resolve: (_, { token }, ctx) => savePicture(ctx, token),
  }),
);

builder.mutationField('setAvailability', (t) =>
  t.field({
    type: AgentRef,
    description:
      'Sets the caller’s own availability, or as an administrator that of another agent. Running chats stay whatever is chosen.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [NotPermitted] },
    args: {
      availability: t.arg({ type: AvailabilityRef, required: true, description: 'What is wished for from now on.' }),
      agentId: t.arg.id({ description: 'By default the caller, who then needs the chat right.' }),
    },
    resolve: (_, { availability, agentId }, ctx) => setAvailability(ctx, availability, agentId),
  }),
);

builder.mutationField('setInAssignment', (t) =>
  t.field({
    type: AgentRef,
    description: 'The caller’s own assignment switch, where `mayChangeAssignment` allows it.',
    keys: 'none',
    authScopes: { agent: true },
    errors: { types: [NotPermitted] },
    args: {
      inAssignment: t.arg.boolean({ required: true, description: 'Whether new chats are given to the caller.' }),
    },
    resolve: (_, { inAssignment }, ctx) => setInAssignment(ctx, inAssignment),
  }),
);

export const InvitedAgentRef = builder.objectRef<InvitedAgent>('InvitedAgent').implement({
  description: 'The agent and the way in.',
  fields: (t) => ({
    agent: t.expose('agent', {
      type: AgentRef,
      description: 'The agent, who is invited and has not accepted yet.',
    }),
    link: t.string({
      description:
        'To be handed to the agent: works once and for 7 days. The token stands behind the `#`. Shown here only.',
      resolve: ({ token }, _, { app }) => `${app.config.publicUrl ?? ''}/invitation#${token}`,
    }),
    mail: t.field({
      type: MailDeliveryRef,
      description: 'Whether the link goes to the agent’s address by mail, too.',
      resolve: (_, __, { app }) => app.outbox.delivery,
    }),
  }),
});

const InviteAgentInputRef = builder.inputType('InviteAgentInput', {
  description: 'Who is invited, to what.',
  fields: (t) => ({
    email: t.string({
      required: true,
      description: 'At most 254 octets, kept in small letters; one agent of the service per address.',
    }),
    name: t.string({ required: true, description: '1 to 100 UTF-16 units.' }),
    role: t.field({
      type: AgentRoleRef,
      required: true,
      description: 'Whether the person is to administer the service.',
    }),
    canChat: t.boolean({ required: true, description: 'The chat right.' }),
    canTicket: t.boolean({ description: 'The ticket right; true by default.' }),
  }),
});

builder.mutationField('inviteAgent', (t) =>
  t.field({
    type: InvitedAgentRef,
    description:
      'Adds an agent, who accepts by a link: whoever is new chooses a password, and whoever is an agent elsewhere shows theirs.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: InviteAgentInputRef, required: true }) },
    resolve: (_, { input }, ctx) => inviteAgent(ctx, input),
  }),
);

builder.mutationField('renewInvitation', (t) =>
  t.field({
    type: InvitedAgentRef,
    description: 'A new link in place of the last one, for an agent who has not accepted yet.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { agentId: t.arg.id({ required: true, description: '`Agent.id` of who has not accepted yet.' }) },
    resolve: (_, { agentId }, ctx) => renewInvitation(ctx, agentId),
  }),
);

const InvitationRef = builder.objectRef<Agent>('Invitation').implement({
  description: 'Whom an invitation is for.',
  fields: (t) => ({
    email: t.string({
      description: 'The address that was invited.',
      resolve: ({ accountId }, _, ctx) => emailOf(ctx, accountId),
    }),
    name: t.exposeString('name', { description: 'What the administrator called the person.' }),
    service: t.field({
      type: ServiceProfileRef,
      description: 'The service that the person is to join.',
      resolve: ({ serviceId }, _, ctx) => serviceById(ctx, serviceId),
    }),
    hasAccount: t.boolean({
      description: 'The person has a password already, and accepts by showing it.',
      resolve: ({ accountId }, _, ctx) => hasPassword(ctx, accountId),
    }),
  }),
});

builder.queryField('invitation', (t) =>
  t.field({
    type: InvitationRef,
    nullable: true,
    description: 'Public: whom an invitation is for; null when it was used, was replaced or ran out.',
    keys: 'none',
    authScopes: { public: true },
    args: { token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }) },
    resolve: (_, { token }, ctx) => findInvitation(ctx, token),
  }),
);

builder.mutationField('acceptInvitation', (t) =>
  t.field({
    type: AgentRef,
    description: 'Public: the invited agent joins the service and is signed in as by `signIn`.',
    keys: 'none',
    authScopes: { public: true },
    grantScopes: ['self'],
    errors: {
      types: [
        InvitationInvalid,
        InvalidCredentials,
        AccountLocked,
        SecondFactorNeeded,
        InvalidCode,
        InvalidInput,
        CommonPassword,
        RateLimited,
      ],
    },
    args: {
      token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }),
      password: t.arg.string({
        required: true,
        description: 'Of who has an account (`hasAccount`) theirs, else a new one: see `changePassword`.',
      }),
      code: t.arg.string({ description: codeDescription }),
    },
    resolve: (_, input, ctx) => acceptInvitation(ctx, input),
  }),
);

const SaveAgentInputRef = builder.inputType('SaveAgentInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    agentId: t.id({ required: true, description: '`Agent.id`.' }),
    name: t.string({ description: '1 to 100 UTF-16 units.' }),
    role: t.field({ type: AgentRoleRef, description: 'Whether the agent administers the service.' }),
    canChat: t.boolean({ description: 'The chat right. Taken: streams end within 5 s, open chats move on.' }),
    canTicket: t.boolean({ description: 'The ticket right.' }),
    seesAllChats: t.boolean({ description: 'Sees every chat of the service; without it only the own.' }),
    inAssignment: t.boolean({ description: 'The assignment switch: new chats are given to this agent.' }),
    mayChangeAssignment: t.boolean({ description: 'May change the own assignment switch.' }),
    mayReveal: t.boolean({ description: 'May look at what a mask hides (`revealMask`).' }),
    maySeal: t.boolean({ description: 'May destroy what a mask hides (`sealMask`).' }),
  }),
});

builder.mutationField('saveAgent', (t) =>
  t.field({
    type: AgentRef,
    description: 'Changes an agent’s name, role, rights and switches, at once and everywhere.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, LastAdministrator, OwnRights, NotPermitted] },
    args: { input: t.arg({ type: SaveAgentInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveAgent(ctx, input),
  }),
);

builder.subscriptionField('presenceChanges', (t) =>
  t.field({
    type: AgentPresenceRef,
    description:
      'Agents of the service: the present values first, then every change, also of name, role, rights and switches.',
    keys: 'team:read',
    authScopes: { agent: true },
    subscribe: (_, __, ctx) => ctx.app.presence.watchAgents(ctx.viewer?.serviceId ?? ''),
    resolve: (presence) => presence,
  }),
);
