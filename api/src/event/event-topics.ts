/** Carries nothing: events of the service were committed. */
export const eventTopic = (serviceId: string) => `events:${serviceId}`;
