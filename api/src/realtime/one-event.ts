/**
 * What `complexity` of a field is handed in place of a context where it is counted what one event of a subscription delivers. A list
 * of what is new is the whole of what was missed when a subscription opens, which is paid for then, and short ever after.
 */
export const ofOneEvent = {};

export const isOfOneEvent = (ctx: object): boolean => ctx === ofOneEvent;
