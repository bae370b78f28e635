// Text and links: complete as the server sends them. Only the explorer is a program.
export const csr = false;
