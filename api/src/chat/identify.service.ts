import { isStranger } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customer/customer.rows.ts';
import { IdentityRefused } from '../customer/identity.errors.ts';
import { enter, verifiedIdentity } from '../customer/identity.service.ts';
import { unknownSlug } from '../service/service.service.ts';
import { serviceAsked } from '../service/site.service.ts';
import type { ChatRow } from './chat.rows.ts';
import { anyChatById } from './chat.service.ts';
import { openChatOf } from './start-chat.service.ts';

export interface IdentifyInput {
  service: string;
  identity: string;
  join?: boolean | null;
}

export interface Identified {
  readonly member: CustomerRow | null;
  readonly token: string | null;
  readonly chat: ChatRow | null;
}

/** Whoever the company's server names goes on here as on every other device: with their token, in the chat that runs. */
export async function identify(ctx: Context, { service: slug, identity, join }: IdentifyInput): Promise<Identified> {
  const service = await serviceAsked(ctx, slug);
  if (!service || isStranger(ctx, service.id)) throw new IdentityRefused('OFF', unknownSlug);
  const found = await enter(ctx, service.id, await verifiedIdentity(ctx, service, identity), join ?? true);
  if (!found) return { member: null, token: null, chat: null };
  const { member, token } = found;
  const chatId = await openChatOf(ctx.app.sql, member.id);
  return { member, token, chat: chatId ? await anyChatById(ctx, chatId) : null };
}
