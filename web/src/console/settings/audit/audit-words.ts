import type { AuditAction, AuditRowFragment } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

export function auditActionWord(action: AuditAction): string {
  return {
    MASKED: m.audit_masked,
    RELEASED: m.audit_released,
    REVEALED: m.audit_revealed,
    SEALED: m.audit_sealed,
    ERASED: m.audit_erased,
    LOOKED_UP: m.audit_looked_up,
  }[action]();
}

/** The person, the program, or the setting by which the service did it itself. */
export function whoWords({ agent, apiClient }: Pick<AuditRowFragment, 'agent' | 'apiClient'>): string {
  return agent?.name ?? apiClient?.name ?? m.audit_by_setting();
}

export function headWords(): string[] {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [
    m.audit_time({ zone }),
    m.audit_action(),
    m.history_agent(),
    m.audit_reason(),
    m.audit_chat(),
    m.audit_message_id(),
    m.audit_mask_id(),
  ];
}

/** One entry as a row of the exported table, times as those of the person at the screen. Chats are named by their address. */
export function rowWords(entry: AuditRowFragment, origin: string): string[] {
  return [
    timeWords(new Date(entry.at)),
    auditActionWord(entry.action),
    whoWords(entry),
    entry.reason ?? '',
    entry.chat ? `${origin}/history/${entry.chat.id}` : '',
    entry.messageId ?? '',
    entry.maskId ?? '',
  ];
}

/** What the exported table is called: by the day on the clock of the person at the screen, as its times are. */
export const fileName = (at: Date): string => `damso-audit-${dayWords(at)}.csv`;

const two = (number: number) => String(number).padStart(2, '0');

const dayWords = (at: Date): string => [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');

function timeWords(at: Date): string {
  return `${dayWords(at)} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
