// Plain forms: the only script of the page's own moves the code out of its address.
export const csr = false;
