/** The kinds of personal data that can be found in a text. */
export const PersonalDataKind = {
  /** Resident registration number, also that of a foreigner. */
  RESIDENT_NUMBER: 'RESIDENT_NUMBER',
  /** Mobile or landline number; not a company's 1588-1234. */
  PHONE: 'PHONE',
  /** Number of a payment card. */
  CARD: 'CARD',
  /** Number of a bank account. */
  ACCOUNT: 'ACCOUNT',
  /** Number of a Korean passport. */
  PASSPORT: 'PASSPORT',
  /** Number of a Korean driver's licence. */
  DRIVER_LICENSE: 'DRIVER_LICENSE',
  /** E-mail address. */
  EMAIL: 'EMAIL',
} as const;
export type PersonalDataKind = (typeof PersonalDataKind)[keyof typeof PersonalDataKind];
