import type { OrganisationChangeFragment } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** One entry of the organisation's log in words. A field that is not known here is shown as the API has it. */
export function changeWords({
  field,
  before = null,
  after,
  service,
  account,
}: Pick<OrganisationChangeFragment, 'field' | 'after' | 'service' | 'account'> &
  Partial<Pick<OrganisationChangeFragment, 'before'>>): {
  what: string;
  after: string | null;
} {
  const isOn = after === 'true';
  const name = account?.name ?? '';
  const ofService = service?.name ?? '';
  const event = (what: string) => ({ what, after: null });
  switch (field) {
    case 'name':
      return { what: m.organisation_log_name(), after: plain(after) };
    case 'created':
      return event(m.organisation_log_created({ service: ofService }));
    case 'administrator':
      return event(m.organisation_log_administrator({ name, service: ofService }));
    case 'on':
      return event(
        isOn
          ? m.organisation_log_switched_on({ service: ofService })
          : m.organisation_log_switched_off({ service: ofService }),
      );
    case 'mayHold':
      return { what: m.organisation_log_contract({ service: ofService }), after: featureWords(after) };
    case 'locked':
      return event(isOn ? m.organisation_log_locked({ name }) : m.organisation_log_unlocked({ name }));
    case 'owner':
      return event(isOn ? m.organisation_log_owner({ name }) : m.organisation_log_no_owner({ name }));
    case 'secondFactorRequired':
      return event(isOn ? m.second_factor_log_required() : m.second_factor_log_not_required());
    case 'secondFactor':
      return event(m.second_factor_is_reset({ name }));
    case 'apiKey':
      return { what: m.organisation_log_key({ name, service: ofService }), after: plain(before) };
    default:
      return { what: account ? m.change_of({ name, what: field }) : field, after: plain(after) };
  }
}

function plain(json: string | null): string | null {
  if (json === null) return null;
  const value: unknown = JSON.parse(json);
  if (typeof value === 'boolean') return value ? m.change_on() : m.change_off();
  return typeof value === 'string' ? value : json;
}

function featureWords(json: string | null): string {
  const features = JSON.parse(json ?? '[]') as string[];
  const words = { chat: m.feature_chat, security: m.feature_security } as Partial<Record<string, () => string>>;
  return features.map((feature) => words[feature]?.() ?? feature).join(', ') || m.organisation_log_contract_nothing();
}
