import type { CompanyDataFieldFragment, CustomerDataProblem } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

graphql(`
  fragment CompanyDataField on CustomerDataField {
    label {
      ko
      en
    }
    value
    kind
    link
  }
`);

graphql(`
  fragment CompanyDataFailure on CustomerDataFailed {
    problem
    status
    part
  }
`);

/** In the language of the screen, else in the other. */
export function labelWords({ label: { ko, en } }: Pick<CompanyDataFieldFragment, 'label'>): string {
  return (getLocale() === 'ko' ? (ko ?? en) : (en ?? ko)) ?? '';
}

/** As the language of the screen writes it; null for not known. */
export function dataWords({ value, kind }: Pick<CompanyDataFieldFragment, 'value' | 'kind'>): string | null {
  if (value === null) return null;
  switch (kind) {
    case 'NUMBER':
      // As a text a number of any length keeps all its digits.
      return new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 20 }).format(value as `${number}`);
    case 'DATE':
      return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
    case 'TIME':
      return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));
    case 'TEXT':
      return value;
  }
}

/** Why there is nothing to show. */
export function dataProblemWords({
  problem,
  status,
  part,
}: {
  problem: CustomerDataProblem;
  status: number | null;
  part: string | null;
}): string {
  switch (problem) {
    case 'UNREACHABLE':
      return m.company_data_unreachable();
    case 'TIMED_OUT':
      return m.company_data_timed_out();
    case 'REFUSED_ADDRESS':
      return m.company_data_refused_address();
    case 'BAD_CERTIFICATE':
      return m.company_data_bad_certificate();
    case 'TOO_LONG':
      return m.company_data_too_long();
    case 'REFUSED':
      return m.company_data_refused({ status: status ?? 0 });
    case 'BAD_STATUS':
      return m.company_data_bad_status({ status: status ?? 0 });
    case 'MALFORMED':
      return m.company_data_malformed({ part: part ?? '$' });
    case 'UNREADABLE_SECRET':
      return m.company_data_unreadable_secret();
    case 'BUSY':
      return m.company_data_busy();
  }
}
