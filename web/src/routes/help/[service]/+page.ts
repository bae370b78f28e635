// The page is complete as the server sends it; the launcher is the only script on it.
export const csr = false;
