import type { Feature } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

export interface SettingsPage {
  readonly href: `/service/${string}`;
  readonly label: string;
  /** What the page belongs to, where its own name does not say it. */
  readonly part?: string;
  /** Without this feature in the contract there is nothing to set, and no page. */
  readonly needs?: Feature;
}

/** The pages of the service's management, in the order of their links. */
export const settingsPages = () =>
  [
    { href: '/service/contract', label: m.contract_title() },
    { href: '/service/general', label: m.general_title() },
    { href: '/service/help-center', label: m.help_center_configuration(), part: m.help_center() },
    { href: '/service/widget', label: m.widget_page_title() },
    { href: '/service/consent', label: m.consent_page_title() },
    { href: '/service/agents', label: m.agents_title() },
    { href: '/service/chat', label: m.chat_settings_title(), needs: 'chat' },
    { href: '/service/masking', label: m.masking_title(), needs: 'security' },
    { href: '/service/retention', label: m.retention_title() },
    { href: '/service/categories', label: m.categories_title(), needs: 'chat' },
    { href: '/service/inquiry-types', label: m.inquiry_types_title() },
    { href: '/service/canned-replies', label: m.canned_title(), needs: 'chat' },
    { href: '/service/member-link', label: m.member_link_title() },
    { href: '/service/customer-data', label: m.customer_data_title() },
    { href: '/service/mail', label: m.mail_title() },
    { href: '/service/webhooks', label: m.webhooks_title() },
    { href: '/service/api-keys', label: m.api_keys_title() },
    { href: '/service/audit', label: m.audit_title() },
  ] as const satisfies readonly SettingsPage[];

/** The two lists on the page of the agents. */
export const agentsPages = () =>
  [
    { href: '/service/agents', label: m.agents_list() },
    { href: '/service/agents/changes', label: m.changes_title() },
  ] as const;
