import { serviceHeader } from '#console/service/tab-service.ts';
import { sendBy } from '#lib/files/send-by.ts';

/** In the name of whoever is signed in. */
export const sendFile = sendBy(serviceHeader);
