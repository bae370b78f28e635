// A plain form: it needs no script, and the launcher is the only one on the page.
export const csr = false;
