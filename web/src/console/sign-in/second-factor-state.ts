import { RequestFailed, type Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

const SecondFactorState = graphql(`
  query SecondFactorState {
    account {
      email
      secondFactorRequired
      secondFactor {
        since
      }
    }
  }
`);

/** Whose second factor it is, and whether they have to set one up before anything else; null for nobody. */
export async function secondFactorState(api: Api): Promise<{ email: string; isNeeded: boolean } | null> {
  const { account } = await api.request(SecondFactorState, {});
  return account && { email: account.email, isNeeded: account.secondFactorRequired && !account.secondFactor };
}

/** Whether the API refused with it that a second factor has to be set up before anything else. */
export function isSecondFactorNeeded(reason: unknown): boolean {
  const cause: unknown = reason instanceof RequestFailed ? reason.cause : reason;
  // The client of the console keeps what the API answered apart from what the network did.
  const errors: unknown = (cause as { graphQLErrors?: unknown } | null | undefined)?.graphQLErrors ?? cause;
  return Array.isArray(errors) && errors.some(isCoded);
}

const isCoded = (error: unknown) =>
  (error as { extensions?: { code?: unknown } } | null)?.extensions?.code === 'SECOND_FACTOR_NEEDED';
