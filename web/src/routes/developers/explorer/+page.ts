/** The one page here that is a program. */
export const csr = true;
