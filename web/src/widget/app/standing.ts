import { m } from '#lib/paraglide/messages.js';
import type { Dialog } from './dialog.svelte.ts';

/** What there is to say about the agents. */
export const announced = {
  AVAILABLE: m.dialog_available,
  BUSY: m.dialog_busy,
  ABSENT: m.dialog_absent,
  CLOSED: m.dialog_closed,
  DISABLED: m.dialog_disabled,
};

/** Whether chats are being given to agents; when not, those in line stay where they are. */
export function isMoving({ availability }: Dialog): boolean {
  return availability === undefined || availability === 'AVAILABLE' || availability === 'BUSY';
}

/** The truth of this moment in one line: about the chat when there is one, else about the agents. */
export function standingOf(dialog: Dialog): [line: string, tone: 'good' | 'waiting' | 'quiet'] {
  const { conversation, availability } = dialog;
  if (!conversation && dialog.screen !== 'chat') {
    const tone = availability === 'AVAILABLE' ? 'good' : availability === 'BUSY' ? 'waiting' : 'quiet';
    return [availability ? announced[availability]() : '', tone];
  }
  const { chat } = conversation ?? {};
  switch (chat?.state) {
    case 'WAITING':
      return isMoving(dialog) ? [m.dialog_waiting(), 'waiting'] : [announced[availability!](), 'quiet'];
    case 'REQUESTED':
      return [m.dialog_requested(), 'waiting'];
    case 'ACTIVE':
      return [chat.agent ? m.dialog_active({ agent: chat.agent.name }) : m.dialog_active_unnamed(), 'good'];
    case undefined:
      return ['', 'quiet'];
    default:
      return [m.dialog_ended(), 'quiet'];
  }
}
