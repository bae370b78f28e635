import { recordOrganisationChanges } from '../access/change-log.service.ts';
import { requireOwner } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import { Account } from '../account/account.entity.ts';
import { addAdministrator, invite, type InvitedAgent } from '../agent/team.service.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { Feature, type Language, Service } from '../service/service.entity.ts';
import { assertSlug, gateTopic, lockServices, slugRefusal } from '../service/service.service.ts';
import { settingsTopic } from '../service/settings-feed.ts';
import { changeLocked } from '../service/settings.service.ts';
import { isTimeZone } from '../service/wall-clock.ts';
import { addEmptyService } from '../setup/setup.service.ts';
import { requiredEmail, requiredField } from '../text.ts';
import { assertOwner, by } from './organisation.service.ts';

export interface CreateServiceInput {
  name: string;
  slug: string;
  languages: readonly Language[];
  timeZone: string;
  administratorEmail?: string | null;
}

export interface CreatedService {
  service: Service;
  /** Of the administrator, where that is not the owner who makes it. */
  invited: InvitedAgent | null;
}

/**
 * Makes a service, open around the clock, whose administrator is the owner who makes it or whoever has the address that is named, who is
 * invited. SlugTaken for a slug that a service has or had; of two who want one at once the second is told so.
 */
export async function createService(ctx: Context, input: CreateServiceInput): Promise<CreatedService> {
  const owner = requireOwner(ctx);
  if (input.languages.length === 0) throw new InvalidInput('languages', 'A service has one language at least.');
  if (!isTimeZone(input.timeZone)) throw new InvalidInput('timeZone', 'There is no such time zone.');
  const given = {
    name: requiredField('name', input.name, 100),
    slug: assertSlug('slug', input.slug),
    languages: [...new Set(input.languages)],
    timeZone: input.timeZone,
  };
  const named = input.administratorEmail == null ? null : requiredEmail('administratorEmail', input.administratorEmail);
  try {
    return await ctx.write(null, async (tx) => {
      await lockServices(tx);
      await assertOwner(tx, owner);
      const { em } = tx;
      const service = await addEmptyService(tx, given);
      const own = await em.findOneOrFail(Account, owner.accountId);
      const isOwn = named === null || named === own.email;
      const { email, name } = isOwn ? own : { email: named, name: named.split('@', 1)[0] as string };
      const administrator = await addAdministrator(tx, { serviceId: service.id, email, name });
      if (isOwn) {
        administrator.joinedAt = ctx.app.clock.now();
        administrator.pictureId = own.pictureId ?? null;
      }
      await tx.flush();
      const made = { ...by(owner), aboutServiceId: service.id };
      recordOrganisationChanges(em, made, {}, { created: true });
      recordOrganisationChanges(em, { ...made, aboutAccountId: administrator.accountId }, {}, { administrator: true });
      return { service, invited: isOwn ? null : await invite(ctx.app.outbox, tx, administrator) };
    });
  } catch (error) {
    throw slugRefusal(error);
  }
}

/**
 * Closes a service or opens it again.
 *
 * Off: no chat and no inquiry begins, its agents read what they may read and do nothing there, and the help center says that it is closed.
 * Nothing is ended or deleted. A running chat goes back into the line at its old place, its customer is told and may go on writing or
 * end it, and it is given to an agent once the service is on again; what its customer had ended stays on the desk of its agent.
 */
export async function switchService(ctx: Context, input: { serviceId: string; on: boolean }): Promise<Service> {
  const owner = requireOwner(ctx);
  const id = decodeId('Service', input.serviceId);
  if (!id) throw new NotPermitted();
  return ctx.write({ service: id }, async (tx) => {
    await assertOwner(tx, owner);
    const service = await tx.em.findOne(Service, id);
    if (!service) throw new NotPermitted();
    if (service.isOff !== input.on) return service;
    const about = { ...by(owner), aboutServiceId: id };
    recordOrganisationChanges(tx.em, about, { on: !service.isOff }, { on: input.on });
    service.switchedOffAt = input.on ? null : ctx.app.clock.now();
    service.settingsRevision += 1;
    tx.tell(rightsTopic, {});
    tx.tell(gateTopic, { serviceId: id });
    tx.tell(settingsTopic, { serviceId: id });
    return service;
  });
}

/**
 * Decides what the contract of a service may hold at most. What it holds beyond that is switched off at once, as its administrators switch it
 * off; what they may hold again they switch on themselves.
 */
export async function limitContract(
  ctx: Context,
  input: { serviceId: string; mayHold: readonly Feature[] },
): Promise<Service> {
  const owner = requireOwner(ctx);
  const id = decodeId('Service', input.serviceId);
  if (!id) throw new NotPermitted();
  return ctx.write({ service: id }, async (tx) => {
    await assertOwner(tx, owner);
    const service = await tx.em.findOne(Service, id);
    if (!service) throw new NotPermitted();
    const before = service.mayHold;
    service.withheldFeatures = Object.values(Feature).filter((feature) => !input.mayHold.includes(feature));
    const { mayHold } = service;
    const about = { ...by(owner), aboutServiceId: id };
    if (!recordOrganisationChanges(tx.em, about, { mayHold: before }, { mayHold })) return service;
    service.settingsRevision += 1;
    changeLocked(tx, owner.id, service, { features: service.features.filter((feature) => mayHold.includes(feature)) });
    tx.tell(rightsTopic, {});
    tx.tell(gateTopic, { serviceId: id });
    return service;
  });
}
