/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What is noted. */
export type AddChatNoteInput = {
  /** `Chat.id`. */
  chatId: string;
  /** As for `sendMessage`. */
  key: string;
  /** 1 to 1,000 UTF-16 units. */
  text: string;
};

/** What is said in a ticket. */
export type AddTicketCommentInput = {
  /** Tokens of uploaded files, at most 5; see Attachment. */
  attachments?: Array<string> | null | undefined;
  /** The author’s own, 1 to 100 characters: sent again with the same one it is the same comment. */
  key: string;
  /** Of agents: REPLY (by default) or NOTE. Of customers: absent. */
  kind?: TicketCommentKind | null | undefined;
  /** Of agents: where the ticket goes along with it. */
  status?: TicketStatus | null | undefined;
  /** 1 to 10,000 UTF-16 units. */
  text: string;
  /** `Ticket.id`. */
  ticketId: string;
};

/** Whether an agent administers the service. */
export type AgentRole =
  /** Sets everything of the service, its agents and their rights included, and sees its tickets; chats with the chat right only. */
  | 'ADMIN'
  /** Does what their rights allow. */
  | 'AGENT';

/** What was done with personal data. */
export type AuditAction =
  /** Everything personal of a customer was destroyed. */
  | 'ERASED'
  /** What the company’s own system tells of a customer was shown to an agent. */
  | 'LOOKED_UP'
  /** A part of a text or of a file was hidden. */
  | 'MASKED'
  /** It was shown to everyone again. */
  | 'RELEASED'
  /** It was shown to one agent for a minute. */
  | 'REVEALED'
  /** It was destroyed for ever. */
  | 'SEALED';

/** Every condition that is given must hold. */
export type AuditFilter = {
  /** One of these was done. */
  actions?: Array<AuditAction> | null | undefined;
  /** Done by this agent. */
  agentId?: string | null | undefined;
  /** Done in this chat. */
  chatId?: string | null | undefined;
  /** At or after. */
  from?: string | null | undefined;
  /** Before. */
  to?: string | null | undefined;
};

/** What an agent chose. Only ONLINE gets new chats; BREAK and OFFLINE keep the running ones. */
export type Availability =
  /** Gets none for a while; running chats stay. */
  | 'BREAK'
  /** Gets none; running chats stay. */
  | 'OFFLINE'
  /** Gets new chats, while a console is alive and a seat is free. */
  | 'ONLINE';

/** Where a ticket came from. */
export type Channel =
  /** A program made it or submitted it with an API key. */
  | 'API'
  /** An agent made it from a chat. */
  | 'CHAT'
  /** A customer left it as an inquiry. */
  | 'HELP_CENTER'
  /** An agent made it by hand. */
  | 'MANUAL';

/** Who may send files in chats. Files that are there stay. */
export type ChatFiles =
  /** Customers too, once an agent has answered in the chat. */
  | 'AFTER_FIRST_ANSWER'
  /** Agents and programs. */
  | 'AGENTS'
  /** Customers from the first message on. */
  | 'ALWAYS'
  /** Nobody. */
  | 'OFF';

/** Every condition that is given must hold. */
export type ChatFilter = {
  /** Assigned to this agent. */
  agentId?: string | null | undefined;
  /** Filed under this category or one below it. */
  categoryId?: string | null | undefined;
  /** Of this customer; for agents of the person, in whichever record. */
  customerId?: string | null | undefined;
  /** Requested at or after. */
  from?: string | null | undefined;
  /** Assigned to the agent who asks. */
  mine?: boolean | null | undefined;
  /** Whether an agent answered. */
  processed?: boolean | null | undefined;
  /** Rated so. */
  rating?: RatingFilter | null | undefined;
  /** In one of these. */
  states?: Array<ChatState> | null | undefined;
  /** Part of a message or, for agents, of the customer’s name (or what `title` says without one), e-mail or phone, however that is typed; for customers of the name they gave. At most 100 UTF-16 units and not only blanks; letter case does not matter. */
  text?: string | null | undefined;
  /** Requested before. */
  to?: string | null | undefined;
};

/** By when chats were requested, or by when they were closed: then only closed ones are listed. */
export type ChatOrder =
  /** Closed ones only, the one that was closed longest ago first. */
  | 'CLOSED_AT_ASC'
  /** Closed ones only, the one that was closed last first. */
  | 'CLOSED_AT_DESC'
  /** The oldest request first. */
  | 'REQUESTED_AT_ASC'
  /** The newest request first. */
  | 'REQUESTED_AT_DESC';

/** Where in its life a chat is. */
export type ChatState =
  /** Being served. */
  | 'ACTIVE'
  /** Only in the history. */
  | 'CLOSED'
  /** Nobody can send; still on the agent’s desk. */
  | 'ENDED_BY_CUSTOMER'
  /** Given to an agent who has not opened it. */
  | 'REQUESTED'
  /** In line for an agent. */
  | 'WAITING';

/** What a new service lacks. */
export type ChecklistKind =
  /** Somebody besides the first. */
  | 'AGENTS'
  /** A privacy notice of its own. */
  | 'CONSENT'
  /** The widget on its pages. */
  | 'EMBED_CODE'
  /** Other hours than those of set-up, which are around the clock. */
  | 'HOURS'
  /** A mail server. */
  | 'MAIL'
  /** The keys of what is masked, kept elsewhere too. */
  | 'MASK_KEYS';

/** Why a code is not accepted. */
export type CodeProblem =
  /** It is one of some minutes to come, so the clock of the device that made it is wrong. */
  | 'CLOCK_FAST'
  /** It is one of some minutes past, so the clock of the device that made it is wrong. */
  | 'CLOCK_SLOW'
  /** It was accepted before; the next one will do. */
  | 'USED'
  /** Everything else. */
  | 'WRONG';

/** A program that is to use the API. */
export type CreateApiClientInput = {
  /** Addresses or networks of IPv4 or IPv6, in CIDR, at most 50. Absent or empty for everywhere. */
  allowedAddresses?: Array<string> | null | undefined;
  /** Good until then; absent for without end. */
  expiresAt?: string | null | undefined;
  /** 1 to 50 UTF-16 units. */
  name: string;
  /** Of `keyScopes`, one at least. */
  scopes: Array<string>;
};

/** A service, and who looks after it. */
export type CreateServiceInput = {
  /** Of whoever is to be its administrator, who is invited; by default the owner who makes it. */
  administratorEmail?: string | null | undefined;
  /** One at least, in the order in which they are offered. */
  languages: Array<Language>;
  /** What customers read: 1 to 100 UTF-16 units. */
  name: string;
  /** Its name in addresses and in the widget’s script tag: 1 to 63 small letters (a to z), digits and hyphens. */
  slug: string;
  /** IANA name, for example Asia/Seoul. The service is open around the clock until its hours are set. */
  timeZone: string;
};

/** What an agent makes a ticket of. */
export type CreateTicketInput = {
  /** An agent with the ticket right; the ticket is OPEN then. */
  assigneeId?: string | null | undefined;
  /** Tokens of uploaded files, at most 5; see Attachment. */
  attachments?: Array<string> | null | undefined;
  /** A random text nobody can guess, 22 to 100 characters, made once per wish. Repeated with the same one by the same agent, because the answer got lost, the same ticket is answered. With anything else that is asked for, files included, it is KeyReused, and nothing is done. */
  attempt?: string | null | undefined;
  /** The chat it is about: the ticket is its customer’s, of the channel CHAT. Without it: MANUAL. */
  chatId?: string | null | undefined;
  /** 1 to 10,000 UTF-16 units. The customer can read it. */
  content: string;
  /** Without `chatId`: whose ticket it is. */
  customerId?: string | null | undefined;
  /** Where the customer can be reached; by default the customer’s own address. */
  email?: string | null | undefined;
  /** One of `inquiryTypes`. */
  inquiryTypeId: string;
  /** NORMAL by default. */
  priority?: TicketPriority | null | undefined;
  /** 1 to 200 UTF-16 units. The customer can read it. */
  title: string;
};

/** Where what happens is told. */
export type CreateWebhookInput = {
  /** What is sent beside ids; absent or null for nothing. */
  fields?: WebhookFieldsInput | null | undefined;
  /** What it is told of; one at least. */
  kinds: Array<EventKind>;
  /** https, at a public address; http too where the installation names the inner network that it is in. */
  url: string;
};

/** How a value reads. */
export type CustomerDataKind =
  /** A day, as 2026-11-30. */
  | 'DATE'
  /** A decimal number. */
  | 'NUMBER'
  /** As it is. */
  | 'TEXT'
  /** An instant, as ISO 8601 has it. */
  | 'TIME';

/** Why the company’s system told nothing. */
export type CustomerDataProblem =
  /** The certificate does not hold. */
  | 'BAD_CERTIFICATE'
  /** Another status than 200 and 204, which redirects are too. */
  | 'BAD_STATUS'
  /** Too many questions are under way. */
  | 'BUSY'
  /** The answer is not as it has to be. */
  | 'MALFORMED'
  /** It answered 401 or 403. */
  | 'REFUSED'
  /** The name leads into an inner network. */
  | 'REFUSED_ADDRESS'
  /** No whole answer within three seconds. */
  | 'TIMED_OUT'
  /** The answer is longer than 64 kB. */
  | 'TOO_LONG'
  /** There is no connection. */
  | 'UNREACHABLE'
  /** The key is gone under which the secret is kept; rotate it. */
  | 'UNREADABLE_SECRET';

/** Every condition that is given must hold. */
export type CustomerFilter = {
  /** This e-mail, in small letters as it is kept. */
  email?: string | null | undefined;
  /** Part of name (or `guest-` and the four last letters or digits of the id), e-mail or phone, however that is typed; at most 100 UTF-16 units and not only blanks; letter case does not matter. */
  text?: string | null | undefined;
};

/** What happened. */
export type EventKind =
  /** It was given to an agent. */
  | 'CHAT_ASSIGNED'
  /** It was opened, went back into the line, was ended by its customer, filed, noted in, or a rating was asked for. */
  | 'CHAT_CHANGED'
  /** It is only in the history now. */
  | 'CHAT_CLOSED'
  /** Its customer rated it, or changed the rating. */
  | 'CHAT_RATED'
  /** A customer started a chat. */
  | 'CHAT_STARTED'
  /** What is known of a customer, or whose records they are. */
  | 'CUSTOMER_CHANGED'
  /** It was masked, released, sealed or erased. */
  | 'MESSAGE_CHANGED'
  /** Something was said in a chat. */
  | 'MESSAGE_SENT'
  /** A field of it, or something was said in it. */
  | 'TICKET_CHANGED'
  /** A ticket was made. */
  | 'TICKET_CREATED';

/** What a contract can hold. */
export type Feature =
  /** 1:1 chat exists. */
  | 'chat'
  /** Personal data can be masked. */
  | 'security';

/** Nothing opens on this day; what opened on its eve, past midnight, goes on to its end. */
export type HolidayInput = {
  /** YYYY-MM-DD. */
  date: string;
  /** At most 100 UTF-16 units. */
  name?: string | null | undefined;
};

/** Why a token of a company’s server is not accepted. */
export type IdentityRefusal =
  /** The token is signed in a way for which the service has no key. */
  | 'ALGORITHM'
  /** The token is for another audience than this service’s address name. */
  | 'AUDIENCE'
  /** email is not an e-mail address. */
  | 'EMAIL'
  /** The token has run out. */
  | 'EXPIRED'
  /** The token is not a JWT of at most 4,096 characters that names its algorithm. */
  | 'MALFORMED'
  /** name must be a text of at most 100 characters. */
  | 'NAME'
  /** The token has no iat, or one in the future; or its nbf has not come. */
  | 'NOT_YET'
  /** The service has no member link, or it is switched off. */
  | 'OFF'
  /** phone must be a text of at most 50 characters. */
  | 'PHONE'
  /** The token was used by another browser or network. Sign a new one. */
  | 'REPLAYED'
  /** No key of the service made this signature. */
  | 'SIGNATURE'
  /** sub must be a text of 1 to 255 characters. */
  | 'SUBJECT'
  /** The token has no exp, or one more than five minutes ahead. */
  | 'TOO_LONG';

/** Who is invited, to what. */
export type InviteAgentInput = {
  /** The chat right. */
  canChat: boolean;
  /** The ticket right; true by default. */
  canTicket?: boolean | null | undefined;
  /** At most 254 octets, kept in small letters; one agent of the service per address. */
  email: string;
  /** 1 to 100 UTF-16 units. */
  name: string;
  /** Whether the person is to administer the service. */
  role: AgentRole;
};

/** A language in which customers are served; named as in BCP 47. */
export type Language =
  /** English. */
  | 'en'
  /** Korean. */
  | 'ko';

/** A language that is absent stays as it is; null or blank removes the text. */
export type LocalTextInput = {
  /** In English. */
  en?: string | null | undefined;
  /** In Korean. */
  ko?: string | null | undefined;
};

/** What becomes of mails. */
export type MailDelivery =
  /** There is no mail server, so there are none, and links are handed over as they are. */
  | 'NONE'
  /** They go out by the mail server. */
  | 'SENT'
  /** This is the demo, whose page shows what would have gone out. */
  | 'SHOWN';

/** What a mail tells. */
export type MailKind =
  /** A customer: an agent answered their inquiry. */
  | 'INQUIRY_ANSWERED'
  /** A customer: their inquiry is here. */
  | 'INQUIRY_RECEIVED'
  /** Somebody: they are invited to be an agent. */
  | 'INVITATION'
  /** A person: the link by which they choose another password. */
  | 'PASSWORD_RESET'
  /** An agent: somebody gave them a ticket. */
  | 'TICKET_ASSIGNED'
  /** A customer: what was said in their chat. */
  | 'TRANSCRIPT';

/** Why a mail is dead. */
export type MailProblem =
  /** The mail server would not have it. */
  | 'REFUSED'
  /** For two days nothing took it. */
  | 'UNREACHABLE'
  /** The key is gone under which the link in it is kept, or for two days it could not be written. */
  | 'UNREADABLE';

/** What is to be hidden. */
export type MaskMessageInput = {
  /** UTF-16 offset behind it. */
  end: number;
  /** `Message.id`. */
  messageId: string;
  /** The message’s, or a later one of its chat, at which `body` was shown. */
  revision: number;
  /** UTF-16 offset into the body. */
  start: number;
};

/** What is to be hidden: a rectangle of a picture or, where all four numbers are null, the whole file. */
export type MaskRegionInput = {
  /** `Attachment.id`. */
  attachmentId: string;
  /** Downwards; at least 1. */
  height?: number | null | undefined;
  /** `Attachment.revision` at which it was shown. */
  revision: number;
  /** To the right; at least 1. */
  width?: number | null | undefined;
  /** In pixels of the upright picture, as the others. */
  x?: number | null | undefined;
  /** From the top. */
  y?: number | null | undefined;
};

/** What is to be hidden. */
export type MaskTextInput = {
  /** UTF-16 offset behind it. */
  end: number;
  /** Its text: `note` of a chat, `title`, `content` or `email` of a ticket, `name`, `email`, `phone` or `memo` of a customer, `body` of everything else. Name, e-mail and phone number are hidden whole, whatever part is given. */
  field: string;
  /** Of a `Message`, `Chat`, `ChatNote`, `Ticket`, `TicketComment` or `Customer`. */
  objectId: string;
  /** At which the text was shown: of a chat, its messages and notes as for `maskMessage`, of a ticket and its comments `Ticket.revision`, of a customer the number in `Customer.infoVersion`. */
  revision: number;
  /** UTF-16 offset into the text. */
  start: number;
};

/** What becomes of likely personal data in a message. */
export type MaskingAction =
  /** It is hidden before it is stored, for ever. */
  | 'DESTROY'
  /** It is hidden before it is stored; an agent can release it. */
  | 'MASK'
  /** Nothing. */
  | 'OFF'
  /** Agents are shown it and decide. */
  | 'SUGGEST';

/** What becomes of one kind of personal data from now on; messages that are there stay as they are. */
export type MaskingRuleInput = {
  /** What becomes of it. */
  action: MaskingAction;
  /** Which kind of personal data the rule is for. */
  kind: PersonalDataKind;
};

/** What tokens may be signed with; named as in JWS (RFC 7518, RFC 8037). */
export type MemberAlgorithm =
  /** ECDSA on P-256 with SHA-256 and a private key. */
  | 'ES256'
  /** Ed25519 and a private key. */
  | 'EdDSA'
  /** HMAC with SHA-256 and a shared secret. */
  | 'HS256'
  /** RSA with SHA-256 and a private key of 2,048 bits at least. */
  | 'RS256';

/** What a message of the system, a program’s or a rating’s comment tells of. Of AGENT_CHANGED and BACK_IN_LINE the latest takes the place of the one before it, at a new revision, while nobody says anything. */
export type MessageEvent =
  /** Another agent has the chat. */
  | 'AGENT_CHANGED'
  /** The agent is gone, the chat waits again. */
  | 'BACK_IN_LINE'
  /** The service’s greeting. */
  | 'GREETING'
  /** It did. */
  | 'IDLE_ENDED'
  /** The chat ends in a minute unless the customer answers. */
  | 'IDLE_WARNING'
  /** A program said it with its API key, under `senderName`; its `sender` is AGENT. */
  | 'INTEGRATION'
  /** The customer’s comment on the rating, by the customer and not by the system; empty when it was withdrawn. */
  | 'RATING'
  /** An agent asks for a rating. */
  | 'RATING_REQUEST';

/** Periods must not overlap. One past midnight, such as 21:00 to 02:00, belongs to the day on which it begins. A whole day is 00:00 to 24:00. */
export type OpenPeriodInput = {
  /** 1 Monday … 7 Sunday. */
  day: number;
  /** HH:MM. */
  from: string;
  /** HH:MM, up to 24:00; not after `from`, it is on the next day. */
  to: string;
};

/** At most 70 periods and 366 holidays. */
export type OperatingHoursInput = {
  /** Days on which nothing opens. */
  holidays: Array<HolidayInput>;
  /** IANA name, for example Asia/Seoul. */
  timeZone: string;
  /** When it opens on the days of a week. */
  week: Array<OpenPeriodInput>;
};

/** What is looked for in messages. */
export type PersonalDataKind =
  /** Number of a bank account. */
  | 'ACCOUNT'
  /** Number of a payment card. */
  | 'CARD'
  /** Number of a Korean driver’s license. */
  | 'DRIVER_LICENSE'
  /** E-mail address. */
  | 'EMAIL'
  /** Number of a Korean passport. */
  | 'PASSPORT'
  /** Mobile or landline number. */
  | 'PHONE'
  /** Korean resident registration number, also that of a foreigner. */
  | 'RESIDENT_NUMBER';

/** Whether and how the customer rated the chat. */
export type RatingFilter =
  /** In whichever way. */
  | 'RATED'
  /** As satisfied. */
  | 'SATISFIED'
  /** Not at all. */
  | 'UNRATED'
  /** As unsatisfied. */
  | 'UNSATISFIED';

/** What a customer found of a chat. */
export type RatingVerdict =
  /** It was good. */
  | 'SATISFIED'
  /** It was not. */
  | 'UNSATISFIED';

/** What customers, or a company’s server for them, say of who they are. */
export type SaidField =
  /** The e-mail address. */
  | 'EMAIL'
  /** The name. */
  | 'NAME'
  /** The phone number. */
  | 'PHONE';

/** What is absent stays as it is. */
export type SaveAccountInput = {
  /** Null for as the browser says. */
  language?: Language | null | undefined;
  /** Told by mail of a ticket that somebody else gives them. */
  mailsAssignedTickets?: boolean | null | undefined;
  /** 1 to 100 UTF-16 units. It becomes the name in each service, but where an administrator gave another one. */
  name?: string | null | undefined;
};

/** What is absent stays as it is. */
export type SaveAgentInput = {
  /** `Agent.id`. */
  agentId: string;
  /** The chat right. Taken: streams end within 5 s, open chats move on. */
  canChat?: boolean | null | undefined;
  /** The ticket right. */
  canTicket?: boolean | null | undefined;
  /** The assignment switch: new chats are given to this agent. */
  inAssignment?: boolean | null | undefined;
  /** May change the own assignment switch. */
  mayChangeAssignment?: boolean | null | undefined;
  /** May look at what a mask hides (`revealMask`). */
  mayReveal?: boolean | null | undefined;
  /** May destroy what a mask hides (`sealMask`). */
  maySeal?: boolean | null | undefined;
  /** 1 to 100 UTF-16 units. */
  name?: string | null | undefined;
  /** Whether the agent administers the service. */
  role?: AgentRole | null | undefined;
  /** Sees every chat of the service; without it only the own. */
  seesAllChats?: boolean | null | undefined;
};

/** A new canned reply without `id`, else what one becomes. */
export type SaveCannedReplyInput = {
  /** 1 to 4,000 UTF-16 units; `{customer}` and `{agent}` stand for their names. */
  body: string;
  /** `CannedReply.id` of the one that changes. */
  id?: string | null | undefined;
  /** 1 to 50 UTF-16 units without blanks; no other reply of the service has it. */
  shortcut: string;
};

/** A new category without `id`, else the new name of one. */
export type SaveCategoryInput = {
  /** `Category.id` of the one that changes. */
  id?: string | null | undefined;
  /** 1 to 100 UTF-16 units. */
  name: string;
  /** For a new one: below which; at the top without. */
  parentId?: string | null | undefined;
};

/** What is absent stays as it is; null or blank clears. */
export type SaveChatInfoInput = {
  /** `Category.id` of one that can be chosen. */
  categoryId?: string | null | undefined;
  /** `Chat.id`. */
  chatId: string;
  /** At most 254 octets; kept in small letters. */
  email?: string | null | undefined;
  /** `Chat.infoVersion` that was edited; StaleInfo when it is not the present one. Absent: not checked. */
  infoVersion?: string | null | undefined;
  /** At most 2,000 UTF-16 units. */
  memo?: string | null | undefined;
  /** At most 100 UTF-16 units. */
  name?: string | null | undefined;
  /** At most 4,000 UTF-16 units. */
  note?: string | null | undefined;
  /** At most 50 UTF-16 units. */
  phone?: string | null | undefined;
};

/** What is absent stays as it is. `InvalidInput.field` names the place, for example `hours.week.3`. */
export type SaveChatSettingsInput = {
  /** As `ChatSettings.absentText`: at most 1,000 UTF-16 units in each language. */
  absentText?: LocalTextInput | null | undefined;
  /** 0 to 3,600. */
  activeGraceSeconds?: number | null | undefined;
  /** Who may send files. */
  files?: ChatFiles | null | undefined;
  /** As `ChatSettings.greeting`: at most 1,000 UTF-16 units in each language. */
  greeting?: LocalTextInput | null | undefined;
  /** Null: always open. */
  hours?: OperatingHoursInput | null | undefined;
  /** Null: never. */
  idleMinutes?: number | null | undefined;
  /** As `ChatSettings.ratingMessage`: at most 1,000 UTF-16 units in each language. */
  ratingMessage?: LocalTextInput | null | undefined;
  /** A returning customer goes to the agent of the last chat, if that one can. */
  recentAgentFirst?: boolean | null | undefined;
  /** 0 to 600. */
  requestedGraceSeconds?: number | null | undefined;
  /** Open chats per agent, 1 to 100. */
  seats?: number | null | undefined;
};

/** What is absent stays as it is. Each text has at most 4,000 UTF-16 units. */
export type SaveConsentDraftInput = {
  /** Which data is collected. */
  items?: LocalTextInput | null | undefined;
  /** What the data is collected for. */
  purpose?: LocalTextInput | null | undefined;
  /** What follows from refusing. */
  refusal?: LocalTextInput | null | undefined;
  /** How long it is kept. */
  retention?: LocalTextInput | null | undefined;
  /** `ConsentDraft.revision` that was edited. */
  revision: number;
};

/** What is absent stays as it is. */
export type SaveContractInput = {
  /** 1:1 chat exists. */
  chat?: boolean | null | undefined;
  /** Personal data can be masked. */
  security?: boolean | null | undefined;
};

/** What is absent stays as it is. */
export type SaveCustomerDataLinkInput = {
  /** It is on only with an address and a secret. */
  enabled?: boolean | null | undefined;
  /** Whether it is told the customer’s e-mail address. */
  sendsEmail?: boolean | null | undefined;
  /** Whether it is told the phone number. */
  sendsPhone?: boolean | null | undefined;
  /** https, at a public address; http too where the installation names the inner network that it is in. Null or blank for none. */
  url?: string | null | undefined;
};

/** What is absent stays as it is; null or blank clears. */
export type SaveCustomerInput = {
  /** `Customer.id`. */
  customerId: string;
  /** At most 254 octets; kept in small letters. */
  email?: string | null | undefined;
  /** `Customer.infoVersion` that was edited; StaleCustomer when it is not the present one. Absent: not checked. */
  infoVersion?: string | null | undefined;
  /** At most 2,000 UTF-16 units. */
  memo?: string | null | undefined;
  /** At most 100 UTF-16 units. */
  name?: string | null | undefined;
  /** At most 50 UTF-16 units. */
  phone?: string | null | undefined;
};

/** What is absent stays as it is. `InvalidInput.field` names the place, for example `name.ko`. */
export type SaveGeneralSettingsInput = {
  /** One at least, in the order in which they are offered. */
  languages?: Array<Language> | null | undefined;
  /** At most 100 UTF-16 units in each language; one at least has a name. */
  name?: LocalTextInput | null | undefined;
  /** 1 to 63 small letters (a to z), digits and hyphens. */
  slug?: string | null | undefined;
  /** IANA name. */
  timeZone?: string | null | undefined;
};

/** What is absent stays as it is. */
export type SaveHelpCenterSettingsInput = {
  /** Chat in the help center and on sites that carry the widget. */
  chat?: boolean | null | undefined;
  /** The inquiry form. */
  inquiry?: boolean | null | undefined;
};

/** A new inquiry type without `id`, else a change of one: what is absent stays. */
export type SaveInquiryTypeInput = {
  /** `InquiryType.id` of the one that changes. */
  id?: string | null | undefined;
  /** Whether customers can choose it, too. A new one: true by default. */
  inHelpCenter?: boolean | null | undefined;
  /** 1 to 100 UTF-16 units in one language at least. */
  name?: LocalTextInput | null | undefined;
  /** For a new one: below which; at the top without. */
  parentId?: string | null | undefined;
};

/** What is absent stays as it is. */
export type SaveMailSettingsInput = {
  /** The mail that tells of an agent’s answer quotes it. */
  quotesAnswers?: boolean | null | undefined;
};

/** What is absent stays as it is. */
export type SaveMaskingSettingsInput = {
  /** Kinds that are absent stay as they are. */
  rules?: Array<MaskingRuleInput> | null | undefined;
  /** 1 to 3,650. Null: never. */
  sealAfterDays?: number | null | undefined;
};

/** What is absent stays as it is. */
export type SaveMemberLinkInput = {
  /** Whether tokens of the company’s server are accepted. */
  enabled?: boolean | null | undefined;
  /** While that is on: whether nobody else can start a chat or leave an inquiry. */
  membersOnly?: boolean | null | undefined;
};

/** What is absent stays as it is. */
export type SaveOrganisationInput = {
  /** 1 to 100 UTF-16 units. */
  name?: string | null | undefined;
};

/** What is absent stays as it is. */
export type SaveRetentionSettingsInput = {
  /** 1 to 120. Null: chats are kept. */
  chatMonths?: number | null | undefined;
  /** 1 to 120. Null: customers are kept. */
  customerMonths?: number | null | undefined;
  /** 1 to 120. Null: tickets are kept. */
  ticketMonths?: number | null | undefined;
};

/** Which side says something. */
export type SenderKind =
  /** An agent, or a program with an API key. */
  | 'AGENT'
  /** The customer. */
  | 'CUSTOMER'
  /** Damso itself: see `MessageEvent`. */
  | 'SYSTEM';

/** The organisation, its first service, its first administrator. */
export type SetUpInput = {
  /** The administrator’s: at most 254 octets, kept in small letters. */
  email: string;
  /** Of the service; one at least. */
  languages: Array<Language>;
  /** The administrator’s: 1 to 100 UTF-16 units. */
  name: string;
  /** 1 to 100 UTF-16 units. */
  organisation: string;
  /** What customers read: 1 to 100 UTF-16 units. */
  serviceName: string;
  /** Its name in addresses and in the widget’s script tag: 1 to 63 small letters (a to z), digits and hyphens. */
  slug: string;
  /** IANA name, for example Asia/Seoul. The service is open around the clock until its hours are set. */
  timeZone: string;
};

/** What becomes of `Customer.saidName`, `saidEmail` or `saidPhone`. */
export type SettleSaidInput = {
  /** `Customer.id`. */
  customerId: string;
  /** Which of the three it is. */
  field: SaidField;
  /** What was decided on; StaleCustomer when the customer does not say it any more. */
  said: string;
  /** True: it takes the place of what was saved. False: what was saved stays, and this goes. */
  take: boolean;
};

/** What a link to the set-up page is good for. */
export type SetupState =
  /** Damso is set up. */
  | 'DONE'
  /** Another link was printed since, or it never was one. */
  | 'LINK_INVALID'
  /** Nobody has set Damso up, and this link can. */
  | 'OPEN';

/** Whose words a comment is, and who reads them. */
export type TicketCommentKind =
  /** What the customer added. */
  | 'CUSTOMER'
  /** For agents only. */
  | 'NOTE'
  /** An agent’s answer, which the customer reads. */
  | 'REPLY';

/** A field of a ticket; named as in `UpdateTicketInput`. */
export type TicketField =
  /** Who works on it. */
  | 'assigneeId'
  /** What was asked. */
  | 'content'
  /** What it is about. */
  | 'inquiryTypeId'
  /** How urgent it is. */
  | 'priority'
  /** How far it is. */
  | 'status'
  /** Its title. */
  | 'title';

/** Every condition that is given must hold. */
export type TicketFilter = {
  /** Assigned to this agent. */
  assigneeId?: string | null | undefined;
  /** Came this way. */
  channel?: Channel | null | undefined;
  /** Made from this chat. */
  chatId?: string | null | undefined;
  /** Of this customer; for agents of the person, in whichever record. */
  customerId?: string | null | undefined;
  /** Made at or after. */
  from?: string | null | undefined;
  /** Of this inquiry type or one below it. */
  inquiryTypeId?: string | null | undefined;
  /** Assigned to the agent who asks. */
  mine?: boolean | null | undefined;
  /** Of this priority. */
  priority?: TicketPriority | null | undefined;
  /** In one of these. */
  statuses?: Array<TicketStatus> | null | undefined;
  /** A part of number (also as `#12`), title, content or e-mail, and for agents of a comment or of the customer’s name, e-mail or phone, however that is typed; small and capital letters are the same. At most 100 UTF-16 units. */
  text?: string | null | undefined;
  /** Made before. */
  to?: string | null | undefined;
  /** Assigned to nobody. */
  unassigned?: boolean | null | undefined;
};

/** By when tickets were made. */
export type TicketOrder =
  /** The oldest first. */
  | 'CREATED_AT_ASC'
  /** The newest first. */
  | 'CREATED_AT_DESC';

/** How urgent a ticket is. */
export type TicketPriority =
  /** Before what is usual. */
  | 'HIGH'
  /** When there is time. */
  | 'LOW'
  /** As usual. */
  | 'NORMAL'
  /** Before everything else. */
  | 'URGENT';

/** How far a ticket is. It goes NEW → OPEN, OPEN ↔ PENDING, either → RESOLVED, RESOLVED → OPEN or CLOSED; without its assignee it is NEW again. */
export type TicketStatus =
  /** Done for ever. */
  | 'CLOSED'
  /** Nobody has it. */
  | 'NEW'
  /** Being worked on. */
  | 'OPEN'
  /** Waits for someone. */
  | 'PENDING'
  /** Answered. */
  | 'RESOLVED';

/** What is absent stays as it is. */
export type UpdateApiClientInput = {
  /** Addresses or networks of IPv4 or IPv6, in CIDR, at most 50. Empty for everywhere. */
  allowedAddresses?: Array<string> | null | undefined;
  /** Null for without end. */
  expiresAt?: string | null | undefined;
  /** `ApiClient.id`. */
  id: string;
  /** 1 to 50 UTF-16 units. */
  name?: string | null | undefined;
  /** Of `keyScopes`, one at least. */
  scopes?: Array<string> | null | undefined;
};

/** What is absent stays as it is. */
export type UpdateTicketInput = {
  /** An agent with the ticket right; null makes an OPEN or PENDING ticket NEW again. */
  assigneeId?: string | null | undefined;
  /** 1 to 10,000 UTF-16 units. */
  content?: string | null | undefined;
  /** One of `inquiryTypes`. */
  inquiryTypeId?: string | null | undefined;
  /** How urgent it is. */
  priority?: TicketPriority | null | undefined;
  /** `Ticket.revision` as the caller saw it: what somebody else changed since is not changed over their head. */
  revision: number;
  /** One of `Ticket.nextStatuses`. Who opens a NEW ticket takes it. */
  status?: TicketStatus | null | undefined;
  /** `Ticket.id`. */
  ticketId: string;
  /** 1 to 200 UTF-16 units. */
  title?: string | null | undefined;
};

/** What is absent stays as it is. */
export type UpdateWebhookInput = {
  /** What is sent beside ids; null for nothing. */
  fields?: WebhookFieldsInput | null | undefined;
  /** `Webhook.id`. */
  id: string;
  /** What it is told of; one at least. */
  kinds?: Array<EventKind> | null | undefined;
  /** As `CreateWebhookInput.url`. */
  url?: string | null | undefined;
};

/** What became of a delivery. */
export type WebhookDeliveryState =
  /** It was taken. */
  | 'DELIVERED'
  /** For three days it was not taken, while others were. */
  | 'FAILED'
  /** It will be tried, or is being. */
  | 'WAITING';

/** What is sent beside ids, by which personal data leaves Damso. */
export type WebhookFieldsInput = {
  /** `ApiClient.id` of a key that is in use and may read the objects: whatever it may read is sent. */
  apiClientId: string;
  /** Of what; one at least. */
  objects: Array<WebhookObject>;
};

/** Of what a webhook may be sent fields, as they are at that moment, with masks applied. */
export type WebhookObject =
  /** state, language, customerId, agentId, requestedAt, openedAt, closedAt, rating. Needs `chats:read`. */
  | 'CHAT'
  /** name, email, phone, memberId, createdAt. Needs `customers:read`. */
  | 'CUSTOMER'
  /** seq, sender, senderName, integration, event, body, sentAt. Needs `chats:read`. */
  | 'MESSAGE'
  /** number, title, content, status, priority, channel, language, customerId, assigneeId, createdAt, changedAt. Needs `tickets:read`. */
  | 'TICKET';

/** Why nothing is sent to a webhook. */
export type WebhookPause =
  /** An administrator paused it. */
  | 'BY_HAND'
  /** For three days nothing was taken. */
  | 'FAILING'
  /** It answered 410. */
  | 'GONE';

/** Why the last attempt failed. */
export type WebhookProblem =
  /** Another answer than 2xx, which redirects are too, or one longer than 64 kB. */
  | 'BAD_ANSWER'
  /** The certificate does not hold. */
  | 'BAD_CERTIFICATE'
  /** The name leads into an inner network. */
  | 'REFUSED_ADDRESS'
  /** No whole answer came within ten seconds. */
  | 'TIMED_OUT'
  /** There is no connection. */
  | 'UNREACHABLE'
  /** The key is gone under which the secret is kept; rotate it. */
  | 'UNREADABLE_SECRET';

export type OwnAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnAccountQuery = { account: { email: string, name: string, language: Language | null, mailsAssignedTickets: boolean, secondFactorRequired: boolean, picture: { path: string } | null, secondFactor: { since: string, recoveryCodesLeft: number } | null, places: Array<{ id: string, service: { name: string } }>, sessions: Array<{ id: string, device: string | null, browser: string | null, os: string | null, ipAddress: string | null, signedInAt: string, current: boolean }> } | null };

export type SaveMailChoiceMutationVariables = Exact<{
  on: boolean;
}>;


export type SaveMailChoiceMutation = { saveAccount:
    | { __typename: 'Account', mailsAssignedTickets: boolean }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type ChangePasswordMutationVariables = Exact<{
  password: string;
  newPassword: string;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'Account' }
    | { __typename: 'AccountLocked' }
    | { __typename: 'CommonPassword' }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type SavePictureMutationVariables = Exact<{
  token?: string | null | undefined;
}>;


export type SavePictureMutation = { savePicture:
    | { __typename: 'Account', picture: { path: string } | null }
    | { __typename: 'NotPermitted' }
    | { __typename: 'PictureMissing' }
   };

export type SaveAccountMutationVariables = Exact<{
  input: SaveAccountInput;
}>;


export type SaveAccountMutation = { saveAccount:
    | { __typename: 'Account', name: string, language: Language | null }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type SwitchOffSecondFactorMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type SwitchOffSecondFactorMutation = { outcome:
    | { __typename: 'Account' }
    | { __typename: 'InvalidCode', problem: CodeProblem }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorOff' }
   };

export type RenewRecoveryCodesMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type RenewRecoveryCodesMutation = { outcome:
    | { __typename: 'InvalidCode', problem: CodeProblem }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'NewRecoveryCodes', codes: Array<string> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorOff' }
   };

export type EndSessionMutationVariables = Exact<{
  sessionId: string;
}>;


export type EndSessionMutation = { endSession:
    | { __typename: 'Account' }
    | { __typename: 'NotPermitted' }
   };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: number };

export type ChatsOfCustomerQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ChatsOfCustomerQuery = { customer: { id: string, chats: { edges: Array<{ node: { id: string, requestedAt: string, processed: boolean, rating: { verdict: RatingVerdict } | null, agent: { id: string, name: string } | null, category: { id: string, path: Array<string> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TicketsOfCustomerQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;


export type TicketsOfCustomerQuery = { tickets: { edges: Array<{ node: { id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CustomerRecordFragment = { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, createdAt: string, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null, email: string | null }>, mergedRecords: Array<{ id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, merge: { id: string, mergedAt: string, undoableUntil: string | null, agent: { id: string, name: string } | null } | null }>, consents: Array<{ noticeVersion: string, language: Language, agreedAt: string, ipAddress: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type OneCustomerQueryVariables = Exact<{
  id: string;
}>;


export type OneCustomerQuery = { customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, createdAt: string, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null, email: string | null }>, mergedRecords: Array<{ id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, merge: { id: string, mergedAt: string, undoableUntil: string | null, agent: { id: string, name: string } | null } | null }>, consents: Array<{ noticeVersion: string, language: Language, agreedAt: string, ipAddress: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> } | null };

export type SaveCustomerMutationVariables = Exact<{
  input: SaveCustomerInput;
}>;


export type SaveCustomerMutation = { saveCustomer:
    | { __typename: 'Customer', saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, createdAt: string, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null, email: string | null }>, mergedRecords: Array<{ id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, merge: { id: string, mergedAt: string, undoableUntil: string | null, agent: { id: string, name: string } | null } | null }>, consents: Array<{ noticeVersion: string, language: Language, agreedAt: string, ipAddress: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleCustomer', customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, createdAt: string, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null, email: string | null }>, mergedRecords: Array<{ id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, merge: { id: string, mergedAt: string, undoableUntil: string | null, agent: { id: string, name: string } | null } | null }>, consents: Array<{ noticeVersion: string, language: Language, agreedAt: string, ipAddress: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> } }
   };

export type UndoMergeMutationVariables = Exact<{
  mergeId: string;
}>;


export type UndoMergeMutation = { undoMerge:
    | { __typename: 'Customer' }
    | { __typename: 'MergeFinal' }
    | { __typename: 'NotPermitted' }
   };

export type EraseCustomerMutationVariables = Exact<{
  customerId: string;
}>;


export type EraseCustomerMutation = { eraseCustomer:
    | { __typename: 'ChatOpen' }
    | { __typename: 'Customer', saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, createdAt: string, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null, email: string | null }>, mergedRecords: Array<{ id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, merge: { id: string, mergedAt: string, undoableUntil: string | null, agent: { id: string, name: string } | null } | null }>, consents: Array<{ noticeVersion: string, language: Language, agreedAt: string, ipAddress: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'ErasureHeld' }
    | { __typename: 'NotPermitted' }
   };

export type CustomerRowFragment = { id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, chats: { edges: Array<{ node: { id: string, requestedAt: string } }> } };

export type CustomerListQueryVariables = Exact<{
  filter: CustomerFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type CustomerListQuery = { customers: { edges: Array<{ node: { id: string, name: string | null, email: string | null, phone: string | null, createdAt: string, chats: { edges: Array<{ node: { id: string, requestedAt: string } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LineChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LineChangesSubscription = { waitingLine: { count: number, oldestAt: string | null } };

export type DeskChatFragment = { id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastSeq: number, agentDeliveredSeq: number, ratingRequestedAt: string | null, ratingClosesAt: string | null, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string, attachments: Array<{ mediaType: string }> } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null }, rating: { verdict: RatingVerdict } | null };

export type DeskChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DeskChangesSubscription = { deskChanges: { removed: boolean, chat: { id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastSeq: number, agentDeliveredSeq: number, ratingRequestedAt: string | null, ratingClosesAt: string | null, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string, attachments: Array<{ mediaType: string }> } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null }, rating: { verdict: RatingVerdict } | null } } };

export type ChatsOfMineQueryVariables = Exact<{ [key: string]: never; }>;


export type ChatsOfMineQuery = { chats: { edges: Array<{ node: { id: string } }>, pageInfo: { hasNextPage: boolean } } };

export type MarkReceivedMutationVariables = Exact<{
  chatId: string;
  deliveredUpTo: number;
}>;


export type MarkReceivedMutation = { markRead:
    | { __typename: 'Chat' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
   };

export type OpenChatMutationVariables = Exact<{
  chatId: string;
}>;


export type OpenChatMutation = { openChat:
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastSeq: number, agentDeliveredSeq: number, ratingRequestedAt: string | null, ratingClosesAt: string | null, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string, attachments: Array<{ mediaType: string }> } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null }, rating: { verdict: RatingVerdict } | null }
    | { __typename: 'ChatEnded' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
   };

export type EndChatAtDeskMutationVariables = Exact<{
  chatId: string;
}>;


export type EndChatAtDeskMutation = { endChat:
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastSeq: number, agentDeliveredSeq: number, ratingRequestedAt: string | null, ratingClosesAt: string | null, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string, attachments: Array<{ mediaType: string }> } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null }, rating: { verdict: RatingVerdict } | null }
    | { __typename: 'ChatEnded' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited' }
   };

export type TransferChatMutationVariables = Exact<{
  chatId: string;
  agentId: string;
  note?: string | null | undefined;
}>;


export type TransferChatMutation = { transferChat:
    | { __typename: 'AgentUnavailable' }
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, title: string, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, unreadCount: number, lastSeq: number, agentDeliveredSeq: number, ratingRequestedAt: string | null, ratingClosesAt: string | null, lastMessage: { id: string, sender: SenderKind, body: string, sentAt: string, attachments: Array<{ mediaType: string }> } | null, customer: { id: string, name: string | null, email: string | null, phone: string | null }, rating: { verdict: RatingVerdict } | null }
    | { __typename: 'ChatEnded' }
    | { __typename: 'InvalidText' }
    | { __typename: 'NotPermitted' }
   };

export type WhereIsChatQueryVariables = Exact<{
  chatId: string;
}>;


export type WhereIsChatQuery = { chat: { id: string, state: ChatState, agent: { id: string, name: string } | null } | null };

export type AddChatNoteMutationVariables = Exact<{
  input: AddChatNoteInput;
}>;


export type AddChatNoteMutation = { addChatNote:
    | { __typename: 'ChatNote' }
    | { __typename: 'InvalidText' }
    | { __typename: 'NotPermitted' }
   };

export type FilterCategoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type FilterCategoriesQuery = { categories: Array<{ id: string, path: Array<string>, removed: boolean }> };

export type HistoryRowFragment = { id: string, state: ChatState, title: string, requestedAt: string, closedAt: string | null, processed: boolean, category: { id: string, path: Array<string> } | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict } | null };

export type ChatHistoryQueryVariables = Exact<{
  filter: ChatFilter;
  orderBy: ChatOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type ChatHistoryQuery = { chats: { edges: Array<{ node: { id: string, state: ChatState, title: string, requestedAt: string, closedAt: string | null, processed: boolean, category: { id: string, path: Array<string> } | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HoldViewFragment = { reason: string, heldAt: string, heldBy: { id: string, name: string } };

export type HoldOfQueryVariables = Exact<{
  id: string;
}>;


export type HoldOfQuery = { node:
    | { __typename: 'Agent' }
    | { __typename: 'ApiClient' }
    | { __typename: 'Attachment' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'CannedReply' }
    | { __typename: 'Category' }
    | { __typename: 'ChangeLogEntry' }
    | { __typename: 'Chat', id: string, hold: { reason: string, heldAt: string, heldBy: { id: string, name: string } } | null }
    | { __typename: 'ChatNote' }
    | { __typename: 'Customer', id: string, hold: { reason: string, heldAt: string, heldBy: { id: string, name: string } } | null }
    | { __typename: 'CustomerMerge' }
    | { __typename: 'InquiryType' }
    | { __typename: 'Mask' }
    | { __typename: 'MaskedRegion' }
    | { __typename: 'MemberKey' }
    | { __typename: 'Message' }
    | { __typename: 'OrganisationAccount' }
    | { __typename: 'OrganisationChange' }
    | { __typename: 'ServiceProfile' }
    | { __typename: 'Session' }
    | { __typename: 'Ticket', id: string, hold: { reason: string, heldAt: string, heldBy: { id: string, name: string } } | null }
    | { __typename: 'TicketChange' }
    | { __typename: 'TicketComment' }
    | { __typename: 'UndeliveredMail' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type PutHoldMutationVariables = Exact<{
  id: string;
  reason: string;
}>;


export type PutHoldMutation = { putHold:
    | { __typename: 'HoldState', hold: { reason: string, heldAt: string, heldBy: { id: string, name: string } } | null }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type LiftHoldMutationVariables = Exact<{
  id: string;
}>;


export type LiftHoldMutation = { liftHold:
    | { __typename: 'HoldState', hold: { reason: string, heldAt: string, heldBy: { id: string, name: string } } | null }
    | { __typename: 'NotPermitted' }
   };

export type CategoriesToChooseQueryVariables = Exact<{ [key: string]: never; }>;


export type CategoriesToChooseQuery = { categories: Array<{ id: string, path: Array<string>, removed: boolean }> };

export type LookUpCustomerDataMutationVariables = Exact<{
  customerId: string;
}>;


export type LookUpCustomerDataMutation = { lookUpCustomerData:
    | { __typename: 'CustomerData', fetchedAt: string, fields: Array<{ value: string | null, kind: CustomerDataKind, link: string | null, label: { ko: string | null, en: string | null } }> }
    | { __typename: 'CustomerDataFailed', problem: CustomerDataProblem, status: number | null, part: string | null }
    | { __typename: 'CustomerDataLinkOff' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type OtherChatsOfCustomerQueryVariables = Exact<{
  chatId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type OtherChatsOfCustomerQuery = { chat: { earlierChats: { edges: Array<{ node: { id: string, requestedAt: string, processed: boolean, rating: { verdict: RatingVerdict } | null, agent: { id: string, name: string } | null, category: { id: string, path: Array<string> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OtherChatFragment = { id: string, requestedAt: string, processed: boolean, rating: { verdict: RatingVerdict } | null, agent: { id: string, name: string } | null, category: { id: string, path: Array<string> } | null };

export type SettleSaidMutationVariables = Exact<{
  input: SettleSaidInput;
}>;


export type SettleSaidMutation = { settleSaid:
    | { __typename: 'Customer' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleCustomer' }
   };

export type ChatInfoFragment = { id: string, revision: number, state: ChatState, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, closedAt: string | null, erasedAt: string | null, infoVersion: string, note: string | null, agent: { id: string, name: string } | null, customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }, category: { id: string, path: Array<string>, removed: boolean } | null, noteMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, noteSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, origin: { device: string | null, browser: string | null, os: string | null, ipAddress: string | null, page: string | null } | null };

export type CompanyDataFieldFragment = { value: string | null, kind: CustomerDataKind, link: string | null, label: { ko: string | null, en: string | null } };

export type CompanyDataFailureFragment = { problem: CustomerDataProblem, status: number | null, part: string | null };

export type CustomerTextsFragment = { id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type InfoOfChatQueryVariables = Exact<{
  chatId: string;
}>;


export type InfoOfChatQuery = { chat: { id: string, revision: number, state: ChatState, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, closedAt: string | null, erasedAt: string | null, infoVersion: string, note: string | null, agent: { id: string, name: string } | null, customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }, category: { id: string, path: Array<string>, removed: boolean } | null, noteMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, noteSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, origin: { device: string | null, browser: string | null, os: string | null, ipAddress: string | null, page: string | null } | null } | null };

export type SaveChatInfoMutationVariables = Exact<{
  input: SaveChatInfoInput;
}>;


export type SaveChatInfoMutation = { saveChatInfo:
    | { __typename: 'Chat', id: string, revision: number, state: ChatState, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, closedAt: string | null, erasedAt: string | null, infoVersion: string, note: string | null, agent: { id: string, name: string } | null, customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }, category: { id: string, path: Array<string>, removed: boolean } | null, noteMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, noteSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, origin: { device: string | null, browser: string | null, os: string | null, ipAddress: string | null, page: string | null } | null }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleInfo', chat: { id: string, revision: number, state: ChatState, language: Language, requestedAt: string, openedAt: string | null, customerEndedAt: string | null, closedAt: string | null, erasedAt: string | null, infoVersion: string, note: string | null, agent: { id: string, name: string } | null, customer: { saidName: string | null, saidEmail: string | null, saidPhone: string | null, verified: Array<SaidField>, verifiedSaid: Array<SaidField>, memberId: string | null, erasedAt: string | null, id: string, infoVersion: string, name: string | null, email: string | null, phone: string | null, memo: string | null, duplicates: Array<{ id: string, name: string | null }>, nameMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, phoneMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, memoSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }, category: { id: string, path: Array<string>, removed: boolean } | null, noteMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, noteSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, origin: { device: string | null, browser: string | null, os: string | null, ipAddress: string | null, page: string | null } | null } }
   };

export type MergeCustomersMutationVariables = Exact<{
  fromId: string;
  intoId: string;
}>;


export type MergeCustomersMutation = { mergeCustomers:
    | { __typename: 'Customer' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type MaskPartsFragment = { id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null };

export type SuggestionPartsFragment = { kind: PersonalDataKind, start: number, end: number };

export type SameElsewhereQueryVariables = Exact<{
  maskId: string;
}>;


export type SameElsewhereQuery = { node:
    | { __typename: 'Agent' }
    | { __typename: 'ApiClient' }
    | { __typename: 'Attachment' }
    | { __typename: 'AuditEntry' }
    | { __typename: 'CannedReply' }
    | { __typename: 'Category' }
    | { __typename: 'ChangeLogEntry' }
    | { __typename: 'Chat' }
    | { __typename: 'ChatNote' }
    | { __typename: 'Customer' }
    | { __typename: 'CustomerMerge' }
    | { __typename: 'InquiryType' }
    | { __typename: 'Mask', sameElsewhere: Array<{ objectId: string, field: string, revision: number, start: number, end: number }> }
    | { __typename: 'MaskedRegion' }
    | { __typename: 'MemberKey' }
    | { __typename: 'Message' }
    | { __typename: 'OrganisationAccount' }
    | { __typename: 'OrganisationChange' }
    | { __typename: 'ServiceProfile' }
    | { __typename: 'Session' }
    | { __typename: 'Ticket' }
    | { __typename: 'TicketChange' }
    | { __typename: 'TicketComment' }
    | { __typename: 'UndeliveredMail' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type MaskElsewhereMutationVariables = Exact<{
  input: Array<MaskTextInput> | MaskTextInput;
}>;


export type MaskElsewhereMutation = { maskTexts:
    | { __typename: 'InvalidInput' }
    | { __typename: 'MaskedTexts', refused: Array<{ objectId: string, field: string }> }
    | { __typename: 'NotPermitted' }
   };

export type MaskedMessageFragment = { key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

type MaskedObject_Chat_Fragment = { __typename: 'Chat' };

type MaskedObject_ChatNote_Fragment = { __typename: 'ChatNote', id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

type MaskedObject_Customer_Fragment = { __typename: 'Customer' };

type MaskedObject_Message_Fragment = { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

type MaskedObject_Ticket_Fragment = { __typename: 'Ticket' };

type MaskedObject_TicketComment_Fragment = { __typename: 'TicketComment' };

export type MaskedObjectFragment =
  | MaskedObject_Chat_Fragment
  | MaskedObject_ChatNote_Fragment
  | MaskedObject_Customer_Fragment
  | MaskedObject_Message_Fragment
  | MaskedObject_Ticket_Fragment
  | MaskedObject_TicketComment_Fragment
;

export type MaskMessageMutationVariables = Exact<{
  input: MaskMessageInput;
}>;


export type MaskMessageMutation = { maskMessage:
    | { __typename: 'InvalidRange' }
    | { __typename: 'MaskingDisabled' }
    | { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'StaleRevision', current: { key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> } }
   };

export type MaskTextMutationVariables = Exact<{
  input: MaskTextInput;
}>;


export type MaskTextMutation = { maskText:
    | { __typename: 'Chat' }
    | { __typename: 'ChatNote', id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'Customer' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvalidRange' }
    | { __typename: 'MaskingDisabled' }
    | { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'StaleRevision' }
    | { __typename: 'StaleText', current:
        | { __typename: 'Chat' }
        | { __typename: 'ChatNote', id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
        | { __typename: 'Customer' }
        | { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
        | { __typename: 'Ticket' }
        | { __typename: 'TicketComment' }
       }
    | { __typename: 'Ticket' }
    | { __typename: 'TicketComment' }
   };

export type UnmaskTextMutationVariables = Exact<{
  maskId: string;
}>;


export type UnmaskTextMutation = { unmaskText:
    | { __typename: 'Chat' }
    | { __typename: 'ChatNote', id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'Customer' }
    | { __typename: 'FileUnavailable' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'Ticket' }
    | { __typename: 'TicketComment' }
   };

export type RevealMaskMutationVariables = Exact<{
  maskId: string;
  reason: string;
}>;


export type RevealMaskMutation = { revealMask:
    | { __typename: 'InvalidInput' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'RevealedMask', text: string, expiresAt: string }
   };

export type SealMaskMutationVariables = Exact<{
  maskId: string;
}>;


export type SealMaskMutation = { sealMask:
    | { __typename: 'Chat' }
    | { __typename: 'ChatNote', id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'Customer' }
    | { __typename: 'FileUnavailable' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'Message', key: string | null, id: string, seq: number, revision: number, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'Ticket' }
    | { __typename: 'TicketComment' }
   };

export type FilePartsFragment = { id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number };

export type MaskedFileFragment = { id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> };

export type FileNowQueryVariables = Exact<{
  id: string;
}>;


export type FileNowQuery = { node:
    | { __typename: 'Agent' }
    | { __typename: 'ApiClient' }
    | { __typename: 'Attachment', id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }
    | { __typename: 'AuditEntry' }
    | { __typename: 'CannedReply' }
    | { __typename: 'Category' }
    | { __typename: 'ChangeLogEntry' }
    | { __typename: 'Chat' }
    | { __typename: 'ChatNote' }
    | { __typename: 'Customer' }
    | { __typename: 'CustomerMerge' }
    | { __typename: 'InquiryType' }
    | { __typename: 'Mask' }
    | { __typename: 'MaskedRegion' }
    | { __typename: 'MemberKey' }
    | { __typename: 'Message' }
    | { __typename: 'OrganisationAccount' }
    | { __typename: 'OrganisationChange' }
    | { __typename: 'ServiceProfile' }
    | { __typename: 'Session' }
    | { __typename: 'Ticket' }
    | { __typename: 'TicketChange' }
    | { __typename: 'TicketComment' }
    | { __typename: 'UndeliveredMail' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type MaskRegionMutationVariables = Exact<{
  input: MaskRegionInput;
}>;


export type MaskRegionMutation = { maskRegion:
    | { __typename: 'Attachment', id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }
    | { __typename: 'FileUnavailable' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvalidRange' }
    | { __typename: 'MaskingDisabled' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'StaleRevision', current: { attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }> } }
    | { __typename: 'StaleText', current:
        | { attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }> }
        | { attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }> }
        | { attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }> }
        | Record<PropertyKey, never>
       }
   };

export type UnmaskRegionMutationVariables = Exact<{
  regionId: string;
}>;


export type UnmaskRegionMutation = { unmaskRegion:
    | { __typename: 'Attachment', id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }
    | { __typename: 'FileUnavailable' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
   };

export type RevealRegionMutationVariables = Exact<{
  regionId: string;
  reason: string;
}>;


export type RevealRegionMutation = { revealRegion:
    | { __typename: 'InvalidInput' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'RevealedRegion', path: string, expiresAt: string }
   };

export type SealRegionMutationVariables = Exact<{
  regionId: string;
}>;


export type SealRegionMutation = { sealRegion:
    | { __typename: 'Attachment', id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number, regions: Array<{ id: string, x: number, y: number, width: number, height: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }> }
    | { __typename: 'FileUnavailable' }
    | { __typename: 'MaskSealed' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OriginalUnavailable' }
   };

export type OrganisationAccountRowFragment = { id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> };

export type LockAccountMutationVariables = Exact<{
  accountId: string;
}>;


export type LockAccountMutation = { outcome:
    | { __typename: 'LastOwner' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationAccount', id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> }
   };

export type UnlockAccountMutationVariables = Exact<{
  accountId: string;
}>;


export type UnlockAccountMutation = { outcome:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationAccount', id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> }
   };

export type MakeOwnerMutationVariables = Exact<{
  accountId: string;
}>;


export type MakeOwnerMutation = { outcome:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationAccount', id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> }
   };

export type UnmakeOwnerMutationVariables = Exact<{
  accountId: string;
}>;


export type UnmakeOwnerMutation = { outcome:
    | { __typename: 'LastOwner' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationAccount', id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> }
   };

export type ResetSecondFactorMutationVariables = Exact<{
  accountId: string;
}>;


export type ResetSecondFactorMutation = { outcome:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationAccount', id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> }
    | { __typename: 'OwnRights' }
   };

export type RevokeOrganisationKeyMutationVariables = Exact<{
  keyId: string;
}>;


export type RevokeOrganisationKeyMutation = { outcome:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationKey' }
   };

export type OrganisationAccountsQueryVariables = Exact<{
  text?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OrganisationAccountsQuery = { organisation: { accounts: { edges: Array<{ node: { id: string, email: string, name: string, owner: boolean, secondFactor: boolean, lockedAt: string | null, joined: boolean, keys: Array<{ id: string, name: string, lastUsedAt: string | null, service: { id: string, name: string } }>, places: Array<{ role: AgentRole, invited: boolean, service: { id: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type LimitContractMutationVariables = Exact<{
  serviceId: string;
  mayHold: Array<Feature> | Feature;
}>;


export type LimitContractMutation = { limitContract:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationService', id: string, slug: string, name: string, switchedOffAt: string | null, agents: number, mayHold: Array<Feature> }
   };

export type OrganisationChangeFragment = { id: string, changedAt: string, field: string, before: string | null, after: string | null, author: { id: string, name: string } | null, service: { id: string, name: string } | null, account: { id: string, name: string } | null };

export type OrganisationLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OrganisationLogQuery = { organisation: { changes: { edges: Array<{ node: { id: string, changedAt: string, field: string, before: string | null, after: string | null, author: { id: string, name: string } | null, service: { id: string, name: string } | null, account: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type OrganisationNameQueryVariables = Exact<{ [key: string]: never; }>;


export type OrganisationNameQuery = { organisation: { name: string | null } };

export type SaveOrganisationMutationVariables = Exact<{
  input: SaveOrganisationInput;
}>;


export type SaveOrganisationMutation = { saveOrganisation:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'Organisation', name: string | null }
   };

export type CreateServiceMutationVariables = Exact<{
  input: CreateServiceInput;
}>;


export type CreateServiceMutation = { createService:
    | { __typename: 'CreatedService', service: { id: string, slug: string, name: string, switchedOffAt: string | null, agents: number, mayHold: Array<Feature> }, invited: { link: string, mail: MailDelivery, agent: { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null } } | null }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'SlugTaken' }
   };

export type SecondFactorRuleQueryVariables = Exact<{ [key: string]: never; }>;


export type SecondFactorRuleQuery = { organisation: { secondFactorRequired: boolean } };

export type RequireSecondFactorMutationVariables = Exact<{
  required: boolean;
}>;


export type RequireSecondFactorMutation = { requireSecondFactor:
    | { __typename: 'NotPermitted' }
    | { __typename: 'Organisation', secondFactorRequired: boolean }
   };

export type OrganisationServiceRowFragment = { id: string, slug: string, name: string, switchedOffAt: string | null, agents: number, mayHold: Array<Feature> };

export type SwitchServiceMutationVariables = Exact<{
  serviceId: string;
  on: boolean;
}>;


export type SwitchServiceMutation = { switchService:
    | { __typename: 'NotPermitted' }
    | { __typename: 'OrganisationService', id: string, slug: string, name: string, switchedOffAt: string | null, agents: number, mayHold: Array<Feature> }
   };

export type OrganisationServicesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OrganisationServicesQuery = { organisation: { services: { edges: Array<{ node: { id: string, slug: string, name: string, switchedOffAt: string | null, agents: number, mayHold: Array<Feature> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type OwnServicesQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnServicesQuery = { account: { places: Array<{ id: string, service: { id: string } }> } | null };

export type InquiryTypesToChooseQueryVariables = Exact<{
  language: Language;
}>;


export type InquiryTypesToChooseQuery = { inquiryTypes: Array<{ id: string, path: Array<string>, removed: boolean }> };

export type RatingStateFragment = { id: string, ratingRequestedAt: string | null, ratingClosesAt: string | null, rating: { verdict: RatingVerdict } | null };

export type RequestRatingMutationVariables = Exact<{
  chatId: string;
}>;


export type RequestRatingMutation = { requestRating:
    | { __typename: 'AlreadyRated' }
    | { __typename: 'Chat', id: string, ratingRequestedAt: string | null }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RatingClosed' }
   };

export type CannedReplyPartsFragment = { id: string, shortcut: string, body: string };

export type CannedReplyListQueryVariables = Exact<{ [key: string]: never; }>;


export type CannedReplyListQuery = { cannedReplies: Array<{ id: string, shortcut: string, body: string }> };

export type ServiceSettingsFragment = { revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } };

export type SettingsChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type SettingsChangesSubscription = { settingsChanges: { revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } } };

export type SaveAgentMutationVariables = Exact<{
  input: SaveAgentInput;
}>;


export type SaveAgentMutation = { saveAgent:
    | { __typename: 'Agent', id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null }
    | { __typename: 'InvalidInput' }
    | { __typename: 'LastAdministrator' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OwnRights' }
   };

export type RemoveAgentMutationVariables = Exact<{
  agentId: string;
}>;


export type RemoveAgentMutation = { removeAgent:
    | { __typename: 'Agent' }
    | { __typename: 'LastAdministrator' }
    | { __typename: 'LastOwner' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'OwnRights' }
   };

export type RenewInvitationMutationVariables = Exact<{
  agentId: string;
}>;


export type RenewInvitationMutation = { renewInvitation:
    | { __typename: 'InvitedAgent', link: string, mail: MailDelivery, agent: { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null } }
    | { __typename: 'NotPermitted' }
   };

export type AgentsQueryVariables = Exact<{
  text?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AgentsQuery = { agents: { edges: Array<{ node: { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangeLogEntryFragment = { id: string, changedAt: string, field: string, before: string | null, after: string | null, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, agent: { id: string, name: string } | null };

export type ChangeLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ChangeLogQuery = { changeLog: { edges: Array<{ node: { id: string, changedAt: string, field: string, before: string | null, after: string | null, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, agent: { id: string, name: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InviteAgentMutationVariables = Exact<{
  input: InviteAgentInput;
}>;


export type InviteAgentMutation = { inviteAgent:
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'InvitedAgent', link: string, mail: MailDelivery, agent: { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null } }
    | { __typename: 'NotPermitted' }
   };

export type AgentRowFragment = { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null };

export type InvitedAgentFragment = { link: string, mail: MailDelivery, agent: { id: string, name: string, email: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, invited: boolean, invitationExpiresAt: string | null } };

export type ApiKeyFragment = { id: string, name: string, scopes: Array<string>, allowedAddresses: Array<string>, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, lastUsedAddress: string | null, secrets: Array<{ prefix: string }> };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiKeysQuery = { apiClients: Array<{ id: string, name: string, scopes: Array<string>, allowedAddresses: Array<string>, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, lastUsedAddress: string | null, secrets: Array<{ prefix: string }> }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiClientInput;
}>;


export type CreateApiKeyMutation = { createApiClient:
    | { __typename: 'CreatedApiClient', secret: string }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
   };

export type UpdateApiKeyMutationVariables = Exact<{
  input: UpdateApiClientInput;
}>;


export type UpdateApiKeyMutation = { updateApiClient:
    | { __typename: 'ApiClient' }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
   };

export type RotateApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RotateApiKeyMutation = { rotateApiClientSecret:
    | { __typename: 'CreatedApiClient', secret: string }
    | { __typename: 'FormerSecretInUse' }
    | { __typename: 'NotPermitted' }
   };

export type EndFormerApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type EndFormerApiKeyMutation = { endFormerApiClientSecret:
    | { __typename: 'ApiClient' }
    | { __typename: 'NotPermitted' }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiClient:
    | { __typename: 'ApiClient' }
    | { __typename: 'NotPermitted' }
   };

export type AuditRowFragment = { id: string, at: string, action: AuditAction, customerId: string | null, messageId: string | null, maskId: string | null, reason: string | null, agent: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, chat: { id: string, title: string } | null };

export type AuditLogQueryVariables = Exact<{
  filter: AuditFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { edges: Array<{ node: { id: string, at: string, action: AuditAction, customerId: string | null, messageId: string | null, maskId: string | null, reason: string | null, agent: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, chat: { id: string, title: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SaveCannedReplyMutationVariables = Exact<{
  input: SaveCannedReplyInput;
}>;


export type SaveCannedReplyMutation = { saveCannedReply:
    | { __typename: 'CannedReply' }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
   };

export type RemoveCannedReplyMutationVariables = Exact<{
  cannedReplyId: string;
}>;


export type RemoveCannedReplyMutation = { removeCannedReply:
    | { __typename: 'CannedReply' }
    | { __typename: 'NotPermitted' }
   };

export type MoveCannedReplyMutationVariables = Exact<{
  cannedReplyId: string;
  before?: string | null | undefined;
}>;


export type MoveCannedReplyMutation = { moveCannedReply:
    | { __typename: 'CannedReply' }
    | { __typename: 'NotPermitted' }
   };

export type CategoryTreeOfServiceQueryVariables = Exact<{ [key: string]: never; }>;


export type CategoryTreeOfServiceQuery = { categories: Array<{ id: string, name: string, level: number, parentId: string | null }> };

export type SaveCategoryMutationVariables = Exact<{
  input: SaveCategoryInput;
}>;


export type SaveCategoryMutation = { saveCategory:
    | { __typename: 'Category' }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'NotPermitted' }
   };

export type RemoveCategoryMutationVariables = Exact<{
  categoryId: string;
}>;


export type RemoveCategoryMutation = { removeCategory:
    | { __typename: 'Category' }
    | { __typename: 'NotPermitted' }
   };

export type MoveCategoryMutationVariables = Exact<{
  categoryId: string;
  before?: string | null | undefined;
}>;


export type MoveCategoryMutation = { moveCategory:
    | { __typename: 'Category' }
    | { __typename: 'NotPermitted' }
   };

export type SaveChatSettingsMutationVariables = Exact<{
  input: SaveChatSettingsInput;
}>;


export type SaveChatSettingsMutation = { saveChatSettings:
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type ChecklistQueryVariables = Exact<{ [key: string]: never; }>;


export type ChecklistQuery = { checklist: { items: Array<{ kind: ChecklistKind, done: boolean }> } };

export type ConfirmChecklistItemMutationVariables = Exact<{
  kind: ChecklistKind;
}>;


export type ConfirmChecklistItemMutation = { confirmChecklistItem:
    | { __typename: 'Checklist', items: Array<{ kind: ChecklistKind, done: boolean }> }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type DismissChecklistMutationVariables = Exact<{ [key: string]: never; }>;


export type DismissChecklistMutation = { dismissChecklist:
    | { __typename: 'Checklist', items: Array<{ kind: ChecklistKind, done: boolean }> }
    | { __typename: 'NotPermitted' }
   };

export type ConsentDraftFragment = { revision: number, published: boolean, changedAt: string | null, author: { id: string, name: string } | null, purpose: { ko: string | null, en: string | null }, items: { ko: string | null, en: string | null }, retention: { ko: string | null, en: string | null }, refusal: { ko: string | null, en: string | null } };

export type ConsentVersionFragment = { version: string, current: boolean, publishedAt: string | null, publishedBy: { id: string, name: string } | null, notices: Array<{ language: Language, purpose: string, items: string, retention: string, refusal: string }> };

export type ConsentNoticesQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentNoticesQuery = { consentDraft: { revision: number, published: boolean, changedAt: string | null, author: { id: string, name: string } | null, purpose: { ko: string | null, en: string | null }, items: { ko: string | null, en: string | null }, retention: { ko: string | null, en: string | null }, refusal: { ko: string | null, en: string | null } }, consentVersions: Array<{ version: string, current: boolean, publishedAt: string | null, publishedBy: { id: string, name: string } | null, notices: Array<{ language: Language, purpose: string, items: string, retention: string, refusal: string }> }> };

export type SaveConsentDraftMutationVariables = Exact<{
  input: SaveConsentDraftInput;
}>;


export type SaveConsentDraftMutation = { saveConsentDraft:
    | { __typename: 'ConsentDraft', revision: number, published: boolean, changedAt: string | null, author: { id: string, name: string } | null, purpose: { ko: string | null, en: string | null }, items: { ko: string | null, en: string | null }, retention: { ko: string | null, en: string | null }, refusal: { ko: string | null, en: string | null } }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleConsentDraft', draft: { revision: number, published: boolean, changedAt: string | null, author: { id: string, name: string } | null, purpose: { ko: string | null, en: string | null }, items: { ko: string | null, en: string | null }, retention: { ko: string | null, en: string | null }, refusal: { ko: string | null, en: string | null } } }
   };

export type PublishConsentDraftMutationVariables = Exact<{
  revision: number;
}>;


export type PublishConsentDraftMutation = { publishConsentDraft:
    | { __typename: 'ConsentVersion' }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleConsentDraft', draft: { revision: number, published: boolean, changedAt: string | null, author: { id: string, name: string } | null, purpose: { ko: string | null, en: string | null }, items: { ko: string | null, en: string | null }, retention: { ko: string | null, en: string | null }, refusal: { ko: string | null, en: string | null } } }
   };

export type SaveContractMutationVariables = Exact<{
  input: SaveContractInput;
}>;


export type SaveContractMutation = { saveContract:
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type CustomerDataLinkFragment = { enabled: boolean, url: string | null, sendsEmail: boolean, sendsPhone: boolean, secretMadeAt: string | null, formerEndsAt: string | null };

export type CustomerDataLinkQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomerDataLinkQuery = { customerDataLink: { enabled: boolean, url: string | null, sendsEmail: boolean, sendsPhone: boolean, secretMadeAt: string | null, formerEndsAt: string | null } };

export type SaveCustomerDataLinkMutationVariables = Exact<{
  input: SaveCustomerDataLinkInput;
}>;


export type SaveCustomerDataLinkMutation = { saveCustomerDataLink:
    | { __typename: 'CustomerDataLink', enabled: boolean, url: string | null, sendsEmail: boolean, sendsPhone: boolean, secretMadeAt: string | null, formerEndsAt: string | null }
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'NotPermitted' }
   };

export type RotateCustomerDataSecretMutationVariables = Exact<{ [key: string]: never; }>;


export type RotateCustomerDataSecretMutation = { rotateCustomerDataSecret:
    | { __typename: 'CustomerDataSecret', secret: string, link: { enabled: boolean, url: string | null, sendsEmail: boolean, sendsPhone: boolean, secretMadeAt: string | null, formerEndsAt: string | null } }
    | { __typename: 'NotPermitted' }
   };

export type TestCustomerDataLinkMutationVariables = Exact<{ [key: string]: never; }>;


export type TestCustomerDataLinkMutation = { testCustomerDataLink:
    | { __typename: 'CustomerData', fields: Array<{ value: string | null, kind: CustomerDataKind, link: string | null, label: { ko: string | null, en: string | null } }> }
    | { __typename: 'CustomerDataFailed', problem: CustomerDataProblem, status: number | null, part: string | null }
    | { __typename: 'CustomerDataLinkOff' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type SaveLogoMutationVariables = Exact<{
  token?: string | null | undefined;
}>;


export type SaveLogoMutation = { saveLogo:
    | { __typename: 'NotPermitted' }
    | { __typename: 'PictureMissing' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type SaveGeneralSettingsMutationVariables = Exact<{
  input: SaveGeneralSettingsInput;
}>;


export type SaveGeneralSettingsMutation = { saveGeneralSettings:
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
    | { __typename: 'SlugTaken' }
   };

export type SaveHelpCenterSettingsMutationVariables = Exact<{
  input: SaveHelpCenterSettingsInput;
}>;


export type SaveHelpCenterSettingsMutation = { saveHelpCenterSettings:
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type InquiryTypeTreeOfServiceQueryVariables = Exact<{
  language: Language;
}>;


export type InquiryTypeTreeOfServiceQuery = { inquiryTypes: Array<{ id: string, name: string, level: number, parentId: string | null, inHelpCenter: boolean, names: { ko: string | null, en: string | null } }> };

export type SaveInquiryTypeMutationVariables = Exact<{
  input: SaveInquiryTypeInput;
}>;


export type SaveInquiryTypeMutation = { saveInquiryType:
    | { __typename: 'InquiryType' }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'NotPermitted' }
   };

export type RemoveInquiryTypeMutationVariables = Exact<{
  inquiryTypeId: string;
}>;


export type RemoveInquiryTypeMutation = { removeInquiryType:
    | { __typename: 'InquiryType' }
    | { __typename: 'NotPermitted' }
   };

export type MoveInquiryTypeMutationVariables = Exact<{
  inquiryTypeId: string;
  before?: string | null | undefined;
}>;


export type MoveInquiryTypeMutation = { moveInquiryType:
    | { __typename: 'InquiryType' }
    | { __typename: 'NotPermitted' }
   };

export type UndeliveredMailFragment = { id: string, kind: MailKind, receiver: string | null, failedAt: string, problem: MailProblem, answer: string | null };

export type UndeliveredMailsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type UndeliveredMailsQuery = { mailDelivery: MailDelivery, undeliveredMails: { edges: Array<{ node: { id: string, kind: MailKind, receiver: string | null, failedAt: string, problem: MailProblem, answer: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RetryMailsMutationVariables = Exact<{
  mailId?: string | null | undefined;
}>;


export type RetryMailsMutation = { retryMails:
    | { __typename: 'NoMailServer' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RetriedMails', count: number }
   };

export type SaveMailSettingsMutationVariables = Exact<{
  input: SaveMailSettingsInput;
}>;


export type SaveMailSettingsMutation = { saveMailSettings:
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type SaveMaskingSettingsMutationVariables = Exact<{
  input: SaveMaskingSettingsInput;
}>;


export type SaveMaskingSettingsMutation = { saveMaskingSettings:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type MemberKeyFragment = { id: string, algorithm: MemberAlgorithm, hint: string, createdAt: string, createdBy: { id: string, name: string } | null };

export type MemberLinkQueryVariables = Exact<{ [key: string]: never; }>;


export type MemberLinkQuery = { memberKeys: Array<{ id: string, algorithm: MemberAlgorithm, hint: string, createdAt: string, createdBy: { id: string, name: string } | null }>, memberLinkUse: { acceptedAt: string | null, refusedAt: string | null, refusal: IdentityRefusal | null } };

export type SaveMemberLinkMutationVariables = Exact<{
  input: SaveMemberLinkInput;
}>;


export type SaveMemberLinkMutation = { saveMemberLink:
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type CreateMemberSecretMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateMemberSecretMutation = { createMemberSecret:
    | { __typename: 'CreatedMemberSecret', secret: string }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
   };

export type AddMemberPublicKeyMutationVariables = Exact<{
  publicKey: string;
}>;


export type AddMemberPublicKeyMutation = { addMemberPublicKey:
    | { __typename: 'InvalidInput' }
    | { __typename: 'MemberKey' }
    | { __typename: 'NotPermitted' }
   };

export type EndMemberKeyMutationVariables = Exact<{
  keyId: string;
}>;


export type EndMemberKeyMutation = { endMemberKey: boolean };

export type SaveRetentionSettingsMutationVariables = Exact<{
  input: SaveRetentionSettingsInput;
}>;


export type SaveRetentionSettingsMutation = { saveRetentionSettings:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type RetentionForecastQueryVariables = Exact<{ [key: string]: never; }>;


export type RetentionForecastQuery = { retentionForecast: { chats: number, tickets: number, customers: number } };

export type WebhookDeliveryFragment = { id: string, kind: EventKind | null, at: string, state: WebhookDeliveryState, attempts: number, answer: number | null, problem: WebhookProblem | null, nextAt: string | null };

export type WebhookDeliveriesQueryVariables = Exact<{
  webhookId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhookDeliveries: { edges: Array<{ node: { id: string, kind: EventKind | null, at: string, state: WebhookDeliveryState, attempts: number, answer: number | null, problem: WebhookProblem | null, nextAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SendWebhookAgainMutationVariables = Exact<{
  deliveryId: string;
}>;


export type SendWebhookAgainMutation = { sendWebhookAgain:
    | { __typename: 'NotPermitted' }
    | { __typename: 'WebhookDelivery', id: string, kind: EventKind | null, at: string, state: WebhookDeliveryState, attempts: number, answer: number | null, problem: WebhookProblem | null, nextAt: string | null }
    | { __typename: 'WebhookPaused' }
   };

export type WebhookKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookKeysQuery = { apiClients: Array<{ id: string, name: string, scopes: Array<string>, expiresAt: string | null, revokedAt: string | null }> };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook:
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'TooManyWebhooks', most: number }
    | { __typename: 'WebhookSecret', secret: string, webhook: { id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null } }
   };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook:
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'NotPermitted' }
    | { __typename: 'Webhook', id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null }
   };

export type WebhookFragment = { id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null };

export type ShownSecretFragment = { secret: string, webhook: { id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null } };

export type WebhooksQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhooksQuery = { webhooks: Array<{ id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null }> };

export type PauseWebhookMutationVariables = Exact<{
  id: string;
}>;


export type PauseWebhookMutation = { pauseWebhook:
    | { __typename: 'NotPermitted' }
    | { __typename: 'Webhook', id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null }
   };

export type ResumeWebhookMutationVariables = Exact<{
  id: string;
}>;


export type ResumeWebhookMutation = { resumeWebhook:
    | { __typename: 'NotPermitted' }
    | { __typename: 'Webhook', id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null }
   };

export type RemoveWebhookMutationVariables = Exact<{
  id: string;
}>;


export type RemoveWebhookMutation = { removeWebhook:
    | { __typename: 'NotPermitted' }
    | { __typename: 'RemovedWebhook' }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  id: string;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret:
    | { __typename: 'NotPermitted' }
    | { __typename: 'WebhookSecret', secret: string, webhook: { id: string, url: string, kinds: Array<EventKind>, pause: WebhookPause | null, isFailing: boolean, succeededAt: string | null, fields: { objects: Array<WebhookObject>, apiClient: { id: string, name: string, revokedAt: string | null, expiresAt: string | null } } | null } }
   };

export type TestWebhookMutationVariables = Exact<{
  id: string;
}>;


export type TestWebhookMutation = { testWebhook:
    | { __typename: 'NotPermitted' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookPaused' }
   };

export type RefusedSitesQueryVariables = Exact<{ [key: string]: never; }>;


export type RefusedSitesQuery = { refusedSites: Array<{ origin: string, refusedAt: string }> };

export type AddSiteMutationVariables = Exact<{
  origin: string;
}>;


export type AddSiteMutation = { addSite:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
    | { __typename: 'TooManySites', most: number }
   };

export type RemoveSiteMutationVariables = Exact<{
  origin: string;
}>;


export type RemoveSiteMutation = { removeSite:
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'ServiceSettings', revision: number, features: Array<Feature>, mayHold: Array<Feature>, consentVersion: string, general: { slug: string, languages: Array<Language>, timeZone: string, name: { ko: string | null, en: string | null }, logo: { path: string } | null }, helpCenter: { chat: boolean, inquiry: boolean }, mail: { quotesAnswers: boolean }, sites: Array<{ origin: string, readable: string }>, memberLink: { enabled: boolean, membersOnly: boolean }, customerDataLink: { enabled: boolean }, masking: { sealAfterDays: number | null, rules: Array<{ kind: PersonalDataKind, action: MaskingAction }> }, retention: { chatMonths: number | null, ticketMonths: number | null, customerMonths: number | null, beginsAt: string | null }, chat: { files: ChatFiles, recentAgentFirst: boolean, seats: number, requestedGraceSeconds: number, activeGraceSeconds: number, idleMinutes: number | null, greeting: { ko: string | null, en: string | null }, ratingMessage: { ko: string | null, en: string | null }, absentText: { ko: string | null, en: string | null }, defaultRatingMessage: { ko: string | null, en: string | null }, hours: { timeZone: string, week: Array<{ day: number, from: string, to: string }>, holidays: Array<{ date: string, name: string | null }> } | null } }
   };

export type OtherPlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type OtherPlacesQuery = { account: { places: Array<{ id: string, service: { id: string, name: string, switchedOff: boolean } }> } | null };

export type PlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type PlacesQuery = { account: { places: Array<{ id: string, availability: Availability, requests: number, service: { id: string, name: string, switchedOff: boolean } }> } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type AcceptInvitationMutationVariables = Exact<{
  token: string;
  password: string;
  code?: string | null | undefined;
}>;


export type AcceptInvitationMutation = { acceptInvitation:
    | { __typename: 'AccountLocked' }
    | { __typename: 'Agent' }
    | { __typename: 'CommonPassword' }
    | { __typename: 'InvalidCode', problem: CodeProblem }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvitationInvalid' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorNeeded' }
   };

export type MailsPasswordResetsQueryVariables = Exact<{ [key: string]: never; }>;


export type MailsPasswordResetsQuery = { mailsPasswordResets: boolean };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
  language: Language;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset:
    | { __typename: 'PasswordResetRequest', minutes: number }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type InvitationQueryVariables = Exact<{
  token: string;
}>;


export type InvitationQuery = { invitation: { email: string, name: string, hasAccount: boolean, service: { name: string } } | null };

export type PasswordResetQueryVariables = Exact<{
  token: string;
}>;


export type PasswordResetQuery = { passwordReset: { email: string } | null };

export type ResetPasswordMutationVariables = Exact<{
  token: string;
  newPassword: string;
}>;


export type ResetPasswordMutation = { resetPassword:
    | { __typename: 'CommonPassword' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'PasswordLinkInvalid' }
    | { __typename: 'PasswordReset' }
    | { __typename: 'RateLimited', retryAfter: number }
   };

export type LeaveSecondFactorMutationVariables = Exact<{ [key: string]: never; }>;


export type LeaveSecondFactorMutation = { signOut: boolean };

export type BeginSecondFactorMutationVariables = Exact<{
  password: string;
}>;


export type BeginSecondFactorMutation = { beginSecondFactor:
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorOn' }
    | { __typename: 'SecondFactorSetup', secret: string, uri: string }
   };

export type ConfirmSecondFactorMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmSecondFactorMutation = { confirmSecondFactor:
    | { __typename: 'InvalidCode', problem: CodeProblem }
    | { __typename: 'NewRecoveryCodes', codes: Array<string> }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorOff' }
    | { __typename: 'SecondFactorOn' }
   };

export type SetUpMutationVariables = Exact<{
  token: string;
  input: SetUpInput;
  password: string;
}>;


export type SetUpMutation = { setUp:
    | { __typename: 'Agent' }
    | { __typename: 'CommonPassword' }
    | { __typename: 'InvalidInput', field: string, message: string }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SetupDone' }
    | { __typename: 'SetupLinkInvalid' }
   };

export type SetupStateQueryVariables = Exact<{
  token: string;
}>;


export type SetupStateQuery = { setupState: SetupState };

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
  code?: string | null | undefined;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'AccountLocked' }
    | { __typename: 'Agent' }
    | { __typename: 'InvalidCode', problem: CodeProblem }
    | { __typename: 'InvalidCredentials' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'SecondFactorNeeded' }
   };

export type SecondFactorStateQueryVariables = Exact<{ [key: string]: never; }>;


export type SecondFactorStateQuery = { account: { email: string, secondFactorRequired: boolean, secondFactor: { since: string } | null } | null };

export type AvailabilityTimeFragment = { online: number, break: number, offline: number };

export type RosterPageQueryVariables = Exact<{
  after?: string | null | undefined;
  from: string;
  to: string;
  everyonesTime: boolean;
}>;


export type RosterPageQuery = { agents: { edges: Array<{ node: { id: string, openChats: number, availabilityTime?: { online: number, break: number, offline: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, viewer?:
    | { id: string, availabilityTime: { online: number, break: number, offline: number } }
    | Record<PropertyKey, never>
   | null };

export type WhoIsAskingQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIsAskingQuery = { viewer:
    | { __typename: 'Agent', id: string, name: string, email: string, role: AgentRole, availability: Availability, canChat: boolean, canTicket: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, service: { id: string, name: string, switchedOff: boolean } }
    | { __typename: 'ApiClient' }
    | { __typename: 'Customer' }
   | null, account: { language: Language | null, owner: boolean } | null };

export type StandingNowQueryVariables = Exact<{ [key: string]: never; }>;


export type StandingNowQuery = { viewer:
    | { __typename: 'Agent', id: string, service: { id: string, switchedOff: boolean } }
    | { __typename: 'ApiClient' }
    | { __typename: 'Customer' }
   | null, account: { owner: boolean } | null };

export type AgentPresenceFragment = { availability: Availability, connected: boolean, assignable: boolean, reason: string | null, since: string | null, setBy: { id: string, name: string } | null, agent: { id: string, name: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, picture: { smallPath: string } | null } };

export type PresenceChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type PresenceChangesSubscription = { presenceChanges: { availability: Availability, connected: boolean, assignable: boolean, reason: string | null, since: string | null, setBy: { id: string, name: string } | null, agent: { id: string, name: string, role: AgentRole, canChat: boolean, canTicket: boolean, inAssignment: boolean, mayChangeAssignment: boolean, seesAllChats: boolean, mayReveal: boolean, maySeal: boolean, picture: { smallPath: string } | null } } };

export type SetAvailabilityMutationVariables = Exact<{
  agentId?: string | null | undefined;
  availability: Availability;
}>;


export type SetAvailabilityMutation = { setAvailability:
    | { __typename: 'Agent', id: string, availability: Availability }
    | { __typename: 'NotPermitted' }
   };

export type SetInAssignmentMutationVariables = Exact<{
  inAssignment: boolean;
}>;


export type SetInAssignmentMutation = { setInAssignment:
    | { __typename: 'Agent' }
    | { __typename: 'NotPermitted' }
   };

export type TicketsOfChatQueryVariables = Exact<{
  chatId: string;
}>;


export type TicketsOfChatQuery = { chat: { tickets: Array<{ id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null }> } | null };

export type NewTicketChatQueryVariables = Exact<{
  chatId: string;
}>;


export type NewTicketChatQuery = { chat: { title: string, customer: { name: string | null, email: string | null, emailMasks: Array<{ id: string }> } } | null };

export type FilterInquiryTypesQueryVariables = Exact<{
  language: Language;
}>;


export type FilterInquiryTypesQuery = { inquiryTypes: Array<{ id: string, path: Array<string>, removed: boolean }> };

export type AddTicketCommentMutationVariables = Exact<{
  input: AddTicketCommentInput;
}>;


export type AddTicketCommentMutation = { addTicketComment:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'IllegalTransition', from: TicketStatus, to: TicketStatus }
    | { __typename: 'InvalidInput' }
    | { __typename: 'InvalidText' }
    | { __typename: 'KeyReused' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'RateLimited', retryAfter: number }
    | { __typename: 'TicketClosed' }
    | { __typename: 'TicketComment' }
   };

export type CreateTicketMutationVariables = Exact<{
  input: CreateTicketInput;
}>;


export type CreateTicketMutation = { createTicket:
    | { __typename: 'AttachmentMissing' }
    | { __typename: 'InvalidInput', field: string }
    | { __typename: 'KeyReused' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'Ticket', id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null }
   };

export type TicketCommentFragment = { id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> };

export type TicketChangeFragment = { id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null };

export type TicketDetailFragment = { content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null };

export type TicketNowQueryVariables = Exact<{
  ticketId: string;
}>;


export type TicketNowQuery = { ticket: { content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } | null };

export type TicketChangesSubscriptionVariables = Exact<{
  ticketId: string;
}>;


export type TicketChangesSubscription = { ticketChanges: { content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } };

export type TakeTicketMutationVariables = Exact<{
  ticketId: string;
}>;


export type TakeTicketMutation = { takeTicket:
    | { __typename: 'NotPermitted' }
    | { __typename: 'Ticket', content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null }
    | { __typename: 'TicketTaken', ticket: { content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } }
   };

export type UpdateTicketMutationVariables = Exact<{
  input: UpdateTicketInput;
}>;


export type UpdateTicketMutation = { updateTicket:
    | { __typename: 'IllegalTransition', from: TicketStatus, to: TicketStatus }
    | { __typename: 'InvalidInput' }
    | { __typename: 'NotPermitted' }
    | { __typename: 'StaleTicket', fields: Array<TicketField>, ticket: { content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } }
    | { __typename: 'Ticket', content: string, language: Language, tags: Array<string>, changedAt: string, erasedAt: string | null, nextStatuses: Array<TicketStatus>, id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, titleMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, contentMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, emailMasks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, titleSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, contentSuggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, creator: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, comments: Array<{ id: string, kind: TicketCommentKind, body: string, createdAt: string, revision: number, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }>, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }> }>, changes: Array<{ id: string, field: TicketField, before: string | null, after: string | null, changedAt: string, revision: number, author: { id: string, name: string } | null, apiClient: { id: string, name: string } | null }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null }
    | { __typename: 'TicketClosed' }
   };

export type TicketListQueryVariables = Exact<{
  filter: TicketFilter;
  orderBy: TicketOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type TicketListQuery = { tickets: { edges: Array<{ node: { id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TicketCountsNowQueryVariables = Exact<{ [key: string]: never; }>;


export type TicketCountsNowQuery = { ticketCounts: { unassigned: number, open: number, pending: number } };

export type TicketCountsFragment = { unassigned: number, open: number, pending: number };

export type TicketRowFragment = { id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null };

export type TicketListChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TicketListChangesSubscription = { ticketListChanges: { id: string, number: string, title: string, status: TicketStatus, priority: TicketPriority, channel: Channel, email: string | null, revision: number, createdAt: string, emailMasks: Array<{ id: string }>, inquiryType: { id: string, path: Array<string>, removed: boolean }, customer: { id: string, name: string | null } | null, assignee: { id: string, name: string } | null, chat: { id: string } | null } };

export type TranscriptChatFragment = { id: string, revision: number, state: ChatState, title: string, processed: boolean, requestedAt: string, openedAt: string | null, answeredAt: string | null, customerEndedAt: string | null, closedAt: string | null, ratingRequestedAt: string | null, ratingClosesAt: string | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, ratedAt: string } | null };

export type TranscriptMessageFragment = { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type TranscriptNoteFragment = { id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> };

export type TranscriptEndQueryVariables = Exact<{
  chatId: string;
  last: number;
}>;


export type TranscriptEndQuery = { epoch: string, chat: { id: string, revision: number, state: ChatState, title: string, processed: boolean, requestedAt: string, openedAt: string | null, answeredAt: string | null, customerEndedAt: string | null, closedAt: string | null, ratingRequestedAt: string | null, ratingClosesAt: string | null, notes: Array<{ id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }>, messages: { edges: Array<{ node: { id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> } }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } }, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, ratedAt: string } | null } | null };

export type TranscriptChangesSubscriptionVariables = Exact<{
  chatId: string;
  after: number;
  epoch: string;
}>;


export type TranscriptChangesSubscription = { chatChanges: { revision: number, chat: { id: string, revision: number, state: ChatState, title: string, processed: boolean, requestedAt: string, openedAt: string | null, answeredAt: string | null, customerEndedAt: string | null, closedAt: string | null, ratingRequestedAt: string | null, ratingClosesAt: string | null, agent: { id: string, name: string } | null, rating: { verdict: RatingVerdict, ratedAt: string } | null }, messages: Array<{ id: string, seq: number, revision: number, key: string | null, sender: SenderKind, senderName: string | null, event: MessageEvent | null, body: string, sentAt: string, senderPicture: { smallPath: string } | null, attachments: Array<{ id: string, name: string, mediaType: string, size: number, width: number | null, height: number | null, path: string, thumbnailPath: string | null, revision: number }>, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }>, notes: Array<{ id: string, body: string, revision: number, afterSeq: number, createdAt: string, author: { name: string }, apiClient: { name: string } | null, masks: Array<{ id: string, start: number, end: number, maskedAt: string, sealed: boolean, maskedBy: { name: string } | null, apiClient: { name: string } | null }>, suggestions: Array<{ kind: PersonalDataKind, start: number, end: number }> }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MaskPartsFragmentDoc = new TypedDocumentString(`
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
    `, {"fragmentName":"MaskParts"}) as unknown as TypedDocumentString<MaskPartsFragment, unknown>;
export const SuggestionPartsFragmentDoc = new TypedDocumentString(`
    fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
    `, {"fragmentName":"SuggestionParts"}) as unknown as TypedDocumentString<SuggestionPartsFragment, unknown>;
export const CustomerTextsFragmentDoc = new TypedDocumentString(`
    fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`, {"fragmentName":"CustomerTexts"}) as unknown as TypedDocumentString<CustomerTextsFragment, unknown>;
export const CustomerRecordFragmentDoc = new TypedDocumentString(`
    fragment CustomerRecord on Customer {
  ...CustomerTexts
  saidName
  saidEmail
  saidPhone
  verified
  verifiedSaid
  memberId
  createdAt
  erasedAt
  duplicates {
    id
    name
    email
  }
  mergedRecords {
    id
    name
    email
    phone
    createdAt
    merge {
      id
      mergedAt
      undoableUntil
      agent {
        id
        name
      }
    }
  }
  consents {
    noticeVersion
    language
    agreedAt
    ipAddress
  }
}
    fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`, {"fragmentName":"CustomerRecord"}) as unknown as TypedDocumentString<CustomerRecordFragment, unknown>;
export const CustomerRowFragmentDoc = new TypedDocumentString(`
    fragment CustomerRow on Customer {
  id
  name
  email
  phone
  createdAt
  chats(first: 1) {
    edges {
      node {
        id
        requestedAt
      }
    }
  }
}
    `, {"fragmentName":"CustomerRow"}) as unknown as TypedDocumentString<CustomerRowFragment, unknown>;
export const RatingStateFragmentDoc = new TypedDocumentString(`
    fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}
    `, {"fragmentName":"RatingState"}) as unknown as TypedDocumentString<RatingStateFragment, unknown>;
export const DeskChatFragmentDoc = new TypedDocumentString(`
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastSeq
  agentDeliveredSeq
  lastMessage {
    id
    sender
    body
    sentAt
    attachments {
      mediaType
    }
  }
  customer {
    id
    name
    email
    phone
  }
  ...RatingState
}
    fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`, {"fragmentName":"DeskChat"}) as unknown as TypedDocumentString<DeskChatFragment, unknown>;
export const HistoryRowFragmentDoc = new TypedDocumentString(`
    fragment HistoryRow on Chat {
  id
  state
  title
  requestedAt
  closedAt
  processed
  category {
    id
    path
  }
  agent {
    id
    name
  }
  rating {
    verdict
  }
}
    `, {"fragmentName":"HistoryRow"}) as unknown as TypedDocumentString<HistoryRowFragment, unknown>;
export const HoldViewFragmentDoc = new TypedDocumentString(`
    fragment HoldView on Hold {
  reason
  heldAt
  heldBy {
    id
    name
  }
}
    `, {"fragmentName":"HoldView"}) as unknown as TypedDocumentString<HoldViewFragment, unknown>;
export const OtherChatFragmentDoc = new TypedDocumentString(`
    fragment OtherChat on Chat {
  id
  requestedAt
  processed
  rating {
    verdict
  }
  agent {
    id
    name
  }
  category {
    id
    path
  }
}
    `, {"fragmentName":"OtherChat"}) as unknown as TypedDocumentString<OtherChatFragment, unknown>;
export const ChatInfoFragmentDoc = new TypedDocumentString(`
    fragment ChatInfo on Chat {
  id
  revision
  state
  language
  requestedAt
  openedAt
  customerEndedAt
  closedAt
  erasedAt
  agent {
    id
    name
  }
  infoVersion
  customer {
    ...CustomerTexts
    saidName
    saidEmail
    saidPhone
    verified
    verifiedSaid
    memberId
    erasedAt
    duplicates {
      id
      name
    }
  }
  category {
    id
    path
    removed
  }
  note
  noteMasks {
    ...MaskParts
  }
  noteSuggestions {
    ...SuggestionParts
  }
  origin {
    device
    browser
    os
    ipAddress
    page
  }
}
    fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`, {"fragmentName":"ChatInfo"}) as unknown as TypedDocumentString<ChatInfoFragment, unknown>;
export const CompanyDataFieldFragmentDoc = new TypedDocumentString(`
    fragment CompanyDataField on CustomerDataField {
  label {
    ko
    en
  }
  value
  kind
  link
}
    `, {"fragmentName":"CompanyDataField"}) as unknown as TypedDocumentString<CompanyDataFieldFragment, unknown>;
export const CompanyDataFailureFragmentDoc = new TypedDocumentString(`
    fragment CompanyDataFailure on CustomerDataFailed {
  problem
  status
  part
}
    `, {"fragmentName":"CompanyDataFailure"}) as unknown as TypedDocumentString<CompanyDataFailureFragment, unknown>;
export const FilePartsFragmentDoc = new TypedDocumentString(`
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
    `, {"fragmentName":"FileParts"}) as unknown as TypedDocumentString<FilePartsFragment, unknown>;
export const TranscriptMessageFragmentDoc = new TypedDocumentString(`
    fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}`, {"fragmentName":"TranscriptMessage"}) as unknown as TypedDocumentString<TranscriptMessageFragment, unknown>;
export const MaskedMessageFragmentDoc = new TypedDocumentString(`
    fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`, {"fragmentName":"MaskedMessage"}) as unknown as TypedDocumentString<MaskedMessageFragment, unknown>;
export const TranscriptNoteFragmentDoc = new TypedDocumentString(`
    fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`, {"fragmentName":"TranscriptNote"}) as unknown as TypedDocumentString<TranscriptNoteFragment, unknown>;
export const MaskedObjectFragmentDoc = new TypedDocumentString(`
    fragment MaskedObject on MaskableObject {
  __typename
  ...MaskedMessage
  ...TranscriptNote
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`, {"fragmentName":"MaskedObject"}) as unknown as TypedDocumentString<MaskedObjectFragment, unknown>;
export const MaskedFileFragmentDoc = new TypedDocumentString(`
    fragment MaskedFile on Attachment {
  ...FileParts
  regions {
    id
    x
    y
    width
    height
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
}
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}`, {"fragmentName":"MaskedFile"}) as unknown as TypedDocumentString<MaskedFileFragment, unknown>;
export const OrganisationAccountRowFragmentDoc = new TypedDocumentString(`
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}
    `, {"fragmentName":"OrganisationAccountRow"}) as unknown as TypedDocumentString<OrganisationAccountRowFragment, unknown>;
export const OrganisationChangeFragmentDoc = new TypedDocumentString(`
    fragment OrganisationChange on OrganisationChange {
  id
  changedAt
  field
  before
  after
  author {
    id
    name
  }
  service {
    id
    name
  }
  account {
    id
    name
  }
}
    `, {"fragmentName":"OrganisationChange"}) as unknown as TypedDocumentString<OrganisationChangeFragment, unknown>;
export const OrganisationServiceRowFragmentDoc = new TypedDocumentString(`
    fragment OrganisationServiceRow on OrganisationService {
  id
  slug
  name
  switchedOffAt
  agents
  mayHold
}
    `, {"fragmentName":"OrganisationServiceRow"}) as unknown as TypedDocumentString<OrganisationServiceRowFragment, unknown>;
export const CannedReplyPartsFragmentDoc = new TypedDocumentString(`
    fragment CannedReplyParts on CannedReply {
  id
  shortcut
  body
}
    `, {"fragmentName":"CannedReplyParts"}) as unknown as TypedDocumentString<CannedReplyPartsFragment, unknown>;
export const ServiceSettingsFragmentDoc = new TypedDocumentString(`
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}
    `, {"fragmentName":"ServiceSettings"}) as unknown as TypedDocumentString<ServiceSettingsFragment, unknown>;
export const ChangeLogEntryFragmentDoc = new TypedDocumentString(`
    fragment ChangeLogEntry on ChangeLogEntry {
  id
  changedAt
  field
  before
  after
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  agent {
    id
    name
  }
}
    `, {"fragmentName":"ChangeLogEntry"}) as unknown as TypedDocumentString<ChangeLogEntryFragment, unknown>;
export const AgentRowFragmentDoc = new TypedDocumentString(`
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}
    `, {"fragmentName":"AgentRow"}) as unknown as TypedDocumentString<AgentRowFragment, unknown>;
export const InvitedAgentFragmentDoc = new TypedDocumentString(`
    fragment InvitedAgent on InvitedAgent {
  link
  mail
  agent {
    ...AgentRow
  }
}
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}`, {"fragmentName":"InvitedAgent"}) as unknown as TypedDocumentString<InvitedAgentFragment, unknown>;
export const ApiKeyFragmentDoc = new TypedDocumentString(`
    fragment ApiKey on ApiClient {
  id
  name
  scopes
  allowedAddresses
  expiresAt
  revokedAt
  lastUsedAt
  lastUsedAddress
  secrets {
    prefix
  }
}
    `, {"fragmentName":"ApiKey"}) as unknown as TypedDocumentString<ApiKeyFragment, unknown>;
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditEntry {
  id
  at
  action
  agent {
    id
    name
  }
  apiClient {
    id
    name
  }
  chat {
    id
    title
  }
  customerId
  messageId
  maskId
  reason
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const ConsentDraftFragmentDoc = new TypedDocumentString(`
    fragment ConsentDraft on ConsentDraft {
  revision
  published
  changedAt
  author {
    id
    name
  }
  purpose {
    ko
    en
  }
  items {
    ko
    en
  }
  retention {
    ko
    en
  }
  refusal {
    ko
    en
  }
}
    `, {"fragmentName":"ConsentDraft"}) as unknown as TypedDocumentString<ConsentDraftFragment, unknown>;
export const ConsentVersionFragmentDoc = new TypedDocumentString(`
    fragment ConsentVersion on ConsentVersion {
  version
  current
  publishedAt
  publishedBy {
    id
    name
  }
  notices {
    language
    purpose
    items
    retention
    refusal
  }
}
    `, {"fragmentName":"ConsentVersion"}) as unknown as TypedDocumentString<ConsentVersionFragment, unknown>;
export const CustomerDataLinkFragmentDoc = new TypedDocumentString(`
    fragment CustomerDataLink on CustomerDataLink {
  enabled
  url
  sendsEmail
  sendsPhone
  secretMadeAt
  formerEndsAt
}
    `, {"fragmentName":"CustomerDataLink"}) as unknown as TypedDocumentString<CustomerDataLinkFragment, unknown>;
export const UndeliveredMailFragmentDoc = new TypedDocumentString(`
    fragment UndeliveredMail on UndeliveredMail {
  id
  kind
  receiver
  failedAt
  problem
  answer
}
    `, {"fragmentName":"UndeliveredMail"}) as unknown as TypedDocumentString<UndeliveredMailFragment, unknown>;
export const MemberKeyFragmentDoc = new TypedDocumentString(`
    fragment MemberKey on MemberKey {
  id
  algorithm
  hint
  createdAt
  createdBy {
    id
    name
  }
}
    `, {"fragmentName":"MemberKey"}) as unknown as TypedDocumentString<MemberKeyFragment, unknown>;
export const WebhookDeliveryFragmentDoc = new TypedDocumentString(`
    fragment WebhookDelivery on WebhookDelivery {
  id
  kind
  at
  state
  attempts
  answer
  problem
  nextAt
}
    `, {"fragmentName":"WebhookDelivery"}) as unknown as TypedDocumentString<WebhookDeliveryFragment, unknown>;
export const WebhookFragmentDoc = new TypedDocumentString(`
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}
    `, {"fragmentName":"Webhook"}) as unknown as TypedDocumentString<WebhookFragment, unknown>;
export const ShownSecretFragmentDoc = new TypedDocumentString(`
    fragment ShownSecret on WebhookSecret {
  secret
  webhook {
    ...Webhook
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}`, {"fragmentName":"ShownSecret"}) as unknown as TypedDocumentString<ShownSecretFragment, unknown>;
export const AvailabilityTimeFragmentDoc = new TypedDocumentString(`
    fragment AvailabilityTime on AvailabilityTime {
  online
  break
  offline
}
    `, {"fragmentName":"AvailabilityTime"}) as unknown as TypedDocumentString<AvailabilityTimeFragment, unknown>;
export const AgentPresenceFragmentDoc = new TypedDocumentString(`
    fragment AgentPresence on AgentPresence {
  availability
  connected
  assignable
  reason
  since
  setBy {
    id
    name
  }
  agent {
    id
    name
    picture {
      smallPath
    }
    role
    canChat
    canTicket
    inAssignment
    mayChangeAssignment
    seesAllChats
    mayReveal
    maySeal
  }
}
    `, {"fragmentName":"AgentPresence"}) as unknown as TypedDocumentString<AgentPresenceFragment, unknown>;
export const TicketRowFragmentDoc = new TypedDocumentString(`
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}
    `, {"fragmentName":"TicketRow"}) as unknown as TypedDocumentString<TicketRowFragment, unknown>;
export const TicketCommentFragmentDoc = new TypedDocumentString(`
    fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}`, {"fragmentName":"TicketComment"}) as unknown as TypedDocumentString<TicketCommentFragment, unknown>;
export const TicketChangeFragmentDoc = new TypedDocumentString(`
    fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
    `, {"fragmentName":"TicketChange"}) as unknown as TypedDocumentString<TicketChangeFragment, unknown>;
export const TicketDetailFragmentDoc = new TypedDocumentString(`
    fragment TicketDetail on Ticket {
  ...TicketRow
  content
  titleMasks {
    ...MaskParts
  }
  contentMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  titleSuggestions {
    ...SuggestionParts
  }
  contentSuggestions {
    ...SuggestionParts
  }
  language
  tags
  changedAt
  erasedAt
  nextStatuses
  creator {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
  comments {
    ...TicketComment
  }
  changes {
    ...TicketChange
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`, {"fragmentName":"TicketDetail"}) as unknown as TypedDocumentString<TicketDetailFragment, unknown>;
export const TicketCountsFragmentDoc = new TypedDocumentString(`
    fragment TicketCounts on TicketCounts {
  unassigned
  open
  pending
}
    `, {"fragmentName":"TicketCounts"}) as unknown as TypedDocumentString<TicketCountsFragment, unknown>;
export const TranscriptChatFragmentDoc = new TypedDocumentString(`
    fragment TranscriptChat on Chat {
  id
  revision
  state
  title
  processed
  requestedAt
  openedAt
  answeredAt
  customerEndedAt
  closedAt
  agent {
    id
    name
  }
  rating {
    verdict
    ratedAt
  }
  ...RatingState
}
    fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`, {"fragmentName":"TranscriptChat"}) as unknown as TypedDocumentString<TranscriptChatFragment, unknown>;
export const OwnAccountDocument = new TypedDocumentString(`
    query OwnAccount {
  account {
    email
    name
    picture {
      path
    }
    language
    mailsAssignedTickets
    secondFactorRequired
    secondFactor {
      since
      recoveryCodesLeft
    }
    places {
      id
      service {
        name
      }
    }
    sessions {
      id
      device
      browser
      os
      ipAddress
      signedInAt
      current
    }
  }
}
    `) as unknown as TypedDocumentString<OwnAccountQuery, OwnAccountQueryVariables>;
export const SaveMailChoiceDocument = new TypedDocumentString(`
    mutation SaveMailChoice($on: Boolean!) {
  saveAccount(input: {mailsAssignedTickets: $on}) {
    __typename
    ... on Account {
      mailsAssignedTickets
    }
  }
}
    `) as unknown as TypedDocumentString<SaveMailChoiceMutation, SaveMailChoiceMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($password: String!, $newPassword: String!) {
  changePassword(password: $password, newPassword: $newPassword) {
    __typename
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const SavePictureDocument = new TypedDocumentString(`
    mutation SavePicture($token: String) {
  savePicture(token: $token) {
    __typename
    ... on Account {
      picture {
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SavePictureMutation, SavePictureMutationVariables>;
export const SaveAccountDocument = new TypedDocumentString(`
    mutation SaveAccount($input: SaveAccountInput!) {
  saveAccount(input: $input) {
    __typename
    ... on Account {
      name
      language
    }
  }
}
    `) as unknown as TypedDocumentString<SaveAccountMutation, SaveAccountMutationVariables>;
export const SwitchOffSecondFactorDocument = new TypedDocumentString(`
    mutation SwitchOffSecondFactor($password: String!, $code: String!) {
  outcome: switchOffSecondFactor(password: $password, code: $code) {
    __typename
    ... on InvalidCode {
      problem
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<SwitchOffSecondFactorMutation, SwitchOffSecondFactorMutationVariables>;
export const RenewRecoveryCodesDocument = new TypedDocumentString(`
    mutation RenewRecoveryCodes($password: String!, $code: String!) {
  outcome: renewRecoveryCodes(password: $password, code: $code) {
    __typename
    ... on NewRecoveryCodes {
      codes
    }
    ... on InvalidCode {
      problem
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($sessionId: ID!) {
  endSession(sessionId: $sessionId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  signOutEverywhere
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const ChatsOfCustomerDocument = new TypedDocumentString(`
    query ChatsOfCustomer($id: ID!, $first: Int!, $after: String) {
  customer(id: $id) {
    id
    chats(first: $first, after: $after) {
      edges {
        node {
          ...OtherChat
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OtherChat on Chat {
  id
  requestedAt
  processed
  rating {
    verdict
  }
  agent {
    id
    name
  }
  category {
    id
    path
  }
}`) as unknown as TypedDocumentString<ChatsOfCustomerQuery, ChatsOfCustomerQueryVariables>;
export const TicketsOfCustomerDocument = new TypedDocumentString(`
    query TicketsOfCustomer($id: ID!, $first: Int!, $after: String) {
  tickets(filter: {customerId: $id}, first: $first, after: $after) {
    edges {
      node {
        ...TicketRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketsOfCustomerQuery, TicketsOfCustomerQueryVariables>;
export const OneCustomerDocument = new TypedDocumentString(`
    query OneCustomer($id: ID!) {
  customer(id: $id) {
    ...CustomerRecord
  }
}
    fragment CustomerRecord on Customer {
  ...CustomerTexts
  saidName
  saidEmail
  saidPhone
  verified
  verifiedSaid
  memberId
  createdAt
  erasedAt
  duplicates {
    id
    name
    email
  }
  mergedRecords {
    id
    name
    email
    phone
    createdAt
    merge {
      id
      mergedAt
      undoableUntil
      agent {
        id
        name
      }
    }
  }
  consents {
    noticeVersion
    language
    agreedAt
    ipAddress
  }
}
fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`) as unknown as TypedDocumentString<OneCustomerQuery, OneCustomerQueryVariables>;
export const SaveCustomerDocument = new TypedDocumentString(`
    mutation SaveCustomer($input: SaveCustomerInput!) {
  saveCustomer(input: $input) {
    __typename
    ...CustomerRecord
    ... on StaleCustomer {
      customer {
        ...CustomerRecord
      }
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment CustomerRecord on Customer {
  ...CustomerTexts
  saidName
  saidEmail
  saidPhone
  verified
  verifiedSaid
  memberId
  createdAt
  erasedAt
  duplicates {
    id
    name
    email
  }
  mergedRecords {
    id
    name
    email
    phone
    createdAt
    merge {
      id
      mergedAt
      undoableUntil
      agent {
        id
        name
      }
    }
  }
  consents {
    noticeVersion
    language
    agreedAt
    ipAddress
  }
}
fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`) as unknown as TypedDocumentString<SaveCustomerMutation, SaveCustomerMutationVariables>;
export const UndoMergeDocument = new TypedDocumentString(`
    mutation UndoMerge($mergeId: ID!) {
  undoMerge(mergeId: $mergeId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UndoMergeMutation, UndoMergeMutationVariables>;
export const EraseCustomerDocument = new TypedDocumentString(`
    mutation EraseCustomer($customerId: ID!) {
  eraseCustomer(customerId: $customerId) {
    __typename
    ...CustomerRecord
  }
}
    fragment CustomerRecord on Customer {
  ...CustomerTexts
  saidName
  saidEmail
  saidPhone
  verified
  verifiedSaid
  memberId
  createdAt
  erasedAt
  duplicates {
    id
    name
    email
  }
  mergedRecords {
    id
    name
    email
    phone
    createdAt
    merge {
      id
      mergedAt
      undoableUntil
      agent {
        id
        name
      }
    }
  }
  consents {
    noticeVersion
    language
    agreedAt
    ipAddress
  }
}
fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`) as unknown as TypedDocumentString<EraseCustomerMutation, EraseCustomerMutationVariables>;
export const CustomerListDocument = new TypedDocumentString(`
    query CustomerList($filter: CustomerFilter!, $first: Int!, $after: String) {
  customers(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...CustomerRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment CustomerRow on Customer {
  id
  name
  email
  phone
  createdAt
  chats(first: 1) {
    edges {
      node {
        id
        requestedAt
      }
    }
  }
}`) as unknown as TypedDocumentString<CustomerListQuery, CustomerListQueryVariables>;
export const LineChangesDocument = new TypedDocumentString(`
    subscription LineChanges {
  waitingLine {
    count
    oldestAt
  }
}
    `) as unknown as TypedDocumentString<LineChangesSubscription, LineChangesSubscriptionVariables>;
export const DeskChangesDocument = new TypedDocumentString(`
    subscription DeskChanges {
  deskChanges {
    removed
    chat {
      ...DeskChat
    }
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastSeq
  agentDeliveredSeq
  lastMessage {
    id
    sender
    body
    sentAt
    attachments {
      mediaType
    }
  }
  customer {
    id
    name
    email
    phone
  }
  ...RatingState
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`) as unknown as TypedDocumentString<DeskChangesSubscription, DeskChangesSubscriptionVariables>;
export const ChatsOfMineDocument = new TypedDocumentString(`
    query ChatsOfMine {
  chats(
    filter: {mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER]}
    first: 100
  ) {
    edges {
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<ChatsOfMineQuery, ChatsOfMineQueryVariables>;
export const MarkReceivedDocument = new TypedDocumentString(`
    mutation MarkReceived($chatId: ID!, $deliveredUpTo: Int!) {
  markRead(chatId: $chatId, seq: 0, deliveredUpTo: $deliveredUpTo) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MarkReceivedMutation, MarkReceivedMutationVariables>;
export const OpenChatDocument = new TypedDocumentString(`
    mutation OpenChat($chatId: ID!) {
  openChat(chatId: $chatId) {
    __typename
    ...DeskChat
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastSeq
  agentDeliveredSeq
  lastMessage {
    id
    sender
    body
    sentAt
    attachments {
      mediaType
    }
  }
  customer {
    id
    name
    email
    phone
  }
  ...RatingState
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`) as unknown as TypedDocumentString<OpenChatMutation, OpenChatMutationVariables>;
export const EndChatAtDeskDocument = new TypedDocumentString(`
    mutation EndChatAtDesk($chatId: ID!) {
  endChat(chatId: $chatId) {
    __typename
    ...DeskChat
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastSeq
  agentDeliveredSeq
  lastMessage {
    id
    sender
    body
    sentAt
    attachments {
      mediaType
    }
  }
  customer {
    id
    name
    email
    phone
  }
  ...RatingState
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`) as unknown as TypedDocumentString<EndChatAtDeskMutation, EndChatAtDeskMutationVariables>;
export const TransferChatDocument = new TypedDocumentString(`
    mutation TransferChat($chatId: ID!, $agentId: ID!, $note: String) {
  transferChat(input: {chatId: $chatId, agentId: $agentId, note: $note}) {
    __typename
    ...DeskChat
  }
}
    fragment DeskChat on Chat {
  id
  revision
  state
  title
  language
  requestedAt
  openedAt
  customerEndedAt
  unreadCount
  lastSeq
  agentDeliveredSeq
  lastMessage {
    id
    sender
    body
    sentAt
    attachments {
      mediaType
    }
  }
  customer {
    id
    name
    email
    phone
  }
  ...RatingState
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}`) as unknown as TypedDocumentString<TransferChatMutation, TransferChatMutationVariables>;
export const WhereIsChatDocument = new TypedDocumentString(`
    query WhereIsChat($chatId: ID!) {
  chat(id: $chatId) {
    id
    state
    agent {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<WhereIsChatQuery, WhereIsChatQueryVariables>;
export const AddChatNoteDocument = new TypedDocumentString(`
    mutation AddChatNote($input: AddChatNoteInput!) {
  addChatNote(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AddChatNoteMutation, AddChatNoteMutationVariables>;
export const FilterCategoriesDocument = new TypedDocumentString(`
    query FilterCategories {
  categories {
    id
    path
    removed
  }
}
    `) as unknown as TypedDocumentString<FilterCategoriesQuery, FilterCategoriesQueryVariables>;
export const ChatHistoryDocument = new TypedDocumentString(`
    query ChatHistory($filter: ChatFilter!, $orderBy: ChatOrder!, $first: Int!, $after: String) {
  chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges {
      node {
        ...HistoryRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment HistoryRow on Chat {
  id
  state
  title
  requestedAt
  closedAt
  processed
  category {
    id
    path
  }
  agent {
    id
    name
  }
  rating {
    verdict
  }
}`) as unknown as TypedDocumentString<ChatHistoryQuery, ChatHistoryQueryVariables>;
export const HoldOfDocument = new TypedDocumentString(`
    query HoldOf($id: ID!) {
  node(id: $id) {
    __typename
    ... on Chat {
      id
      hold {
        ...HoldView
      }
    }
    ... on Ticket {
      id
      hold {
        ...HoldView
      }
    }
    ... on Customer {
      id
      hold {
        ...HoldView
      }
    }
  }
}
    fragment HoldView on Hold {
  reason
  heldAt
  heldBy {
    id
    name
  }
}`) as unknown as TypedDocumentString<HoldOfQuery, HoldOfQueryVariables>;
export const PutHoldDocument = new TypedDocumentString(`
    mutation PutHold($id: ID!, $reason: String!) {
  putHold(id: $id, reason: $reason) {
    __typename
    ... on HoldState {
      hold {
        ...HoldView
      }
    }
  }
}
    fragment HoldView on Hold {
  reason
  heldAt
  heldBy {
    id
    name
  }
}`) as unknown as TypedDocumentString<PutHoldMutation, PutHoldMutationVariables>;
export const LiftHoldDocument = new TypedDocumentString(`
    mutation LiftHold($id: ID!) {
  liftHold(id: $id) {
    __typename
    ... on HoldState {
      hold {
        ...HoldView
      }
    }
  }
}
    fragment HoldView on Hold {
  reason
  heldAt
  heldBy {
    id
    name
  }
}`) as unknown as TypedDocumentString<LiftHoldMutation, LiftHoldMutationVariables>;
export const CategoriesToChooseDocument = new TypedDocumentString(`
    query CategoriesToChoose {
  categories {
    id
    path
    removed
  }
}
    `) as unknown as TypedDocumentString<CategoriesToChooseQuery, CategoriesToChooseQueryVariables>;
export const LookUpCustomerDataDocument = new TypedDocumentString(`
    mutation LookUpCustomerData($customerId: ID!) {
  lookUpCustomerData(customerId: $customerId) {
    __typename
    ... on CustomerData {
      fetchedAt
      fields {
        ...CompanyDataField
      }
    }
    ...CompanyDataFailure
    ... on RateLimited {
      retryAfter
    }
  }
}
    fragment CompanyDataField on CustomerDataField {
  label {
    ko
    en
  }
  value
  kind
  link
}
fragment CompanyDataFailure on CustomerDataFailed {
  problem
  status
  part
}`) as unknown as TypedDocumentString<LookUpCustomerDataMutation, LookUpCustomerDataMutationVariables>;
export const OtherChatsOfCustomerDocument = new TypedDocumentString(`
    query OtherChatsOfCustomer($chatId: ID!, $first: Int!, $after: String) {
  chat(id: $chatId) {
    earlierChats(first: $first, after: $after) {
      edges {
        node {
          ...OtherChat
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OtherChat on Chat {
  id
  requestedAt
  processed
  rating {
    verdict
  }
  agent {
    id
    name
  }
  category {
    id
    path
  }
}`) as unknown as TypedDocumentString<OtherChatsOfCustomerQuery, OtherChatsOfCustomerQueryVariables>;
export const SettleSaidDocument = new TypedDocumentString(`
    mutation SettleSaid($input: SettleSaidInput!) {
  settleSaid(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SettleSaidMutation, SettleSaidMutationVariables>;
export const InfoOfChatDocument = new TypedDocumentString(`
    query InfoOfChat($chatId: ID!) {
  chat(id: $chatId) {
    ...ChatInfo
  }
}
    fragment ChatInfo on Chat {
  id
  revision
  state
  language
  requestedAt
  openedAt
  customerEndedAt
  closedAt
  erasedAt
  agent {
    id
    name
  }
  infoVersion
  customer {
    ...CustomerTexts
    saidName
    saidEmail
    saidPhone
    verified
    verifiedSaid
    memberId
    erasedAt
    duplicates {
      id
      name
    }
  }
  category {
    id
    path
    removed
  }
  note
  noteMasks {
    ...MaskParts
  }
  noteSuggestions {
    ...SuggestionParts
  }
  origin {
    device
    browser
    os
    ipAddress
    page
  }
}
fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`) as unknown as TypedDocumentString<InfoOfChatQuery, InfoOfChatQueryVariables>;
export const SaveChatInfoDocument = new TypedDocumentString(`
    mutation SaveChatInfo($input: SaveChatInfoInput!) {
  saveChatInfo(input: $input) {
    __typename
    ...ChatInfo
    ... on StaleInfo {
      chat {
        ...ChatInfo
      }
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment ChatInfo on Chat {
  id
  revision
  state
  language
  requestedAt
  openedAt
  customerEndedAt
  closedAt
  erasedAt
  agent {
    id
    name
  }
  infoVersion
  customer {
    ...CustomerTexts
    saidName
    saidEmail
    saidPhone
    verified
    verifiedSaid
    memberId
    erasedAt
    duplicates {
      id
      name
    }
  }
  category {
    id
    path
    removed
  }
  note
  noteMasks {
    ...MaskParts
  }
  noteSuggestions {
    ...SuggestionParts
  }
  origin {
    device
    browser
    os
    ipAddress
    page
  }
}
fragment CustomerTexts on Customer {
  id
  infoVersion
  name
  email
  phone
  memo
  nameMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  phoneMasks {
    ...MaskParts
  }
  memoMasks {
    ...MaskParts
  }
  memoSuggestions {
    ...SuggestionParts
  }
}
fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}`) as unknown as TypedDocumentString<SaveChatInfoMutation, SaveChatInfoMutationVariables>;
export const MergeCustomersDocument = new TypedDocumentString(`
    mutation MergeCustomers($fromId: ID!, $intoId: ID!) {
  mergeCustomers(fromId: $fromId, intoId: $intoId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MergeCustomersMutation, MergeCustomersMutationVariables>;
export const SameElsewhereDocument = new TypedDocumentString(`
    query SameElsewhere($maskId: ID!) {
  node(id: $maskId) {
    __typename
    ... on Mask {
      sameElsewhere {
        objectId
        field
        revision
        start
        end
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SameElsewhereQuery, SameElsewhereQueryVariables>;
export const MaskElsewhereDocument = new TypedDocumentString(`
    mutation MaskElsewhere($input: [MaskTextInput!]!) {
  maskTexts(input: $input) {
    __typename
    ... on MaskedTexts {
      refused {
        objectId
        field
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MaskElsewhereMutation, MaskElsewhereMutationVariables>;
export const MaskMessageDocument = new TypedDocumentString(`
    mutation MaskMessage($input: MaskMessageInput!) {
  maskMessage(input: $input) {
    __typename
    ...MaskedMessage
    ... on StaleRevision {
      current {
        ...MaskedMessage
      }
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<MaskMessageMutation, MaskMessageMutationVariables>;
export const MaskTextDocument = new TypedDocumentString(`
    mutation MaskText($input: MaskTextInput!) {
  maskText(input: $input) {
    __typename
    ...MaskedObject
    ... on StaleText {
      current {
        ...MaskedObject
      }
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
fragment MaskedObject on MaskableObject {
  __typename
  ...MaskedMessage
  ...TranscriptNote
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<MaskTextMutation, MaskTextMutationVariables>;
export const UnmaskTextDocument = new TypedDocumentString(`
    mutation UnmaskText($maskId: ID!) {
  unmaskText(maskId: $maskId) {
    __typename
    ...MaskedObject
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
fragment MaskedObject on MaskableObject {
  __typename
  ...MaskedMessage
  ...TranscriptNote
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<UnmaskTextMutation, UnmaskTextMutationVariables>;
export const RevealMaskDocument = new TypedDocumentString(`
    mutation RevealMask($maskId: ID!, $reason: String!) {
  revealMask(maskId: $maskId, reason: $reason) {
    __typename
    ... on RevealedMask {
      text
      expiresAt
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<RevealMaskMutation, RevealMaskMutationVariables>;
export const SealMaskDocument = new TypedDocumentString(`
    mutation SealMask($maskId: ID!) {
  sealMask(maskId: $maskId) {
    __typename
    ...MaskedObject
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment MaskedMessage on Message {
  key
  ...TranscriptMessage
}
fragment MaskedObject on MaskableObject {
  __typename
  ...MaskedMessage
  ...TranscriptNote
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<SealMaskMutation, SealMaskMutationVariables>;
export const FileNowDocument = new TypedDocumentString(`
    query FileNow($id: ID!) {
  node(id: $id) {
    __typename
    ...MaskedFile
  }
}
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment MaskedFile on Attachment {
  ...FileParts
  regions {
    id
    x
    y
    width
    height
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
}`) as unknown as TypedDocumentString<FileNowQuery, FileNowQueryVariables>;
export const MaskRegionDocument = new TypedDocumentString(`
    mutation MaskRegion($input: MaskRegionInput!) {
  maskRegion(input: $input) {
    __typename
    ...MaskedFile
    ... on StaleRevision {
      current {
        attachments {
          ...MaskedFile
        }
      }
    }
    ... on StaleText {
      current {
        ... on Message {
          attachments {
            ...MaskedFile
          }
        }
        ... on Ticket {
          attachments {
            ...MaskedFile
          }
        }
        ... on TicketComment {
          attachments {
            ...MaskedFile
          }
        }
      }
    }
  }
}
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment MaskedFile on Attachment {
  ...FileParts
  regions {
    id
    x
    y
    width
    height
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
}`) as unknown as TypedDocumentString<MaskRegionMutation, MaskRegionMutationVariables>;
export const UnmaskRegionDocument = new TypedDocumentString(`
    mutation UnmaskRegion($regionId: ID!) {
  unmaskRegion(regionId: $regionId) {
    __typename
    ...MaskedFile
  }
}
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment MaskedFile on Attachment {
  ...FileParts
  regions {
    id
    x
    y
    width
    height
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
}`) as unknown as TypedDocumentString<UnmaskRegionMutation, UnmaskRegionMutationVariables>;
export const RevealRegionDocument = new TypedDocumentString(`
    mutation RevealRegion($regionId: ID!, $reason: String!) {
  revealRegion(regionId: $regionId, reason: $reason) {
    __typename
    ... on RevealedRegion {
      path
      expiresAt
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<RevealRegionMutation, RevealRegionMutationVariables>;
export const SealRegionDocument = new TypedDocumentString(`
    mutation SealRegion($regionId: ID!) {
  sealRegion(regionId: $regionId) {
    __typename
    ...MaskedFile
  }
}
    fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment MaskedFile on Attachment {
  ...FileParts
  regions {
    id
    x
    y
    width
    height
    maskedAt
    maskedBy {
      name
    }
    apiClient {
      name
    }
    sealed
  }
}`) as unknown as TypedDocumentString<SealRegionMutation, SealRegionMutationVariables>;
export const LockAccountDocument = new TypedDocumentString(`
    mutation LockAccount($accountId: ID!) {
  outcome: lockAccount(accountId: $accountId) {
    __typename
    ...OrganisationAccountRow
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<LockAccountMutation, LockAccountMutationVariables>;
export const UnlockAccountDocument = new TypedDocumentString(`
    mutation UnlockAccount($accountId: ID!) {
  outcome: unlockAccount(accountId: $accountId) {
    __typename
    ...OrganisationAccountRow
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<UnlockAccountMutation, UnlockAccountMutationVariables>;
export const MakeOwnerDocument = new TypedDocumentString(`
    mutation MakeOwner($accountId: ID!) {
  outcome: makeOwner(accountId: $accountId) {
    __typename
    ...OrganisationAccountRow
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<MakeOwnerMutation, MakeOwnerMutationVariables>;
export const UnmakeOwnerDocument = new TypedDocumentString(`
    mutation UnmakeOwner($accountId: ID!) {
  outcome: unmakeOwner(accountId: $accountId) {
    __typename
    ...OrganisationAccountRow
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<UnmakeOwnerMutation, UnmakeOwnerMutationVariables>;
export const ResetSecondFactorDocument = new TypedDocumentString(`
    mutation ResetSecondFactor($accountId: ID!) {
  outcome: resetSecondFactor(accountId: $accountId) {
    __typename
    ...OrganisationAccountRow
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<ResetSecondFactorMutation, ResetSecondFactorMutationVariables>;
export const RevokeOrganisationKeyDocument = new TypedDocumentString(`
    mutation RevokeOrganisationKey($keyId: ID!) {
  outcome: revokeOrganisationKey(keyId: $keyId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RevokeOrganisationKeyMutation, RevokeOrganisationKeyMutationVariables>;
export const OrganisationAccountsDocument = new TypedDocumentString(`
    query OrganisationAccounts($text: String, $first: Int!, $after: String) {
  organisation {
    accounts(text: $text, first: $first, after: $after) {
      edges {
        node {
          ...OrganisationAccountRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrganisationAccountRow on OrganisationAccount {
  id
  email
  name
  owner
  secondFactor
  lockedAt
  joined
  keys {
    id
    name
    lastUsedAt
    service {
      id
      name
    }
  }
  places {
    role
    invited
    service {
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<OrganisationAccountsQuery, OrganisationAccountsQueryVariables>;
export const LimitContractDocument = new TypedDocumentString(`
    mutation LimitContract($serviceId: ID!, $mayHold: [Feature!]!) {
  limitContract(serviceId: $serviceId, mayHold: $mayHold) {
    __typename
    ...OrganisationServiceRow
  }
}
    fragment OrganisationServiceRow on OrganisationService {
  id
  slug
  name
  switchedOffAt
  agents
  mayHold
}`) as unknown as TypedDocumentString<LimitContractMutation, LimitContractMutationVariables>;
export const OrganisationLogDocument = new TypedDocumentString(`
    query OrganisationLog($first: Int!, $after: String) {
  organisation {
    changes(first: $first, after: $after) {
      edges {
        node {
          ...OrganisationChange
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrganisationChange on OrganisationChange {
  id
  changedAt
  field
  before
  after
  author {
    id
    name
  }
  service {
    id
    name
  }
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<OrganisationLogQuery, OrganisationLogQueryVariables>;
export const OrganisationNameDocument = new TypedDocumentString(`
    query OrganisationName {
  organisation {
    name
  }
}
    `) as unknown as TypedDocumentString<OrganisationNameQuery, OrganisationNameQueryVariables>;
export const SaveOrganisationDocument = new TypedDocumentString(`
    mutation SaveOrganisation($input: SaveOrganisationInput!) {
  saveOrganisation(input: $input) {
    __typename
    ... on Organisation {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SaveOrganisationMutation, SaveOrganisationMutationVariables>;
export const CreateServiceDocument = new TypedDocumentString(`
    mutation CreateService($input: CreateServiceInput!) {
  createService(input: $input) {
    __typename
    ... on CreatedService {
      service {
        ...OrganisationServiceRow
      }
      invited {
        ...InvitedAgent
      }
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment OrganisationServiceRow on OrganisationService {
  id
  slug
  name
  switchedOffAt
  agents
  mayHold
}
fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}
fragment InvitedAgent on InvitedAgent {
  link
  mail
  agent {
    ...AgentRow
  }
}`) as unknown as TypedDocumentString<CreateServiceMutation, CreateServiceMutationVariables>;
export const SecondFactorRuleDocument = new TypedDocumentString(`
    query SecondFactorRule {
  organisation {
    secondFactorRequired
  }
}
    `) as unknown as TypedDocumentString<SecondFactorRuleQuery, SecondFactorRuleQueryVariables>;
export const RequireSecondFactorDocument = new TypedDocumentString(`
    mutation RequireSecondFactor($required: Boolean!) {
  requireSecondFactor(required: $required) {
    __typename
    ... on Organisation {
      secondFactorRequired
    }
  }
}
    `) as unknown as TypedDocumentString<RequireSecondFactorMutation, RequireSecondFactorMutationVariables>;
export const SwitchServiceDocument = new TypedDocumentString(`
    mutation SwitchService($serviceId: ID!, $on: Boolean!) {
  switchService(serviceId: $serviceId, on: $on) {
    __typename
    ...OrganisationServiceRow
  }
}
    fragment OrganisationServiceRow on OrganisationService {
  id
  slug
  name
  switchedOffAt
  agents
  mayHold
}`) as unknown as TypedDocumentString<SwitchServiceMutation, SwitchServiceMutationVariables>;
export const OrganisationServicesDocument = new TypedDocumentString(`
    query OrganisationServices($first: Int!, $after: String) {
  organisation {
    services(first: $first, after: $after) {
      edges {
        node {
          ...OrganisationServiceRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment OrganisationServiceRow on OrganisationService {
  id
  slug
  name
  switchedOffAt
  agents
  mayHold
}`) as unknown as TypedDocumentString<OrganisationServicesQuery, OrganisationServicesQueryVariables>;
export const OwnServicesDocument = new TypedDocumentString(`
    query OwnServices {
  account {
    places {
      id
      service {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnServicesQuery, OwnServicesQueryVariables>;
export const InquiryTypesToChooseDocument = new TypedDocumentString(`
    query InquiryTypesToChoose($language: Language!) {
  inquiryTypes(language: $language) {
    id
    path
    removed
  }
}
    `) as unknown as TypedDocumentString<InquiryTypesToChooseQuery, InquiryTypesToChooseQueryVariables>;
export const RequestRatingDocument = new TypedDocumentString(`
    mutation RequestRating($chatId: ID!) {
  requestRating(chatId: $chatId) {
    __typename
    ... on Chat {
      id
      ratingRequestedAt
    }
  }
}
    `) as unknown as TypedDocumentString<RequestRatingMutation, RequestRatingMutationVariables>;
export const CannedReplyListDocument = new TypedDocumentString(`
    query CannedReplyList {
  cannedReplies {
    ...CannedReplyParts
  }
}
    fragment CannedReplyParts on CannedReply {
  id
  shortcut
  body
}`) as unknown as TypedDocumentString<CannedReplyListQuery, CannedReplyListQueryVariables>;
export const SettingsChangesDocument = new TypedDocumentString(`
    subscription SettingsChanges {
  settingsChanges {
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SettingsChangesSubscription, SettingsChangesSubscriptionVariables>;
export const SaveAgentDocument = new TypedDocumentString(`
    mutation SaveAgent($input: SaveAgentInput!) {
  saveAgent(input: $input) {
    __typename
    ...AgentRow
  }
}
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}`) as unknown as TypedDocumentString<SaveAgentMutation, SaveAgentMutationVariables>;
export const RemoveAgentDocument = new TypedDocumentString(`
    mutation RemoveAgent($agentId: ID!) {
  removeAgent(agentId: $agentId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RemoveAgentMutation, RemoveAgentMutationVariables>;
export const RenewInvitationDocument = new TypedDocumentString(`
    mutation RenewInvitation($agentId: ID!) {
  renewInvitation(agentId: $agentId) {
    __typename
    ...InvitedAgent
  }
}
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}
fragment InvitedAgent on InvitedAgent {
  link
  mail
  agent {
    ...AgentRow
  }
}`) as unknown as TypedDocumentString<RenewInvitationMutation, RenewInvitationMutationVariables>;
export const AgentsDocument = new TypedDocumentString(`
    query Agents($text: String, $first: Int!, $after: String) {
  agents(text: $text, first: $first, after: $after) {
    edges {
      node {
        ...AgentRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}`) as unknown as TypedDocumentString<AgentsQuery, AgentsQueryVariables>;
export const ChangeLogDocument = new TypedDocumentString(`
    query ChangeLog($first: Int!, $after: String) {
  changeLog(first: $first, after: $after) {
    edges {
      node {
        ...ChangeLogEntry
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ChangeLogEntry on ChangeLogEntry {
  id
  changedAt
  field
  before
  after
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  agent {
    id
    name
  }
}`) as unknown as TypedDocumentString<ChangeLogQuery, ChangeLogQueryVariables>;
export const InviteAgentDocument = new TypedDocumentString(`
    mutation InviteAgent($input: InviteAgentInput!) {
  inviteAgent(input: $input) {
    __typename
    ...InvitedAgent
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment AgentRow on Agent {
  id
  name
  email
  role
  canChat
  canTicket
  inAssignment
  mayChangeAssignment
  seesAllChats
  mayReveal
  maySeal
  invited
  invitationExpiresAt
}
fragment InvitedAgent on InvitedAgent {
  link
  mail
  agent {
    ...AgentRow
  }
}`) as unknown as TypedDocumentString<InviteAgentMutation, InviteAgentMutationVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys {
  apiClients {
    ...ApiKey
  }
}
    fragment ApiKey on ApiClient {
  id
  name
  scopes
  allowedAddresses
  expiresAt
  revokedAt
  lastUsedAt
  lastUsedAddress
  secrets {
    prefix
  }
}`) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiClientInput!) {
  createApiClient(input: $input) {
    __typename
    ... on CreatedApiClient {
      secret
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const UpdateApiKeyDocument = new TypedDocumentString(`
    mutation UpdateApiKey($input: UpdateApiClientInput!) {
  updateApiClient(input: $input) {
    __typename
    ... on InvalidInput {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateApiKeyMutation, UpdateApiKeyMutationVariables>;
export const RotateApiKeyDocument = new TypedDocumentString(`
    mutation RotateApiKey($id: ID!) {
  rotateApiClientSecret(id: $id) {
    __typename
    ... on CreatedApiClient {
      secret
    }
  }
}
    `) as unknown as TypedDocumentString<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const EndFormerApiKeyDocument = new TypedDocumentString(`
    mutation EndFormerApiKey($id: ID!) {
  endFormerApiClientSecret(id: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<EndFormerApiKeyMutation, EndFormerApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($id: ID!) {
  revokeApiClient(id: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($filter: AuditFilter!, $first: Int!, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...AuditRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AuditRow on AuditEntry {
  id
  at
  action
  agent {
    id
    name
  }
  apiClient {
    id
    name
  }
  chat {
    id
    title
  }
  customerId
  messageId
  maskId
  reason
}`) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const SaveCannedReplyDocument = new TypedDocumentString(`
    mutation SaveCannedReply($input: SaveCannedReplyInput!) {
  saveCannedReply(input: $input) {
    __typename
    ... on InvalidInput {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveCannedReplyMutation, SaveCannedReplyMutationVariables>;
export const RemoveCannedReplyDocument = new TypedDocumentString(`
    mutation RemoveCannedReply($cannedReplyId: ID!) {
  removeCannedReply(cannedReplyId: $cannedReplyId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RemoveCannedReplyMutation, RemoveCannedReplyMutationVariables>;
export const MoveCannedReplyDocument = new TypedDocumentString(`
    mutation MoveCannedReply($cannedReplyId: ID!, $before: ID) {
  moveCannedReply(cannedReplyId: $cannedReplyId, before: $before) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MoveCannedReplyMutation, MoveCannedReplyMutationVariables>;
export const CategoryTreeOfServiceDocument = new TypedDocumentString(`
    query CategoryTreeOfService {
  categories {
    id
    name
    level
    parentId
  }
}
    `) as unknown as TypedDocumentString<CategoryTreeOfServiceQuery, CategoryTreeOfServiceQueryVariables>;
export const SaveCategoryDocument = new TypedDocumentString(`
    mutation SaveCategory($input: SaveCategoryInput!) {
  saveCategory(input: $input) {
    __typename
    ... on InvalidInput {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveCategoryMutation, SaveCategoryMutationVariables>;
export const RemoveCategoryDocument = new TypedDocumentString(`
    mutation RemoveCategory($categoryId: ID!) {
  removeCategory(categoryId: $categoryId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RemoveCategoryMutation, RemoveCategoryMutationVariables>;
export const MoveCategoryDocument = new TypedDocumentString(`
    mutation MoveCategory($categoryId: ID!, $before: ID) {
  moveCategory(categoryId: $categoryId, before: $before) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MoveCategoryMutation, MoveCategoryMutationVariables>;
export const SaveChatSettingsDocument = new TypedDocumentString(`
    mutation SaveChatSettings($input: SaveChatSettingsInput!) {
  saveChatSettings(input: $input) {
    __typename
    ...ServiceSettings
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveChatSettingsMutation, SaveChatSettingsMutationVariables>;
export const ChecklistDocument = new TypedDocumentString(`
    query Checklist {
  checklist {
    items {
      kind
      done
    }
  }
}
    `) as unknown as TypedDocumentString<ChecklistQuery, ChecklistQueryVariables>;
export const ConfirmChecklistItemDocument = new TypedDocumentString(`
    mutation ConfirmChecklistItem($kind: ChecklistKind!) {
  confirmChecklistItem(kind: $kind) {
    __typename
    ... on Checklist {
      items {
        kind
        done
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmChecklistItemMutation, ConfirmChecklistItemMutationVariables>;
export const DismissChecklistDocument = new TypedDocumentString(`
    mutation DismissChecklist {
  dismissChecklist {
    __typename
    ... on Checklist {
      items {
        kind
        done
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DismissChecklistMutation, DismissChecklistMutationVariables>;
export const ConsentNoticesDocument = new TypedDocumentString(`
    query ConsentNotices {
  consentDraft {
    ...ConsentDraft
  }
  consentVersions {
    ...ConsentVersion
  }
}
    fragment ConsentDraft on ConsentDraft {
  revision
  published
  changedAt
  author {
    id
    name
  }
  purpose {
    ko
    en
  }
  items {
    ko
    en
  }
  retention {
    ko
    en
  }
  refusal {
    ko
    en
  }
}
fragment ConsentVersion on ConsentVersion {
  version
  current
  publishedAt
  publishedBy {
    id
    name
  }
  notices {
    language
    purpose
    items
    retention
    refusal
  }
}`) as unknown as TypedDocumentString<ConsentNoticesQuery, ConsentNoticesQueryVariables>;
export const SaveConsentDraftDocument = new TypedDocumentString(`
    mutation SaveConsentDraft($input: SaveConsentDraftInput!) {
  saveConsentDraft(input: $input) {
    __typename
    ...ConsentDraft
    ... on StaleConsentDraft {
      draft {
        ...ConsentDraft
      }
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment ConsentDraft on ConsentDraft {
  revision
  published
  changedAt
  author {
    id
    name
  }
  purpose {
    ko
    en
  }
  items {
    ko
    en
  }
  retention {
    ko
    en
  }
  refusal {
    ko
    en
  }
}`) as unknown as TypedDocumentString<SaveConsentDraftMutation, SaveConsentDraftMutationVariables>;
export const PublishConsentDraftDocument = new TypedDocumentString(`
    mutation PublishConsentDraft($revision: Int!) {
  publishConsentDraft(revision: $revision) {
    __typename
    ... on StaleConsentDraft {
      draft {
        ...ConsentDraft
      }
    }
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment ConsentDraft on ConsentDraft {
  revision
  published
  changedAt
  author {
    id
    name
  }
  purpose {
    ko
    en
  }
  items {
    ko
    en
  }
  retention {
    ko
    en
  }
  refusal {
    ko
    en
  }
}`) as unknown as TypedDocumentString<PublishConsentDraftMutation, PublishConsentDraftMutationVariables>;
export const SaveContractDocument = new TypedDocumentString(`
    mutation SaveContract($input: SaveContractInput!) {
  saveContract(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveContractMutation, SaveContractMutationVariables>;
export const CustomerDataLinkDocument = new TypedDocumentString(`
    query CustomerDataLink {
  customerDataLink {
    ...CustomerDataLink
  }
}
    fragment CustomerDataLink on CustomerDataLink {
  enabled
  url
  sendsEmail
  sendsPhone
  secretMadeAt
  formerEndsAt
}`) as unknown as TypedDocumentString<CustomerDataLinkQuery, CustomerDataLinkQueryVariables>;
export const SaveCustomerDataLinkDocument = new TypedDocumentString(`
    mutation SaveCustomerDataLink($input: SaveCustomerDataLinkInput!) {
  saveCustomerDataLink(input: $input) {
    __typename
    ...CustomerDataLink
    ... on InvalidInput {
      field
    }
  }
}
    fragment CustomerDataLink on CustomerDataLink {
  enabled
  url
  sendsEmail
  sendsPhone
  secretMadeAt
  formerEndsAt
}`) as unknown as TypedDocumentString<SaveCustomerDataLinkMutation, SaveCustomerDataLinkMutationVariables>;
export const RotateCustomerDataSecretDocument = new TypedDocumentString(`
    mutation RotateCustomerDataSecret {
  rotateCustomerDataSecret {
    __typename
    ... on CustomerDataSecret {
      secret
      link {
        ...CustomerDataLink
      }
    }
  }
}
    fragment CustomerDataLink on CustomerDataLink {
  enabled
  url
  sendsEmail
  sendsPhone
  secretMadeAt
  formerEndsAt
}`) as unknown as TypedDocumentString<RotateCustomerDataSecretMutation, RotateCustomerDataSecretMutationVariables>;
export const TestCustomerDataLinkDocument = new TypedDocumentString(`
    mutation TestCustomerDataLink {
  testCustomerDataLink {
    __typename
    ... on CustomerData {
      fields {
        ...CompanyDataField
      }
    }
    ...CompanyDataFailure
    ... on RateLimited {
      retryAfter
    }
  }
}
    fragment CompanyDataField on CustomerDataField {
  label {
    ko
    en
  }
  value
  kind
  link
}
fragment CompanyDataFailure on CustomerDataFailed {
  problem
  status
  part
}`) as unknown as TypedDocumentString<TestCustomerDataLinkMutation, TestCustomerDataLinkMutationVariables>;
export const SaveLogoDocument = new TypedDocumentString(`
    mutation SaveLogo($token: String) {
  saveLogo(token: $token) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveLogoMutation, SaveLogoMutationVariables>;
export const SaveGeneralSettingsDocument = new TypedDocumentString(`
    mutation SaveGeneralSettings($input: SaveGeneralSettingsInput!) {
  saveGeneralSettings(input: $input) {
    __typename
    ...ServiceSettings
    ... on InvalidInput {
      field
      message
    }
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveGeneralSettingsMutation, SaveGeneralSettingsMutationVariables>;
export const SaveHelpCenterSettingsDocument = new TypedDocumentString(`
    mutation SaveHelpCenterSettings($input: SaveHelpCenterSettingsInput!) {
  saveHelpCenterSettings(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveHelpCenterSettingsMutation, SaveHelpCenterSettingsMutationVariables>;
export const InquiryTypeTreeOfServiceDocument = new TypedDocumentString(`
    query InquiryTypeTreeOfService($language: Language!) {
  inquiryTypes(language: $language) {
    id
    name
    names {
      ko
      en
    }
    level
    parentId
    inHelpCenter
  }
}
    `) as unknown as TypedDocumentString<InquiryTypeTreeOfServiceQuery, InquiryTypeTreeOfServiceQueryVariables>;
export const SaveInquiryTypeDocument = new TypedDocumentString(`
    mutation SaveInquiryType($input: SaveInquiryTypeInput!) {
  saveInquiryType(input: $input) {
    __typename
    ... on InvalidInput {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveInquiryTypeMutation, SaveInquiryTypeMutationVariables>;
export const RemoveInquiryTypeDocument = new TypedDocumentString(`
    mutation RemoveInquiryType($inquiryTypeId: ID!) {
  removeInquiryType(inquiryTypeId: $inquiryTypeId) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RemoveInquiryTypeMutation, RemoveInquiryTypeMutationVariables>;
export const MoveInquiryTypeDocument = new TypedDocumentString(`
    mutation MoveInquiryType($inquiryTypeId: ID!, $before: ID) {
  moveInquiryType(inquiryTypeId: $inquiryTypeId, before: $before) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<MoveInquiryTypeMutation, MoveInquiryTypeMutationVariables>;
export const UndeliveredMailsDocument = new TypedDocumentString(`
    query UndeliveredMails($first: Int!, $after: String) {
  mailDelivery
  undeliveredMails(first: $first, after: $after) {
    edges {
      node {
        ...UndeliveredMail
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment UndeliveredMail on UndeliveredMail {
  id
  kind
  receiver
  failedAt
  problem
  answer
}`) as unknown as TypedDocumentString<UndeliveredMailsQuery, UndeliveredMailsQueryVariables>;
export const RetryMailsDocument = new TypedDocumentString(`
    mutation RetryMails($mailId: ID) {
  retryMails(mailId: $mailId) {
    __typename
    ... on RetriedMails {
      count
    }
  }
}
    `) as unknown as TypedDocumentString<RetryMailsMutation, RetryMailsMutationVariables>;
export const SaveMailSettingsDocument = new TypedDocumentString(`
    mutation SaveMailSettings($input: SaveMailSettingsInput!) {
  saveMailSettings(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveMailSettingsMutation, SaveMailSettingsMutationVariables>;
export const SaveMaskingSettingsDocument = new TypedDocumentString(`
    mutation SaveMaskingSettings($input: SaveMaskingSettingsInput!) {
  saveMaskingSettings(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveMaskingSettingsMutation, SaveMaskingSettingsMutationVariables>;
export const MemberLinkDocument = new TypedDocumentString(`
    query MemberLink {
  memberKeys {
    ...MemberKey
  }
  memberLinkUse {
    acceptedAt
    refusedAt
    refusal
  }
}
    fragment MemberKey on MemberKey {
  id
  algorithm
  hint
  createdAt
  createdBy {
    id
    name
  }
}`) as unknown as TypedDocumentString<MemberLinkQuery, MemberLinkQueryVariables>;
export const SaveMemberLinkDocument = new TypedDocumentString(`
    mutation SaveMemberLink($input: SaveMemberLinkInput!) {
  saveMemberLink(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveMemberLinkMutation, SaveMemberLinkMutationVariables>;
export const CreateMemberSecretDocument = new TypedDocumentString(`
    mutation CreateMemberSecret {
  createMemberSecret {
    __typename
    ... on CreatedMemberSecret {
      secret
    }
  }
}
    `) as unknown as TypedDocumentString<CreateMemberSecretMutation, CreateMemberSecretMutationVariables>;
export const AddMemberPublicKeyDocument = new TypedDocumentString(`
    mutation AddMemberPublicKey($publicKey: String!) {
  addMemberPublicKey(publicKey: $publicKey) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AddMemberPublicKeyMutation, AddMemberPublicKeyMutationVariables>;
export const EndMemberKeyDocument = new TypedDocumentString(`
    mutation EndMemberKey($keyId: ID!) {
  endMemberKey(keyId: $keyId)
}
    `) as unknown as TypedDocumentString<EndMemberKeyMutation, EndMemberKeyMutationVariables>;
export const SaveRetentionSettingsDocument = new TypedDocumentString(`
    mutation SaveRetentionSettings($input: SaveRetentionSettingsInput!) {
  saveRetentionSettings(input: $input) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<SaveRetentionSettingsMutation, SaveRetentionSettingsMutationVariables>;
export const RetentionForecastDocument = new TypedDocumentString(`
    query RetentionForecast {
  retentionForecast {
    chats
    tickets
    customers
  }
}
    `) as unknown as TypedDocumentString<RetentionForecastQuery, RetentionForecastQueryVariables>;
export const WebhookDeliveriesDocument = new TypedDocumentString(`
    query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {
  webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {
    edges {
      node {
        ...WebhookDelivery
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment WebhookDelivery on WebhookDelivery {
  id
  kind
  at
  state
  attempts
  answer
  problem
  nextAt
}`) as unknown as TypedDocumentString<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;
export const SendWebhookAgainDocument = new TypedDocumentString(`
    mutation SendWebhookAgain($deliveryId: ID!) {
  sendWebhookAgain(deliveryId: $deliveryId) {
    __typename
    ...WebhookDelivery
  }
}
    fragment WebhookDelivery on WebhookDelivery {
  id
  kind
  at
  state
  attempts
  answer
  problem
  nextAt
}`) as unknown as TypedDocumentString<SendWebhookAgainMutation, SendWebhookAgainMutationVariables>;
export const WebhookKeysDocument = new TypedDocumentString(`
    query WebhookKeys {
  apiClients {
    id
    name
    scopes
    expiresAt
    revokedAt
  }
}
    `) as unknown as TypedDocumentString<WebhookKeysQuery, WebhookKeysQueryVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    __typename
    ...ShownSecret
    ... on InvalidInput {
      field
    }
    ... on TooManyWebhooks {
      most
    }
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}
fragment ShownSecret on WebhookSecret {
  secret
  webhook {
    ...Webhook
  }
}`) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = new TypedDocumentString(`
    mutation UpdateWebhook($input: UpdateWebhookInput!) {
  updateWebhook(input: $input) {
    __typename
    ...Webhook
    ... on InvalidInput {
      field
    }
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}`) as unknown as TypedDocumentString<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks {
  webhooks {
    ...Webhook
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}`) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const PauseWebhookDocument = new TypedDocumentString(`
    mutation PauseWebhook($id: ID!) {
  pauseWebhook(id: $id) {
    __typename
    ...Webhook
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}`) as unknown as TypedDocumentString<PauseWebhookMutation, PauseWebhookMutationVariables>;
export const ResumeWebhookDocument = new TypedDocumentString(`
    mutation ResumeWebhook($id: ID!) {
  resumeWebhook(id: $id) {
    __typename
    ...Webhook
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}`) as unknown as TypedDocumentString<ResumeWebhookMutation, ResumeWebhookMutationVariables>;
export const RemoveWebhookDocument = new TypedDocumentString(`
    mutation RemoveWebhook($id: ID!) {
  removeWebhook(id: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RemoveWebhookMutation, RemoveWebhookMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($id: ID!) {
  rotateWebhookSecret(id: $id) {
    __typename
    ...ShownSecret
  }
}
    fragment Webhook on Webhook {
  id
  url
  kinds
  pause
  isFailing
  succeededAt
  fields {
    objects
    apiClient {
      id
      name
      revokedAt
      expiresAt
    }
  }
}
fragment ShownSecret on WebhookSecret {
  secret
  webhook {
    ...Webhook
  }
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const TestWebhookDocument = new TypedDocumentString(`
    mutation TestWebhook($id: ID!) {
  testWebhook(id: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<TestWebhookMutation, TestWebhookMutationVariables>;
export const RefusedSitesDocument = new TypedDocumentString(`
    query RefusedSites {
  refusedSites {
    origin
    refusedAt
  }
}
    `) as unknown as TypedDocumentString<RefusedSitesQuery, RefusedSitesQueryVariables>;
export const AddSiteDocument = new TypedDocumentString(`
    mutation AddSite($origin: String!) {
  addSite(origin: $origin) {
    __typename
    ...ServiceSettings
    ... on TooManySites {
      most
    }
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<AddSiteMutation, AddSiteMutationVariables>;
export const RemoveSiteDocument = new TypedDocumentString(`
    mutation RemoveSite($origin: String!) {
  removeSite(origin: $origin) {
    __typename
    ...ServiceSettings
  }
}
    fragment ServiceSettings on ServiceSettings {
  revision
  features
  mayHold
  consentVersion
  general {
    name {
      ko
      en
    }
    logo {
      path
    }
    slug
    languages
    timeZone
  }
  helpCenter {
    chat
    inquiry
  }
  mail {
    quotesAnswers
  }
  sites {
    origin
    readable
  }
  memberLink {
    enabled
    membersOnly
  }
  customerDataLink {
    enabled
  }
  masking {
    rules {
      kind
      action
    }
    sealAfterDays
  }
  retention {
    chatMonths
    ticketMonths
    customerMonths
    beginsAt
  }
  chat {
    files
    greeting {
      ko
      en
    }
    ratingMessage {
      ko
      en
    }
    absentText {
      ko
      en
    }
    defaultRatingMessage {
      ko
      en
    }
    recentAgentFirst
    seats
    requestedGraceSeconds
    activeGraceSeconds
    idleMinutes
    hours {
      timeZone
      week {
        day
        from
        to
      }
      holidays {
        date
        name
      }
    }
  }
}`) as unknown as TypedDocumentString<RemoveSiteMutation, RemoveSiteMutationVariables>;
export const OtherPlacesDocument = new TypedDocumentString(`
    query OtherPlaces {
  account {
    places {
      id
      service {
        id
        name
        switchedOff
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OtherPlacesQuery, OtherPlacesQueryVariables>;
export const PlacesDocument = new TypedDocumentString(`
    query Places {
  account {
    places {
      id
      availability
      requests
      service {
        id
        name
        switchedOff
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PlacesQuery, PlacesQueryVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($token: String!, $password: String!, $code: String) {
  acceptInvitation(token: $token, password: $password, code: $code) {
    __typename
    ... on InvalidCode {
      problem
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const MailsPasswordResetsDocument = new TypedDocumentString(`
    query MailsPasswordResets {
  mailsPasswordResets
}
    `) as unknown as TypedDocumentString<MailsPasswordResetsQuery, MailsPasswordResetsQueryVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($email: String!, $language: Language!) {
  requestPasswordReset(email: $email, language: $language) {
    __typename
    ... on PasswordResetRequest {
      minutes
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const InvitationDocument = new TypedDocumentString(`
    query Invitation($token: String!) {
  invitation(token: $token) {
    email
    name
    hasAccount
    service {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationQuery, InvitationQueryVariables>;
export const PasswordResetDocument = new TypedDocumentString(`
    query PasswordReset($token: String!) {
  passwordReset(token: $token) {
    email
  }
}
    `) as unknown as TypedDocumentString<PasswordResetQuery, PasswordResetQueryVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($token: String!, $newPassword: String!) {
  resetPassword(token: $token, newPassword: $newPassword) {
    __typename
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const LeaveSecondFactorDocument = new TypedDocumentString(`
    mutation LeaveSecondFactor {
  signOut
}
    `) as unknown as TypedDocumentString<LeaveSecondFactorMutation, LeaveSecondFactorMutationVariables>;
export const BeginSecondFactorDocument = new TypedDocumentString(`
    mutation BeginSecondFactor($password: String!) {
  beginSecondFactor(password: $password) {
    __typename
    ... on SecondFactorSetup {
      secret
      uri
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<BeginSecondFactorMutation, BeginSecondFactorMutationVariables>;
export const ConfirmSecondFactorDocument = new TypedDocumentString(`
    mutation ConfirmSecondFactor($code: String!) {
  confirmSecondFactor(code: $code) {
    __typename
    ... on NewRecoveryCodes {
      codes
    }
    ... on InvalidCode {
      problem
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmSecondFactorMutation, ConfirmSecondFactorMutationVariables>;
export const SetUpDocument = new TypedDocumentString(`
    mutation SetUp($token: String!, $input: SetUpInput!, $password: String!) {
  setUp(token: $token, input: $input, password: $password) {
    __typename
    ... on InvalidInput {
      field
      message
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<SetUpMutation, SetUpMutationVariables>;
export const SetupStateDocument = new TypedDocumentString(`
    query SetupState($token: String!) {
  setupState(token: $token)
}
    `) as unknown as TypedDocumentString<SetupStateQuery, SetupStateQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($email: String!, $password: String!, $code: String) {
  signIn(email: $email, password: $password, code: $code) {
    __typename
    ... on InvalidCode {
      problem
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SecondFactorStateDocument = new TypedDocumentString(`
    query SecondFactorState {
  account {
    email
    secondFactorRequired
    secondFactor {
      since
    }
  }
}
    `) as unknown as TypedDocumentString<SecondFactorStateQuery, SecondFactorStateQueryVariables>;
export const RosterPageDocument = new TypedDocumentString(`
    query RosterPage($after: String, $from: DateTime!, $to: DateTime!, $everyonesTime: Boolean!) {
  agents(first: 100, after: $after) {
    edges {
      node {
        id
        openChats
        availabilityTime(from: $from, to: $to) @include(if: $everyonesTime) {
          ...AvailabilityTime
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  viewer @skip(if: $everyonesTime) {
    ... on Agent {
      id
      availabilityTime(from: $from, to: $to) {
        ...AvailabilityTime
      }
    }
  }
}
    fragment AvailabilityTime on AvailabilityTime {
  online
  break
  offline
}`) as unknown as TypedDocumentString<RosterPageQuery, RosterPageQueryVariables>;
export const WhoIsAskingDocument = new TypedDocumentString(`
    query WhoIsAsking {
  viewer {
    __typename
    ... on Agent {
      id
      name
      email
      role
      availability
      canChat
      canTicket
      seesAllChats
      mayReveal
      maySeal
      service {
        id
        name
        switchedOff
      }
    }
  }
  account {
    language
    owner
  }
}
    `) as unknown as TypedDocumentString<WhoIsAskingQuery, WhoIsAskingQueryVariables>;
export const StandingNowDocument = new TypedDocumentString(`
    query StandingNow {
  viewer {
    __typename
    ... on Agent {
      id
      service {
        id
        switchedOff
      }
    }
  }
  account {
    owner
  }
}
    `) as unknown as TypedDocumentString<StandingNowQuery, StandingNowQueryVariables>;
export const PresenceChangesDocument = new TypedDocumentString(`
    subscription PresenceChanges {
  presenceChanges {
    ...AgentPresence
  }
}
    fragment AgentPresence on AgentPresence {
  availability
  connected
  assignable
  reason
  since
  setBy {
    id
    name
  }
  agent {
    id
    name
    picture {
      smallPath
    }
    role
    canChat
    canTicket
    inAssignment
    mayChangeAssignment
    seesAllChats
    mayReveal
    maySeal
  }
}`) as unknown as TypedDocumentString<PresenceChangesSubscription, PresenceChangesSubscriptionVariables>;
export const SetAvailabilityDocument = new TypedDocumentString(`
    mutation SetAvailability($agentId: ID, $availability: Availability!) {
  setAvailability(agentId: $agentId, availability: $availability) {
    __typename
    ... on Agent {
      id
      availability
    }
  }
}
    `) as unknown as TypedDocumentString<SetAvailabilityMutation, SetAvailabilityMutationVariables>;
export const SetInAssignmentDocument = new TypedDocumentString(`
    mutation SetInAssignment($inAssignment: Boolean!) {
  setInAssignment(inAssignment: $inAssignment) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<SetInAssignmentMutation, SetInAssignmentMutationVariables>;
export const TicketsOfChatDocument = new TypedDocumentString(`
    query TicketsOfChat($chatId: ID!) {
  chat(id: $chatId) {
    tickets {
      ...TicketRow
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketsOfChatQuery, TicketsOfChatQueryVariables>;
export const NewTicketChatDocument = new TypedDocumentString(`
    query NewTicketChat($chatId: ID!) {
  chat(id: $chatId) {
    title
    customer {
      name
      email
      emailMasks {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NewTicketChatQuery, NewTicketChatQueryVariables>;
export const FilterInquiryTypesDocument = new TypedDocumentString(`
    query FilterInquiryTypes($language: Language!) {
  inquiryTypes(language: $language) {
    id
    path
    removed
  }
}
    `) as unknown as TypedDocumentString<FilterInquiryTypesQuery, FilterInquiryTypesQueryVariables>;
export const AddTicketCommentDocument = new TypedDocumentString(`
    mutation AddTicketComment($input: AddTicketCommentInput!) {
  addTicketComment(input: $input) {
    __typename
    ... on IllegalTransition {
      from
      to
    }
    ... on RateLimited {
      retryAfter
    }
  }
}
    `) as unknown as TypedDocumentString<AddTicketCommentMutation, AddTicketCommentMutationVariables>;
export const CreateTicketDocument = new TypedDocumentString(`
    mutation CreateTicket($input: CreateTicketInput!) {
  createTicket(input: $input) {
    __typename
    ... on Ticket {
      ...TicketRow
    }
    ... on InvalidInput {
      field
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<CreateTicketMutation, CreateTicketMutationVariables>;
export const TicketNowDocument = new TypedDocumentString(`
    query TicketNow($ticketId: ID!) {
  ticket(id: $ticketId) {
    ...TicketDetail
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
fragment TicketDetail on Ticket {
  ...TicketRow
  content
  titleMasks {
    ...MaskParts
  }
  contentMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  titleSuggestions {
    ...SuggestionParts
  }
  contentSuggestions {
    ...SuggestionParts
  }
  language
  tags
  changedAt
  erasedAt
  nextStatuses
  creator {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
  comments {
    ...TicketComment
  }
  changes {
    ...TicketChange
  }
}
fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketNowQuery, TicketNowQueryVariables>;
export const TicketChangesDocument = new TypedDocumentString(`
    subscription TicketChanges($ticketId: ID!) {
  ticketChanges(ticketId: $ticketId) {
    ...TicketDetail
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
fragment TicketDetail on Ticket {
  ...TicketRow
  content
  titleMasks {
    ...MaskParts
  }
  contentMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  titleSuggestions {
    ...SuggestionParts
  }
  contentSuggestions {
    ...SuggestionParts
  }
  language
  tags
  changedAt
  erasedAt
  nextStatuses
  creator {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
  comments {
    ...TicketComment
  }
  changes {
    ...TicketChange
  }
}
fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketChangesSubscription, TicketChangesSubscriptionVariables>;
export const TakeTicketDocument = new TypedDocumentString(`
    mutation TakeTicket($ticketId: ID!) {
  takeTicket(ticketId: $ticketId) {
    __typename
    ... on Ticket {
      ...TicketDetail
    }
    ... on TicketTaken {
      ticket {
        ...TicketDetail
      }
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
fragment TicketDetail on Ticket {
  ...TicketRow
  content
  titleMasks {
    ...MaskParts
  }
  contentMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  titleSuggestions {
    ...SuggestionParts
  }
  contentSuggestions {
    ...SuggestionParts
  }
  language
  tags
  changedAt
  erasedAt
  nextStatuses
  creator {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
  comments {
    ...TicketComment
  }
  changes {
    ...TicketChange
  }
}
fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TakeTicketMutation, TakeTicketMutationVariables>;
export const UpdateTicketDocument = new TypedDocumentString(`
    mutation UpdateTicket($input: UpdateTicketInput!) {
  updateTicket(input: $input) {
    __typename
    ... on Ticket {
      ...TicketDetail
    }
    ... on StaleTicket {
      fields
      ticket {
        ...TicketDetail
      }
    }
    ... on IllegalTransition {
      from
      to
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment TicketComment on TicketComment {
  id
  kind
  body
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
  createdAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
}
fragment TicketChange on TicketChange {
  id
  field
  before
  after
  changedAt
  revision
  author {
    id
    name
  }
  apiClient {
    id
    name
  }
}
fragment TicketDetail on Ticket {
  ...TicketRow
  content
  titleMasks {
    ...MaskParts
  }
  contentMasks {
    ...MaskParts
  }
  emailMasks {
    ...MaskParts
  }
  titleSuggestions {
    ...SuggestionParts
  }
  contentSuggestions {
    ...SuggestionParts
  }
  language
  tags
  changedAt
  erasedAt
  nextStatuses
  creator {
    id
    name
  }
  apiClient {
    id
    name
  }
  attachments {
    ...FileParts
  }
  comments {
    ...TicketComment
  }
  changes {
    ...TicketChange
  }
}
fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<UpdateTicketMutation, UpdateTicketMutationVariables>;
export const TicketListDocument = new TypedDocumentString(`
    query TicketList($filter: TicketFilter!, $orderBy: TicketOrder!, $first: Int!, $after: String) {
  tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges {
      node {
        ...TicketRow
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketListQuery, TicketListQueryVariables>;
export const TicketCountsNowDocument = new TypedDocumentString(`
    query TicketCountsNow {
  ticketCounts {
    ...TicketCounts
  }
}
    fragment TicketCounts on TicketCounts {
  unassigned
  open
  pending
}`) as unknown as TypedDocumentString<TicketCountsNowQuery, TicketCountsNowQueryVariables>;
export const TicketListChangesDocument = new TypedDocumentString(`
    subscription TicketListChanges {
  ticketListChanges {
    ...TicketRow
  }
}
    fragment TicketRow on Ticket {
  id
  number
  title
  status
  priority
  channel
  email
  emailMasks {
    id
  }
  revision
  createdAt
  inquiryType {
    id
    path
    removed
  }
  customer {
    id
    name
  }
  assignee {
    id
    name
  }
  chat {
    id
  }
}`) as unknown as TypedDocumentString<TicketListChangesSubscription, TicketListChangesSubscriptionVariables>;
export const TranscriptEndDocument = new TypedDocumentString(`
    query TranscriptEnd($chatId: ID!, $last: Int!) {
  epoch
  chat(id: $chatId) {
    ...TranscriptChat
    notes {
      ...TranscriptNote
    }
    messages(last: $last) {
      edges {
        node {
          ...TranscriptMessage
        }
      }
      pageInfo {
        hasPreviousPage
        startCursor
      }
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}
fragment TranscriptChat on Chat {
  id
  revision
  state
  title
  processed
  requestedAt
  openedAt
  answeredAt
  customerEndedAt
  closedAt
  agent {
    id
    name
  }
  rating {
    verdict
    ratedAt
  }
  ...RatingState
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<TranscriptEndQuery, TranscriptEndQueryVariables>;
export const TranscriptChangesDocument = new TypedDocumentString(`
    subscription TranscriptChanges($chatId: ID!, $after: Int!, $epoch: String!) {
  chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {
    revision
    chat {
      ...TranscriptChat
    }
    messages {
      ...TranscriptMessage
    }
    notes {
      ...TranscriptNote
    }
  }
}
    fragment MaskParts on Mask {
  id
  start
  end
  maskedAt
  maskedBy {
    name
  }
  apiClient {
    name
  }
  sealed
}
fragment SuggestionParts on MaskSuggestion {
  kind
  start
  end
}
fragment FileParts on Attachment {
  id
  name
  mediaType
  size
  width
  height
  path
  thumbnailPath
  revision
}
fragment RatingState on Chat {
  id
  ratingRequestedAt
  ratingClosesAt
  rating {
    verdict
  }
}
fragment TranscriptChat on Chat {
  id
  revision
  state
  title
  processed
  requestedAt
  openedAt
  answeredAt
  customerEndedAt
  closedAt
  agent {
    id
    name
  }
  rating {
    verdict
    ratedAt
  }
  ...RatingState
}
fragment TranscriptMessage on Message {
  id
  seq
  revision
  key
  sender
  senderName
  senderPicture {
    smallPath
  }
  event
  body
  sentAt
  attachments {
    ...FileParts
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}
fragment TranscriptNote on ChatNote {
  id
  body
  revision
  afterSeq
  createdAt
  author {
    name
  }
  apiClient {
    name
  }
  masks {
    ...MaskParts
  }
  suggestions {
    ...SuggestionParts
  }
}`) as unknown as TypedDocumentString<TranscriptChangesSubscription, TranscriptChangesSubscriptionVariables>;