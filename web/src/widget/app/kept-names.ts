/*
 * Under which texts are kept while they are written, in the customer's part of the browser's storage.
 */
export const inquiryName = 'inquiry';
export const ratingName = (chatId: string) => `rating.${chatId}`;
