const { PATH, NODE_COMPILE_CACHE } = process.env;

/**
 * What a program of a test finds of the environment that the tests run in: where programs are, and what they compiled to before, which
 * changes nothing but how soon they start.
 */
export const bareEnvironment = { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
