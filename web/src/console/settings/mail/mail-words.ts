import type { MailKind, MailProblem } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

export function mailKindWord(kind: MailKind): string {
  return {
    INQUIRY_RECEIVED: m.mail_kind_received,
    INQUIRY_ANSWERED: m.mail_kind_answered,
    PASSWORD_RESET: m.mail_kind_password_reset,
    INVITATION: m.mail_kind_invitation,
    TICKET_ASSIGNED: m.mail_kind_assigned,
    TRANSCRIPT: m.mail_kind_transcript,
  }[kind]();
}

export function mailProblemWord(problem: MailProblem): string {
  return {
    REFUSED: m.mail_problem_refused,
    UNREACHABLE: m.mail_problem_unreachable,
    UNREADABLE: m.mail_problem_unreadable,
  }[problem]();
}
