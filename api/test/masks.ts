import type { Actor, Answer, TestService } from './kit.ts';

/** What somebody does to a mask or a region by its id; `parts` is read of what bears it. */
export const aboutMask =
  (name: string, parts: string) =>
  async (by: Actor, id: string): Promise<Answer> => {
    const { answer } = await by.run(
      `mutation ($id: ID!) { answer: ${name}(${idOf(name)}: $id) { __typename ... on DomainError { message } ${parts} } }`,
      { id },
    );
    return answer;
  };

const idOf = (name: string) => (name.endsWith('Region') ? 'regionId' : 'maskId');

/** Shows somebody what a mask or a region hides; `parts` is read of what they are shown. */
export const revealing =
  (name: 'revealMask' | 'revealRegion', parts: string) =>
  async (by: Actor, id: string, reason = 'to call back'): Promise<Answer> => {
    const { answer } = await by.run(
      `mutation ($id: ID!, $reason: String!) { answer: ${name}(${idOf(name)}: $id, reason: $reason) { __typename ${parts}
        ... on RateLimited { retryAfter } ... on InvalidInput { field } ... on DomainError { message } } }`,
      { id, reason },
    );
    return answer;
  };

export const reveal = revealing('revealMask', '... on RevealedMask { text expiresAt mask { id } }');

/** The audit log as an administrator reads it, the newest first. */
export async function auditOf(service: TestService): Promise<Answer[]> {
  const { auditLog } = await (
    await service.admin()
  ).run(
    `{ auditLog(first: 100) { edges { node { action maskId textOf field messageId customerId reason at
      chat { id } ticket { id } agent { name } } } } }`,
  );
  return auditLog.edges.map(({ node }: Answer) => node);
}
