/*
 * What the bus carries about chats: ids and numbers, never content.
 */

/** Carries `{ revision }`: the chat moved on to it. */
export const chatTopic = (chatId: string) => `chat:${chatId}`;

/** Carries `{ chatId }`: a chat on the agent's desk changed, came or left. */
export const deskTopic = (agentId: string) => `desk:${agentId}`;

/** Carries `{ serviceId }`: somebody came into the service's waiting line, left it or was served. */
export const lineTopic = 'line';

/** Carries `{ serviceId }`: an open chat left its agent, so somebody who waits may be given to them. */
export const seatTopic = 'seat';
