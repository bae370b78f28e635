import { m } from '#lib/paraglide/messages.js';

/** The pages of the organisation, in the order of their links. */
export const organisationPages = () =>
  [
    { href: '/organisation', label: m.organisation_services() },
    { href: '/organisation/accounts', label: m.organisation_accounts() },
    { href: '/organisation/log', label: m.organisation_log() },
  ] as const;
